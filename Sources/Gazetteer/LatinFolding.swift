/// Folding of Latin letters to plain ASCII, the base of every comparison of names.
///
/// Unicode's canonical decomposition with the marks dropped, restricted to Latin letters, plus the ligatures and letters that
/// decomposition leaves (`œ`, `æ`, `ß`, `ø`, `ł`, `đ`), full-width forms and
/// mathematical look-alikes of a space. A table instead of Foundation's folding: it needs no ICU, runs on bytes and
/// gives the same answer everywhere.
public enum LatinFolding {
  /// What a scalar folds to.
  enum Folded: Equatable {
    /// One ASCII byte: `a`...`z`, `0`...`9`, or a punctuation mark kept as it is.
    case byte(UInt8)
    /// Two ASCII letters (`oe`, `ae`, `ss`, `th`).
    case pair(UInt8, UInt8)
    /// A separator: white space, or a character with no Latin reading.
    case space
    /// Nothing: combining marks, soft hyphens, zero-width characters.
    case nothing
  }

  /// Folds text to lower-case ASCII letters, digits, ASCII punctuation and single spaces, trimmed.
  ///
  ///     LatinFolding.fold("  Œuilly-sur-Mer ")   // "oeuilly-sur-mer"
  ///
  /// Idempotent. O(n).
  public static func fold(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in
      guard !utf8.isEmpty else { return "" }
      return String(unsafeUninitializedCapacity: utf8.count) { fold(utf8, into: $0) }
    }
  }

  /// As ``fold(_:)-(String)``, on UTF-8 bytes; bytes that are no UTF-8 separate words.
  public static func fold(_ utf8: [UInt8]) -> [UInt8] {
    guard !utf8.isEmpty else { return [] }
    return Array(unsafeUninitializedCapacity: utf8.count) { buffer, count in
      count = utf8.withUnsafeBufferPointer { fold($0, into: buffer) }
    }
  }

  /// Reads the folded bytes of a text without copying them. O(n).
  package static func withFolded<Result>(
    _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { withFolded($0, body) }
  }

  /// The same for the bytes of a text. O(n).
  package static func withFolded<Result>(
    _ utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, utf8.count)) { buffer in
      body(UnsafeBufferPointer(rebasing: buffer[..<fold(utf8, into: buffer)]))
    }
  }

  /// Writes the folded bytes of a text, which are never more than its own, and returns how many they are.
  static func fold(_ utf8: UnsafeBufferPointer<UInt8>, into folded: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        if index + 8 <= utf8.count, foldWord(utf8, at: index, into: folded, at: count) {
          index += 8
          count += 8
          continue
        }
        index += 1
        switch byte {
        case 0x41...0x5A: folded[count] = byte | 0x20
        case 0...0x20, 0x7F:
          guard count > 0, folded[count - 1] != 0x20 else { continue }
          folded[count] = 0x20
        default: folded[count] = byte
        }
        count += 1
        continue
      }
      let (scalar, length) = decode(utf8, at: index)
      index += length
      switch fold(scalar: scalar) {
      case .byte(let ascii):
        folded[count] = ascii
        count += 1
      case .pair(let first, let second):
        folded[count] = first
        folded[count + 1] = second
        count += 2
      case .space:
        guard count > 0, folded[count - 1] != 0x20 else { continue }
        folded[count] = 0x20
        count += 1
      case .nothing: break
      }
    }
    if count > 0, folded[count - 1] == 0x20 { count -= 1 }
    return count
  }

  /// Folds eight bytes at a time where all of them are visible ASCII, as most are; false where one is not.
  @inline(__always)
  private static func foldWord(
    _ utf8: UnsafeBufferPointer<UInt8>, at index: Int, into folded: UnsafeMutableBufferPointer<UInt8>, at count: Int
  ) -> Bool {
    guard let source = UnsafeRawPointer(utf8.baseAddress), let target = UnsafeMutableRawPointer(folded.baseAddress)
    else {
      return false
    }
    let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let highBits = 0x80 &* everyByte
    guard word & highBits == 0 else { return false }
    // No byte has its high bit, so that none of these sums reaches the next one; the high bits are the answers.
    let isVisible = (word &+ (0x80 - 0x21) &* everyByte) & ~(word &+ everyByte)
    guard isVisible & highBits == highBits else { return false }
    let isCapital = (word &+ (0x80 - 0x41) &* everyByte) & ~(word &+ (0x80 - 0x5B) &* everyByte) & highBits
    target.storeBytes(of: word | isCapital >> 2, toByteOffset: count, as: UInt64.self)
    return true
  }

  private static let everyByte: UInt64 = 0x0101_0101_0101_0101

  /// The scalar that starts at `index`, and its length; 0 and 1 for a byte that is no UTF-8.
  static func decode(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(utf8[index])
    let length: Int
    var scalar: UInt32
    switch lead {
    case 0xC2...0xDF: (length, scalar) = (2, lead & 0x1F)
    case 0xE0...0xEF: (length, scalar) = (3, lead & 0x0F)
    case 0xF0...0xF4: (length, scalar) = (4, lead & 0x07)
    default: return (0, 1)
    }
    guard index + length <= utf8.count else { return (0, 1) }
    for offset in 1..<length {
      let next = utf8[index + offset]
      guard next & 0xC0 == 0x80 else { return (0, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    return (scalar, length)
  }

  /// U+00C0 to U+017F in order, one character each: `_` for a pair or a sign that `fold(scalar:)` treats by itself.
  private static let latin: [UInt8] = Array(
    ("aaaaaa_ceeeeiiiidnooooo_ouuuuy__" + "aaaaaa_ceeeeiiiidnooooo_ouuuuy_y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii__jjkkkllllllllllnnnnnn_nnoooooo__rrrrrrssssssss"
      + "ttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  /// U+0180 to U+024F in order: Latin Extended-B, `_` for a letter without a plain reading or treated by itself.
  private static let latinExtendedB: [UInt8] = Array(
    ("bbbb___ccdddd____ffg___ikkl__nnooo__pp_____ttttuu_vyy___________"
      + "_____________aaiioouuuuuuuuuu_aaaa__ggggkkoooo__j___gg__nnaa____"
      + "aaaaeeeeiiiioooorrrruuuusstt__hhnd__zzaaeeooooooooyylntj__accltsz__bu_eejjqqrryy").utf8)

  /// U+1E00 to U+1EFF in order: Latin Extended Additional, Vietnamese above all.
  private static let latinAdditional: [UInt8] = Array(
    ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
      + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
      + "wwwwwwwwwwxxxxyyzzzzzzhtwyasss__aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
      + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy____yy").utf8)

  private static func letter(_ table: [UInt8], _ index: UInt32) -> Folded {
    let letter = table[Int(index)]
    return letter == 0x5F ? .space : .byte(letter)
  }

  static func fold(scalar: UInt32) -> Folded {
    switch scalar {
    case 0xC6, 0xE6: return .pair(0x61, 0x65)  // Æ æ
    case 0xDE, 0xFE: return .pair(0x74, 0x68)  // Þ þ
    case 0xDF, 0x1E9E: return .pair(0x73, 0x73)  // ß ẞ
    case 0x132, 0x133: return .pair(0x69, 0x6A)  // Ĳ ĳ
    case 0x152, 0x153: return .pair(0x6F, 0x65)  // Œ œ
    case 0xD7, 0xF7: return .space  // × ÷
    case 0x149: return .byte(0x6E)  // ŉ
    case 0xC0...0x17F:
      let letter = latin[Int(scalar - 0xC0)]
      return letter == 0x5F ? .byte(0x6E) : .byte(letter)
    case 0x1C4...0x1C6, 0x1F1...0x1F3: return .pair(0x64, 0x7A)  // Ǆ Ǳ
    case 0x1C7...0x1C9: return .pair(0x6C, 0x6A)  // Ǉ
    case 0x1CA...0x1CC: return .pair(0x6E, 0x6A)  // Ǌ
    case 0x1E2, 0x1E3, 0x1FC, 0x1FD: return .pair(0x61, 0x65)  // Ǣ Ǽ
    case 0x1FE, 0x1FF: return .byte(0x6F)  // Ǿ
    case 0x180...0x24F: return letter(latinExtendedB, scalar - 0x180)
    case 0x1D48, 0x1D49: return .byte(scalar == 0x1D48 ? 0x64 : 0x65)  // ᵈ ᵉ of ordinals: 2ᵈ, 1ᵉʳ
    case 0x2B3: return .byte(0x72)  // ʳ
    case 0x1E00...0x1EFF: return letter(latinAdditional, scalar - 0x1E00)
    case 0xAA: return .byte(0x61)  // ª
    case 0xBA, 0xB0: return .byte(0x6F)  // º and the degree sign typed for it
    case 0xB2, 0xB3: return .byte(UInt8(scalar - 0xB2) + 0x32)  // ² ³
    case 0xB9: return .byte(0x31)  // ¹
    case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF:
      return .nothing
    case 0x2010...0x2015, 0x2212: return .byte(0x2D)  // hyphens, dashes, minus
    case 0x2018...0x201B, 0x2032, 0x2BC, 0xB4: return .byte(0x27)  // quotes that serve as apostrophes
    case 0x201C...0x201F, 0xAB, 0xBB: return .byte(0x22)
    case 0x2024, 0xB7, 0x2022: return .byte(0x2E)
    case 0x2044, 0x2215: return .byte(0x2F)
    case 0xFB00: return .pair(0x66, 0x66)  // ﬀ
    case 0xFB01: return .pair(0x66, 0x69)  // ﬁ
    case 0xFB02: return .pair(0x66, 0x6C)  // ﬂ
    case 0xFB05, 0xFB06: return .pair(0x73, 0x74)  // ﬅ ﬆ
    case 0xFF01...0xFF5E:  // full-width forms of ! to ~
      let ascii = UInt8(scalar - 0xFF01 + 0x21)
      return (0x41...0x5A).contains(ascii) ? .byte(ascii | 0x20) : .byte(ascii)
    default: return .space
    }
  }
}
