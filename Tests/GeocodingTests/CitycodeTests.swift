import Geodesy
import Testing

@testable import Geocoding

/// The code of the INSEE column beside a city and a postal code. Communes and codes are of INSEE's register of 2026 and La
/// Poste's table; the charging points are those of July 2021 whose coordinates say which cell is right.
struct CitycodeTests {
  /// `INSEE code | city | postal code | INSEE code expected [method]  # why`.
  static let cases = """
    59481 | ∅ | ∅ | 59481 citycode
    59481 | Le Quesnoy | 59530 | 59481 citycode
    59481 | LE QUESNOY CEDEX | ∅ | 59481 citycode
    94068 | SAINT MAUR | 94100 | 94068 citycode  # Saint-Maur-des-Fossés; Saint-Maur is a commune of five other départements
    02495 | Mondrepui | ∅ | 02495 citycode  # a letter is missing
    59298 | Hellemmes | 59260 | 59350 citycode  # associated with Lille
    49301 | Saint-Macaire-en-Mauges | ∅ | 49301 citycode  # delegated commune of Sèvremoine, which has its code
    49301 | Sèvremoine | 49450 | 49301 citycode
    59481 | Lille | 59000 | 59350 postcode+city  # two against one
    59009 | Villeneuve-d'Ascq | 59605 | 59009 citycode  # two against a CEDEX of Maubeuge
    59518 | Ruesnes | 62000 | 59518 citycode  # two against the code of Arras
    59518 | Nantes | 59530 | 59518 citycode  # two against the city
    18279 | STE THORETTE | 18500 | 18237 postcode+city  # a charging point; 18279 is Vierzon
    59518 | Le Quesnoy | 59530 | 59481 postcode+city  # the code is both communes'
    59481 | Lille | ∅ | 59350 city  # of one département: the city
    51278 | LES PETITES-LOGES | ∅ | 51428 city  # a charging point; 51278 is Les Grandes-Loges
    59481 | Marseille | ∅ | 59481 citycode  # of two: the code
    59305 | Lille | ∅ | 59350 citycode  # two digits swapped
    59481 | ∅ | 44000 | 59481 citycode
    59605 | Maubeuge | ∅ | 59392 cedex  # INSEE code of Uxem, CEDEX of Maubeuge
    59605 | Maubege | ∅ | 59392 cedex
    59605 | ∅ | 59600 | 59392 postcode
    27700 | ANDELYS | ∅ | 27016 postcode+city  # a charging point; 27700 is Vraiville
    50500 | CARENTAN | 50500 | 50099 postcode+city  # a charging point; 50500 is Saint-Laurent-de-Terregatte
    59889 | ∅ | ∅ | 59350 cedex  # no INSEE code, a CEDEX of Lille
    75056 | Paris | 75011 | 75111 citycode
    75056 | ∅ | 75011 | 75111 citycode
    75056 | PARIS 9 | ∅ | 75109 citycode
    75056 | Paris | ∅ | 75056 citycode
    69123 | Lyon 3e | ∅ | 69383 citycode
    13055 | MARSEILLE 08 | 13008 | 13208 citycode
    13055 | MARSEILLE | 13009 | 13209 citycode
    75116 | Paris | 75016 | 75116 citycode
    59350 | zzyzx | ∅ | 59350 citycode
    """

  @Test func theINSEECodeIsWeighedAgainstCityAndPostalCode() {
    let faults = CaseTable.read(Self.cases, [\.citycode, \.city, \.postcode]).compactMap { known in
      known.fault(testedResolver.place(known.query))
    }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("59481", "Le Quesnoy", "59530", 1.0, []),
    ("59481", "Lille", "", 0.5, ["citycode-elsewhere: 59481 Le Quesnoy"]),
    ("59481", "Lille", "59000", 0.9, ["citycode-elsewhere: 59481 Le Quesnoy"]),
    ("59481", "Marseille", "", 0.5, ["city-elsewhere: marseille"]),
    ("59481", "", "44000", 0.5, ["postcode-elsewhere: 44000"]),
    ("59481", "Le Quesnoy", "44000", 0.9, ["postcode-elsewhere: 44000"]),
    ("59518", "Nantes", "59530", 0.9, ["city-elsewhere: nantes"]),
    ("59305", "Lille", "", 0.8, ["code-repaired: 59305 -> 59350"]),
    ("59605", "Maubeuge", "", 1, ["postcode-in-citycode: 59605"]),
    ("59350", "zzyzx", "", 1, ["city-unknown: zzyzx"]),
  ])
  func everyDisagreementIsNotedAndScored(
    citycode: String, city: String, postcode: String, score: Double, notes: [String]
  ) {
    let placement = testedResolver.place(LocationQuery(postcode: postcode, city: city, citycode: citycode))
    #expect(placement.score == score && placement.notes.map(\.text) == notes, "\(placement.notes)")
  }

  /// Two witnesses, of which either may be right: the radius reaches the other's town hall.
  @Test(arguments: [
    ("59481", "Lille", "", 50.249, 3.638), ("59481", "Marseille", "", 43.296, 5.370),
    ("59481", "", "44000", 47.218, -1.554),
    ("59518", "Le Quesnoy", "59530", 50.259, 3.582),
  ])
  func theRadiusReachesTheOther(
    citycode: String, city: String, postcode: String, latitude: Double, longitude: Double
  ) throws {
    let placement = testedResolver.place(LocationQuery(postcode: postcode, city: city, citycode: citycode))
    let point = try #require(placement.coordinate)
    let other = Coordinate(latitude: latitude, longitude: longitude)
    #expect(Double(try #require(placement.radiusMetres)) >= point.distance(to: other))
    #expect(try #require(placement.score) <= 0.5)
  }
}
