import Gazetteer
import Locking

/// Finds the country that a text names: in French, English or its own language, or by ISO or INSEE code.
struct CountryIndex: Sendable {
  private let gazetteer: Gazetteer
  /// Hashes of the last words of countries' names, to tell at once that a text ends with none: most rows ask nothing else.
  /// Open addressing, 0 in a free slot: a set would be made at run time as a type before it is made.
  private var lastWords: [UInt64]
  private let lazyNames = LazyNames()

  /// The names and codes, read when a text is first looked for among them.
  private final class LazyNames: Sendable {
    let names = Mutex<Names?>(nil)
  }

  /// French territories with an ISO code of their own, and Monaco: in the gazetteer, so not foreign to it.
  static let domestic: Set<String> = [
    "FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF", "MC",
  ]

  /// Names in common use that the nomenclatures lack.
  private static let otherNames: [(String, String)] = [
    ("royaume uni", "GB"), ("angleterre", "GB"), ("england", "GB"), ("ecosse", "GB"), ("scotland", "GB"),
    ("pays de galles", "GB"), ("wales", "GB"), ("grande bretagne", "GB"), ("great britain", "GB"), ("uk", "GB"),
    ("irlande du nord", "GB"), ("northern ireland", "GB"), ("hollande", "NL"), ("holland", "NL"),
    ("the netherlands", "NL"),
    ("usa", "US"), ("etats unis d amerique", "US"), ("united states of america", "US"),
    ("republique tcheque", "CZ"), ("czech republic", "CZ"), ("rfa", "DE"), ("republique federale d allemagne", "DE"),
    ("grand duche de luxembourg", "LU"), ("confederation helvetique", "CH"), ("belgie", "BE"),
    ("principaute d andorre", "AD"), ("principaute de monaco", "MC"), ("france metropolitaine", "FR"), ("france", "FR"),
  ]

  /// Reads the last words of the gazetteer's countries. O(countries).
  init(_ gazetteer: Gazetteer) {
    self.gazetteer = gazetteer
    var hashes: [UInt64] = []
    // A name's last word, and what of it stands behind a hyphen.
    func add(_ folded: UnsafeBufferPointer<UInt8>) {
      guard let word = Self.words(folded).last else { return }
      hashes.append(Self.hash(word))
      if let part = word.split(separator: UInt8(ascii: "-")).last { hashes.append(Self.hash(part)) }
    }
    gazetteer.forEachFoldedCountryName { add($0) }
    for (name, _) in Self.otherNames { LatinFolding.withFolded(name) { add($0) } }
    var count = 64
    while count < hashes.count * 2 { count *= 2 }
    lastWords = [UInt64](repeating: 0, count: count)
    for hash in hashes { lastWords[slot(hash)] = hash }
  }

  /// The slot of a hash, or the free one where it would be; most are free.
  private func slot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (lastWords.count - 1)
    while lastWords[slot] != 0, lastWords[slot] != hash { slot = (slot + 1) & (lastWords.count - 1) }
    return slot
  }

  private struct Names: Sendable {
    var isoByName: [String: String] = [:]
    var isoByCode: [String: String] = [:]

    init(_ gazetteer: Gazetteer) {
      // The gazetteer lists the other countries only.
      for code in ["FR", "FRA", "99100"] { isoByCode[code] = "FR" }
      for country in gazetteer.countries() {
        let own = [country.nameFrench, country.nameEnglish] + country.nativeNames
        for key in own.map({ PlaceNameKey($0).text }) where key.utf8.count > 2 {
          if isoByName[key] == nil { isoByName[key] = country.iso2 }
        }
        isoByCode[country.iso2] = country.iso2
        isoByCode[country.iso3] = country.iso2
        if let insee = country.insee { isoByCode[insee] = country.iso2 }
      }
      for (name, iso) in CountryIndex.otherNames { isoByName[PlaceNameKey(name).text] = iso }
    }
  }

  private var names: Names {
    lazyNames.names.withLock { known in
      if let known { return known }
      let read = Names(gazetteer)
      known = read
      return read
    }
  }

  /// The country that a whole text names. O(1).
  func country(named text: String) -> String? {
    country(ofKey: PlaceNameKey(text))
  }

  /// The country one of whose names has a key. O(1).
  func country(ofKey key: PlaceNameKey) -> String? { names.isoByName[key.text] }

  /// Calls `body` with the key of each name.
  func forEachKey(_ body: (String) -> Void) { names.isoByName.keys.forEach(body) }

  /// The country of a cell of a country column: a name, an ISO or INSEE code, or a vehicle's letter. O(1).
  func country(ofCell text: String) -> String? {
    let code = String(decoding: LatinFolding.fold(Array(text.utf8)), as: UTF8.self).uppercased()
    if let iso = names.isoByCode[code] { return iso }
    switch code {
    case "F": return "FR"
    case "B": return "BE"
    case "D": return "DE"
    case "L": return "LU"
    default: return country(named: text)
    }
  }

  /// The country of an INSEE country code, 99xxx. O(1).
  func country(ofINSEECode code: String) -> String? {
    code.hasPrefix("99") ? names.isoByCode[code] : nil
  }

  /// A country named at the end of a folded text, and the text before it: "mons belgique", "bruxelles (belgique)". O(1).
  func trailingCountry(_ folded: String) -> (country: String, rest: String)? {
    var folded = folded
    guard folded.withUTF8({ mayEndWithCountry($0) }) else { return nil }
    let words = Self.words(folded)
    for count in stride(from: min(4, words.count), through: 1, by: -1) {
      let name = words.suffix(count)
      guard let country = country(named: name.joined(separator: " ")) else { continue }
      let rest = name.first.map { folded[..<$0.startIndex] } ?? ""
      return (country, Self.trimmed(rest))
    }
    return nil
  }

  /// False when a folded text certainly ends with no country's name. O(length of the last word).
  func mayEndWithCountry(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let last = folded.lastIndex(where: { !Self.isSeparator($0) }) else { return false }
    let before = folded[..<last].lastIndex(where: Self.isSeparator)
    return lastWords[slot(Self.hash(folded[(before.map { $0 + 1 } ?? 0)...last]))] != 0
  }

  /// The same for a text that has an ``ExactKey``, as it is typed.
  func mayEndWithCountry(typed text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = text.count
    while start > 0, text[start - 1] != 0x20 { start -= 1 }
    var hash = Self.hashOfNothing
    ExactKey.forEachFolded(text, from: start) { hash = Self.hash(hash, $0) }
    return lastWords[slot(hash)] != 0
  }

  /// Words between spaces and marks; a hyphen joins: Saint-Maurice is no island.
  private static func words(_ folded: String) -> [Substring] {
    folded.split { " ,;/().".contains($0) }.filter { $0 != "-" }
  }

  /// The same, of bytes.
  private static func words(_ folded: UnsafeBufferPointer<UInt8>) -> [Slice<UnsafeBufferPointer<UInt8>>] {
    folded.split(whereSeparator: isSeparator).filter { $0.count > 1 || $0.first != 0x2D }
  }

  private static let hashOfNothing: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// FNV-1a (Fowler, Noll and Vo, 1991).
  private static func hash(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    word.reduce(hashOfNothing, hash)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2C, 0x3B, 0x2F, 0x28, 0x29, 0x2E: true  // " ,;/()."
    default: false
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let last = text.last, " ,;/(-.".contains(last) { text.removeLast() }
    return String(text)
  }
}
