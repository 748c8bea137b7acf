import Geocoding

/// A SIREN: the 9 digits of a company as a whole, its key checked.
struct EnterpriseNumber: Hashable, Sendable {
  /// The 9 digits.
  let digits: String

  private init(digits: String) { self.digits = digits }

  /// The company of an establishment.
  init(_ establishment: CompanyNumber) {
    digits = String(establishment.digits.prefix(9))
  }

  /// Reads a SIREN, the SIREN of a SIRET, or that of a French VAT number; `nil` when the text is none of them or its key is
  /// wrong.
  ///
  ///     EnterpriseNumber("732 829 320")        // 732829320, Luhn's key
  ///     EnterpriseNumber("FR44732829320")      // 732829320, the key 44 checked too
  init?(_ text: String) {
    if let establishment = CompanyNumber(text) {
      self = EnterpriseNumber(establishment)
      return
    }
    var characters = CompanyNumber.significant(text)[...]
    var key: Int?
    if characters.starts(with: Array("FR".utf8)) {
      let typed = characters.dropFirst(2).prefix(2)
      guard characters.count == 13, typed.allSatisfy(Self.isDigit) else { return nil }
      key = typed.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      characters = characters.dropFirst(4)
    }
    guard characters.count == 9, characters.allSatisfy(Self.isDigit), characters.contains(where: { $0 != 0x30 }) else {
      return nil
    }
    let values = characters.map { Int($0) - 0x30 }
    // Nine digits: every other one from the second counts double, as in a SIRET with a digit before it.
    guard CompanyNumber.luhn([0] + values) % 10 == 0 else { return nil }
    if let key {
      // The key of a French VAT number: 12 + 3 x SIREN, modulo 97.
      let siren = values.reduce(0) { $0 * 10 + $1 }
      guard key == (12 + 3 * (siren % 97)) % 97 else { return nil }
    }
    self = EnterpriseNumber(digits: String(decoding: characters, as: UTF8.self))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
