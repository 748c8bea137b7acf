import CPrefetch
import Gazetteer

/// The communes whose official names mean nothing but them, neither another place of the gazetteer nor a territory, a country,
/// a city abroad or the beginning of a town's name: what is asked of one name after the other else, found for all at once.
///
/// A commune may be missing for which all of that is true.
struct PlainNames: Sendable {
  /// A plain name's commune, and the first of its postal codes.
  struct Place: Sendable {
    /// The ``Commune/number(ofCitycode:)``.
    var commune: Int
    var mainPostcode: Int
  }

  private let plain: Bits
  /// Names that a cell may have alone, each commune with a code that stands for all of it: open addressing by the ``ExactKey`` of
  /// the name, at most half full. A slot has 30 bits of the key's tag, the number of the commune and the code, 17 bits each; 0 in
  /// a free one.
  private let slots: Slots

  private final class Slots: @unchecked Sendable {
    let words: UnsafeMutablePointer<UInt64>
    let mask: Int
    private var count = 0

    /// Slots in numbers of a power of two.
    init(_ capacity: Int) {
      words = .allocate(capacity: capacity)
      words.initialize(repeating: 0, count: capacity)
      mask = capacity - 1
    }

    deinit { words.deallocate() }

    /// Leaves out what would make them more than half full.
    func insert(_ place: UInt64, _ word: UInt64) {
      guard count * 2 <= mask else { return }
      count += 1
      var slot = Int(truncatingIfNeeded: place) & mask
      while words[slot] != 0 { slot = (slot + 1) & mask }
      words[slot] = word
    }
  }

  private static let numberBits: UInt64 = 17
  private static let numberMask: UInt64 = 1 << numberBits - 1
  private static let tagMask = ~UInt64(0) << (2 * numberBits)

  /// A bit for each ``Commune/number(ofCitycode:)``, or for each postal code.
  private struct Bits {
    private var words = [UInt64](repeating: 0, count: max(Commune.numbers, 100_000) / 64 + 1)

    func contains(_ number: Int) -> Bool { words[number / 64] & 1 << UInt64(number % 64) != 0 }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }
  }

  /// Reads the names that are the only ones in one pass, but for those that mean something besides. O(names).
  init(_ gazetteer: Gazetteer, _ indexes: ResolverIndexes) {
    let meaningMore = Self.namesMeaningMore(gazetteer, indexes)
    let divided = DividedCodes(gazetteer)
    var plain = Bits()
    let slots = Slots(1 << 16)
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    gazetteer.forEachSoleName { number, name, mainPostcode in
      guard !meaningMore.contains(number) else { return }
      plain.insert(number)
      guard mainPostcode > 0, !divided.contains(mainPostcode, of: number),
        let key = ExactKey(postcode: nothing, city: name, columnKeepsZeros: false),
        ExactKey.withFolded(name, { CellReading.isNameOfCommune($0) })
      else { return }
      slots.insert(key.place, key.tag & Self.tagMask | UInt64(number) << Self.numberBits | UInt64(mainPostcode))
    }
    self.plain = plain
    self.slots = slots
  }

  /// The communes whose names are also those of a territory, a country or the beginning of a town's, or say that there is none.
  private static func namesMeaningMore(_ gazetteer: Gazetteer, _ indexes: ResolverIndexes) -> Bits {
    var numbers = Bits()
    func insert(_ key: String) {
      if let number = gazetteer.soleCommune(named: PlaceNameKey(key)).flatMap(Commune.number(ofCitycode:)) {
        numbers.insert(number)
      }
    }
    indexes.withTerritories(of: gazetteer) { $0.forEachKey(insert) }
    indexes.withCountries(of: gazetteer) { $0.forEachKey(insert) }
    indexes.withTowns(of: gazetteer) { $0.forEachBeginning(insert) }
    CellReading.placeholders.forEach(insert)
    return numbers
  }

  /// Postal codes that do not stand for all of a commune: one that serves a part of it stands for that part's place, and one of
  /// arrondissements for theirs.
  private struct DividedCodes {
    private var codes = Bits()
    private var parts: Set<Int> = []
    private let ofArrondissements: Set<Int>

    init(_ gazetteer: Gazetteer) {
      ofArrondissements = Set(
        Resolver.arrondissements.flatMap { gazetteer.postcodes(ofCommune: String($0)).compactMap { Int($0) } })
      for postcode in ofArrondissements { codes.insert(postcode) }
      gazetteer.forEachPartServed { postcode, number in
        codes.insert(postcode)
        parts.insert(Self.part(postcode, number))
      }
    }

    private static func part(_ postcode: Int, _ number: Int) -> Int { number * 100_000 + postcode }

    func contains(_ postcode: Int, of number: Int) -> Bool {
      codes.contains(postcode) && (parts.contains(Self.part(postcode, number)) || ofArrondissements.contains(postcode))
    }
  }

  /// Whether the name of a commune, given by its number, means nothing else.
  func isPlain(_ number: Int) -> Bool { plain.contains(number) }

  /// Asks for the memory that ``place(_:)`` reads.
  func prefetchPlace(_ key: ExactKey) {
    prefetch(slots.words + (Int(truncatingIfNeeded: key.place) & slots.mask))
  }

  /// The place of a name alone that is typed as the commune is called, but for case, accents and hyphens; `nil` for any other, and
  /// where the first postal code does not stand for all of the commune. That another text has the same bits is less likely than
  /// one in 10^9. O(1).
  func place(_ key: ExactKey) -> Place? {
    var slot = Int(truncatingIfNeeded: key.place) & slots.mask
    while slots.words[slot] != 0 {
      let word = slots.words[slot]
      if (word ^ key.tag) & Self.tagMask == 0 {
        return Place(
          commune: Int(word >> Self.numberBits & Self.numberMask), mainPostcode: Int(word & Self.numberMask))
      }
      slot = (slot + 1) & slots.mask
    }
    return nil
  }
}
