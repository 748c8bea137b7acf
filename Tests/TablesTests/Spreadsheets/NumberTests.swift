import Testing

@testable import Tables

@Suite struct NumberTests {
  @Test(arguments: [
    ("General", NumberFormat.plain), ("@", .plain), ("#,##0.00", .plain), ("0", .plain), ("0.00", .plain),
    ("0%", .plain), ("#,##0.00\\ [$€-40C]", .plain), ("0.00E+00", .plain), ("# ?/?", .plain),
    ("00000", .padded(digits: 5)),
    ("[$-40C]00000", .padded(digits: 5)), ("00000;[Red]-00000", .padded(digits: 5)),
    ("00\\ 000", .padded(digits: 5)), ("000\" \"000\" \"000", .padded(digits: 9)), ("0\"0\"", .plain),
    ("dd/mm/yyyy", .date), ("mmm\\-yy", .date), ("[$-F800]dddd, mmmm dd, yyyy", .date), ("yyyy", .date),
    ("m/d/yy h:mm", .dateAndTime), ("d-m-yy hh:mm AM/PM", .dateAndTime), ("hh:mm:ss", .time), ("[h]:mm", .time),
    ("mm:ss.0", .time), ("h:mm AM/PM", .time), ("[Red]0", .plain), ("\"jour\" 0", .plain), ("0\\d", .plain),
  ])
  func formatCodes(_ code: String, _ expected: NumberFormat) {
    #expect(NumberFormat(code: code) == expected)
  }

  /// Values and texts as LibreOffice Calc shows them with these formats.
  @Test(arguments: [
    ("59230.0", NumberFormat.plain, "59230"), ("59230", .plain, "59230"), ("-3.25", .plain, "-3.25"),
    ("14237.500000000002", .plain, "14237.5"), ("1.4237500000000001E4", .plain, "14237.5"),
    ("7.5015321500017E13", .plain, "75015321500017"), ("0.1", .plain, "0.1"), ("100", .plain, "100"),
    ("1.10", .plain, "1.1"),
    ("0.84442185152504812", .plain, "0.844421851525048"), ("-0.00012345678901234567", .plain, "-0.000123456789012346"),
    ("9.9999999999999999", .plain, "10"), ("-99.999999999999999", .plain, "-100"), ("0.99999999999999999", .plain, "1"),
    ("123456789012345.6", .plain, "123456789012346"), ("999999999999999.5", .plain, "1000000000000000"),
    ("1234567890123456", .plain, "1.23456789012346e+15"), ("0.0000000000000000", .plain, "0"), ("-0.0", .plain, "-0"),
    ("nan", .plain, "nan"), ("1e999", .plain, "1e999"), ("0x10", .plain, "0x10"),
    ("", .plain, ""),
    ("1000", .padded(digits: 5), "01000"), ("1000.0", .padded(digits: 5), "01000"),
    ("123456", .padded(digits: 5), "123456"), ("-12", .padded(digits: 5), "-12"), ("1.5", .padded(digits: 5), "1.5"),
    ("42089", .date, "2015-03-26"), ("42089.4375", .dateAndTime, "2015-03-26T10:30:00"), ("60", .date, "1900-02-29"),
    ("59", .date, "1900-02-28"), ("61", .date, "1900-03-01"), ("1", .date, "1900-01-01"),
    ("36585", .date, "2000-02-29"), ("2958465", .date, "9999-12-31"), ("2958466", .date, "2958466"),
    ("-1", .date, "-1"), ("0.4375", .time, "10:30:00"), ("1.5", .time, "36:00:00"),
    ("42089.999999999", .date, "2015-03-27"),
  ])
  func numbersAsShown(_ text: String, _ format: NumberFormat, _ expected: String) {
    #expect(shown(text, format, .from1900) == expected)
  }

  @Test func datesFrom1904() {
    #expect(shown("0", .date, .from1904) == "1904-01-01")
    #expect(shown("40627", .date, .from1904) == "2015-03-26")
  }

  private func shown(_ text: String, _ format: NumberFormat, _ epoch: SerialDate.Epoch) -> String {
    var output: [UInt8] = []
    Array(text.utf8).withUnsafeBufferPointer { NumberText.append($0, as: format, epoch: epoch, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }
}
