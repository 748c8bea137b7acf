import Glibc

/// Writes a number of a spreadsheet as a person would type it.
enum NumberText {
  /// Appends the number that `text` spells, in a format; what is no number is appended as it is.
  static func append(
    _ text: UnsafeBufferPointer<UInt8>, as format: NumberFormat, epoch: SerialDate.Epoch, to output: inout [UInt8]
  ) {
    switch format {
    case .plain: appendPlain(text, to: &output)
    case .padded(let digits):
      let start = output.count
      appendPlain(text, to: &output)
      guard output[start...].allSatisfy({ (0x30...0x39).contains($0) }), output.count - start < digits else { return }
      output.insert(contentsOf: repeatElement(0x30, count: digits - (output.count - start)), at: start)
    case .date, .dateAndTime, .time:
      guard let value = value(text), SerialDate.append(value, as: format, epoch: epoch, to: &output) else {
        return appendPlain(text, to: &output)
      }
    }
  }

  /// Digits that spreadsheets keep of a number.
  private static let digitsKept = 15

  /// The number without the zeros and the noise that programs add: `59230.0` is 59230, `14237.500000000002` 14237.5.
  static func appendPlain(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var digits = 0
    var point: Int?
    var isSimple = !text.isEmpty
    for (position, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2E where point == nil && position > 0: point = position
      case 0x2D where position == 0: break
      default: isSimple = false
      }
    }
    guard isSimple, digits > 0, digits <= digitsKept else {
      guard let value = value(text), value.isFinite else { return output.append(contentsOf: text) }
      return appendRounded(value, to: &output)
    }
    output.append(contentsOf: text)
    guard point != nil else { return }
    while output.last == 0x30 { output.removeLast() }
    if output.last == 0x2E { output.removeLast() }
  }

  /// The number that a text spells, all of it; `nil` for other texts.
  static func value(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    // strtod takes "nan", "inf" and hexadecimal numbers too.
    guard !text.isEmpty, text.count < 400, text.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 }) else {
      return nil
    }
    return Double(String(decoding: text, as: UTF8.self))
  }

  private static func appendRounded(_ value: Double, to output: inout [UInt8]) {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.15g", $0) }
    output.append(contentsOf: buffer[..<Int(count)].map { UInt8(bitPattern: $0) })
  }
}
