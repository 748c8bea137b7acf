import Gazetteer

extension ContractDate {
  /// Reads a date as people and programs write it; `nil` when the text is none.
  ///
  ///     ContractDate("26/03/2010")                  // 2010-03-26
  ///     ContractDate("04-15")                       // 2015-04: month and year
  ///     ContractDate("2015-12-31T23:30:00+01:00")   // 2015-12-31: the day where it was written
  ///     ContractDate("nov.-17")                     // 2017-11
  ///     ContractDate("42095")                       // 2015-04-01: a spreadsheet's day number
  ///
  /// Days come before months, as in France, unless only the other order is a date. O(n).
  public init?(_ text: String) {
    if let date = Self.plain(text) {
      self = date
      return
    }
    let folded = LatinFolding.fold(Array(text.utf8))
    var parts: [Part] = []
    var index = 0
    while index < folded.count {
      let start = index
      switch folded[index] {
      case 0x30...0x39:
        while index < folded.count, (0x30...0x39).contains(folded[index]) { index += 1 }
        guard index - start <= 8 else { return nil }
        let value = folded[start..<index].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        parts.append(.number(value, digits: index - start))
        // The time of day says nothing more.
        if index < folded.count, folded[index] == 0x74 || folded[index] == 0x3A, parts.count >= 1 {
          if folded[index] == 0x3A { parts.removeLast() }
          index = folded.count
        }
      case 0x61...0x7A:
        while index < folded.count, (0x61...0x7A).contains(folded[index]) { index += 1 }
        let word = String(decoding: folded[start..<index], as: UTF8.self)
        if let month = Self.month(named: word) {
          parts.append(.month(month))
        } else if !Self.otherWords.contains(word) {
          return nil
        }
      case 0x2B where parts.count == 3: index = folded.count  // the time zone of a day
      case 0x20, 0x2D, 0x2E, 0x2F, 0x2C: index += 1
      default: return nil
      }
    }
    guard let date = Self.interpret(parts, hasDecimalPoint: folded.contains(0x2E) || folded.contains(0x2C)) else {
      return nil
    }
    self = date
  }

  /// `2010-03-26` or `26/03/2010`, as most tables have them; `nil` for any other text, and for a date that is none so.
  private static func plain(_ text: String) -> ContractDate? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 10 else { return nil }
      func number(_ range: Range<Int>) -> Int? {
        let digits = bytes[range]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
      switch (bytes[2], bytes[4], bytes[5], bytes[7]) {
      case (_, 0x2D, _, 0x2D):
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        return ContractDate(year: year, month: month, day: day)
      case (0x2F, _, 0x2F, _):
        guard let day = number(0..<2), let month = number(3..<5), let year = number(6..<10) else { return nil }
        return ContractDate(year: year, month: month, day: day)
      default: return nil
      }
    }
  }

  private enum Part {
    case number(Int, digits: Int)
    case month(Int)
  }

  private static func interpret(_ parts: [Part], hasDecimalPoint: Bool) -> ContractDate? {
    switch (parts.count, parts.first, parts.dropFirst().first, parts.dropFirst(2).first) {
    case (1, .number(let value, let digits), _, _): return single(value, digits)
    case (2, .number(let first, let firstDigits), .number(let second, let secondDigits), _):
      if firstDigits == 5, hasDecimalPoint { return serial(first) }
      if firstDigits == 4 { return ContractDate(year: first, month: second) }
      guard firstDigits <= 2, secondDigits == 2 || secondDigits == 4 else { return nil }
      return ContractDate(year: fullYear(second, secondDigits), month: first)
    case (2, .month(let month), .number(let year, let digits), _) where digits == 2 || digits == 4:
      return ContractDate(year: fullYear(year, digits), month: month)
    case (3, .number(let day, let dayDigits), .month(let month), .number(let year, let digits)) where dayDigits <= 2:
      return ContractDate(year: fullYear(year, digits), month: month, day: day)
    case (3, .month(let month), .number(let day, _), .number(let year, let digits)) where digits == 4:
      return ContractDate(year: year, month: month, day: day)
    case (3, .number(let first, let firstDigits), .number(let second, _), .number(let third, let thirdDigits)):
      if firstDigits == 4 { return ContractDate(year: first, month: second, day: third) }
      let year = fullYear(third, thirdDigits)
      return ContractDate(year: year, month: second, day: first) ?? ContractDate(year: year, month: first, day: second)
    default: return nil
    }
  }

  /// `2015`, `20150401` or a day number.
  private static func single(_ value: Int, _ digits: Int) -> ContractDate? {
    switch digits {
    case 4: ContractDate(year: value)
    case 5: serial(value)
    case 8: ContractDate(year: value / 10000, month: value / 100 % 100, day: value % 100)
    default: nil
    }
  }

  /// Two digits are of this century up to 79: spreadsheets of contracts are no older than that.
  private static func fullYear(_ year: Int, _ digits: Int) -> Int {
    guard digits == 2 else { return year }
    return year < 80 ? 2000 + year : 1900 + year
  }

  /// A spreadsheet's day number: days since 30 December 1899 (ECMA-376 part 1, 18.17.4.1, from March 1900 on).
  ///
  /// The civil date from a day count is Howard Hinnant's "chrono-compatible low-level date algorithms".
  static func serial(_ value: Int) -> ContractDate? {
    // 18264 is 1 January 1950, 73415 the last day of 2100.
    guard (18264...73415).contains(value) else { return nil }
    let days = value - 25569 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return ContractDate(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static let otherWords: Set<String> = [
    "er", "le", "du", "de", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "z",
  ]

  /// French and English month names, whole or cut to three letters or more.
  private static func month(named word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    // "jui" alone is juin or juillet.
    if word == "jui" { return nil }
    let names: [(String, Int)] = [
      ("janvier", 1), ("january", 1), ("fevrier", 2), ("february", 2), ("mars", 3), ("march", 3), ("avril", 4),
      ("april", 4), ("mai", 5), ("may", 5), ("juin", 6), ("june", 6), ("juillet", 7), ("july", 7), ("jul", 7),
      ("aout", 8), ("august", 8), ("septembre", 9), ("september", 9), ("octobre", 10), ("october", 10),
      ("novembre", 11), ("november", 11), ("decembre", 12), ("december", 12),
    ]
    return names.first { $0.0.hasPrefix(word) }?.1
  }
}
