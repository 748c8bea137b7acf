/// A system of map coordinates with its EPSG number: those that French official maps use, and the two of web maps.
///
/// The national networks (RGF93, RGAF09, RGR92 ...) and WGS 84 are taken as equal; they are within a metre or two.
///
///     let system = ReferenceSystem.official(at: Coordinate(latitude: -21.1, longitude: 55.5))
///     system?.epsg      // 2975
public struct ReferenceSystem: Hashable, Sendable {
  /// How degrees become grid positions.
  public enum Projection: Hashable, Sendable {
    /// Not at all: the grid is longitude and latitude.
    case geographic
    /// Web Mercator.
    case webMercator
    /// A conformal conic.
    case lambertConic(LambertConic)
    /// A UTM zone.
    case transverseMercator(TransverseMercator)
  }

  /// The number in the EPSG registry.
  public let epsg: Int
  /// The name in well-known texts.
  public let name: String
  /// The name of the geodetic network in well-known texts.
  public let networkName: String
  /// The name of the datum in well-known texts.
  public let datumName: String
  /// The projection.
  public let projection: Projection

  /// True when the grid's unit is the metre and a metre of the grid is one on the ground, to 1 or 2 thousandths in the
  /// area the system is meant for.
  public var isMetric: Bool {
    switch projection {
    case .geographic, .webMercator: false
    case .lambertConic, .transverseMercator: true
    }
  }

  /// The Earth's figure.
  public var ellipsoid: Ellipsoid {
    switch projection {
    case .geographic, .webMercator: .wgs84
    case .lambertConic(let projection): projection.ellipsoid
    case .transverseMercator(let projection): projection.ellipsoid
    }
  }

  /// The grid position of a position in degrees.
  public func grid(of coordinate: Coordinate) -> GridPosition {
    switch projection {
    case .geographic: GridPosition(easting: coordinate.longitude, northing: coordinate.latitude)
    case .webMercator: WebMercator.grid(of: coordinate)
    case .lambertConic(let projection): projection.grid(of: coordinate)
    case .transverseMercator(let projection): projection.grid(of: coordinate)
    }
  }

  /// The position in degrees of a grid position.
  public func coordinate(of position: GridPosition) -> Coordinate {
    switch projection {
    case .geographic: Coordinate(latitude: position.northing, longitude: position.easting)
    case .webMercator: WebMercator.coordinate(of: position)
    case .lambertConic(let projection): projection.coordinate(of: position)
    case .transverseMercator(let projection): projection.coordinate(of: position)
    }
  }
}

extension ReferenceSystem {
  /// WGS 84 degrees.
  public static let wgs84 = ReferenceSystem(
    epsg: 4326, name: "GCS_WGS_1984", networkName: "GCS_WGS_1984", datumName: "D_WGS_1984", projection: .geographic)
  /// The square of web maps.
  public static let webMercator = ReferenceSystem(
    epsg: 3857, name: "WGS_1984_Web_Mercator_Auxiliary_Sphere", networkName: "GCS_WGS_1984", datumName: "D_WGS_1984",
    projection: .webMercator)
  /// France in Europe.
  public static let lambert93 = ReferenceSystem(
    epsg: 2154, name: "RGF_1993_Lambert_93", networkName: "GCS_RGF_1993", datumName: "D_RGF_1993",
    projection: .lambertConic(Lambert93.projection))
  /// Guadeloupe, Martinique, Saint-Barthélemy and Saint-Martin.
  public static let antilles = national(
    5490, "RGAF09_UTM_Zone_20N", "GCS_RGAF09", "Reseau_Geodesique_des_Antilles_Francaises_2009", zone: 20, isNorth: true
  )
  /// Guyane.
  public static let guyane = national(
    2972, "RGFG_1995_UTM_22N", "GCS_RGFG_1995", "D_RGFG_1995", zone: 22, isNorth: true)
  /// La Réunion.
  public static let reunion = national(
    2975, "RGR_1992_UTM_40S", "GCS_RGR_1992", "D_RGR_1992", zone: 40, isNorth: false)
  /// Mayotte.
  public static let mayotte = national(
    4471, "RGM_2004_UTM_Zone_38S", "GCS_RGM_2004", "D_Reseau_Geodesique_de_Mayotte_2004", zone: 38, isNorth: false)
  /// Saint-Pierre-et-Miquelon.
  public static let saintPierreEtMiquelon = national(
    4467, "RGSPM_2006_UTM_Zone_21N", "GCS_RGSPM_2006", "D_Reseau_Geodesique_de_St_Pierre_et_Miquelon_2006", zone: 21,
    isNorth: true)
  /// French Polynesia: the zone of Tahiti.
  public static let polynesie = national(
    3297, "RGPF_UTM_Zone_6S", "GCS_RGPF", "D_Reseau_Geodesique_de_la_Polynesie_Francaise", zone: 6, isNorth: false)
  /// Wallis et Futuna.
  public static let wallisEtFutuna = national(
    8903, "RGWF96_UTM_Zone_1S", "GCS_RGWF96", "Reseau_Geodesique_de_Wallis_et_Futuna_1996", zone: 1, isNorth: false)
  /// The southern lands: the zone of the Kerguelen islands.
  public static let terresAustrales = national(
    7079, "RGTAAF07_UTM_zone_42S", "GCS_RGTAAF07",
    "D_Reseau_Geodesique_des_Terres_Australes_et_Antarctiques_Francaises_2007", zone: 42, isNorth: false)
  /// New Caledonia.
  public static let nouvelleCaledonie = ReferenceSystem(
    epsg: 3163, name: "RGNC_1991_93_Lambert_New_Caledonia", networkName: "GCS_RGNC_1991-93",
    datumName: "D_Reseau_Geodesique_de_Nouvelle_Caledonie_1991-93",
    projection: .lambertConic(
      LambertConic(
        ellipsoid: .grs80, originLatitude: -21.5, originLongitude: 166, firstParallel: -20 - 40.0 / 60,
        secondParallel: -22 - 20.0 / 60, falseEastingMetres: 400_000, falseNorthingMetres: 300_000)))

  /// Every system with an official use or one on web maps.
  public static let all = [
    lambert93, antilles, guyane, reunion, mayotte, saintPierreEtMiquelon, polynesie, wallisEtFutuna, terresAustrales,
    nouvelleCaledonie, webMercator, wgs84,
  ]

  /// The system of an EPSG number, UTM zones on WGS 84 (32601 to 32660, 32701 to 32760) included; `nil` for any other.
  public init?(epsg: Int) {
    if let known = Self.all.first(where: { $0.epsg == epsg }) {
      self = known
    } else if (32601...32660).contains(epsg) {
      self = Self.utm(zone: epsg - 32600, isNorth: true)
    } else if (32701...32760).contains(epsg) {
      self = Self.utm(zone: epsg - 32700, isNorth: false)
    } else {
      return nil
    }
  }

  /// The UTM zone of a coordinate on WGS 84, for places without an official system.
  public static func utm(at coordinate: Coordinate) -> ReferenceSystem {
    let code = utmCode(at: coordinate)
    return code < 32700 ? utm(zone: code - 32600, isNorth: true) : utm(zone: code - 32700, isNorth: false)
  }

  private static func utmCode(at coordinate: Coordinate) -> Int {
    let zone = Int(((coordinate.longitude + 180) / 6).rounded(.down)) + 1
    return (coordinate.latitude >= 0 ? 32600 : 32700) + min(max(zone, 1), 60)
  }

  private static func utm(zone: Int, isNorth: Bool) -> ReferenceSystem {
    ReferenceSystem(
      epsg: (isNorth ? 32600 : 32700) + zone, name: "WGS_1984_UTM_Zone_\(zone)\(isNorth ? "N" : "S")",
      networkName: "GCS_WGS_1984", datumName: "D_WGS_1984",
      projection: .transverseMercator(.utm(zone: zone, isNorth: isNorth, ellipsoid: .wgs84)))
  }

  private static func national(
    _ epsg: Int, _ name: String, _ network: String, _ datum: String, zone: Int, isNorth: Bool
  ) -> ReferenceSystem {
    ReferenceSystem(
      epsg: epsg, name: name, networkName: network, datumName: datum,
      projection: .transverseMercator(.utm(zone: zone, isNorth: isNorth, ellipsoid: .grs80)))
  }
}

extension ReferenceSystem {
  /// The official system where a coordinate lies; `nil` away from every French territory.
  public static func official(at coordinate: Coordinate) -> ReferenceSystem? {
    territories.first { $0.box.contains(coordinate) }?.system
  }

  /// The EPSG number of the official system where a coordinate lies, else of its UTM zone. For millions of points: no
  /// system is made.
  public static func officialCode(at coordinate: Coordinate) -> Int {
    for (code, box) in codesByBox where box.contains(coordinate) { return code }
    return utmCode(at: coordinate)
  }

  private static let codesByBox = territories.map { ($0.system.epsg, $0.box) }

  /// Boxes around the territories with their coastal waters; they do not meet.
  private static let territories: [(system: ReferenceSystem, box: BoundingBox)] = [
    (lambert93, BoundingBox(west: -10, south: 41, east: 10.5, north: 51.6)),
    (antilles, BoundingBox(west: -63.7, south: 14, east: -60.5, north: 18.4)),
    (guyane, BoundingBox(west: -55, south: 1.9, east: -51, north: 6.2)),
    (reunion, BoundingBox(west: 54.8, south: -21.7, east: 56.3, north: -20.5)),
    (mayotte, BoundingBox(west: 44.7, south: -13.3, east: 45.6, north: -12.4)),
    (saintPierreEtMiquelon, BoundingBox(west: -57, south: 46.5, east: -55.9, north: 47.4)),
    (polynesie, BoundingBox(west: -158, south: -31, east: -131, north: -5)),
    (wallisEtFutuna, BoundingBox(west: -179, south: -15, east: -175, north: -12.5)),
    (nouvelleCaledonie, BoundingBox(west: 156, south: -26.5, east: 174.3, north: -14.8)),
    (terresAustrales, BoundingBox(west: 66, south: -51, east: 72, north: -46)),
  ]
}
