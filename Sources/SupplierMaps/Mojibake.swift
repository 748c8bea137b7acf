/// Repairs text whose UTF-8 was once read as Windows-1252: `Ã¢gÃ©es` for `âgées`.
enum Mojibake {
  /// The repaired text, or the text as it is unless the damage is certain: every character of it exists in Windows-1252, and
  /// the bytes these stand for are valid UTF-8 with at least one character beyond ASCII. O(n).
  ///
  /// A French text that is right fails the test, for a lone `é` (E9) followed by a letter is no UTF-8.
  static func repaired(_ text: String) -> String {
    // Lead bytes of UTF-8, C2 to F4, read as Windows-1252 are letters of U+00C2 to U+00F4: C3 82 or C3 83 in UTF-8 mostly.
    guard text.utf8.contains(0xC3) else { return text }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = windows1252Byte(scalar.value) else { return text }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }

  /// The byte of a character in Windows-1252; the five bytes that it leaves free stand for themselves, as browsers read them.
  private static func windows1252Byte(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0...0x7F, 0xA0...0xFF, 0x81, 0x8D, 0x8F, 0x90, 0x9D: return UInt8(scalar)
    default:
      guard let index = upperHalf.firstIndex(of: scalar) else { return nil }
      return UInt8(0x80 + index)
    }
  }

  /// What 0x80 to 0x9F stand for; 0 for the five free ones.
  private static let upperHalf: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
