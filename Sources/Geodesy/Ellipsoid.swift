/// An ellipsoid of revolution that stands for the Earth's figure.
public struct Ellipsoid: Hashable, Sendable {
  /// The name in well-known texts.
  public let name: String
  /// Half the equator's diameter, metres.
  public let semiMajorAxisMetres: Double
  /// 1 / f.
  public let inverseFlattening: Double

  /// GRS 80, of the French networks RGF93, RGAF09 and so on.
  public static let grs80 = Ellipsoid(
    name: "GRS_1980", semiMajorAxisMetres: 6_378_137, inverseFlattening: 298.257222101)
  /// WGS 84, of satellite positions.
  public static let wgs84 = Ellipsoid(
    name: "WGS_1984", semiMajorAxisMetres: 6_378_137, inverseFlattening: 298.257223563)

  /// The first eccentricity.
  public var eccentricity: Double {
    let flattening = 1 / inverseFlattening
    return (2 * flattening - flattening * flattening).squareRoot()
  }

  /// The third flattening, (a - b) / (a + b).
  public var thirdFlattening: Double { 1 / (2 * inverseFlattening - 1) }
}
