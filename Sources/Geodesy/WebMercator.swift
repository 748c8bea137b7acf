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

  // MARK: The square of web maps

  /// Where the square ends in the north and in the south, degrees: a hand's breadth short of atan(sinh(pi)), so that no
  /// rounding leaves the square.
  public static let edgeLatitude = 85.051128

  /// How far east of the square's west edge a longitude in degrees lies: 0 at -180, 1 at 180.
  @inlinable
  public static func x(longitude: Double) -> Double { (longitude + 180) / 360 }

  /// How far south of the square's north edge a latitude in degrees lies: 0 at ``edgeLatitude``, 1 at its opposite; infinite
  /// at the poles.
  @inlinable
  public static func y(latitude: Double) -> Double {
    let sine = sin(latitude * (.pi / 180))
    return 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
  }

  /// The longitude in degrees of a place on the square.
  @inlinable
  public static func longitude(x: Double) -> Double { x * 360 - 180 }

  /// The latitude in degrees of a place on the square.
  @inlinable
  public static func latitude(y: Double) -> Double { atan(sinh((0.5 - y) * 2 * .pi)) * 180 / .pi }
}
