/// A cell's text prepared for ``CellShape``: trimmed, with every kind of space as one ASCII space, and counted.
struct CellText {
  /// The text; spaces of any kind are 0x20 and never two in a row.
  private(set) var bytes: [UInt8] = []
  /// Values of the ASCII digits in order.
  private(set) var digitValues: ArraySlice<UInt8> = []
  /// Letters; one per scalar outside ASCII.
  private(set) var letters = 0
  private(set) var spaces = 0
  /// Everything else: punctuation, signs.
  private(set) var others = 0
  /// True when the cell has more text than was looked at.
  let isCut: Bool

  var digits: Int { digitValues.count }

  init(_ text: UnsafeBufferPointer<UInt8>, limit: Int) {
    isCut = text.count > limit
    bytes.reserveCapacity(min(text.count, limit))
    var position = 0
    let end = min(text.count, limit)
    while position < end {
      let byte = text[position]
      position += 1
      switch byte {
      case 0x30...0x39:
        digitValues.append(byte - 0x30)
        bytes.append(byte)
      case 0...0x20: appendSpace()
      case 0x41...0x5A, 0x61...0x7A:
        letters += 1
        bytes.append(byte)
      case 0xC2 where position < end && text[position] == 0xA0:
        position += 1
        appendSpace()
      case 0xE2 where position + 1 < end && text[position] == 0x80 && Self.isThinSpace(text[position + 1]):
        position += 2
        appendSpace()
      case 0xE2 where position + 1 < end && text[position] == 0x82 && text[position + 1] == 0xAC:  // €
        position += 2
        others += 1
        bytes += [0xE2, 0x82, 0xAC]
      case 0xC3...0xF4:
        letters += 1
        bytes.append(byte)
      case 0x80...0xBF: bytes.append(byte)
      default:
        others += 1
        bytes.append(byte)
      }
    }
    if bytes.last == 0x20 {
      bytes.removeLast()
      spaces -= 1
    }
  }

  private mutating func appendSpace() {
    guard let last = bytes.last, last != 0x20 else { return }
    bytes.append(0x20)
    spaces += 1
  }

  /// The third byte of U+2000 to U+200A and of U+202F.
  private static func isThinSpace(_ byte: UInt8) -> Bool { (0x80...0x8A).contains(byte) || byte == 0xAF }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte >= 0xC3 }
}
