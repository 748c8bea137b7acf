import Glibc

extension Coordinate {
  /// The IUGG mean Earth radius R1 in metres (GRS 80, Moritz 2000), the usual one for distances on the sphere.
  public static let meanEarthRadiusMetres = 6_371_008.8

  /// The great-circle distance to another coordinate, in metres, on a sphere of ``meanEarthRadiusMetres``.
  ///
  /// The haversine formula (Sinnott, "Virtues of the Haversine", 1984): exact for short distances, within 0.56 % of the
  /// distance on the ellipsoid.
  public func distance(to other: Coordinate) -> Double {
    let radians = Double.pi / 180
    let latitudeHalf = sin((other.latitude - latitude) * radians / 2)
    let longitudeHalf = sin((other.longitude - longitude) * radians / 2)
    let haversine =
      latitudeHalf * latitudeHalf
      + cos(latitude * radians) * cos(other.latitude * radians) * longitudeHalf * longitudeHalf
    return 2 * Coordinate.meanEarthRadiusMetres * asin(min(1, haversine.squareRoot()))
  }
}
