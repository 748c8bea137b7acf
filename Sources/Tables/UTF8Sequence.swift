/// One sequence of UTF-8 from 0x80 on, judged by table 3-7 of the Unicode Standard.
enum UTF8Sequence: Equatable {
  /// A whole sequence of so many bytes.
  case valid(length: Int)
  /// The byte begins no sequence, or one that its successors break.
  case spoilt
  /// The text ends inside a sequence that is right so far.
  case cut

  /// Judges the sequence at `position`, whose byte is 0x80 or above.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
    let lead = bytes[position]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default:
      self = .spoilt
      return
    }
    for offset in 1..<length {
      guard position + offset < bytes.count else {
        self = .cut
        return
      }
      let isRight =
        offset == 1 ? second.contains(bytes[position + 1]) : bytes[position + offset] & 0xC0 == 0x80
      guard isRight else {
        self = .spoilt
        return
      }
    }
    self = .valid(length: length)
  }

  /// The end of the valid sequences in a row from `position` on.
  static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    var end = position
    while true {
      end += asciiPrefix(bytes, from: end)
      guard end < bytes.count else { return end }
      // Most letters outside ASCII in French have two bytes.
      if bytes[end] >= 0xC2, bytes[end] < 0xE0, end + 1 < bytes.count, bytes[end + 1] & 0xC0 == 0x80 {
        end += 2
        continue
      }
      guard case .valid(let length) = UTF8Sequence(bytes, at: end) else { return end }
      end += length
    }
  }

  /// Bytes below 0x80 in a row from `position` on.
  static func asciiPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var end = position
    let high = SIMD4<UInt64>(repeating: 0x8080_8080_8080_8080)
    while end &+ 32 <= bytes.count {
      let words = raw.loadUnaligned(fromByteOffset: end, as: SIMD4<UInt64>.self) & high
      if words != .zero { break }
      end &+= 32
    }
    while end &+ 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: end, as: UInt64.self))
      let high = word & 0x8080_8080_8080_8080
      if high != 0 { return end + high.trailingZeroBitCount / 8 - position }
      end &+= 8
    }
    while end < bytes.count, base[end] < 0x80 { end &+= 1 }
    return end - position
  }
}
