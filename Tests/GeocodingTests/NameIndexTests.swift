import Gazetteer
import Testing

@testable import Geocoding

/// The indexes that answer for names alone, beside the gazetteer asked for one name after the other.
@Suite struct NameIndexTests {
  private let gazetteer = testedResolver.gazetteer

  /// A name that is plain means one place whatever is asked about it; nearly all are.
  @Test func plainNamesMeanOneCommune() {
    let indexes = ResolverIndexes()
    let plain = PlainNames(gazetteer, indexes)
    var places: [String: Set<String>] = [:]
    gazetteer.forEachPlace { places[$0.key, default: []].insert($0.citycode) }
    var beginnings: Set<String> = []
    indexes.towns(of: gazetteer).forEachBeginning { beginnings.insert($0) }
    var communes = 0
    var missing = 0
    gazetteer.forEachCommune { commune in
      communes += 1
      let key = PlaceNameKey(commune.name)
      let isAlone =
        commune.parent == nil && gazetteer.places(named: key).count == 1 && places[key.text] == [commune.citycode]
        && gazetteer.foreignCities(named: key).isEmpty
        && indexes.territories(of: gazetteer).territory(ofKey: key) == nil
        && indexes.countries(of: gazetteer).country(ofKey: key) == nil
      guard let number = Commune.number(ofCitycode: commune.citycode) else { return }
      let isPlain = plain.isPlain(number)
      if isPlain { #expect(isAlone, "\(commune.name) \(commune.citycode)") }
      if isAlone, !isPlain {
        missing += 1
        // Only the first words of towns are left.
        #expect(beginnings.contains(key.text), "\(commune.name) \(commune.citycode)")
      }
    }
    #expect(communes > 34_900)
    #expect(missing < 100, "\(missing)")
  }

  /// Placing by the index and by the steps is the same for names of which the index knows.
  @Test func namesAloneAreAnsweredAsByTheSteps() {
    let resolver = Resolver(gazetteer: gazetteer)
    // The index is made for those who ask for many.
    for _ in 0..<600 { _ = resolver.place(LocationQuery(city: "Le Quesnoy"), nil, keepsAnswer: false) }
    var number = 0
    gazetteer.forEachCommune { commune in
      number += 1
      // All of them take long in a build without optimisation.
      guard number % 23 == 0 else { return }
      let query = LocationQuery(city: commune.name)
      #expect(
        resolver.place(query, nil, keepsAnswer: false) == resolver.resolve(query).placement,
        "\(commune.name) \(commune.citycode)")
    }
  }

  /// The towns that first words may mean are those that reading every commune's name finds.
  @Test(arguments: [
    "Ivry", "Brive", "Brives", "Chalon", "Châlons", "Vitry", "Seyne", "Aix", "Nogent", "Lille", "Hazebrouck", "Mont",
  ])
  func townsByTheirFirstWords(_ name: String) {
    let key = PlaceNameKey(name)
    let singular = name.hasSuffix("s") && key.text.utf8.count > 5 ? String(key.text.dropLast()) : key.text
    var expected: Set<String> = []
    gazetteer.forEachCommune { commune in
      guard commune.parent == nil, commune.population ?? 0 >= 10_000 else { return }
      let words = commune.name.split { " -'’".contains($0) }.map(String.init)
      let beginnings = (1..<max(1, words.count)).map { PlaceNameKey(words.prefix($0).joined(separator: " ")).text }
      if beginnings.contains(singular) || beginnings.contains(singular + "s") { expected.insert(commune.citycode) }
    }
    let towns = ResolverIndexes().towns(of: gazetteer).towns(beginningAs: key, length: singular.utf8.count)
    #expect(Set(towns.map(\.citycode)) == expected)
    if name == "Ivry" { #expect(expected == ["94041"]) }
    if name == "Lille" { #expect(expected.isEmpty) }
  }
}
