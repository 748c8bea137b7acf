import Geodesy

/// How a density grid is made.
public struct DensityOptions: Hashable, Sendable {
  /// The distance between the centres of neighbouring cells, metres (of the map for Web Mercator; made into degrees of
  /// latitude for EPSG:4326).
  public var cellMetres = 5000.0
  /// The distance at which a point's influence ends, metres on the ground.
  public var radiusMetres = 25_000.0
  /// How the influence falls off.
  public var kernel = DensityKernel.quartic
  /// Squares or hexagons.
  public var shape = CellShape.square
  /// The grid's system; `nil`: the official one where most of the weight is, else that place's UTM zone.
  public var system: ReferenceSystem?
  /// What the grid covers; `nil`: the points' box grown by the radius, so that nothing is cut.
  public var box: BoundingBox?
  /// Threads used; the result is the same with any number. `nil`: one per processor.
  public var threads: Int?

  /// The defaults.
  public init() {}

  /// A grid of 67 million cells takes half a gigabyte.
  public static let cellLimit = 1 << 26

  /// Throws when an option has a value that means nothing.
  public func check() throws(SpatialAnalysisError) {
    guard cellMetres.isFinite, cellMetres > 0 else {
      throw .optionOutOfRange(name: "cell", found: "\(cellMetres) m", expected: "> 0 m")
    }
    guard radiusMetres.isFinite, radiusMetres >= cellMetres, radiusMetres <= Self.largestRadiusMetres else {
      throw .optionOutOfRange(
        name: "radius", found: "\(radiusMetres) m",
        expected: "\(cellMetres) … \(Self.largestRadiusMetres) m")
    }
  }

  /// Beyond 1,000 km no projection here keeps distances to a few per cent.
  public static let largestRadiusMetres = 1_000_000.0
}

/// The shape of a grid's cells.
public enum CellShape: String, CaseIterable, Hashable, Sendable {
  /// Squares, as raster files need them.
  case square
  /// Regular hexagons with a corner to the north; the cell size is their width from side to side.
  case hexagon = "hex"
}
