import Foundation
import SupplierMaps
import Testing

@Suite struct ContractDateTests {
  static let dates: [(String, String)] = [
    ("04-15", "2015-04"), ("12-15", "2015-12"), ("26/03/2010", "2010-03-26"), ("26/03/10", "2010-03-26"),
    ("2015-04-01", "2015-04-01"), ("2015-12-31T23:30:00+01:00", "2015-12-31"), ("2015-12-31T23:30:00Z", "2015-12-31"),
    ("2015-04-01 00:00:00", "2015-04-01"), ("26/03/2010 08:30", "2010-03-26"), ("2015", "2015"),
    ("42095", "2015-04-01"),
    ("42095.5", "2015-04-01"), ("42095,75", "2015-04-01"), ("nov.-17", "2017-11"), ("Jul-17", "2017-07"),
    ("juil-17", "2017-07"), ("AoÃ»t 2015", ""), ("août-15", "2015-08"), ("1er avril 2015", "2015-04-01"),
    ("jeudi 2 février 2012", "2012-02-02"), ("mars 2014", "2014-03"), ("03/2014", "2014-03"), ("2014-03", "2014-03"),
    ("20150401", "2015-04-01"), ("03/26/2010", "2010-03-26"), ("05/04/2010", "2010-04-05"),
    ("29/02/2012", "2012-02-29"),
    ("31.12.2013", "2013-12-31"), ("April 5, 2015", "2015-04-05"), ("01-99", "1999-01"), ("Décembre 15", "2015-12"),
    ("2015-04-01+02:00", "2015-04-01"),
  ]

  @Test(arguments: dates) func known(text: String, expected: String) {
    #expect(ContractDate(text)?.isoText ?? "" == expected)
  }

  @Test(arguments: [
    "", "n.c.", "29/02/2013", "31/04/2015", "13-15", "0222", "20115-01-01", "demain", "12", "1 trimestre 2015",
    "=NOW()", "null",
    "2015-13-01", "2015-02-30", "31/02/2015", "2015-0a-01", "jui-15", "99999", "1e5", "0/0/0", "4294967296",
  ]) func noDate(text: String) {
    #expect(ContractDate(text) == nil)
  }

  /// Foundation's calendar is the judge of day numbers: day 0 is 30 December 1899.
  @Test func dayNumbersAsTheCalendarHasThem() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let origin = try #require(calendar.date(from: DateComponents(year: 1899, month: 12, day: 30)))
    for serial in stride(from: 18264, through: 73415, by: 97) {
      let date = try #require(calendar.date(byAdding: .day, value: serial, to: origin))
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let found = ContractDate(String(serial))
      #expect(found?.year == parts.year && found?.month == parts.month && found?.day == parts.day, "day \(serial)")
    }
  }
}
