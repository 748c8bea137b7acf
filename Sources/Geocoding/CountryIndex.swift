import Gazetteer

/// Finds the country that a text names: in French, English or its own language, or by ISO or INSEE code.
struct CountryIndex: Sendable {
  private var isoByName: [String: String] = [:]
  private var isoByCode: [String: String] = [:]
  /// The last words of countries' names, to tell at once that a text ends with none.
  private var lastWords: Set<String> = []
  /// A bit for the hash of each of these words: most texts are done with here.
  private var lastWordBits = [UInt64](repeating: 0, count: 1_024)

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

  /// Reads the gazetteer's countries. O(countries).
  init(_ gazetteer: Gazetteer) {
    var names: [String] = []
    // The gazetteer lists the other countries only.
    for code in ["FR", "FRA", "99100"] { isoByCode[code] = "FR" }
    for country in gazetteer.countries() {
      let own = [country.nameFrench, country.nameEnglish] + country.nativeNames
      names += own
      for key in own.map({ PlaceNameKey($0).text }) where key.utf8.count > 2 {
        if isoByName[key] == nil { isoByName[key] = country.iso2 }
      }
      isoByCode[country.iso2] = country.iso2
      isoByCode[country.iso3] = country.iso2
      if let insee = country.insee { isoByCode[insee] = country.iso2 }
    }
    for (name, iso) in Self.otherNames { isoByName[PlaceNameKey(name).text] = iso }
    for name in names + Self.otherNames.map(\.0) {
      guard let last = Self.words(LatinFolding.fold(name)).last else { continue }
      lastWords.insert(String(last))
      if let part = last.split(separator: "-").last { lastWords.insert(String(part)) }
    }
    for word in lastWords {
      let bit = Self.bit(word.utf8)
      lastWordBits[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// FNV-1a (Fowler, Noll, Vo), its upper bits folded into 16.
  private static func bit(_ word: some Collection<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int((hash ^ hash >> 24 ^ hash >> 48) & 0xFFFF)
  }

  /// The country that a whole text names. O(1).
  func country(named text: String) -> String? {
    isoByName[PlaceNameKey(text).text]
  }

  /// The country one of whose names has a key. O(1).
  func country(ofKey key: PlaceNameKey) -> String? { isoByName[key.text] }

  /// The country of a cell of a country column: a name, an ISO or INSEE code, or a vehicle's letter. O(1).
  func country(ofCell text: String) -> String? {
    let code = String(decoding: LatinFolding.fold(Array(text.utf8)), as: UTF8.self).uppercased()
    if let iso = isoByCode[code] { return iso }
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
    code.hasPrefix("99") ? isoByCode[code] : nil
  }

  /// A country named at the end of a folded text, and the text before it: "mons belgique", "bruxelles (belgique)". O(1).
  func trailingCountry(_ folded: String) -> (country: String, rest: String)? {
    var folded = folded
    guard folded.withUTF8(mayEndWithCountry) else { return nil }
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
    guard let word = Self.lastWord(folded) else { return false }
    let bit = Self.bit(word)
    return lastWordBits[bit >> 6] >> UInt64(bit & 63) & 1 == 1
      && lastWords.contains(String(decoding: word, as: UTF8.self))
  }

  /// Words between spaces and marks; a hyphen joins: Saint-Maurice is no island.
  private static func words(_ folded: String) -> [Substring] {
    folded.split { " ,;/().".contains($0) }.filter { $0 != "-" }
  }

  private static func lastWord(_ folded: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    guard let last = folded.lastIndex(where: { !isSeparator($0) }) else { return nil }
    let before = folded[..<last].lastIndex(where: isSeparator)
    let word = folded[(before.map { $0 + 1 } ?? 0)...last]
    return UnsafeBufferPointer(rebasing: word)
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
