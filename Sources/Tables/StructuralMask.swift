#if arch(x86_64) && canImport(_Builtin_intrinsics)
  import _Builtin_intrinsics.intel.sse2
#endif

/// Finds the bytes that structure a CSV text, 64 bytes at a time: the delimiter, the quote and both line ends.
///
/// Bit `i` of a mask stands for the byte at offset `i`. On x86-64 four SSE2 compares and a move-mask per 16 bytes (every
/// x86-64 processor has SSE2); elsewhere eight bytes at a time in a 64-bit word. A test proves the two equal.
struct StructuralMask: Sendable {
  /// Bytes looked at by one call of ``block(at:)``.
  static let blockSize = 64

  static let quote: UInt8 = 0x22
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D

  let delimiter: UInt8
  private let wideDelimiter: UInt64

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    wideDelimiter = Self.widen(delimiter)
  }

  /// The mask of the 64 bytes at `pointer`.
  @inline(__always)
  func block(at pointer: UnsafePointer<UInt8>) -> UInt64 {
    #if arch(x86_64) && canImport(_Builtin_intrinsics)
      let raw = UnsafeRawPointer(pointer)
      return vector(raw) | vector(raw + 16) << 16 | vector(raw + 32) << 32 | vector(raw + 48) << 48
    #else
      return wordBlock(at: pointer)
    #endif
  }

  /// The mask of the first `count` bytes at `pointer`, `count` below 64.
  func tail(at pointer: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var mask: UInt64 = 0
    for offset in 0..<count {
      let byte = pointer[offset]
      if byte == delimiter || byte == Self.quote || byte == Self.lineFeed || byte == Self.carriageReturn {
        mask |= 1 << UInt64(offset)
      }
    }
    return mask
  }

  /// As ``block(at:)``, in portable Swift.
  @inline(__always)
  func wordBlock(at pointer: UnsafePointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawPointer(pointer)
    var mask: UInt64 = 0
    for word in 0..<8 {
      let bytes = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
      let found =
        Self.equal(bytes, wideDelimiter) | Self.equal(bytes, Self.widen(Self.quote))
        | Self.equal(bytes, Self.widen(Self.lineFeed)) | Self.equal(bytes, Self.widen(Self.carriageReturn))
      // The product gathers the eight low bits, one per byte, in the top byte.
      mask |= (((found >> 7) &* 0x0102_0408_1020_4080) >> 56) << UInt64(word * 8)
    }
    return mask
  }

  @inline(__always)
  private static func widen(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The top bit of each byte of `bytes` that equals that of `wanted`.
  @inline(__always)
  private static func equal(_ bytes: UInt64, _ wanted: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let difference = bytes ^ wanted
    return ~(((difference & low) &+ low) | difference | low)
  }

  #if arch(x86_64) && canImport(_Builtin_intrinsics)
    @inline(__always)
    private func vector(_ raw: UnsafeRawPointer) -> UInt64 {
      let bytes = raw.loadUnaligned(as: __m128i.self)
      let found = _mm_or_si128(
        _mm_or_si128(
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8(CChar(bitPattern: delimiter))),
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8(CChar(bitPattern: Self.quote)))),
        _mm_or_si128(
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8(CChar(bitPattern: Self.lineFeed))),
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8(CChar(bitPattern: Self.carriageReturn)))))
      return UInt64(UInt32(bitPattern: _mm_movemask_epi8(found)))
    }
  #endif
}
