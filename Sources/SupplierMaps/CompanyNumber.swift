/// A SIRET: the 14 digits of a company's establishment, its key checked.
struct CompanyNumber: Hashable, Sendable {
  /// The 14 digits.
  let digits: String

  /// Reads a SIRET, spaces, dots and dashes between its digits allowed; `nil` when it is none or its key is wrong.
  ///
  /// The key is Luhn's over all digits. La Poste's establishments (SIREN 356000000) outgrew it: theirs are valid, too, when
  /// the digits' sum is a multiple of 5.
  init?(_ text: String) {
    var digits: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: digits.append(UInt8(scalar.value))
      case 0x20, 0x2D, 0x2E, 0xA0, 0x202F, 0x2007: continue
      default: return nil
      }
      if digits.count > 14 { return nil }
    }
    guard digits.count == 14, digits.contains(where: { $0 != 0x30 }) else { return nil }
    let values = digits.map { Int($0) - 0x30 }
    let isLaPoste = digits.starts(with: Array("356000000".utf8))
    guard Self.luhn(values) % 10 == 0 || (isLaPoste && values.reduce(0, +) % 5 == 0) else { return nil }
    self.digits = String(decoding: digits, as: UTF8.self)
  }

  private static func luhn(_ values: [Int]) -> Int {
    values.enumerated().reduce(0) { sum, item in
      // Fourteen digits: every other one from the first counts double.
      let doubled = item.offset % 2 == 0 ? item.element * 2 : item.element
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
  }
}
