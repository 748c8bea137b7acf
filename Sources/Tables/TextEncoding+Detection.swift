extension TextEncoding {
  /// The encoding of a text as far as its first bytes tell, and the length of its byte order mark.
  struct Detection: Equatable {
    var encoding: TextEncoding
    var markLength: Int
  }

  /// Spoilt bytes beside each French letter of UTF-8 up to which a text is UTF-8 still. A text of one byte per letter has such a
  /// letter where one of its cells is mojibake, which is one cell among hundreds.
  private static let spoiltBytesPerFrenchLetter = 8

  /// Finds the encoding: a byte order mark; UTF-16 by where its zero bytes stand; valid UTF-8; UTF-8 with a few spoilt
  /// bytes; else the single-byte encoding that its bytes speak for.
  static func detect(_ head: UnsafeBufferPointer<UInt8>) -> Detection {
    if let marked = byteOrderMark(head) { return marked }
    if let utf16 = utf16ByZeros(head) { return Detection(encoding: utf16, markLength: 0) }
    let survey = UTF8Survey(head)
    // Letters of a single-byte text make a valid UTF-8 sequence by chance only ("Ã©"), so true UTF-8 has far more
    // sequences than spoilt bytes.
    if survey.spoiltBytes == 0 || survey.sequences > survey.spoiltBytes {
      return Detection(encoding: .utf8, markLength: 0)
    }
    // A short table put together from two: what chance does not make is UTF-8, and the rest is read byte by byte.
    if survey.frenchLetters * spoiltBytesPerFrenchLetter >= survey.spoiltBytes, survey.frenchLetters > 0 {
      return Detection(encoding: .utf8, markLength: 0)
    }
    return Detection(encoding: singleByte(head), markLength: 0)
  }

  /// The length of the mark that belongs to `self` at the start of a text.
  func markLength(_ head: UnsafeBufferPointer<UInt8>) -> Int {
    guard let marked = Self.byteOrderMark(head), marked.encoding == self else { return 0 }
    return marked.markLength
  }

  static func byteOrderMark(_ head: UnsafeBufferPointer<UInt8>) -> Detection? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return Detection(encoding: .utf8, markLength: 3) }
    if head.starts(with: [0xFF, 0xFE]) { return Detection(encoding: .utf16LittleEndian, markLength: 2) }
    if head.starts(with: [0xFE, 0xFF]) { return Detection(encoding: .utf16BigEndian, markLength: 2) }
    return nil
  }

  /// The share of zero bytes on one side above which a text is UTF-16: Latin text has nearly all of them there.
  private static let utf16ZeroShare = 0.7
  /// The share of zero bytes on the other side up to which it is UTF-16 still.
  private static let utf16OtherZeroShare = 0.05

  private static func utf16ByZeros(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let units = min(head.count, 1 << 16) / 2
    guard units >= 2 else { return nil }
    var even = 0
    var odd = 0
    for unit in 0..<units {
      if head[unit * 2] == 0 { even += 1 }
      if head[unit * 2 + 1] == 0 { odd += 1 }
    }
    let share = Double(units)
    let (evenShare, oddShare) = (Double(even) / share, Double(odd) / share)
    if oddShare >= utf16ZeroShare, evenShare <= utf16OtherZeroShare { return .utf16LittleEndian }
    if evenShare >= utf16ZeroShare, oddShare <= utf16OtherZeroShare { return .utf16BigEndian }
    return nil
  }

  private static func singleByte(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding {
    var latin9Signs = 0
    for (position, byte) in head.enumerated() {
      switch byte {
      // Letters, quotes and the euro of Windows-1252; nothing at all in the ISO sets.
      case 0x80...0x9F: return .windows1252
      // The euro sign of ISO-8859-15: what it is in the others, a currency sign, nobody types.
      case 0xA4: latin9Signs += 1
      // Œ œ Ÿ of ISO-8859-15, fractions in the others: letters stand beside letters.
      case 0xBC, 0xBD, 0xBE:
        if position > 0, isLetter(head[position - 1]) || position + 1 < head.count && isLetter(head[position + 1]) {
          latin9Signs += 1
        }
      default: break
      }
    }
    return latin9Signs > 0 ? .latin9 : .windows1252
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || byte >= 0xC0
  }
}

/// How well a text reads as UTF-8.
struct UTF8Survey {
  /// Valid sequences of two bytes and more.
  private(set) var sequences = 0
  /// Those among them that are letters of French outside ASCII: in a text of one byte per letter they would be a capital of no
  /// French word ("Ã", "Å") before a sign or control character.
  private(set) var frenchLetters = 0
  /// Bytes in no valid sequence; one that the end cuts is not counted.
  private(set) var spoiltBytes = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        position += UTF8Sequence.asciiPrefix(bytes, from: position)
        continue
      }
      switch UTF8Sequence(bytes, at: position) {
      case .valid(let length):
        sequences += 1
        if Self.isFrenchLetter(bytes[position], bytes[position + 1]) { frenchLetters += 1 }
        position += length
      case .spoilt:
        spoiltBytes += 1
        position += 1
      case .cut: return
      }
    }
  }

  /// True for the UTF-8 of À to ÿ and of Œ, œ, Ÿ.
  private static func isFrenchLetter(_ first: UInt8, _ second: UInt8) -> Bool {
    first == 0xC3 || first == 0xC5 && [0x92, 0x93, 0xB8].contains(second)
  }
}
