import Gazetteer

/// What one cell says about where, taken apart: codes, the text beside them, and marks such as CEDEX or a country's
/// letter. Reading knows the forms in which people type, not which codes and names exist.
struct CellReading: Equatable {
  /// A code as it may be meant.
  struct Code: Equatable {
    /// Five characters, except ``Form/short``.
    var text: String
    var form: Form
    /// What was put right while reading, with the code as typed.
    var note: PlacementNote?
  }

  enum Form: Equatable {
    /// Five digits.
    case full
    /// Four digits: a lost leading zero, or a foreign code.
    case short
    /// One to three digits or 2A/2B: a département's number, perhaps.
    case departement
    /// A Corsican INSEE code: 2A004.
    case corsican
  }

  /// Codes in the order typed, without repetition.
  var codes: [Code] = []
  /// Folded text before the first code, and after the last.
  var before = ""
  var after = ""
  /// A département's number in brackets or after the name: "Montaigu (85)".
  var departement: String?
  /// "CEDEX" is there.
  var isCedex = false
  /// The number behind "CEDEX": in Paris, Lyon and Marseille mostly the arrondissement's.
  var cedexNumber: Int?
  /// A post-box or special-service number is there: BP, CS, TSA.
  var hasBox = false
  /// "ARMEES" is there.
  var isArmy = false
  /// ISO code by a country letter before the code: "B-7000", "CH 1200"; "FR" for "F-59530".
  var country: String?
  /// Letters written to a code without a space.
  var gluedText = ""
  /// The cell stands for nothing: "N/A", "néant", "-", "0".
  var isPlaceholder = false

  /// The text to take for a city's name: what follows the code, else what comes before it.
  var cityText: String { after.isEmpty ? before : after }

  /// True when the cell says nothing at all.
  var isEmpty: Bool { codes.isEmpty && before.isEmpty && after.isEmpty && departement == nil && country == nil }
}

extension CellReading {
  /// What kind of cell is read: a short number means something in a postal code's cell only.
  enum Cell {
    case postcode, city, address
  }

  /// Reads a cell. O(n).
  init(_ text: String, as cell: Cell) {
    let folded = LatinFolding.fold(Array(text.utf8))
    guard !folded.isEmpty else { return }
    if folded.count == 5, folded.allSatisfy({ $0.isDigit }), cell != .city || folded != [0x30, 0x30, 0x30, 0x30, 0x30] {
      let code = String(decoding: folded, as: UTF8.self)
      if code == "00000" { isPlaceholder = true } else { codes = [Code(text: code, form: .full)] }
      return
    }
    if folded.withUnsafeBufferPointer(Self.isPlaceholder) {
      isPlaceholder = true
      return
    }
    if folded.withUnsafeBufferPointer(Self.isPlainName) {
      before = String(decoding: folded, as: UTF8.self)
      return
    }
    if cell == .postcode, Self.isOtherNumber(folded) || text.unicodeScalars.contains("€") {
      before = String(decoding: folded, as: UTF8.self)
      return
    }
    if cell == .postcode, let number = Self.wholeNumber(folded) {
      addNumber(number, typed: text)
      return
    }
    readTokens(folded, cell: cell)
  }

  /// The folded text of a cell that is words of letters alone and stands for something; `nil` for any other.
  static func plainName(_ text: String) -> String? {
    LatinFolding.withFolded(text) { folded in
      isPlainName(folded) && !isPlaceholder(folded) ? String(decoding: folded, as: UTF8.self) : nil
    }
  }

  /// Words of letters alone, of which none is a mark: most cities are, and they need no taking apart.
  static func isPlainName(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = folded.first, let last = folded.last, first.isLowercaseLetter, last.isLowercaseLetter else {
      return false
    }
    var previous: UInt8 = 0x20
    for index in folded.indices {
      let byte = folded[index]
      if !byte.isLowercaseLetter {
        guard byte == 0x20 || byte == 0x2D || byte == 0x27 else { return false }
      } else if previous == 0x20 || previous == 0x2D, byte == 0x63 || byte == 0x61, index + 2 < folded.count {
        switch (byte, folded[index + 1], folded[index + 2]) {
        case (0x63, 0x65, 0x64), (0x63, 0x64, 0x78), (0x61, 0x72, 0x6D): return false  // "cedex", "cdx", "armees"
        default: break
        }
      }
      previous = byte
    }
    return true
  }

  /// A number as a spreadsheet writes it: "59530.0", "59530,00", "5.953E+04". `nil` when the text is none.
  private static func wholeNumber(_ folded: [UInt8]) -> [UInt8]? {
    // Two codes beside each other are no number of ten digits.
    guard folded.count <= 12 else { return nil }
    let text = String(decoding: folded, as: UTF8.self).split(separator: " ").joined()
    let parts = text.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    let mantissa = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard mantissa.count <= 2, let whole = mantissa.first, !whole.isEmpty, whole.utf8.allSatisfy(\.isDigit) else {
      return nil
    }
    let decimals = mantissa.count == 2 ? mantissa[1] : ""
    guard decimals.utf8.allSatisfy(\.isDigit), whole.utf8.count <= 9 else { return nil }
    var exponent = 0
    if parts.count == 2 {
      let digits = parts[1].drop { $0 == "+" }
      guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let value = Int(digits), value <= 9 else { return nil }
      exponent = value
    }
    // "59.530" and "25 110" have three digits after the mark: a thousands separator, left to the tokens.
    if parts.count == 1, decimals.count == 3 { return nil }
    let shifted = decimals + String(repeating: "0", count: max(0, exponent - decimals.count))
    guard shifted.dropFirst(exponent).allSatisfy({ $0 == "0" }) else { return nil }
    return Array((whole + shifted.prefix(exponent)).utf8)
  }

  /// A date, an amount with its sign, a telephone or company number: not a code whatever digits it has.
  private static func isOtherNumber(_ folded: [UInt8]) -> Bool {
    let text = String(decoding: folded, as: UTF8.self)
    guard !folded.contains(where: \.isLowercaseLetter) else {
      return text.hasSuffix(" eur") || text.hasSuffix(" euros")
    }
    let groups = text.split { !$0.isNumber }
    let lengths = groups.map(\.utf8.count)
    let isDate = text.contains("/") || text.contains("-") || text.contains(".")
    if isDate, dateLengths.contains(lengths) { return true }
    if groups.contains(where: { $0.utf8.count == 5 && !$0.hasPrefix("000") }) { return false }
    // Ten digits of a telephone, nine and fourteen of a company: no list of postal codes has groups of such lengths.
    return lengths.reduce(0, +) >= 9 && !lengths.contains(5) || lengths.reduce(0, +) >= 13
  }

  /// Digits of day, month and year.
  private static let dateLengths: Set<[Int]> = [
    [2, 2, 4], [1, 2, 4], [2, 1, 4], [1, 1, 4], [4, 2, 2], [2, 2, 2],
  ]

  private mutating func addNumber(_ digits: [UInt8], typed: String) {
    let significant = digits.count > 5 ? Array(digits.drop { $0 == 0x30 }) : digits
    let text = String(decoding: significant, as: UTF8.self)
    let isAsTyped = text == typed.trimmingSpaces
    switch significant.count {
    case 5 where text != "00000":
      codes.append(Code(text: text, form: .full, note: isAsTyped ? nil : .format(typed, text)))
    case 4: codes.append(Code(text: text, form: .short, note: isAsTyped ? nil : .format(typed, text)))
    case 1...3 where significant.contains(where: { $0 != 0x30 }):
      let number = text.utf8.count == 3 && text.hasPrefix("0") ? String(text.dropFirst()) : text
      codes.append(Code(text: number.utf8.count == 1 ? "0" + number : number, form: .departement))
    case 0...5: isPlaceholder = true
    default: before = text
    }
  }

  /// Texts that stand for "no code" in published tables.
  static func isPlaceholder(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard folded.contains(where: { $0.isDigit || $0.isLowercaseLetter }) else { return true }
    if folded.allSatisfy({ $0 == 0x30 || $0 == 0x20 || $0 == 0x2E }) { return true }
    guard let first = folded.first, folded.count < 32, placeholderLengths[Int(first)] & 1 << UInt32(folded.count) != 0
    else { return false }
    return placeholders.contains(String(decoding: folded, as: UTF8.self))
  }

  /// For each first byte the lengths of the placeholders that begin with it, a bit each: nearly all names differ.
  private static let placeholderLengths: [UInt32] = placeholders.reduce(into: Array(repeating: 0, count: 256)) {
    if let first = $1.utf8.first { $0[Int(first)] |= 1 << UInt32($1.utf8.count) }
  }

  static let placeholders: Set<String> = [
    "n/a", "na", "n.a", "n.a.", "#n/a", "#n/d", "nd", "n/d", "nc", "n/c", "n.c", "n.c.", "nr", "n/r", "neant", "aucun",
    "aucune", "inconnu", "inconnue", "non renseigne", "non communique", "non precise", "sans", "sans objet", "so",
    "s/o",
    "null", "none", "nan", "nil", "vide", "x", "xx", "xxx", "xxxx", "xxxxx", "rien", "undefined", "tbd", "[nd]",
    "[non-diffusible]", "00000.0", "#ref!", "#valeur!", "#value!", "#div/0!", "#nom?", "#name?", "#nombre!", "#num!",
    "#nul!", "#null!", "divers", "multi-sites", "multi sites", "multisites", "plusieurs", "multiple", "multiples",
    "variable", "national", "nationale", "france entiere", "toute la france", "toute france", "territoire national",
  ]
}

extension String {
  /// The text without spaces and line breaks at its ends.
  var trimmingSpaces: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = utf8.first, let last = utf8.last else { return "" }
    guard isSpace(first) || isSpace(last) else { return self }
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
