extension CellShape {
  mutating func addDates(_ cell: CellText) {
    let parts = Self.dateParts(cell.bytes)
    guard let first = parts.first else { return }
    if parts.count == 1 {
      if case .number(let year, 4) = first, (1900...2100).contains(year) { insert(.year) }
      return
    }
    switch (first, parts[1]) {
    case (.number(let year, 4), .number(let month, 1...2)) where parts.count >= 3:
      // A year may be wrong ("0222"); a month is one.
      if (1...12).contains(month), year < 2200 { insert(.date) }
    case (.number(let year, 4), .number(let month, 1...2)), (.number(let month, 1...2), .number(let year, 4)):
      // "03/2014", "2014-03"
      if (1...12).contains(month), (1900...2100).contains(year) { insert(.date) }
    case (.number(let day, 1...2), .number(let month, 1...2)):
      guard parts.count >= 3 else {
        // "04-15": a month and a year of two digits.
        if (1...12).contains(day), parts.count == 2, month >= 0, cell.others == 1, !cell.bytes.contains(0x2E) {
          insert(.date)
        }
        return
      }
      if case .number(let year, let width) = parts[2], width == 4 && (1900...2100).contains(year) || width == 2 {
        if (1...31).contains(day), (1...31).contains(month) { insert(.date) }
      }
    case (.month, .number(_, let width)) where width == 2 || width == 4: insert(.date)
    case (.number(_, 1...2), .month) where parts.count >= 3: insert(.date)
    default: break
    }
  }

  private enum DatePart {
    case number(Int, Int)
    case month
    case other
  }

  private static let months: [[UInt8]] = [
    "jan", "fev", "feb", "mar", "avr", "apr", "mai", "may", "juin", "jun", "juil", "jul", "aou", "aug", "sep", "oct",
    "nov", "dec",
  ].map { Array($0.utf8) }

  /// The first parts of a date; empty when the text is none. A time after it is not looked at.
  private static func dateParts(_ bytes: [UInt8]) -> [DatePart] {
    guard bytes.count <= 40 else { return [] }
    var parts: [DatePart] = []
    var position = 0
    while position < bytes.count, parts.count < 3 {
      let start = position
      if CellText.isDigit(bytes[position]) {
        while position < bytes.count, CellText.isDigit(bytes[position]) { position += 1 }
        guard position - start <= 4 else { return [] }
        let value = bytes[start..<position].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        parts.append(.number(value, position - start))
      } else if CellText.isLetter(bytes[position]) {
        while position < bytes.count, bytes[position] >= 0x80 || CellText.isLetter(bytes[position]) { position += 1 }
        let word = PlainLetters(bytes[start..<position]).bytes
        if months.contains(where: { word.starts(with: $0) }) {
          parts.append(.month)
        } else if word != Array("er".utf8) || parts.count != 1 {
          return []
        }
      } else {
        return []
      }
      while position < bytes.count, [0x2F, 0x2D, 0x2E, 0x20].contains(bytes[position]) { position += 1 }
    }
    // A time, or the time zone of a day, may follow.
    if position < bytes.count, !([0x54, 0x5A].contains(bytes[position] & 0xDF) || CellText.isDigit(bytes[position])),
      !(parts.count == 3 && bytes[position] == 0x2B)
    {
      return []
    }
    return parts
  }

  mutating func addAmounts(_ cell: CellText) {
    if Self.isCoordinatePair(cell) { insert(.coordinatePair) }
    if Self.isScientificNumber(cell) { insert(.number) }
    let parts = Self.amountParts(cell)
    guard !parts.isEmpty else { return }
    if parts.count == 2 {
      // Two numbers of codes, dates or telephones are no band: one end of a band reaches a thousand.
      if contains(.date) == false, parts.contains(where: { $0.value >= 1000 }) { insert(.band) }
      return
    }
    let part = parts[0]
    if !part.hasUnit { insert(.number) }
    if (50_000...1_350_000).contains(part.value) { insert(.lambertEasting) }
    if (6_000_000...7_250_000).contains(part.value) { insert(.lambertNorthing) }
    if part.hasUnit || part.decimals == 2 || part.isGrouped { insert(.amount) }
    guard !part.hasUnit, !part.isGrouped else { return }
    if abs(part.value) <= 180 { insert(.degrees) }
    guard part.decimals >= 2 else { return }
    if abs(part.value) <= 90 { insert(.latitude) }
    if abs(part.value) <= 180 { insert(.longitude) }
    if (41.0...51.6).contains(part.value) { insert(.frenchLatitude) }
    if (-5.6...9.8).contains(part.value) { insert(.frenchLongitude) }
  }

  /// `1e+05`, `1.5E+06`: how R and spreadsheets write round numbers.
  private static func isScientificNumber(_ cell: CellText) -> Bool {
    guard cell.letters == 1, cell.bytes.count <= 24 else { return false }
    let parts = cell.bytes.split(omittingEmptySubsequences: false) { $0 & 0xDF == 0x45 }
    return parts.count == 2
      && parts.allSatisfy { part in
        part.contains(where: CellText.isDigit)
          && part.allSatisfy { CellText.isDigit($0) || [0x2B, 0x2C, 0x2D, 0x2E].contains($0) }
      } && parts[1].count <= 3
  }

  /// Two numbers with a point, a comma or semicolon between them, brackets or not: `48.8534, 2.3488`, `[2.3488,48.8534]`. Amounts
  /// are no coordinates: those have two decimals, one of these has more; one is at most 90, the other at most 180.
  private static func isCoordinatePair(_ cell: CellText) -> Bool {
    guard cell.letters == 0, cell.digits >= 6, cell.bytes.count <= 60 else { return false }
    var inner = cell.bytes[...]
    if let first = inner.first, let last = inner.last, first == 0x5B && last == 0x5D || first == 0x28 && last == 0x29 {
      inner = inner.dropFirst().dropLast()
    }
    let parts = inner.split { $0 == 0x2C || $0 == 0x3B }
    var values: [Double] = []
    var mostDecimals = 0
    for part in parts {
      let text = String(decoding: part.filter { $0 != 0x20 }, as: UTF8.self)
      guard let point = text.firstIndex(of: "."), let value = Double(text) else { return false }
      mostDecimals = max(mostDecimals, text[point...].count - 1)
      values.append(value)
    }
    return values.count == 2 && mostDecimals >= 3 && values.contains { abs($0) <= 90 }
      && values.allSatisfy { abs($0) <= 180 }
  }

  struct AmountPart {
    var value = 0.0
    var decimals = 0
    var isGrouped = false
    var hasUnit = false
  }

  private static let units = words([
    "ht", "ttc", "hors", "taxe", "taxes", "euro", "euros", "eur", "k", "ke", "keur", "m", "me", "meur",
    "maximum", "max", "maxi", "minimum", "min", "mini",
  ])
  private static let joints = words(["a", "et", "entre", "de"])

  private static func words(_ texts: [String]) -> Set<[UInt8]> { Set(texts.map { Array($0.utf8) }) }

  /// The one or two numbers of an amount; empty when the text is no amount.
  static func amountParts(_ cell: CellText) -> [AmountPart] {
    let bytes = cell.bytes
    guard bytes.count <= 60 else { return [] }
    var parts: [AmountPart] = []
    var position = 0
    var isNegative = false
    while position < bytes.count {
      let byte = bytes[position]
      if CellText.isDigit(byte) {
        guard parts.count < 2 else { return [] }
        var part = AmountPart()
        (part, position) = Self.number(bytes, from: position)
        if isNegative, parts.isEmpty { part.value = -part.value }
        parts.append(part)
      } else if byte == 0xE2 {  // the euro sign
        guard !parts.isEmpty else { return [] }
        parts[parts.count - 1].hasUnit = true
        position += 3
      } else if CellText.isLetter(byte) {
        let start = position
        while position < bytes.count, bytes[position] != 0xE2,
          bytes[position] >= 0x80 || CellText.isLetter(bytes[position])
        {
          position += 1
        }
        let word = PlainLetters(bytes[start..<position]).bytes
        if units.contains(word), !parts.isEmpty {
          parts[parts.count - 1].hasUnit = true
        } else if !joints.contains(word) {
          return []
        }
      } else if byte == 0x2D {
        if parts.isEmpty { isNegative = true }
        position += 1
      } else if [0x20, 0x2E, 0x2C, 0x2B, 0x28, 0x29].contains(byte) {
        position += 1
      } else {
        return []
      }
    }
    return parts
  }

  /// True for a sign between groups of thousands: a space, or in `12,500.00` and `1.234.567` a sign that cannot be the decimal
  /// one, because the other or the same follows the three digits after it.
  private static func isGroupSign(_ bytes: [UInt8], at position: Int) -> Bool {
    if bytes[position] == 0x20 { return true }
    guard [0x2C, 0x2E].contains(bytes[position]), position + 5 < bytes.count else { return false }
    let next = bytes[position + 4]
    guard [0x2C, 0x2E].contains(next), CellText.isDigit(bytes[position + 5]) else { return false }
    return next != bytes[position]
      || bytes[(position + 5)...].prefix { CellText.isDigit($0) }.count == 3
  }

  /// Digits in groups of three after a space or another sign of thousands, then decimals after a point or comma.
  private static func number(_ bytes: [UInt8], from start: Int) -> (AmountPart, Int) {
    var part = AmountPart()
    var position = start
    func digits(_ from: Int) -> Int {
      var end = from
      while end < bytes.count, CellText.isDigit(bytes[end]) { end += 1 }
      return end - from
    }
    var length = digits(position)
    while true {
      for byte in bytes[position..<position + length] { part.value = part.value * 10 + Double(byte - 0x30) }
      position += length
      guard position < bytes.count, digits(position + 1) == 3, isGroupSign(bytes, at: position) else { break }
      position += 1
      length = 3
      part.isGrouped = true
    }
    if position < bytes.count, bytes[position] == 0x2E || bytes[position] == 0x2C {
      let decimals = digits(position + 1)
      var scale = 0.1
      for byte in bytes[(position + 1)...].prefix(decimals) {
        part.value += Double(byte - 0x30) * scale
        scale /= 10
      }
      part.decimals = decimals
      position += 1 + decimals
    }
    return (part, position)
  }

  mutating func addWords(_ cell: CellText) {
    guard cell.letters > 0 else { return }
    if !cell.isCut, cell.bytes.count <= 45, cell.letters >= 2, Self.isPlaceName(cell) { insert(.placeName) }
    if Self.isAddress(cell) { insert(.address) }
    if cell.bytes.count <= 50, Self.isCategory(cell) { insert(.category) }
  }

  /// Letters, spaces, hyphens, apostrophes; "CEDEX 08", "Paris 16e" and "QUESNOY (LE)" are place names too.
  private static func isPlaceName(_ cell: CellText) -> Bool {
    guard cell.spaces <= 6, cell.digits <= 2 else { return false }
    guard let first = cell.bytes.first, CellText.isLetter(first) else { return false }
    return cell.bytes.allSatisfy {
      $0 >= 0x80 || CellText.isLetter($0) || CellText.isDigit($0) || [0x20, 0x27, 0x2D, 0x28, 0x29, 0x2E].contains($0)
    }
  }

  private static let streetWords = words([
    "rue", "avenue", "boulevard", "place", "chemin", "route", "allee", "allees", "impasse", "quai", "cours", "square",
    "zone", "lieu", "lieudit", "residence", "hameau", "faubourg", "lotissement", "mairie", "parc",
  ])

  /// Short for a street's kind, before its name: random letters have them too.
  private static let streetAbbreviations = words([
    "av", "ave", "bd", "bld", "bvd", "pl", "ch", "che", "rte", "imp", "zi", "za", "zac", "res", "lot", "fg", "sq",
    "all",
  ])

  /// Short for a post-office box, before its number.
  private static let boxWords = words(["bp", "cs", "tsa"])

  /// True for five digits in a row that no letter touches: a postal code, not a part of a key.
  private static func hasPostcode(_ bytes: [UInt8]) -> Bool {
    bytes.split(whereSeparator: { !CellText.isDigit($0) && !CellText.isLetter($0) }).contains { word in
      word.count == 5 && word.allSatisfy(CellText.isDigit)
        || [6, 7].contains(word.count) && word.first.map({ $0 & 0xDF == 0x46 }) ?? false
          && word.suffix(5).allSatisfy(CellText.isDigit)
    }
  }

  /// A postal code within text, or a street's kind with a number.
  private static func isAddress(_ cell: CellText) -> Bool {
    guard cell.digits > 0 else { return false }
    if cell.letters >= 3, hasPostcode(cell.bytes) { return true }
    guard cell.digits <= 12 else { return false }
    let words = PlainLetters(cell.bytes).bytes.split(separator: 0x20)
    return words.indices.contains { position in
      let word = Array(words[position])
      if streetWords.contains(word) { return true }
      guard let next = words.dropFirst(position + 1).first else { return false }
      if boxWords.contains(word) { return next.allSatisfy(CellText.isDigit) }
      return streetAbbreviations.contains(word) && next.count >= 2 && next.allSatisfy { CellText.isLetter($0) }
    }
  }

  private static let categoryWords = ["", "marche de ", "marches de ", "aide en "].flatMap { start in
    [
      "travaux", "fourniture", "service", "prestation", "etude", "maitrise d", "works", "supplies", "numeraire",
      "nature", "subvention",
    ].map { Array((start + $0).utf8) }
  }

  /// The first letters of these words, in both cases.
  private static let categoryInitials = Set(categoryWords.flatMap { [$0[0], $0[0] & 0xDF] } + [0xC3])

  private static func isCategory(_ cell: CellText) -> Bool {
    guard cell.digits == 0, cell.spaces <= 5, categoryInitials.contains(cell.bytes[0]) else { return false }
    let words = PlainLetters(cell.bytes).bytes
    return categoryWords.contains { words.starts(with: $0) }
  }
}
