import Gazetteer
import Synchronization

/// Indexes over the gazetteer that only some queries need, each built at its first use and then shared.
final class ResolverIndexes: Sendable {
  let exactAnswers = ExactAnswers()
  private let countryIndex = Mutex<CountryIndex?>(nil)
  private let communeGrid = Mutex<CommuneGrid?>(nil)
  private let spellingIndex = Mutex<SpellingIndex?>(nil)

  func countries(of gazetteer: Gazetteer) -> CountryIndex {
    countryIndex.withLock { index in
      if let index { return index }
      let built = CountryIndex(gazetteer)
      index = built
      return built
    }
  }

  func spellings(of gazetteer: Gazetteer) -> SpellingIndex {
    spellingIndex.withLock { index in
      if let index { return index }
      let built = SpellingIndex(gazetteer)
      index = built
      return built
    }
  }

  func communes(of gazetteer: Gazetteer) -> CommuneGrid {
    communeGrid.withLock { grid in
      if let grid { return grid }
      let built = CommuneGrid(gazetteer)
      grid = built
      return built
    }
  }
}
