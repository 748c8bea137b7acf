/// Up to eight bytes of a name as `LatinFolding` folds them, hyphens as spaces: found for all of them at a time in one register.
struct FoldedWord {
  /// The bytes as one number, the last the lowest.
  let letters: UInt64
  /// The high bit of every byte that is a space or a hyphen.
  let separators: UInt64

  /// The `count` bytes of a text from an offset on, eight at most; `nil` when one is no plain letter, space, hyphen or apostrophe.
  @inline(__always)
  init?(_ text: UnsafeBufferPointer<UInt8>, from offset: Int, count: Int) {
    guard let base = UnsafeRawPointer(text.baseAddress) else { return nil }
    var word: UInt64
    if count == 8 {
      word = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    } else {
      // Letters in front, which are dropped at the end.
      word = Self.every(0x61)
      if text.count >= 8 {
        let last = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
        let mask = Self.lowest(count)
        word = word & ~mask | last & mask
      } else {
        for position in offset..<offset + count { word = word << 8 | UInt64(text[position]) }
      }
    }
    guard word & Self.highBits == 0 else { return nil }
    let small = word | Self.every(0x20)
    // No byte has its high bit, so none of these sums reaches the next one; the high bits are the answers.
    let isLetter = (small &+ Self.every(0x80 - 0x61)) & ~(small &+ Self.every(0x80 - 0x7B))
    let isHyphen = Self.isEqual(word, 0x2D)
    let isSeparator = Self.isEqual(word, 0x20) | isHyphen
    guard (isLetter | isSeparator | Self.isEqual(word, 0x27)) & Self.highBits == Self.highBits else { return nil }
    separators = isSeparator & Self.highBits
    let folded = small &- ((isHyphen & Self.highBits) >> 7) &* (0x2D - 0x20)
    letters = count == 8 ? folded : folded & Self.lowest(count)
  }

  @inline(__always)
  private static var highBits: UInt64 { every(0x80) }

  @inline(__always)
  private static func every(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Ones in so many bytes, of fewer than eight.
  @inline(__always)
  private static func lowest(_ count: Int) -> UInt64 { 1 << UInt64(8 &* count) &- 1 }

  /// The high bit of every byte below 0x80 that is that one.
  @inline(__always)
  private static func isEqual(_ word: UInt64, _ byte: UInt8) -> UInt64 { ~((word ^ every(byte)) &+ every(0x7F)) }
}
