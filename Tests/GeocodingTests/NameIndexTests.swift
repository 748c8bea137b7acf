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
    indexes.withTowns(of: gazetteer) { $0.forEachBeginning { beginnings.insert($0) } }
    var communes = 0
    var missing = 0
    gazetteer.forEachCommune { commune in
      communes += 1
      let key = PlaceNameKey(commune.name)
      let isAlone =
        commune.parent == nil && gazetteer.places(named: key).count == 1 && places[key.text] == [commune.citycode]
        && gazetteer.foreignCities(named: key).isEmpty
        && indexes.withTerritories(of: gazetteer) { $0.territory(ofKey: key) == nil }
        && indexes.withCountries(of: gazetteer) { $0.country(ofKey: key) == nil }
      guard let number = Commune.number(ofCitycode: commune.citycode) else { return }
      let isPlain = plain.isPlain(number)
      if isPlain { #expect(isAlone, "\(commune.name) \(commune.citycode)") }
      if isAlone, !isPlain {
        missing += 1
        // Only the first words of towns are left, and a name that says that there is none.
        #expect(
          beginnings.contains(key.text) || CellReading.placeholders.contains(key.text),
          "\(commune.name) \(commune.citycode)")
      }
    }
    #expect(communes > 34_900)
    #expect(missing < 100, "\(missing)")
  }

  /// The place that the index knows of a name is that of the only commune called so, and of a code that stands for all of it.
  @Test func namesHaveTheirCommunesOwnCode() throws {
    let plain = PlainNames(gazetteer, ResolverIndexes())
    var known = 0
    gazetteer.forEachCommune { commune in
      // Some accented capitals may be mojibake, or have no byte in Latin-1: they are read.
      let capitals = commune.name.contains(where: "âãœÿ".contains) ? commune.name : commune.name.uppercased()
      let typed = [commune.name, capitals, commune.name.replacingHyphens]
      let places = typed.map { ExactKey(LocationQuery(city: $0)).flatMap(plain.place) }
      guard let place = places[0] else {
        #expect(places.allSatisfy { $0 == nil }, "\(commune.name)")
        return
      }
      known += 1
      #expect(
        places.allSatisfy { $0?.commune == place.commune && $0?.mainPostcode == place.mainPostcode }, "\(typed)")
      #expect(Commune.number(ofCitycode: commune.citycode) == place.commune, "\(commune.name)")
      #expect(Int(gazetteer.mainPostcode(ofCommune: commune.citycode)) == place.mainPostcode, "\(commune.name)")
      let served = gazetteer.communesServed(byPostcode: gazetteer.mainPostcode(ofCommune: commune.citycode))
      #expect(served.contains { $0.citycode == commune.citycode && $0.part == nil }, "\(commune.name)")
      #expect(!served.contains { Resolver.cityOfArrondissement($0.citycode) != nil }, "\(commune.name)")
      let name = LatinFolding.fold(commune.name)
      #expect(!name.contains("cedex") && !name.contains("paris ") && name.utf8.count > 3)
    }
    #expect(known > 29_000, "\(known)")
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
    let towns = ResolverIndexes().withTowns(of: gazetteer) {
      $0.towns(beginningAs: key, length: singular.utf8.count)
    }
    #expect(Set(towns.map(\.citycode)) == expected)
    if name == "Ivry" { #expect(expected == ["94041"]) }
    if name == "Lille" { #expect(expected.isEmpty) }
  }
}
