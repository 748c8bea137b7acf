import Glibc

/// The projection of web maps (EPSG:3857): Mercator's formulas for the sphere on WGS 84's degrees.
///
/// Its metres are true on the equator alone; at 47 degrees north 1 km on the ground is 1.47 km on the map.
public enum WebMercator {
  /// Radius of the sphere, metres.
  public static let radiusMetres = 6_378_137.0

  /// The grid position of a position in degrees; the poles are infinitely far.
  public static func grid(of coordinate: Coordinate) -> GridPosition {
    let sine = sin(coordinate.latitude * .pi / 180)
    return GridPosition(
      easting: radiusMetres * coordinate.longitude * .pi / 180, northing: radiusMetres * atanh(sine))
  }

  /// The position in degrees of a grid position.
  public static func coordinate(of position: GridPosition) -> Coordinate {
    Coordinate(
      latitude: atan(sinh(position.northing / radiusMetres)) * 180 / .pi,
      longitude: position.easting / radiusMetres * 180 / .pi)
  }
}
