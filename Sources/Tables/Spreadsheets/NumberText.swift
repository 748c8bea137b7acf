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
    guard isSimple, digits > 0, (point ?? digits) <= digitsKept else {
      guard let value = value(text), value.isFinite else { return output.append(contentsOf: text) }
      return appendRounded(value, to: &output)
    }
    let start = output.count
    output.append(contentsOf: text)
    guard point != nil else { return }
    if digits > digitsKept { round(&output, from: start) }
    guard output[start...].contains(0x2E) else { return }
    while output.last == 0x30 { output.removeLast() }
    if output.last == 0x2E { output.removeLast() }
  }

  /// Rounds the decimal number from `start` on to the digits kept; the digits left out stand behind its point.
  private static func round(_ output: inout [UInt8], from start: Int) {
    var kept = 0
    var position = start
    while position < output.count, kept < digitsKept {
      // Zeros in front are no digits of the number.
      if output[position] != 0x2E, output[position] != 0x2D, kept > 0 || output[position] != 0x30 { kept += 1 }
      position += 1
    }
    guard position < output.count else { return }
    let next = output[position] == 0x2E ? position + 1 : position
    let roundsUp = next < output.count && output[next] >= 0x35
    output.removeSubrange(max(position, (output[start...].firstIndex(of: 0x2E) ?? position))...)
    guard roundsUp else { return }
    position = output.count
    while position > start {
      position -= 1
      switch output[position] {
      case 0x30...0x38:
        output[position] += 1
        return
      case 0x39: output[position] = 0x30
      case 0x2D:
        position += 1
        output.insert(0x31, at: position)
        return
      default: break
      }
    }
    output.insert(0x31, at: start)
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
