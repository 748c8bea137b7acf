import Glibc

/// Lambert-93 (EPSG:2154), the official projection of France in Europe: a Lambert conformal conic with two standard
/// parallels on the GRS 80 ellipsoid.
///
/// Formulas: EPSG Guidance Note 7-2, method 9802; Snyder, "Map Projections: A Working Manual" (1987), section 15.
public enum Lambert93 {
  private static let semiMajorAxisMetres = 6_378_137.0
  private static let inverseFlattening = 298.257222101
  private static let firstParallel = 44.0 * .pi / 180
  private static let secondParallel = 49.0 * .pi / 180
  private static let originLatitude = 46.5 * .pi / 180
  private static let originLongitude = 3.0 * .pi / 180
  private static let falseEastingMetres = 700_000.0
  private static let falseNorthingMetres = 6_600_000.0

  private static let eccentricity: Double = {
    let flattening = 1 / inverseFlattening
    return (2 * flattening - flattening * flattening).squareRoot()
  }()

  private static func m(_ latitude: Double) -> Double {
    let sine = eccentricity * sin(latitude)
    return cos(latitude) / (1 - sine * sine).squareRoot()
  }

  private static func t(_ latitude: Double) -> Double {
    let sine = eccentricity * sin(latitude)
    return tan(.pi / 4 - latitude / 2) / pow((1 - sine) / (1 + sine), eccentricity / 2)
  }

  /// The cone's constant and the radius scale, EPSG's n and aF.
  private static let cone: (n: Double, radiusScale: Double) = {
    let n = (log(m(firstParallel)) - log(m(secondParallel))) / (log(t(firstParallel)) - log(t(secondParallel)))
    return (n, semiMajorAxisMetres * m(firstParallel) / (n * pow(t(firstParallel), n)))
  }()

  /// Metres east and north on the grid of a WGS 84 position (RGF93 and WGS 84 are taken as equal; they are within a
  /// metre).
  public static func grid(of coordinate: Coordinate) -> (eastingMetres: Double, northingMetres: Double) {
    let radius = cone.radiusScale * pow(t(coordinate.latitude * .pi / 180), cone.n)
    let originRadius = cone.radiusScale * pow(t(originLatitude), cone.n)
    let angle = cone.n * (coordinate.longitude * .pi / 180 - originLongitude)
    return (
      falseEastingMetres + radius * sin(angle), falseNorthingMetres + originRadius - radius * cos(angle)
    )
  }

  /// The position of a point of the grid.
  public static func coordinate(eastingMetres: Double, northingMetres: Double) -> Coordinate {
    let originRadius = cone.radiusScale * pow(t(originLatitude), cone.n)
    let east = eastingMetres - falseEastingMetres
    let south = originRadius - (northingMetres - falseNorthingMetres)
    let radius = (east * east + south * south).squareRoot()
    let projected = pow(radius / cone.radiusScale, 1 / cone.n)
    let angle = atan2(east, south)
    var latitude = .pi / 2 - 2 * atan(projected)
    // Converges to below a micrometre in five rounds at these latitudes (Snyder, equation 7-9).
    for _ in 0..<8 {
      let sine = eccentricity * sin(latitude)
      latitude = .pi / 2 - 2 * atan(projected * pow((1 - sine) / (1 + sine), eccentricity / 2))
    }
    return Coordinate(
      latitude: latitude * 180 / .pi, longitude: (angle / cone.n + originLongitude) * 180 / .pi)
  }
}
