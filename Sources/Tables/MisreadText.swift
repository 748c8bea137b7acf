/// UTF-8 that a program took for Windows-1252, once or more, before the table was saved: `marchÃ©`, `marchÃƒÂ©`.
///
/// Used to understand headers and cells, never to change them: hence it repairs what it can, sequence by sequence, where
/// `Mojibake` of `Geocoding` changes only what is misread as a whole.
enum MisreadText {
  /// A text that went through more wrong hands than these is not worth the time.
  private static let rounds = 3

  /// True when the text may have been misread: a quick look for the signs that lead such sequences.
  static func isSuspect(_ utf8: some Collection<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in utf8 {
      // "Ã", "Â", "Å", "â" as UTF-8.
      if last == 0xC3, [0x83, 0x82, 0x85, 0xA2].contains(byte) { return true }
      last = byte
    }
    return false
  }

  /// The text with every misread sequence as it was meant, the rest as it is. O(n).
  ///
  ///     MisreadText.repaired("Date de marchÃ©")   // "Date de marché"
  static func repaired(_ text: String) -> String {
    var text = text
    for _ in 0..<rounds where isSuspect(text.utf8) {
      let once = repairedOnce(text)
      if once == text { break }
      text = once
    }
    return text
  }

  private static func repairedOnce(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      if let (meant, length) = sequence(scalars[position...]) {
        result.append(meant)
        position += length
      } else {
        result.append(scalars[position])
        position += 1
      }
    }
    return String(result)
  }

  /// The scalar whose UTF-8 the first scalars are when each is read as a byte, and how many these are.
  private static func sequence(_ scalars: ArraySlice<Unicode.Scalar>) -> (Unicode.Scalar, length: Int)? {
    guard let first = scalars.first, let lead = byte(of: first), (0xC2...0xF4).contains(lead) else { return nil }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let bytes = scalars.prefix(length).compactMap(byte)
    if bytes.count == length, bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }),
      let meant = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
    {
      return (meant, length)
    }
    // Of "à", C3 A0, the second is a no-break space, which programs turn into a plain one or trim.
    guard lead == 0xC3, scalars.dropFirst().first.map({ $0 == " " }) ?? true else { return nil }
    return ("à", 1)
  }

  /// The byte of a scalar in Windows-1252 or, from 0x80 to 0x9F, in ISO-8859-1.
  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value <= 0xFF ? UInt8(scalar.value) : windows1252[scalar.value]
  }

  private static let windows1252 = Dictionary(
    uniqueKeysWithValues: (UInt8(0x80)...0x9F).map { (TextEncoding.windows1252.scalar($0), $0) })
}
