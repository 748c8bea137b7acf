/// Text whose UTF-8 was read as Windows-1252 or ISO-8859-1, once or more: `Camphin-en-PÃ©vÃ¨le`.
///
/// For values that are shown and looked up: only a text that is misread as a whole is changed. `MisreadText` of `Tables`, which knows nothing
/// of geocoding, repairs single sequences, since a header need only be recognised.
public enum Mojibake {
  /// The text as it was meant, when that is certain; `nil` when the text is in order or cannot be told.
  ///
  ///     Mojibake.repaired("JuilletÂ /AoÃ»t")   // "Juillet /Août"
  ///
  /// Certain means: every character above ASCII is one of Windows-1252 and their bytes together are valid UTF-8, which
  /// text in a Latin script all but never is by chance. O(n).
  public static func repaired(_ text: String) -> String? {
    var found: String?
    for _ in 0..<rounds {
      guard let meant = repairedOnce(found ?? text) else { break }
      found = meant
    }
    return found
  }

  /// A text that went through more wrong hands than these is not worth the time.
  private static let rounds = 3

  private static func repairedOnce(_ text: String) -> String? {
    // A letter from À to ÿ alone, 0xC3 in front, is as it should be: what was read wrongly has another sign behind it.
    guard text.utf8.contains(where: { $0 >= 0xC3 }), text.utf8.contains(where: { $0 == 0xC2 || $0 >= 0xC4 }) else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let byte = windows1252Byte(of: scalar) else { return nil }
      bytes.append(byte)
    }
    guard let repaired = String(validating: bytes, as: UTF8.self), repaired != text else { return nil }
    return repaired
  }

  private static func windows1252Byte(of scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    // Text read as ISO-8859-1 has controls from 0x80 to 0x9F, where Windows-1252 has letters and signs.
    case 0...0xFF: UInt8(scalar.value)
    default: upperHalf.firstIndex(of: scalar.value).map { UInt8($0 + 0x80) }
    }
  }

  /// Windows-1252 from 0x80 to 0x9F.
  private static let upperHalf: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
