/// UTF-8 text as lower-case ASCII letters and digits; the marks of Latin-1 letters are dropped, every other sign is a
/// space. Enough for the French and English words of headers, categories and months; place names need more.
struct PlainLetters {
  /// What a letter was before it was lowered.
  enum Kind: UInt8 { case lower, upper, digit, other }

  /// The letters, digits and spaces.
  private(set) var bytes: [UInt8] = []
  /// What each was.
  private(set) var kinds: [Kind] = []

  /// U+00C0 to U+00FF without marks; a space for what is no letter.
  private static let latin1 = Array("aaaaaaaceeeeiiiidnooooo ouuuuy  aaaaaaaceeeeiiiidnooooo ouuuuy y".utf8)

  init(_ utf8: some RandomAccessCollection<UInt8>) {
    bytes.reserveCapacity(utf8.count)
    kinds.reserveCapacity(utf8.count)
    var position = utf8.startIndex
    while position < utf8.endIndex {
      let byte = utf8[position]
      position = utf8.index(after: position)
      switch byte {
      case 0x30...0x39: append(byte, .digit)
      case 0x61...0x7A: append(byte, .lower)
      case 0x41...0x5A: append(byte | 0x20, .upper)
      case 0..<0x80: append(0x20, .other)
      default:
        guard position < utf8.endIndex else { return }
        let next = utf8[position]
        position = utf8.index(after: position)
        appendLetter(byte, next)
        while position < utf8.endIndex, utf8[position] & 0xC0 == 0x80 { position = utf8.index(after: position) }
      }
    }
  }

  private mutating func append(_ byte: UInt8, _ kind: Kind) {
    bytes.append(byte)
    kinds.append(kind)
  }

  /// The letter of a sequence that begins with two bytes.
  private mutating func appendLetter(_ lead: UInt8, _ next: UInt8) {
    switch (lead, next) {
    case (0xC3, 0x80...0xBF):
      let letter = Self.latin1[Int(next) - 0x80]
      append(letter, letter == 0x20 ? .other : next < 0xA0 ? .upper : .lower)
    case (0xC5, 0x92), (0xC5, 0x93):  // Œ œ
      append(0x6F, next == 0x92 ? .upper : .lower)
      append(0x65, next == 0x92 ? .upper : .lower)
    case (0xCC, _), (0xCD, 0x80...0xAF), (0xC2, 0xAD), (0xEF, 0xBB): break  // combining marks, soft hyphen, BOM
    default: append(0x20, .other)
    }
  }
}
