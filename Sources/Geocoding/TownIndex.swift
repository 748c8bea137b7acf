import Gazetteer

/// The communes of so many people that the first words of their names may mean them, by these words: Ivry-sur-Seine by Ivry.
///
/// About a thousand, so that nearly every name is done with when none of them begins so.
struct TownIndex: Sendable {
  /// A town that a beginning of its name may mean.
  struct Town: Sendable {
    var citycode: String
    var population: Int
    var hasArticle: Bool
    /// The ``PlaceNameKey`` of its name.
    var key: String
  }

  private struct Beginning {
    /// The first eight bytes of the key as a number, zeros behind a shorter one: sorts as the bytes do.
    var head: UInt64
    /// The ``PlaceNameKey`` of some first words of a name.
    var key: String
    var town: Town
  }

  private let beginnings: [Beginning]

  /// Reads the communes of ``ResolverThresholds/shortNamedTownPopulation`` inhabitants or more. O(communes).
  init(_ gazetteer: Gazetteer) {
    var beginnings: [Beginning] = []
    gazetteer.forEachTown(leastPopulation: ResolverThresholds.shortNamedTownPopulation) { citycode, name, population in
      let folded = LatinFolding.fold(name).replacingHyphens
      let town = Town(
        citycode: citycode, population: population, hasArticle: folded.hasArticle, key: PlaceNameKey(name).text)
      _ = folded.hasBeginning { key in
        beginnings.append(Beginning(head: Self.head(key.utf8), key: key, town: town))
        return false
      }
    }
    self.beginnings = beginnings.sorted { ($0.head, $0.key, $0.town.citycode) < ($1.head, $1.key, $1.town.citycode) }
  }

  private static func head(_ bytes: some Collection<UInt8>) -> UInt64 {
    let first = bytes.prefix(8)
    return first.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - first.count))
  }

  /// The towns whose names begin with the words of a key, of which the first `length` bytes are those without an s at its end,
  /// with or without that s. O(log towns), and without allocating when there is none.
  func towns(beginningAs key: PlaceNameKey, length: Int) -> [Town] {
    let singular = key.text.utf8.prefix(length)
    let least = Self.head(singular)
    // Keys have letters and digits only: nothing sorts between one and itself with an s but what goes on otherwise.
    let most = length >= 8 ? least : least | (UInt64.max >> UInt64(8 * length))
    var low = 0
    var high = beginnings.count
    while low < high {
      let middle = (low + high) / 2
      if beginnings[middle].head < least { low = middle + 1 } else { high = middle }
    }
    var found: [Town] = []
    while low < beginnings.count, beginnings[low].head <= most {
      let beginning = beginnings[low]
      let rest = beginning.key.utf8.dropFirst(length)
      if rest.isEmpty || rest.elementsEqual("s".utf8), beginning.key.utf8.starts(with: singular),
        beginning.town.key.utf8.starts(with: singular)
      {
        found.append(beginning.town)
      }
      low += 1
    }
    return found
  }

  /// Calls `body` with every text that ``towns(beginningAs:length:)`` may find a town by.
  func forEachBeginning(_ body: (String) -> Void) {
    for beginning in beginnings {
      body(beginning.key)
      body(beginning.key + "s")
      if beginning.key.hasSuffix("s") { body(String(beginning.key.dropLast())) }
    }
  }
}

extension String {
  /// Whether a folded text begins with "le ", "la ", "les " or "l'".
  var hasArticle: Bool { dropArticle.utf8.count < utf8.count }

  /// Whether the key of the first words of a folded name, of one and more, not of all, is a wanted one; keys longer than a
  /// length are left out.
  func hasBeginning(longest: Int = .max, _ isWanted: (String) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { text in
      for end in text.indices where text[end] == 0x20 {
        let key = PlaceNameKey(folded: UnsafeBufferPointer(rebasing: text[..<end])).text
        // More words have no shorter key.
        guard key.utf8.count <= longest else { return false }
        if isWanted(key) { return true }
      }
      return false
    }
  }
}
