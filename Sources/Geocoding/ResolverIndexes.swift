import Gazetteer
import Locking

import struct Synchronization.Atomic

/// Indexes over the gazetteer that only some queries need, each built at its first use and then shared.
final class ResolverIndexes: Sendable {
  let exactAnswers = ExactAnswers()
  /// What the gazetteer knows of each code of five digits.
  let codes = NumberedCache<CodeMeaning>(count: 100_000)
  /// Placements at communes, by ``Commune/number(ofCitycode:)``: all that follows from the commune alone.
  let communePlacements = NumberedCache<Placement>(count: Commune.numbers)
  /// What placements in a département say of it, by the first three characters of its communes' numbers.
  let departements = NumberedCache<DepartementTexts>(count: Commune.numbers / 100 + 1)
  private let countryIndex = BuiltOnce<CountryIndex>()
  private let territoryIndex = BuiltOnce<TerritoryIndex>()
  private let townIndex = BuiltOnce<TownIndex>()
  private let plainNameIndex = BuiltOnce<PlainNames>()
  /// Names alone that were asked for, counted up to ``namesBeforeIndex``.
  private let namesAsked = Atomic<Int>(0)
  private let communeGrid = BuiltOnce<CommuneGrid>()
  private let spellingIndex = BuiltOnce<SpellingIndex>()

  /// A département's code, and the context as the national geocoder writes it.
  struct DepartementTexts {
    var code: String
    var context: String
  }

  func withCountries<Result>(of gazetteer: Gazetteer, _ body: (CountryIndex) -> Result) -> Result {
    countryIndex.withValue({ CountryIndex(gazetteer) }, body)
  }

  func withTerritories<Result>(of gazetteer: Gazetteer, _ body: (TerritoryIndex) -> Result) -> Result {
    territoryIndex.withValue({ TerritoryIndex(gazetteer) }, body)
  }

  func withTowns<Result>(of gazetteer: Gazetteer, _ body: (TownIndex) -> Result) -> Result {
    townIndex.withValue({ TownIndex(gazetteer) }, body)
  }

  /// Reads the names that mean one commune alone; `nil` for the first that are asked for, which do not win back what it costs,
  /// and while another thread reads them.
  func withPlainNames<Result>(of gazetteer: Gazetteer, _ body: (PlainNames) -> Result) -> Result? {
    let asked = namesAsked.load(ordering: .relaxed)
    guard asked >= Self.namesBeforeIndex else {
      namesAsked.store(asked + 1, ordering: .relaxed)
      return nil
    }
    return plainNameIndex.withValueUnlessBeingMade({ PlainNames(gazetteer, self) }, body)
  }

  /// The same where they are read already.
  func withPlainNamesMade<Result>(_ body: (PlainNames) -> Result) -> Result? { plainNameIndex.withValueIfMade(body) }

  private static let namesBeforeIndex = 150

  func spellings(of gazetteer: Gazetteer) -> SpellingIndex { spellingIndex.value { SpellingIndex(gazetteer) } }

  func communes(of gazetteer: Gazetteer) -> CommuneGrid { communeGrid.value { CommuneGrid(gazetteer) } }
}
