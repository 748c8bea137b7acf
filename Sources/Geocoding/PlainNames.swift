import Gazetteer

/// The communes whose official names mean nothing but them, neither another place of the gazetteer nor a territory, a country,
/// a city abroad or the beginning of a town's name: what is asked of one name after the other else, found for all at once.
///
/// A commune may be missing for which all of that is true.
struct PlainNames: Sendable {
  /// A bit for each ``Commune/number(ofCitycode:)``.
  private var bits = [UInt64](repeating: 0, count: Commune.numbers / 64 + 1)

  /// Reads the names of all places in one pass. O(names).
  init(_ gazetteer: Gazetteer, _ indexes: ResolverIndexes) {
    gazetteer.forEachSoleCommune { number in bits[number / 64] |= 1 << UInt64(number % 64) }
    func remove(_ key: String) {
      guard let number = gazetteer.soleCommune(named: PlaceNameKey(key)).flatMap(Commune.number(ofCitycode:)) else {
        return
      }
      bits[number / 64] &= ~(1 << UInt64(number % 64))
    }
    indexes.territories(of: gazetteer).forEachKey(remove)
    indexes.countries(of: gazetteer).forEachKey(remove)
    indexes.towns(of: gazetteer).forEachBeginning(remove)
  }

  /// Whether the name of a commune, given by its number, means nothing else.
  func isPlain(_ number: Int) -> Bool { bits[number / 64] & 1 << UInt64(number % 64) != 0 }
}
