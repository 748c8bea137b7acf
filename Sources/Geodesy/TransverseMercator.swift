import Glibc

/// A transverse Mercator projection with its origin on the equator, as all UTM zones.
///
/// Krüger's series to the sixth order of the third flattening (Karney, "Transverse Mercator with an accuracy of a few
/// nanometers", J. Geodesy 85, 2011): nanometres within 3,000 km of the central meridian.
public struct TransverseMercator: Hashable, Sendable {
  /// The Earth's figure.
  public let ellipsoid: Ellipsoid
  /// Longitude of the central meridian, degrees.
  public let originLongitude: Double
  /// Scale on the central meridian.
  public let scale: Double
  /// Easting of the central meridian, metres.
  public let falseEastingMetres: Double
  /// Northing of the equator, metres.
  public let falseNorthingMetres: Double

  private let eccentricity: Double
  private let radius: Double
  private let forward: [Double]
  private let backward: [Double]

  /// A projection from EPSG's parameters; the longitude in degrees.
  public init(
    ellipsoid: Ellipsoid, originLongitude: Double, scale: Double, falseEastingMetres: Double,
    falseNorthingMetres: Double
  ) {
    self.ellipsoid = ellipsoid
    self.originLongitude = originLongitude
    self.scale = scale
    self.falseEastingMetres = falseEastingMetres
    self.falseNorthingMetres = falseNorthingMetres
    eccentricity = ellipsoid.eccentricity
    let n = ellipsoid.thirdFlattening
    let square = n * n
    radius =
      scale * ellipsoid.semiMajorAxisMetres / (1 + n)
      * (1 + square / 4 + square * square / 64 + square * square * square / 256)
    forward = Self.series(Self.forwardTerms, n)
    backward = Self.series(Self.backwardTerms, n)
  }

  /// UTM zone 1 to 60.
  public static func utm(zone: Int, isNorth: Bool, ellipsoid: Ellipsoid) -> TransverseMercator {
    TransverseMercator(
      ellipsoid: ellipsoid, originLongitude: Double(zone * 6 - 183), scale: 0.9996, falseEastingMetres: 500_000,
      falseNorthingMetres: isNorth ? 0 : 10_000_000)
  }

  /// Karney's equation 35: row j holds the factors of n^j, n^(j+1) ... n^6 in alpha_j.
  private static let forwardTerms: [[Double]] = [
    [1.0 / 2, -2.0 / 3, 5.0 / 16, 41.0 / 180, -127.0 / 288, 7891.0 / 37800],
    [13.0 / 48, -3.0 / 5, 557.0 / 1440, 281.0 / 630, -1983433.0 / 1_935_360],
    [61.0 / 240, -103.0 / 140, 15061.0 / 26880, 167603.0 / 181440],
    [49561.0 / 161280, -179.0 / 168, 6_601_661.0 / 7_257_600],
    [34729.0 / 80640, -3_418_889.0 / 1_995_840],
    [212_378_941.0 / 319_334_400],
  ]

  /// Karney's equation 36, likewise for beta_j.
  private static let backwardTerms: [[Double]] = [
    [1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604800],
    [1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1_118_711.0 / 3_870_720],
    [17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720],
    [4397.0 / 161280, -11.0 / 504, -830251.0 / 7_257_600],
    [4583.0 / 161280, -108847.0 / 3_991_680],
    [20_648_693.0 / 638_668_800],
  ]

  private static func series(_ terms: [[Double]], _ n: Double) -> [Double] {
    terms.enumerated().map { index, factors in
      factors.reversed().reduce(0) { $0 * n + $1 } * pow(n, Double(index + 1))
    }
  }

  /// The grid position of a position in degrees, within 80 degrees of the central meridian.
  public func grid(of coordinate: Coordinate) -> GridPosition {
    let longitude = (coordinate.longitude - originLongitude).wrappedDegrees * .pi / 180
    let tangent = conformal(tan(coordinate.latitude * .pi / 180))
    let cosine = cos(longitude)
    let north = atan2(tangent, cosine)
    let east = asinh(sin(longitude) / (tangent * tangent + cosine * cosine).squareRoot())
    var (northSum, eastSum) = (north, east)
    for (index, factor) in forward.enumerated() {
      let double = Double(2 * index + 2)
      northSum += factor * sin(double * north) * cosh(double * east)
      eastSum += factor * cos(double * north) * sinh(double * east)
    }
    return GridPosition(
      easting: falseEastingMetres + radius * eastSum, northing: falseNorthingMetres + radius * northSum)
  }

  /// The position in degrees of a grid position.
  public func coordinate(of position: GridPosition) -> Coordinate {
    let north = (position.northing - falseNorthingMetres) / radius
    let east = (position.easting - falseEastingMetres) / radius
    var (northSum, eastSum) = (north, east)
    for (index, factor) in backward.enumerated() {
      let double = Double(2 * index + 2)
      northSum -= factor * sin(double * north) * cosh(double * east)
      eastSum -= factor * cos(double * north) * sinh(double * east)
    }
    let cosine = cos(northSum)
    let hyperbolic = sinh(eastSum)
    let target = sin(northSum) / (hyperbolic * hyperbolic + cosine * cosine).squareRoot()
    let longitude = originLongitude + atan2(hyperbolic, cosine) * 180 / .pi
    return Coordinate(
      latitude: atan(geographic(target)) * 180 / .pi, longitude: longitude.wrappedDegrees)
  }

  /// The tangent of the conformal latitude from that of the latitude (Karney, equation 7).
  private func conformal(_ tangent: Double) -> Double {
    let secant = (1 + tangent * tangent).squareRoot()
    let sigma = sinh(eccentricity * atanh(eccentricity * tangent / secant))
    return tangent * (1 + sigma * sigma).squareRoot() - sigma * secant
  }

  /// The other way by Newton's method (equations 19 to 21); three rounds reach the last digit.
  private func geographic(_ target: Double) -> Double {
    let complement = 1 - eccentricity * eccentricity
    var tangent = target / complement
    for _ in 0..<5 {
      let reached = conformal(tangent)
      tangent +=
        (target - reached) / (1 + reached * reached).squareRoot()
        * (1 + complement * tangent * tangent) / (complement * (1 + tangent * tangent).squareRoot())
    }
    return tangent
  }
}
