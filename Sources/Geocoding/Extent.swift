import Gazetteer
import Geodesy
import Glibc

/// How far a point may be from the true position: radii from the extents of communes, codes and départements.
///
/// The constants are fitted on half of the petrol stations, by département, and hold on the other half, on schools and on
/// charging points: `docs/accuracy.md` has the figures, `Benchmarks/accuracy` measures them anew.
package enum Extent {
  // MARK: Communes

  /// Added to every commune, metres: the town hall's own distance from the middle of its village.
  static let communeMarginMetres = 1_000.0
  /// Of the radius of a disc of the commune's surface.
  static let discShare = 0.8
  /// More of that radius in a town: its companies lie at its edge, where a village's stand along its street.
  static let townDiscShare = 0.2
  /// Inhabitants per km² from which a commune is partly, and wholly, a town.
  static let townDensities = Densities(from: 300, to: 3_000)
  /// Of the distance between chef-lieu and centre: a village at the edge of its land has the rest of it on one side.
  static let offCentreShare = 0.6
  /// Of that radius when the point is the commune's centre, for want of a town hall: overseas people live at the coast, and
  /// the centre is inland.
  static let centreDiscShare = 1.5
  /// Corsica's communes run from a mountain village down to the coast, where people work.
  static let corsicaFactor = 1.35
  /// The surface taken for a commune without one, square kilometres: the mean in France.
  package static let meanSurfaceKm2 = 15.0

  /// How far the point of a wholly built-up commune lies from its chef-lieu towards its centre, of the distance between
  /// the two: there people and companies are all over the land, in a village they stand around the town hall.
  static let townShift = 0.4
  /// Inhabitants per km² from which on the point moves, and where it has moved that far.
  static let shiftDensities = Densities(from: 30, to: 3_000)

  /// The point that stands for a commune: its chef-lieu, in a town somewhat towards the centre of its land.
  static func point(of commune: Commune) -> Coordinate {
    let share = shift(of: commune)
    guard share > 0, let centre = commune.centre else { return commune.coordinate }
    let chefLieu = commune.coordinate
    return Coordinate(
      latitude: chefLieu.latitude + (centre.latitude - chefLieu.latitude) * share,
      longitude: chefLieu.longitude + (centre.longitude - chefLieu.longitude) * share)
  }

  private static func shift(of commune: Commune) -> Double {
    guard !commune.isCentre, commune.centre != nil else { return 0 }
    return townShift * degree(commune.population ?? 0, commune.surfaceKm2 ?? meanSurfaceKm2, of: shiftDensities)
  }

  /// The radius of a commune around its point, metres.
  static func radiusMetres(of commune: Commune) -> Double {
    let surface = commune.surfaceKm2 ?? meanSurfaceKm2
    let disc = (surface / .pi).squareRoot() * 1_000
    let offCentre = commune.centre.map { commune.coordinate.distance(to: $0) } ?? 0
    if commune.isCentre { return communeMarginMetres + disc * centreDiscShare }
    let radius =
      communeMarginMetres
      + disc * (discShare + townDiscShare * degree(commune.population ?? 0, surface, of: townDensities))
      + offCentre * offCentreShare
    return isCorsican(commune) ? radius * corsicaFactor : radius
  }

  /// Of the radius of a disc of a former commune's surface: where its land lies around its town hall is not known, so it
  /// stands for the distance between chef-lieu and centre too.
  static let partDiscShare = 1.05

  /// The radius of a former commune, or of the part of a commune that a code serves, around its town hall, metres.
  static func radiusMetres(of part: CommunePart, in commune: Commune) -> Double {
    let surface = part.surfaceKm2 ?? min(meanSurfaceKm2, commune.surfaceKm2 ?? meanSurfaceKm2)
    let disc = (surface / .pi).squareRoot() * 1_000
    let town = degree(part.population, surface, of: townDensities)
    let radius = communeMarginMetres + disc * (partDiscShare + townDiscShare * town)
    return isCorsican(commune) ? radius * corsicaFactor : radius
  }

  /// How much of a town a territory is, 0 to 1, by its inhabitants per km²: by their logarithm from one bound to the other.
  private static func degree(_ population: Int, _ surfaceKm2: Double, of bounds: Densities) -> Double {
    let ratio = max(Double(population) / surfaceKm2, 1) / bounds.least
    // Most communes are villages: no logarithm is needed to say so.
    return ratio <= 1 ? 0 : min(1, log10(ratio) / bounds.logarithm)
  }

  /// Inhabitants per km² between two bounds.
  struct Densities {
    var least: Double
    /// Of the upper bound's ratio to the lower.
    var logarithm: Double

    init(from least: Double, to most: Double) {
      self.least = least
      logarithm = log10(most / least)
    }
  }

  private static func isCorsican(_ commune: Commune) -> Bool {
    commune.citycode.hasPrefix("2A") || commune.citycode.hasPrefix("2B")
  }

  /// Added for a CEDEX: business parks lie at the edge of the delivery office's town, or beyond it.
  static let cedexMarginMetres = 2_500.0

  // MARK: Several communes

  /// The share of a code's inhabitants whose communes its radius must reach: with 0.85 it held 94 % of points spread evenly
  /// over the land of the codes, where industry is, with 0.9 it is 96 %...
  static let coveredPopulationShare = 0.9
  /// ... and how much of their own radii.
  static let coveredRadiusShare = 0.85

  /// A territory as seen from afar: a commune, or the part of one.
  struct Area {
    var coordinate: Coordinate
    var radiusMetres: Double
    var people: Int

    init(_ commune: Commune) {
      coordinate = Extent.point(of: commune)
      radiusMetres = Extent.radiusMetres(of: commune)
      people = max(1, commune.population ?? 1)
    }

    init(_ part: CommunePart, of commune: Commune) {
      coordinate = part.coordinate
      radiusMetres = Extent.radiusMetres(of: part, in: commune)
      people = max(1, part.population)
    }
  }

  /// The radius around a point that holds a share of the inhabitants of some territories, metres.
  static func radiusMetres(
    around point: Coordinate, holding areas: [Area], share: Double = coveredPopulationShare
  ) -> Double {
    if areas.count == 1, let only = areas.first {
      return point.distance(to: only.coordinate) + only.radiusMetres
    }
    let reaches = areas.map { area in
      (
        metres: point.distance(to: area.coordinate) + area.radiusMetres * coveredRadiusShare,
        people: Double(area.people)
      )
    }.sorted { $0.metres < $1.metres }
    let total = reaches.reduce(0) { $0 + $1.people }
    var held = 0.0
    for reach in reaches {
      held += reach.people
      if held >= total * share { return reach.metres }
    }
    return reaches.last?.metres ?? communeMarginMetres
  }

  /// The point that is nearest to the inhabitants of some territories on average: the geometric median of their
  /// points.
  ///
  /// Weiszfeld's iteration ("Sur le point pour lequel la somme des distances de n points donnés est minimum", 1937) on
  /// degrees shortened by the latitude, begun at the weighted mean. O(territories).
  static func medianPoint(of areas: [Area]) -> Coordinate? {
    guard let first = areas.first else { return nil }
    guard areas.count > 1 else { return first.coordinate }
    let shrink = cos(first.coordinate.latitude * .pi / 180)
    let places = areas.map { area in
      (
        east: area.coordinate.longitude * shrink, north: area.coordinate.latitude, people: Double(area.people)
      )
    }
    var east = 0.0
    var north = 0.0
    for round in 0...medianRounds {
      var sums = (east: 0.0, north: 0.0, weight: 0.0)
      for place in places {
        let away = hypot(place.east - east, place.north - north)
        let weight = round == 0 ? place.people : place.people / max(leastMedianDegrees, away)
        sums.east += place.east * weight
        sums.north += place.north * weight
        sums.weight += weight
      }
      east = sums.east / sums.weight
      north = sums.north / sums.weight
    }
    return Coordinate(latitude: north, longitude: east / shrink)
  }

  /// Enough to come within some metres: the weights change little after ten.
  private static let medianRounds = 24
  /// Some 300 metres: nearer than that a commune is not drawn to more strongly.
  private static let leastMedianDegrees = 0.003

  /// From a département's point to nearly all of its inhabitants, metres.
  static func radius(of departement: Departement, in gazetteer: Gazetteer) -> Int {
    let areas = gazetteer.communes(ofDepartement: departement.code).map { Area($0) }
    return rounded(radiusMetres(around: departement.coordinate, holding: areas, share: departementShare))
  }

  /// A département's own radius must hold what 95 % of its inhabitants' companies need.
  private static let departementShare = 0.97

  // MARK: Abroad

  /// A foreign city's radius, metres, by inhabitants: estimates, since no source gives surfaces abroad, and a large city's
  /// name stands for its suburbs too.
  static func radius(ofForeignCityWithPopulation population: Int) -> Int {
    population > 500_000 ? 15_000 : population > 100_000 ? 10_000 : 6_000
  }

  /// Whole metres, rounded up to a hundred: more digits would claim more than is known.
  static func rounded(_ metres: Double) -> Int { Int((metres / 100).rounded(.up)) * 100 }
}
