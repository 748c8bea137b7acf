/// Lambert-93 (EPSG:2154), the official projection of France in Europe: a Lambert conformal conic with two standard
/// parallels on the GRS 80 ellipsoid.
public enum Lambert93 {
  /// Its parameters.
  public static let projection = LambertConic(
    ellipsoid: .grs80, originLatitude: 46.5, originLongitude: 3, firstParallel: 44, secondParallel: 49,
    falseEastingMetres: 700_000, falseNorthingMetres: 6_600_000)

  /// Metres east and north on the grid of a WGS 84 position (RGF93 and WGS 84 are taken as equal; they are within a
  /// metre).
  public static func grid(of coordinate: Coordinate) -> (eastingMetres: Double, northingMetres: Double) {
    let position = projection.grid(of: coordinate)
    return (position.easting, position.northing)
  }

  /// The position of a point of the grid.
  public static func coordinate(eastingMetres: Double, northingMetres: Double) -> Coordinate {
    projection.coordinate(of: GridPosition(easting: eastingMetres, northing: northingMetres))
  }
}
