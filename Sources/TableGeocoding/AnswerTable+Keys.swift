/// Hashing and comparing keys.
///
/// The first ``keyBytes`` of a key are hashed and compared as words, those beyond its end masked: the lengths of names are
/// as good as random, and a loop over them would be mispredicted at every row. So keys have to be readable that far.
extension AnswerTable {
  /// Bytes from a key's start that are read, whatever its length.
  static let keyBytes = 32

  typealias Words = SIMD4<UInt64>

  /// Masks of the first so many of ``keyBytes`` bytes: as many ones as zeros, read from further on for a shorter key. It lives as
  /// long as the program.
  struct Masks: @unchecked Sendable {
    fileprivate let start: UnsafeRawPointer

    fileprivate init() {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: AnswerTable.keyBytes * 2, alignment: 64)
      for offset in 0..<AnswerTable.keyBytes * 2 {
        memory.storeBytes(of: offset < AnswerTable.keyBytes ? 0xFF : 0, toByteOffset: offset, as: UInt8.self)
      }
      start = UnsafeRawPointer(memory)
    }
  }

  /// Fetched once for many keys: reading a static property is more than a mask is.
  static let masks = Masks()

  /// The mask of a key's first words.
  @inline(__always)
  static func mask(_ length: Int, _ masks: Masks) -> Words {
    masks.start.loadUnaligned(fromByteOffset: keyBytes &- min(length, keyBytes), as: Words.self)
  }

  /// Words multiplied and folded: the mixing step of Wang Yi's wyhash. Reads ``keyBytes``.
  @inline(__always)
  static func hash(_ key: UnsafeRawPointer, _ length: Int, _ masks: Masks = AnswerTable.masks) -> UInt64 {
    let words = key.loadUnaligned(as: Words.self) & mask(length, masks)
    var hash = mix(words[0] ^ 0xA076_1D64_78BD_642F, words[1] ^ 0xE703_7ED1_A0B4_28DB)
    hash ^= mix(words[2] ^ 0x8EBC_6AF0_9C88_C6E3, words[3] ^ 0x5899_65CC_7537_4CC3)
    var offset = keyBytes
    while offset < length {
      let start = min(offset, length &- 8)
      hash = mix(hash ^ key.loadUnaligned(fromByteOffset: start, as: UInt64.self), 0xA076_1D64_78BD_642F)
      offset &+= 8
    }
    return mix(hash ^ UInt64(truncatingIfNeeded: length), 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  private static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    return product.high ^ product.low
  }
}

extension UnsafeRawPointer {
  /// True when the entry that begins here has this key.
  @inline(__always)
  func isKey(_ key: UnsafeRawPointer, _ length: Int, _ masks: AnswerTable.Masks) -> Bool {
    let stored = self + AnswerTable.Entry.size
    // An entry has a line at least, so that its first words may be read too.
    let differing =
      (key.loadUnaligned(as: AnswerTable.Words.self) ^ stored.loadUnaligned(as: AnswerTable.Words.self))
      & AnswerTable.mask(length, masks)
    guard Int(entry.keyLength) == length, differing[0] | differing[1] | differing[2] | differing[3] == 0 else {
      return false
    }
    var offset = AnswerTable.keyBytes
    while offset < length {
      let start = min(offset, length &- 8)
      guard
        key.loadUnaligned(fromByteOffset: start, as: UInt64.self)
          == stored.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      else { return false }
      offset &+= 8
    }
    return true
  }
}
