/// Text of a table's cell as a map may show it: on one line, with nothing that acts on what surrounds it.
public enum DisplayText {
  /// White space, line breaks and control characters become one space; marks that reorder or hide what surrounds them go
  /// (a right-to-left override in a name would turn a whole list around). Every other character stays. O(n).
  ///
  ///     DisplayText.oneLine(" SOCIÉTÉ\r\n DU  NORD ")   // "SOCIÉTÉ DU NORD"
  public static func oneLine(_ text: String) -> String {
    if isPlain(text) { return text }
    var line = ""
    line.reserveCapacity(text.utf8.count)
    var isSpaceDue = false
    for scalar in text.unicodeScalars {
      if isSpaceOrControl(scalar) {
        isSpaceDue = !line.isEmpty
      } else if !isInvisibleFormat(scalar) {
        if isSpaceDue { line += " " }
        isSpaceDue = false
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// As ``oneLine(_:)``, with every space as it is, for texts that hold spaces which must not break a line: only control
  /// characters become spaces, and marks that reorder or hide go. O(n).
  public static func inert(_ text: String) -> String {
    if !mayAct(text) { return text }
    var inert = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: inert.append(" ")
      default: if !isInvisibleFormat(scalar) { inert.append(scalar) }
      }
    }
    return String(inert)
  }

  /// True for a text of more characters than that. O(count).
  public static func isLonger(_ text: String, than count: Int) -> Bool {
    // No character has less than a byte.
    guard text.utf8.count > count else { return false }
    guard let end = text.index(text.startIndex, offsetBy: max(count, 0), limitedBy: text.endIndex) else { return false }
    return end < text.endIndex
  }

  /// The text cut to so many characters, the last one an ellipsis when something is cut. O(count).
  ///
  ///     DisplayText.truncated("FABRIQUE DES GAVOTTES", to: 12)   // "FABRIQUE DE…"
  public static func truncated(_ text: String, to count: Int) -> String {
    guard isLonger(text, than: count) else { return text }
    var kept = text.prefix(max(count - 1, 0))
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// True for what most cells are: printable ASCII and the letters U+00C0 to U+00FF, words with one space between them.
  private static func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      let isLetterOfLatin1 = byte == 0xC3 || previous == 0xC3
      guard isLetterOfLatin1 || (byte > 0x20 && byte < 0x7F) || (byte == 0x20 && previous != 0x20) else { return false }
      previous = byte
    }
    return previous != 0x20 || text.isEmpty
  }

  /// False for text without controls and without what acts on its surroundings, told by the bytes of characters: a "·", a
  /// "€" or the narrow space of "1 234" costs no reading of scalars.
  private static func mayAct(_ text: String) -> Bool {
    var previous: UInt8 = 0
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F { return true }
      switch last {
      // U+0080 to U+009F and the soft hyphen; U+061C; U+FEC0 to U+FEFF and U+FFC0 to U+FFFF.
      case 0xC2: if byte < 0xA0 || byte == 0xAD { return true }
      case 0xD8: if byte == 0x9C { return true }
      case 0xEF: if byte == 0xBB || byte == 0xBF { return true }
      // U+200B to U+200F and U+2028 to U+202E.
      case 0x80: if previous == 0xE2, (0x8B...0x8F).contains(byte) || (0xA8...0xAE).contains(byte) { return true }
      // U+2040 to U+207F.
      case 0x81: if previous == 0xE2 { return true }
      default: break
      }
      previous = last
      last = byte
    }
    return false
  }

  private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Soft hyphens, zero-width spaces, bidirectional controls, joiners without width, what no font shows. The zero-width joiner
  /// of emoji and of Arabic script (U+200D) and the non-joiner (U+200C) are letters' business and stay.
  private static func isInvisibleFormat(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF:
      true
    default: false
    }
  }
}
