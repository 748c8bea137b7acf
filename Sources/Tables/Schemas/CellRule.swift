/// What a schema asks of the filled cells of a column.
public enum CellRule: Hashable, Sendable {
  /// Any text, of at most so many characters.
  case text(mostCharacters: Int)
  /// 14 digits that pass the check of a SIRET.
  case siret
  /// Nine and more capitals or digits: any identifier of a holder.
  case holderNumber
  /// `W` and nine digits: an association's.
  case rna
  /// Eight digits of the Common Procurement Vocabulary, and a check digit perhaps.
  case cpv
  /// Five digits of a French postal code.
  case postcode
  /// A day of the calendar, `2024-01-31`.
  case day
  /// A day, or two with a slash between.
  case dayOrPeriod
  /// A date in any of the usual spellings.
  case anyDate
  /// A number with a decimal point.
  case number
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A number above 0, at most 1.
  case share
  /// An amount or band of amounts in any of the usual spellings.
  case anyAmount
  /// One of these texts.
  case oneOf([String])
  /// True or false as words.
  case truth
  /// A year, one to ten characters, two digits: a contract's number by the order of 2017.
  case contractNumber

  /// Anything.
  static let any = CellRule.text(mostCharacters: .max)

  /// How a cell breaks the rule; `nil` when it does not. The cell's text has no spaces around it and is not empty. O(n).
  func fault(in cell: UnsafeBufferPointer<UInt8>) -> TableProblem.Kind? {
    switch self {
    case .text(.max): return nil
    case .text(let most):
      let characters = cell.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
      return characters > most ? .constraintError : nil
    case .siret: return Self.isSiret(cell) ? nil : .formatError
    case .holderNumber:
      let isAlphanumeric = cell.allSatisfy { CellText.isDigit($0) || (0x41...0x5A).contains($0) }
      return isAlphanumeric && cell.count >= 9 ? nil : .constraintError
    case .rna:
      let isNumber = cell.count == 10 && cell[0] == 0x57 && cell.dropFirst().allSatisfy(CellText.isDigit)
      return isNumber ? nil : .formatError
    case .cpv:
      let isCode =
        (cell.count == 8 || cell.count == 10 && cell[8] == 0x2D && CellText.isDigit(cell[9]))
        && cell.prefix(8).allSatisfy(CellText.isDigit)
      return isCode ? nil : .formatError
    case .postcode:
      let isCode = cell.count == 5 && cell.allSatisfy(CellText.isDigit) && CellShape(cell).contains(.postcode)
      return isCode ? nil : .formatError
    case .day: return Self.isDay(cell[...]) ? nil : .typeError
    case .dayOrPeriod:
      let days = cell.split(separator: 0x2F, omittingEmptySubsequences: false)
      return days.count <= 2 && days.allSatisfy(Self.isDay) ? nil : .constraintError
    case .anyDate:
      return Self.isDay(cell[...]) || !CellShape(cell).isDisjoint(with: [.date, .year]) ? nil : .typeError
    case .number: return Self.number(cell) == nil ? .typeError : nil
    case .integer(let range):
      guard let value = Self.number(cell), value == value.rounded() else { return .typeError }
      return value >= Double(range.lowerBound) && value <= Double(range.upperBound) ? nil : .constraintError
    case .share:
      guard let value = Self.number(cell) else { return .typeError }
      return value > 0 && value <= 1 ? nil : .constraintError
    case .anyAmount:
      if cell.allSatisfy({ CellText.isDigit($0) || $0 == 0x2E }) { return nil }
      return CellShape(cell).isDisjoint(with: [.number, .amount, .band]) ? .typeError : nil
    case .oneOf(let texts):
      return texts.contains { Self.isSame(cell, $0) } ? nil : .constraintError
    case .truth:
      return ["oui", "non", "true", "false", "True", "False", "1", "0"].contains { cell.elementsEqual($0.utf8) }
        ? nil : .typeError
    case .contractNumber:
      let characters = cell.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
      let isNumber =
        (7...16).contains(characters) && cell.prefix(4).allSatisfy(CellText.isDigit)
        && cell.suffix(2).allSatisfy(CellText.isDigit)
      return isNumber ? nil : .constraintError
    }
  }

  private static func isSiret(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count == 14, cell.allSatisfy(CellText.isDigit) else { return false }
    return CellShape.isValidSiret(cell.map { $0 - 0x30 }[...])
  }

  /// `2024-01-31`, of the calendar.
  private static func isDay(_ cell: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: cell)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    func value(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard CellText.isDigit(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10), year >= 1900,
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return (1...days).contains(day)
  }

  /// Digits with a sign and a decimal point at most.
  private static func number(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
    let digits = cell.first == 0x2D || cell.first == 0x2B ? cell.dropFirst() : cell[...]
    guard let first = digits.first, CellText.isDigit(first) || first == 0x2E else { return nil }
    guard digits.allSatisfy({ CellText.isDigit($0) || [0x2E, 0x65, 0x45, 0x2B, 0x2D].contains($0) }) else { return nil }
    return Double(String(decoding: cell, as: UTF8.self))
  }

  /// Equal but for the kind of apostrophe.
  private static func isSame(_ cell: UnsafeBufferPointer<UInt8>, _ text: String) -> Bool {
    if cell.elementsEqual(text.utf8) { return true }
    guard cell.contains(0xE2) else { return false }
    return String(String(decoding: cell, as: UTF8.self).map { $0 == "’" ? "'" : $0 }) == text
  }
}
