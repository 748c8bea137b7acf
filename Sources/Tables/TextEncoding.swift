/// How the bytes of a table are text; the texts are those of the option `--encoding`.
public enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  case latin9 = "iso-8859-15"

  /// The encoding of a usual name, whatever its case and punctuation ("UTF8", "Latin-1", "cp1252"); `nil` for others.
  public init?(named name: String) {
    let key = String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x61...0x7A, 0x30...0x39: byte
        default: nil
        }
      }, as: UTF8.self)
    switch key {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16le", "utf16", "unicode", "ucs2": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1252", "cp1252", "1252", "win1252", "ansi": self = .windows1252
    case "iso88591", "latin1", "88591", "l1": self = .latin1
    case "iso885915", "latin9", "latin0", "885915", "l9": self = .latin9
    default: return nil
    }
  }

  /// The scalar of a byte from 0x80 on in one of the single-byte encodings.
  ///
  /// ISO-8859-1 is read as Windows-1252, as the WHATWG Encoding Standard does: the control characters that it has at 0x80
  /// to 0x9F occur in no table, the letters and signs of Windows-1252 do.
  func scalar(_ byte: UInt8) -> UInt32 {
    if self == .latin9 {
      switch byte {
      case 0xA4: return 0x20AC
      case 0xA6: return 0x160
      case 0xA8: return 0x161
      case 0xB4: return 0x17D
      case 0xB8: return 0x17E
      case 0xBC: return 0x152
      case 0xBD: return 0x153
      case 0xBE: return 0x178
      default: return UInt32(byte)
      }
    }
    return (0x80...0x9F).contains(byte) ? Self.windows1252Upper[Int(byte) - 0x80] : UInt32(byte)
  }

  /// Windows-1252 from 0x80 to 0x9F; its five holes are control characters, as in the WHATWG Encoding Standard.
  private static let windows1252Upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E,
    0x178,
  ]
}
