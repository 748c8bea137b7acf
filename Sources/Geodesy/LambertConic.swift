import Glibc

/// A Lambert conformal conic projection with two standard parallels.
///
/// Formulas: EPSG Guidance Note 7-2, method 9802; Snyder, "Map Projections: A Working Manual" (1987), section 15.
public struct LambertConic: Hashable, Sendable {
  /// The Earth's figure.
  public let ellipsoid: Ellipsoid
  /// Latitude of the false origin, degrees.
  public let originLatitude: Double
  /// Longitude of the false origin, degrees.
  public let originLongitude: Double
  /// The parallels that keep their length, degrees.
  public let standardParallels: [Double]
  /// Easting of the false origin, metres.
  public let falseEastingMetres: Double
  /// Northing of the false origin, metres.
  public let falseNorthingMetres: Double

  private let eccentricity: Double
  /// EPSG's n, aF and r at the false origin.
  private let cone: Double
  private let radiusScale: Double
  private let originRadius: Double

  /// A projection from EPSG's parameters; angles in degrees.
  public init(
    ellipsoid: Ellipsoid, originLatitude: Double, originLongitude: Double, firstParallel: Double,
    secondParallel: Double, falseEastingMetres: Double, falseNorthingMetres: Double
  ) {
    self.ellipsoid = ellipsoid
    self.originLatitude = originLatitude
    self.originLongitude = originLongitude
    standardParallels = [firstParallel, secondParallel]
    self.falseEastingMetres = falseEastingMetres
    self.falseNorthingMetres = falseNorthingMetres
    let eccentricity = ellipsoid.eccentricity
    self.eccentricity = eccentricity
    func m(_ latitude: Double) -> Double {
      let sine = eccentricity * sin(latitude)
      return cos(latitude) / (1 - sine * sine).squareRoot()
    }
    let (first, second) = (firstParallel * .pi / 180, secondParallel * .pi / 180)
    func t(_ latitude: Double) -> Double { Self.t(latitude, eccentricity) }
    cone = (log(m(first)) - log(m(second))) / (log(t(first)) - log(t(second)))
    radiusScale = ellipsoid.semiMajorAxisMetres * m(first) / (cone * pow(t(first), cone))
    originRadius = radiusScale * pow(t(originLatitude * .pi / 180), cone)
  }

  private static func t(_ latitude: Double, _ eccentricity: Double) -> Double {
    let sine = eccentricity * sin(latitude)
    return tan(.pi / 4 - latitude / 2) / pow((1 - sine) / (1 + sine), eccentricity / 2)
  }

  /// The grid position of a position in degrees; below a micrometre of rounding.
  public func grid(of coordinate: Coordinate) -> GridPosition {
    let radius = radiusScale * pow(Self.t(coordinate.latitude * .pi / 180, eccentricity), cone)
    let angle = cone * (coordinate.longitude - originLongitude).wrappedDegrees * .pi / 180
    return GridPosition(
      easting: falseEastingMetres + radius * sin(angle),
      northing: falseNorthingMetres + originRadius - radius * cos(angle))
  }

  /// The position in degrees of a grid position.
  public func coordinate(of position: GridPosition) -> Coordinate {
    let sign: Double = cone < 0 ? -1 : 1
    let east = sign * (position.easting - falseEastingMetres)
    let south = sign * (originRadius - (position.northing - falseNorthingMetres))
    let projected = pow(sign * (east * east + south * south).squareRoot() / radiusScale, 1 / cone)
    var latitude = .pi / 2 - 2 * atan(projected)
    // Converges to below a micrometre in five rounds at these latitudes (Snyder, equation 7-9).
    for _ in 0..<8 {
      let sine = eccentricity * sin(latitude)
      latitude = .pi / 2 - 2 * atan(projected * pow((1 - sine) / (1 + sine), eccentricity / 2))
    }
    let longitude = originLongitude + atan2(east, south) / cone * 180 / .pi
    return Coordinate(latitude: latitude * 180 / .pi, longitude: longitude.wrappedDegrees)
  }
}

extension Double {
  /// The same direction from -180 to 180 degrees.
  var wrappedDegrees: Double {
    abs(self) <= 180 ? self : self - 360 * (self / 360).rounded()
  }
}
