/// A position on a map's grid, in the units of its system: metres, but degrees where the system is EPSG:4326.
public struct GridPosition: Hashable, Sendable, BitwiseCopyable {
  /// East of the grid's origin.
  public var easting: Double
  /// North of the grid's origin.
  public var northing: Double

  /// A position from its two distances.
  public init(easting: Double, northing: Double) {
    self.easting = easting
    self.northing = northing
  }
}
