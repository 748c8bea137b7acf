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
  private let countryIndex = Mutex<CountryIndex?>(nil)
  private let territoryIndex = Mutex<TerritoryIndex?>(nil)
  private let townIndex = Mutex<TownIndex?>(nil)
  private let plainNameIndex = Mutex<PlainNames?>(nil)
  /// Names alone that were asked for, counted up to ``namesBeforeIndex``.
  private let namesAsked = Atomic<Int>(0)
  private let communeGrid = Mutex<CommuneGrid?>(nil)
  private let spellingIndex = Mutex<SpellingIndex?>(nil)

  /// A département's code, and the context as the national geocoder writes it.
  struct DepartementTexts {
    var code: String
    var context: String
  }

  func countries(of gazetteer: Gazetteer) -> CountryIndex {
    Self.builtOnce(countryIndex) { CountryIndex(gazetteer) }
  }

  func territories(of gazetteer: Gazetteer) -> TerritoryIndex {
    Self.builtOnce(territoryIndex) { TerritoryIndex(gazetteer) }
  }

  func towns(of gazetteer: Gazetteer) -> TownIndex {
    Self.builtOnce(townIndex) { TownIndex(gazetteer) }
  }

  /// The names that mean one commune alone; `nil` for the first that are asked for, which do not win back what it costs.
  func plainNames(of gazetteer: Gazetteer) -> PlainNames? {
    let asked = namesAsked.load(ordering: .relaxed)
    guard asked >= Self.namesBeforeIndex else {
      namesAsked.store(asked + 1, ordering: .relaxed)
      return nil
    }
    return Self.builtOnce(plainNameIndex) { PlainNames(gazetteer, self) }
  }

  private static let namesBeforeIndex = 500

  func spellings(of gazetteer: Gazetteer) -> SpellingIndex {
    Self.builtOnce(spellingIndex) { SpellingIndex(gazetteer) }
  }

  func communes(of gazetteer: Gazetteer) -> CommuneGrid {
    Self.builtOnce(communeGrid) { CommuneGrid(gazetteer) }
  }

  private static func builtOnce<Index: Sendable>(
    _ place: borrowing Mutex<Index?>, _ build: () -> sending Index
  ) -> Index {
    place.withLock { index in
      if let index { return index }
      let built = build()
      index = built
      return built
    }
  }
}
