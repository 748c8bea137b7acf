/// When a contract was made, as far as its table tells.
public struct ContractDate: Hashable, Sendable {
  /// The year, 1950 to 2100.
  public var year: Int
  /// The month, 1 to 12, if known.
  public var month: Int?
  /// The day, 1 to 31, if known.
  public var day: Int?

  /// A date of the calendar; `nil` for one that does not exist or lies outside the years of any table of contracts.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard Self.years.contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// `2015-04-01`, `2015-04` or `2015`: as much of ISO 8601 as is known.
  public var isoText: String {
    var text = String(year)
    if let month { text += "-" + Self.twoDigits[month] }
    if let day { text += "-" + Self.twoDigits[day] }
    return text
  }

  /// "00" to "31": texts so short take no memory of their own.
  static let twoDigits = (0...31).map { $0 < 10 ? "0\($0)" : "\($0)" }

  /// Years that a table of contracts may hold; a typing error like 0222 or 20115 is no year.
  static let years = 1950...2100

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
