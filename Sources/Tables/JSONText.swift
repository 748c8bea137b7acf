/// Texts as JSON writes them (RFC 8259).
public enum JSONText {
  /// Appends a text of UTF-8 between quotes, with what JSON has to escape escaped. O(n).
  public static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    output.append(0x22)
    for byte in text {
      switch byte {
      case 0x22, 0x5C: output += [0x5C, byte]
      case 0x0A: output += [0x5C, 0x6E]
      case 0..<0x20:
        output += [0x5C, 0x75, 0x30, 0x30, hexDigit(byte >> 4), hexDigit(byte & 15)]
      default: output.append(byte)
      }
    }
    output.append(0x22)
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
