/// The texts that cells of a workbook point to, kept in one run of bytes.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  var count: Int { ends.count }
  var byteCount: Int { bytes.count }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

  /// Ends the text appended since the last end.
  mutating func endText() {
    let start = Int(ends.last ?? 0)
    EscapedText.undo(in: &bytes, from: start)
    ends.append(UInt32(bytes.count))
  }

  /// Calls `body` with a text; empty for a number that is none.
  func withText<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard ends.indices.contains(index) else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// Characters that XML cannot hold, as Excel writes them: `_x000D_`.
enum EscapedText {
  /// Undoes the escapes in the bytes from `start` on, and makes every line end a line feed. O(n).
  static func undo(in bytes: inout [UInt8], from start: Int) {
    guard bytes[start...].contains(0x0D) || bytes[start...].firstIndex(of: 0x5F) != nil else { return }
    var write = start
    var read = start
    while read < bytes.count {
      var byte = bytes[read]
      if byte == 0x5F, let value = escape(bytes, read) {
        read += 7
        // Beyond ASCII there is nothing that XML could not hold, so it is no escape of a character.
        byte = value
      } else {
        read += 1
      }
      if byte == 0x0D {
        byte = 0x0A
        if read < bytes.count, bytes[read] == 0x0A { read += 1 }
      }
      bytes[write] = byte
      write += 1
    }
    bytes.removeSubrange(write...)
  }

  private static func escape(_ bytes: [UInt8], _ position: Int) -> UInt8? {
    guard position + 6 < bytes.count, bytes[position + 1] == 0x78, bytes[position + 6] == 0x5F else { return nil }
    var value = 0
    for byte in bytes[position + 2..<position + 6] {
      switch byte {
      case 0x30...0x39: value = value * 16 + Int(byte) - 0x30
      case 0x41...0x46: value = value * 16 + Int(byte) - 0x37
      case 0x61...0x66: value = value * 16 + Int(byte) - 0x57
      default: return nil
      }
    }
    return value < 0x80 ? UInt8(value) : nil
  }
}
