/// Turns a stream of bytes into UTF-8, block by block; what a block cuts in two is kept for the next.
struct TextDecoder {
  let encoding: TextEncoding
  /// Bytes or units that were no text in the encoding: read as Windows-1252 in UTF-8, as U+FFFD in UTF-16.
  private(set) var spoiltCount = 0
  /// Offsets of the first ``spoiltOffsetLimit`` of them in the decoded text.
  private(set) var spoiltOffsets: [Int] = []
  private var kept: [UInt8] = []
  private var decodedCount = 0
  /// Where the present block's text begins in the output.
  private var blockStart = 0
  private var pendingHighSurrogate: UInt16?
  /// UTF-8 of the 128 upper bytes, little-endian in the low three bytes, their number in the top one.
  private let upper: [UInt32]

  /// Enough places to show a user where to look.
  static let spoiltOffsetLimit = 20

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    let single: TextEncoding = encoding == .latin9 ? .latin9 : .windows1252
    upper = (0x80...0xFF).map { Self.packed(single.scalar(UInt8($0))) }
  }

  /// Appends the text of `input` to `output`.
  mutating func decode(_ input: UnsafeBufferPointer<UInt8>, isFinal: Bool, into output: inout [UInt8]) {
    blockStart = output.count
    switch encoding {
    case .utf8: decodeUTF8(input, isFinal: isFinal, into: &output)
    case .utf16LittleEndian, .utf16BigEndian: decodeUTF16(input, isFinal: isFinal, into: &output)
    case .windows1252, .latin1, .latin9: decodeSingleBytes(input, into: &output)
    }
    decodedCount += output.count - blockStart
  }

  /// Gives away the bytes that the last block's border cut off.
  mutating func takeKept() -> [UInt8] {
    defer { kept = [] }
    return kept
  }

  /// Decodes the UTF-8 that stands at the end of `text` from `start` on: leaves it as it is as far as it is right.
  mutating func settleUTF8(_ text: inout [UInt8], from start: Int, isFinal: Bool) {
    let good = text.withUnsafeBufferPointer { UTF8Sequence.validPrefix($0, from: start) }
    decodedCount += good - start
    guard good < text.count else { return }
    let rest = Array(text[good...])
    text.removeSubrange(good...)
    rest.withUnsafeBufferPointer { decode($0, isFinal: isFinal, into: &text) }
  }

  private mutating func appendReplacement(_ packed: UInt32, to output: inout [UInt8]) {
    spoiltCount += 1
    if spoiltOffsets.count < Self.spoiltOffsetLimit { spoiltOffsets.append(decodedCount + output.count - blockStart) }
    Self.append(packed, to: &output)
  }

  private mutating func decodeUTF8(
    _ input: UnsafeBufferPointer<UInt8>, isFinal: Bool, into output: inout [UInt8]
  ) {
    guard kept.isEmpty else {
      // A sequence cut by the block's border: at most three bytes, joined with what is left of it.
      let head = kept + input.prefix(3)
      let keptCount = kept.count
      kept = []
      var read = 0
      head.withUnsafeBufferPointer { head in
        while read < keptCount {
          switch head[read] < 0x80 ? .valid(length: 1) : UTF8Sequence(head, at: read) {
          case .valid(let length):
            output.append(contentsOf: head[read..<read + length])
            read += length
          case .spoilt:
            appendReplacement(upper[Int(head[read] & 0x7F)], to: &output)
            read += 1
          case .cut:
            guard isFinal else {
              kept = Array(head[read...])
              read = head.count
              break
            }
            appendReplacement(upper[Int(head[read] & 0x7F)], to: &output)
            read += 1
          }
        }
      }
      if kept.isEmpty {
        let rest = UnsafeBufferPointer(rebasing: input[min(read - keptCount, input.count)...])
        appendUTF8(rest, isFinal: isFinal, into: &output)
      }
      return
    }
    appendUTF8(input, isFinal: isFinal, into: &output)
  }

  private mutating func appendUTF8(
    _ input: UnsafeBufferPointer<UInt8>, isFinal: Bool, into output: inout [UInt8]
  ) {
    var good = 0
    var position = 0
    while position < input.count {
      position += UTF8Sequence.asciiPrefix(input, from: position)
      guard position < input.count else { break }
      let sequence = UTF8Sequence(input, at: position)
      if case .valid(let length) = sequence {
        position += length
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: input[good..<position]))
      if sequence == .cut, !isFinal {
        kept = Array(input[position...])
        return
      }
      appendReplacement(upper[Int(input[position] & 0x7F)], to: &output)
      position += 1
      good = position
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: input[good...]))
  }

  private mutating func decodeSingleBytes(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    output.reserveCapacity(output.count + input.count + input.count / 16)
    var position = 0
    while position < input.count {
      let length = UTF8Sequence.asciiPrefix(input, from: position)
      output.append(contentsOf: UnsafeBufferPointer(rebasing: input[position..<position + length]))
      position += length
      while position < input.count, input[position] >= 0x80 {
        Self.append(upper[Int(input[position] & 0x7F)], to: &output)
        position += 1
      }
    }
  }

  private mutating func decodeUTF16(
    _ input: UnsafeBufferPointer<UInt8>, isFinal: Bool, into output: inout [UInt8]
  ) {
    var position = 0
    func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
      encoding == .utf16LittleEndian
        ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
    }
    if let first = kept.first, let second = input.first {
      kept = []
      position = 1
      append(unit: unit(first, second), to: &output)
    }
    while position + 1 < input.count {
      append(unit: unit(input[position], input[position + 1]), to: &output)
      position += 2
    }
    if position < input.count { kept = [input[position]] }
    if isFinal, pendingHighSurrogate != nil || !kept.isEmpty {
      appendReplacement(Self.packed(0xFFFD), to: &output)
      pendingHighSurrogate = nil
      kept = []
    }
  }

  private mutating func append(unit: UInt16, to output: inout [UInt8]) {
    if let high = pendingHighSurrogate {
      pendingHighSurrogate = nil
      if UTF16.isTrailSurrogate(unit) {
        let scalar = 0x10000 + ((UInt32(high) - 0xD800) << 10) + (UInt32(unit) - 0xDC00)
        output.append(UInt8(0xF0 | scalar >> 18))
        output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
        output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        output.append(UInt8(0x80 | scalar & 0x3F))
        return
      }
      appendReplacement(Self.packed(0xFFFD), to: &output)
    }
    if UTF16.isLeadSurrogate(unit) {
      pendingHighSurrogate = unit
    } else if UTF16.isTrailSurrogate(unit) {
      appendReplacement(Self.packed(0xFFFD), to: &output)
    } else {
      Self.append(Self.packed(UInt32(unit)), to: &output)
    }
  }

  /// The UTF-8 of a scalar below 0x10000.
  private static func packed(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar | 1 << 24 }
    if scalar < 0x800 { return (0xC0 | scalar >> 6) | (0x80 | scalar & 0x3F) << 8 | 2 << 24 }
    return (0xE0 | scalar >> 12) | (0x80 | scalar >> 6 & 0x3F) << 8 | (0x80 | scalar & 0x3F) << 16 | 3 << 24
  }

  @inline(__always)
  private static func append(_ packed: UInt32, to output: inout [UInt8]) {
    output.append(UInt8(truncatingIfNeeded: packed))
    if packed >= 2 << 24 { output.append(UInt8(truncatingIfNeeded: packed >> 8)) }
    if packed >= 3 << 24 { output.append(UInt8(truncatingIfNeeded: packed >> 16)) }
  }
}
