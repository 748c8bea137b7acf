/// How points are gathered into clusters; the defaults are those of web maps.
public struct ClusterOptions: Hashable, Sendable {
  /// Where the label point of a cluster lies.
  public enum Anchor: Hashable, Sendable {
    /// The mean position of its points on the Mercator map, each counted once.
    case centre
    /// The position of the point that is nearest to that mean: a place that exists.
    case member
  }

  /// The furthest-out zoom, 0 to `maximumZoom`.
  public var minimumZoom = 0
  /// The closest zoom at which points are gathered, up to ``deepestZoom``; beyond it every point stands alone.
  public var maximumZoom = 16
  /// Points within so many pixels of a point join it.
  public var radiusPixels = 60.0
  /// Pixels along a tile's side, against which the radius counts.
  public var extentPixels = 512.0
  /// Fewer points do not make a cluster, at least 2.
  public var minimumPoints = 2
  /// The label point.
  public var anchor = Anchor.centre
  /// Threads used for building; the result is the same with any number. `nil`: one per processor.
  public var threads: Int?

  /// The defaults.
  public init() {}

  /// Beyond zoom 24 the units of the index (9 mm) are coarser than a pixel.
  public static let deepestZoom = 24

  /// Throws when an option has a value that means nothing.
  public func check() throws(SpatialAnalysisError) {
    guard (0...maximumZoom).contains(minimumZoom), maximumZoom <= Self.deepestZoom else {
      throw .optionOutOfRange(
        name: "zoom", found: "\(minimumZoom)-\(maximumZoom)", expected: "0 ≤ A ≤ B ≤ \(Self.deepestZoom)")
    }
    guard radiusPixels.isFinite, radiusPixels > 0 else {
      throw .optionOutOfRange(name: "radius", found: "\(radiusPixels)", expected: "> 0")
    }
    guard extentPixels.isFinite, extentPixels >= 1 else {
      throw .optionOutOfRange(name: "extent", found: "\(extentPixels)", expected: "≥ 1")
    }
    guard minimumPoints >= 2 else {
      throw .optionOutOfRange(name: "min-points", found: "\(minimumPoints)", expected: "≥ 2")
    }
  }
}
