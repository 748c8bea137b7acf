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
  /// The keys of names in France that cities abroad have too.
  private let abroad: Set<String>
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

    subscript(_ number: Int) -> Bool {
      get { words[number / 64] & 1 << UInt64(number % 64) != 0 }
      set {
        let bit: UInt64 = 1 << UInt64(number % 64)
        if newValue { words[number / 64] |= bit } else { words[number / 64] &= ~bit }
      }
    }
  }

  /// Reads the names of all places and communes and all postal codes in one pass each. O(names).
  init(_ gazetteer: Gazetteer, _ indexes: ResolverIndexes) {
    var plain = Bits()
    // Names that are to be looked at as cells are.
    var unusual = Bits()
    var abroad: Set<String> = []
    gazetteer.forEachNameKey { key, soleCommune, isAbroad in
      if isAbroad {
        abroad.insert(String(decoding: key, as: UTF8.self))
      } else if let soleCommune {
        plain[soleCommune] = true
        if Self.isUnusual(key) { unusual[soleCommune] = true }
      }
    }
    func remove(_ key: String) {
      if let number = gazetteer.soleCommune(named: PlaceNameKey(key)).flatMap(Commune.number(ofCitycode:)) {
        plain[number] = false
      }
    }
    indexes.withTerritories(of: gazetteer) { $0.forEachKey(remove) }
    indexes.withCountries(of: gazetteer) { $0.forEachKey(remove) }
    indexes.withTowns(of: gazetteer) { $0.forEachBeginning(remove) }
    CellReading.placeholders.forEach(remove)
    self.plain = plain
    self.abroad = abroad
    slots = Self.slots(of: gazetteer, plain, unusual)
  }

  /// False for the key of a name that ``CellReading/isNameOfCommune(_:)`` certainly holds of, but for its last letters.
  private static func isUnusual(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    var last: UInt32 = 0
    for byte in key {
      last = last << 8 | UInt32(byte)
      switch last & 0xFF_FFFF {
      // What the words begin with that are no names: "cedex", "cdx", "armees".
      case 0x63_6564, 0x63_6478, 0x61_726D: return true
      // "paris", "lyon", "marseille".
      case 0x70_6172, 0x6C_796F, 0x6D_6172: return true
      default: if byte < 0x61 { return true }
      }
    }
    return false
  }

  private static func slots(of gazetteer: Gazetteer, _ plain: Bits, _ unusual: Bits) -> Slots {
    // A code that serves a part of a commune stands for that part's place, and one of arrondissements for theirs.
    var divided = Bits()
    var parts: Set<Int> = []
    gazetteer.forEachPartServed { postcode, number in
      divided[postcode] = true
      parts.insert(part(postcode, number))
    }
    let ofArrondissements = Set(
      Resolver.arrondissements.flatMap { gazetteer.postcodes(ofCommune: String($0)).compactMap { Int($0) } })
    for postcode in ofArrondissements { divided[postcode] = true }
    let (mayBeDivided, partsServed) = (divided, parts)
    let slots = Slots(1 << 16)
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    gazetteer.forEachCommuneName { number, name, mainPostcode in
      guard plain[number], mainPostcode > 0,
        let key = ExactKey(postcode: nothing, city: name, columnKeepsZeros: false),
        !mayBeDivided[mainPostcode]
          || !partsServed.contains(part(mainPostcode, number)) && !ofArrondissements.contains(mainPostcode),
        !unusual[number] && endsWithLetters(name)
          || LatinFolding.withFolded(name, { CellReading.isNameOfCommune($0) })
      else { return }
      slots.insert(key.place, key.tag & tagMask | UInt64(number) << numberBits | UInt64(mainPostcode))
    }
    return slots
  }

  private static func part(_ postcode: Int, _ number: Int) -> Int { number * 100_000 + postcode }

  private static func endsWithLetters(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.count > 3 && name.suffix(3).allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
  }

  /// Whether the name of a commune, given by its number, means nothing else.
  func isPlain(_ number: Int) -> Bool { plain[number] }

  /// Whether a city abroad has a name that a place in France has, by its key. O(1).
  func isAbroad(_ key: PlaceNameKey) -> Bool { abroad.contains(key.text) }

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
