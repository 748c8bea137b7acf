/// The form of a French place name under which the gazetteer's name table is sorted and looked up.
///
/// Two spellings of one name have one key: case, accents, hyphens, apostrophes, spaces, a leading or inverted article,
/// the usual abbreviations and everything from "CEDEX" on make no difference.
///
///     PlaceNameKey("Saint-Amand-les-Eaux").text   // "saintamandleseaux"
///     PlaceNameKey("ST AMAND LES EAUX").text      // "saintamandleseaux"
///     PlaceNameKey("QUESNOY (LE)").text           // "quesnoy"
///     PlaceNameKey("Paris 16e Arrondissement").text == PlaceNameKey("PARIS 16").text
///
/// Making a key of a key changes nothing. The builder of the tables and the resolver share this one definition.
public struct PlaceNameKey: Hashable, Sendable {
  /// The key: lower-case ASCII letters and digits only; empty when the text holds none.
  public let text: String

  /// The key of a name as typed or as published. O(n).
  public init(_ name: String) {
    var key = Self.key(LatinFolding.fold(Array(name.utf8)))
    // Joining words can make an abbreviation ("S T") or an ordinal ("1 6e") of them; two rounds settle it.
    for _ in 0..<4 where key.count <= Self.longestUnsettledKey || key.first.map(Self.isDigit) == true {
      let again = Self.key(key)
      if again == key { break }
      key = again
    }
    text = String(decoding: key, as: UTF8.self)
  }

  /// Joined words longer than every abbreviation stay as they are when keyed again.
  private static let longestUnsettledKey = 6

  private typealias Word = ArraySlice<UInt8>

  private static func key(_ folded: [UInt8]) -> [UInt8] {
    var words = split(folded)
    if let cedex = words.firstIndex(where: { isWord($0, oneOf: deliveryWords) }), cedex > words.startIndex {
      words.removeSubrange(cedex...)
    }
    if words.count > 1, let last = words.last, isWord(last, oneOf: articles) { words.removeLast() }
    if words.count > 1, let first = words.first, isWord(first, oneOf: articles) { words.removeFirst() }

    var key: [UInt8] = []
    var previousIsNumber = false
    for word in words {
      if word.first.map(isDigit) == true, let number = ordinal(word) {
        key += number
        previousIsNumber = true
        continue
      }
      // "Lyon 3 e", "Paris 16e arrondissement": what follows the number says nothing more.
      if previousIsNumber, isWord(word, oneOf: ordinalEndings) || isWord(word, oneOf: arrondissementWords) { continue }
      if let whole = expansion(of: word) { key += whole.utf8 } else { key += word }
      previousIsNumber = false
    }
    return key
  }

  /// The word lists are short, and so are their words: most words are told apart by their length and first letter.
  private static func isWord(_ word: Word, oneOf list: [[UInt8]]) -> Bool {
    list.contains { $0.count == word.count && $0.first == word.first && $0.elementsEqual(word) }
  }

  /// Splits folded text into words of letters and digits; "S/" is the usual short form of "sur", and of "saint" in front.
  private static func split(_ folded: [UInt8]) -> [Word] {
    var words: [Word] = []
    var start: Int?
    for (index, byte) in folded.enumerated() {
      if isLetter(byte) || isDigit(byte) {
        if start == nil { start = index }
        continue
      }
      if let wordStart = start {
        let word = folded[wordStart..<index]
        words.append(byte == 0x2F && word.count == 1 && word.first == 0x73 ? (words.isEmpty ? saint : sur) : word)
        start = nil
      }
    }
    if let start { words.append(folded[start...]) }
    return words
  }

  /// The digits of "16", "08", "3e", "1er", "9eme" without leading zeros; `nil` for another word.
  private static func ordinal(_ word: Word) -> [UInt8]? {
    let digits = word.prefix(while: isDigit)
    let ending = Array(word.dropFirst(digits.count))
    guard ending.isEmpty || ordinalEndings.contains(ending) else { return nil }
    let significant = Array(digits.drop(while: { $0 == 0x30 }))
    return significant.isEmpty ? [0x30] : significant
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  private static func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static let sur: Word = Array("sur".utf8)[...]
  private static let saint: Word = Array("saint".utf8)[...]
  private static let articles = bytes("l", "le", "la", "les")
  private static let deliveryWords = bytes("cedex", "cedx", "cdx", "cedexe")
  private static let ordinalEndings = bytes("e", "er", "eme", "ieme", "ere", "nd", "de")
  private static let arrondissementWords = bytes("arrondissement", "arrondissements", "arrdt", "arrond", "arr", "ardt")
  /// What an abbreviation of up to four letters stands for.
  private static func expansion(of word: Word) -> String? {
    guard word.count >= 2, word.count <= 4 else { return nil }
    // The letters as one number: a comparison of texts for every word of every name costs more than all the rest.
    return switch word.reduce(UInt32(0), { $0 << 8 | UInt32($1) }) {
    case 0x7374: "saint"  // st
    case 0x73_7465: "sainte"  // ste
    case 0x73_7473: "saints"  // sts
    case 0x7374_6573: "saintes"  // stes
    case 0x6C_657A: "les"  // lez
    case 0x6D74: "mont"  // mt
    case 0x6D_7473: "monts"  // mts
    case 0x6764: "grand"  // gd
    case 0x67_6465: "grande"  // gde
    case 0x7678: "vieux"  // vx
    case 0x6667, 0x66_6267: "faubourg"  // fg, fbg
    default: nil
    }
  }

}
