/// Days since an epoch, as spreadsheets count time, written as ISO 8601.
enum SerialDate {
  /// From which day a workbook counts.
  enum Epoch: Sendable {
    /// 1 is 1 January 1900, and 60 a 29 February that was none.
    case from1900
    /// 0 is 1 January 1904.
    case from1904
  }

  /// The day after 9999-12-31, which no spreadsheet shows.
  private static let end = 2_958_466.0
  private static let secondsPerDay = 86_400

  /// Appends a date, a time or both; false, and nothing appended, for what is no date.
  static func append(_ serial: Double, as format: NumberFormat, epoch: Epoch, to output: inout [UInt8]) -> Bool {
    guard serial >= 0, serial < end else { return false }
    // Times are kept as fractions of a day: half a millisecond is noise.
    let seconds = Int((serial * Double(secondsPerDay)).rounded())
    if format == .time {
      appendTime(seconds, to: &output)
      return true
    }
    let day = seconds / secondsPerDay
    guard appendDay(day, epoch: epoch, to: &output) else { return false }
    let rest = seconds % secondsPerDay
    if rest > 0 {
      output.append(0x54)
      appendTime(rest, to: &output)
    }
    return true
  }

  private static func appendDay(_ serial: Int, epoch: Epoch, to output: inout [UInt8]) -> Bool {
    let days: Int
    switch epoch {
    case .from1904: days = serial + 1462
    case .from1900:
      guard serial > 0 else { return false }
      if serial == 60 {
        output += Array("1900-02-29".utf8)
        return true
      }
      days = serial < 60 ? serial + 1 : serial
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days; 25,569 days before 1970.
    let shifted = days - 25_569 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    append(year, digits: 4, to: &output)
    output.append(0x2D)
    append(month, digits: 2, to: &output)
    output.append(0x2D)
    append(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, digits: 2, to: &output)
    return true
  }

  /// `HH:MM:SS`; hours beyond 24 stay hours.
  static func appendTime(_ seconds: Int, to output: inout [UInt8]) {
    append(seconds / 3600, digits: 2, to: &output)
    output.append(0x3A)
    append(seconds / 60 % 60, digits: 2, to: &output)
    output.append(0x3A)
    append(seconds % 60, digits: 2, to: &output)
  }

  private static func append(_ number: Int, digits: Int, to output: inout [UInt8]) {
    let text = String(number).utf8
    for _ in text.count..<max(digits, text.count) { output.append(0x30) }
    output += Array(text)
  }
}
