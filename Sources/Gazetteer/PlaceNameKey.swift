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
    text = LatinFolding.withFolded(name) { Self.text(ofFolded: $0) }
  }

  /// The key of a name that is folded already. O(n).
  package init(folded name: UnsafeBufferPointer<UInt8>) { text = Self.text(ofFolded: name) }

  private static func text(ofFolded folded: UnsafeBufferPointer<UInt8>) -> String {
    // Two letters become eight at most.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(64, folded.count * 4 + 8)) { key in
      var count = write(folded, to: key)
      // Joining words can make an abbreviation ("S T") or an ordinal ("1 6e") of them; two rounds settle it.
      for _ in 0..<4 where count <= longestUnsettledKey || key[0].isDigit {
        let before = Array(key[..<count])
        count = before.withUnsafeBufferPointer { write($0, to: key) }
        if key[..<count].elementsEqual(before) { break }
      }
      return String(decoding: UnsafeBufferPointer(rebasing: key[..<count]), as: UTF8.self)
    }
  }

  /// Joined words longer than every abbreviation stay as they are when keyed again.
  private static let longestUnsettledKey = 6

  /// A word of a folded text.
  private struct Word {
    var start: Int
    var end: Int
    /// Its letters as one number, the last the lowest, for words of up to eight: comparing texts for every word of every
    /// name costs more than all the rest. 0 for longer ones.
    var letters: UInt64
  }

  /// Writes the key of a folded text and returns its length.
  private static func write(_ folded: UnsafeBufferPointer<UInt8>, to key: UnsafeMutableBufferPointer<UInt8>) -> Int {
    withUnsafeTemporaryAllocation(of: Word.self, capacity: folded.count / 2 + 1) { all in
      let count = split(folded, into: all)
      var words = all[..<count]
      if let cedex = words.firstIndex(where: { isDeliveryWord($0.letters) }), cedex > 0 { words = all[..<cedex] }
      if words.count > 1, let last = words.last, isArticle(last.letters) { words = words.dropLast() }
      if words.count > 1, let first = words.first, isArticle(first.letters) { words = words.dropFirst() }
      return join(words, of: folded, to: key)
    }
  }

  private static func join(
    _ words: Slice<UnsafeMutableBufferPointer<Word>>, of folded: UnsafeBufferPointer<UInt8>,
    to key: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var length = 0
    func append(_ bytes: some Collection<UInt8>) {
      for byte in bytes {
        key[length] = byte
        length += 1
      }
    }
    var previousIsNumber = false
    for word in words {
      let text = folded[word.start..<word.end]
      if word.start < word.end, folded[word.start].isDigit, let number = ordinal(text) {
        if number.isEmpty { append(CollectionOfOne(0x30)) } else { append(number) }
        previousIsNumber = true
        continue
      }
      // "Lyon 3 e", "Paris 16e arrondissement": what follows the number says nothing more.
      if previousIsNumber, isOrdinalEnding(word.letters) || isArrondissement(word.letters, text) { continue }
      if let whole = expansion(of: word.letters) {
        append(UnsafeBufferPointer(start: whole.utf8Start, count: whole.utf8CodeUnitCount))
      } else {
        append(text)
      }
      previousIsNumber = false
    }
    return length
  }

  /// Splits folded text into words of letters and digits; "S/" is the usual short form of "sur", and of "saint" in front.
  private static func split(_ folded: UnsafeBufferPointer<UInt8>, into words: UnsafeMutableBufferPointer<Word>) -> Int {
    var count = 0
    var index = 0
    while index < folded.count {
      guard folded[index].isLowercaseLetter || folded[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      var letters: UInt64 = 0
      while index < folded.count, folded[index].isLowercaseLetter || folded[index].isDigit {
        letters = letters << 8 | UInt64(folded[index])
        index += 1
      }
      if index - start > 8 { letters = 0 }
      if letters == 0x73, index < folded.count, folded[index] == 0x2F {
        letters = count == 0 ? slashedSaint : slashedSur
      }
      words[count] = Word(start: start, end: index, letters: letters)
      count += 1
    }
    return count
  }

  /// The digits of "16", "08", "3e", "1er", "9eme" without leading zeros, which are none for "0"; `nil` for another word.
  private static func ordinal(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>>? {
    let digits = word.prefix { $0.isDigit }
    let ending = word.dropFirst(digits.count)
    guard ending.isEmpty || ending.count <= 4 && isOrdinalEnding(ending.reduce(0) { $0 << 8 | UInt64($1) }) else {
      return nil
    }
    return digits.drop(while: { $0 == 0x30 })
  }

  /// "s/" in front and elsewhere, as numbers that no letters make.
  private static let slashedSaint: UInt64 = 1
  private static let slashedSur: UInt64 = 2

  /// The articles that names of communes begin with, folded.
  package static let articles = ["les", "le", "la", "l"]

  /// Whether a word is one of ``articles``.
  private static func isArticle(_ letters: UInt64) -> Bool {
    switch letters {
    case 0x6C, 0x6C65, 0x6C61, 0x6C_6573: true  // l, le, la, les
    default: false
    }
  }

  private static func isDeliveryWord(_ letters: UInt64) -> Bool {
    switch letters {
    case 0x63_6564_6578, 0x6365_6478, 0x63_6478, 0x6365_6465_7865: true  // cedex, cedx, cdx, cedexe
    default: false
    }
  }

  private static func isOrdinalEnding(_ letters: UInt64) -> Bool {
    switch letters {
    case 0x65, 0x6572, 0x65_6D65, 0x6965_6D65, 0x65_7265, 0x6E64, 0x6465: true  // e, er, eme, ieme, ere, nd, de
    default: false
    }
  }

  private static func isArrondissement(_ letters: UInt64, _ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch letters {
    case 0x61_7272_6474, 0x6172_726F_6E64, 0x61_7272, 0x6172_6474: true  // arrdt, arrond, arr, ardt
    case 0: word.elementsEqual("arrondissement".utf8) || word.elementsEqual("arrondissements".utf8)
    default: false
    }
  }

  /// What an abbreviation of up to four letters stands for.
  private static func expansion(of letters: UInt64) -> StaticString? {
    switch letters {
    case slashedSaint, 0x7374: "saint"  // st
    case slashedSur: "sur"
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
