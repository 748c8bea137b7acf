import Gazetteer

/// A SIRET: the 14 digits of a company's establishment, its key checked.
public struct CompanyNumber: Hashable, Sendable {
  /// The 14 digits.
  public let digits: String

  /// Reads a SIRET, spaces, dots and dashes between its digits allowed; `nil` when it is none or its key is wrong. A number
  /// that a spreadsheet made of it (`75015321500017.0`) and 13 digits that have lost a zero in front are read too.
  ///
  /// The key is Luhn's over all digits. La Poste's establishments (SIREN 356000000) outgrew it: theirs are valid, too, when
  /// the digits' sum is a multiple of 5.
  ///
  ///     CompanyNumber("552 081 317 66522")?.digits   // "55208131766522"
  public init?(_ text: String) {
    var digits = Self.significant(Self.withoutDecimals(text))
    if digits.count == 13 { digits.insert(0x30, at: 0) }
    guard digits.count == 14, digits.allSatisfy(\.isDigit), digits.contains(where: { $0 != 0x30 })
    else { return nil }
    let values = digits.map { Int($0) - 0x30 }
    let isLaPoste = digits.starts(with: Array("356000000".utf8))
    guard Self.luhn(values) % 10 == 0 || (isLaPoste && values.reduce(0, +) % 5 == 0) else { return nil }
    self.digits = String(decoding: digits, as: UTF8.self)
  }

  /// The text's characters without spaces, dots and dashes, letters as capitals; empty when it has others than ASCII's.
  package static func significant(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x2D, 0x2E, 0xA0, 0x202F, 0x2007: continue
      case 0x61...0x7A: bytes.append(UInt8(scalar.value - 0x20))
      case 0x21..<0x80: bytes.append(UInt8(scalar.value))
      default: return []
      }
      if bytes.count > 20 { return [] }
    }
    return bytes
  }

  /// `75015321500017.0` and `75015321500017,00` without what comes after the digits.
  private static func withoutDecimals(_ text: String) -> String {
    guard let mark = text.lastIndex(where: { $0 == "." || $0 == "," }),
      text[text.index(after: mark)...].allSatisfy({ $0 == "0" }), text.distance(from: mark, to: text.endIndex) <= 3,
      text[..<mark].allSatisfy(\.isNumber)
    else { return text }
    return String(text[..<mark])
  }

  /// Luhn's sum of the digits of a SIRET: a multiple of 10 for a right one.
  package static func luhn(_ values: [Int]) -> Int {
    values.enumerated().reduce(0) { sum, item in
      // Fourteen digits: every other one from the first counts double.
      let doubled = item.offset % 2 == 0 ? item.element * 2 : item.element
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
  }
}
