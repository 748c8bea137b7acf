import Gazetteer
import Geodesy

/// How far a point may be from the true position: radii from the extents of communes, codes and départements.
enum Extent {
  /// The least radius of a commune, metres: a town hall is seldom nearer than that to a company.
  static let leastCommuneRadiusMetres = 2_000.0
  /// A commune's addresses lie within this multiple of the radius of a disc of its surface.
  static let discRadiusFactor = 1.35
  /// The surface taken for a commune without one, square kilometres: the mean in France.
  static let meanSurfaceKm2 = 15.0
  /// Added for a CEDEX: business parks lie at the edge of the delivery office's town, or beyond it.
  static let cedexMarginMetres = 4_000.0
  /// The share of a code's inhabitants whose communes its radius must reach.
  static let coveredPopulationShare = 0.97
  /// A foreign city's radius, metres, by inhabitants.
  static func radius(ofForeignCityWithPopulation population: Int) -> Int {
    population > 500_000 ? 15_000 : population > 100_000 ? 10_000 : 6_000
  }

  /// The radius of a commune around its chef-lieu, metres.
  static func radiusMetres(of commune: Commune) -> Double {
    let surface = commune.surfaceKm2 ?? meanSurfaceKm2
    let disc = (surface / .pi).squareRoot() * 1_000
    return max(leastCommuneRadiusMetres, disc * discRadiusFactor)
  }

  /// The radius of a CEDEX around its delivery office's commune, metres.
  static func cedexRadiusMetres(of commune: Commune) -> Double { radiusMetres(of: commune) + cedexMarginMetres }

  /// The radius around a point that holds a share of the inhabitants of some communes, metres.
  static func radiusMetres(
    around point: Coordinate, holding communes: [Commune], share: Double = coveredPopulationShare
  ) -> Double {
    let reaches = communes.map { commune in
      (reach: point.distance(to: commune.coordinate) + radiusMetres(of: commune), population: commune.population ?? 1)
    }.sorted { $0.reach < $1.reach }
    let total = reaches.reduce(0) { $0 + $1.population }
    var held = 0
    for entry in reaches {
      held += entry.population
      if Double(held) >= Double(total) * share { return entry.reach }
    }
    return reaches.last?.reach ?? leastCommuneRadiusMetres
  }

  /// Half the diagonal of a département's box, metres: from its middle to its corners.
  static func radius(of departement: Departement, in gazetteer: Gazetteer) -> Int {
    let communes = gazetteer.communes(ofDepartement: departement.code)
    return rounded(radiusMetres(around: departement.coordinate, holding: communes))
  }

  /// Whole metres, rounded up to a hundred: more digits would claim more than is known.
  static func rounded(_ metres: Double) -> Int { Int((metres / 100).rounded(.up)) * 100 }
}
