import Geocoding
import Tables

extension CellEncoding {
  /// Appends result columns of a placement in the order given, each with the delimiter before it; the same cells as
  /// ``Geocoding/Placement/text(_:)`` gives, without making them.
  func appendResults(
    _ placement: Placement, _ columns: [ResultColumn], distanceMetres: Double? = nil, to output: inout [UInt8]
  ) {
    for column in columns {
      output.append(delimiter)
      switch column {
      case .distance: appendNumber(distanceMetres, to: &output) { $0.appendDecimal($1, places: 0) }
      case .latitude, .foundLatitude:
        appendNumber(placement.coordinate?.latitude, to: &output) { $0.appendDecimal($1, places: 6) }
      case .longitude, .foundLongitude:
        appendNumber(placement.coordinate?.longitude, to: &output) { $0.appendDecimal($1, places: 6) }
      case .score: appendNumber(placement.score, to: &output) { $0.appendShortDecimal($1) }
      case .radiusMetres:
        appendNumber(placement.radiusMetres.map(Double.init), to: &output) { $0.appendDecimal($1, places: 0) }
      case .note: appendNotes(placement.notes, to: &output)
      case .type: append(plain: placement.type?.rawValue ?? "", to: &output)
      case .postcode: append(plain: placement.postcode, to: &output)
      case .city: append(plain: placement.city, to: &output)
      case .citycode: append(plain: placement.citycode, to: &output)
      case .label: append(plain: placement.label, to: &output)
      case .context: append(plain: placement.context, to: &output)
      case .method: append(plain: placement.method?.rawValue ?? "", to: &output)
      case .status: append(plain: placement.status.rawValue, to: &output)
      default: append(plain: placement.text(column), to: &output)
      }
    }
  }

  private func appendNotes(_ notes: [PlacementNote], to output: inout [UInt8]) {
    guard let first = notes.first else { return }
    append(plain: notes.count == 1 ? first.text : notes.map(\.text).joined(separator: "; "), to: &output)
  }

  /// Appends a cell as ``append(_:to:)`` does, sooner where the text has neither quotes nor line ends.
  private func append(plain text: String, to output: inout [UInt8]) {
    guard !text.isEmpty else { return }
    guard !isSafe else { return append(text, to: &output) }
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var hasDelimiter = bytes[0] == 0x20 || bytes[bytes.count - 1] == 0x20
      for byte in bytes {
        if byte == delimiter { hasDelimiter = true }
        if byte == 0x22 || byte == 0x0A || byte == 0x0D { return false }
      }
      if hasDelimiter { output.append(0x22) }
      output.append(contentsOf: bytes)
      if hasDelimiter { output.append(0x22) }
      return true
    }
    if !isWritten { append(text, to: &output) }
  }

  /// Appends a number as it is, or as a cell where the delimiter is a byte that numbers are made of.
  private func appendNumber(_ value: Double?, to output: inout [UInt8], _ write: (inout [UInt8], Double) -> Void) {
    guard let value else { return }
    guard delimiter >= 0x2D, delimiter <= 0x39 else { return write(&output, value) }
    var number: [UInt8] = []
    write(&number, value)
    append(number, to: &output)
  }
}

extension [UInt8] {
  /// Appends a number with exactly so many decimals, rounded half away from zero; no locale, no exponent.
  mutating func appendDecimal(_ value: Double, places: Int) {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    if value < 0, scaled != 0 { append(0x2D) }
    // At least one digit before the point.
    var digits = places + 1
    var bound = scale * 10
    while Double(scaled) >= bound {
      digits += 1
      bound *= 10
    }
    let start = count
    append(contentsOf: repeatElement(0x30, count: places > 0 ? digits + 1 : digits))
    withUnsafeMutableBufferPointer { bytes in
      var rest = scaled
      var place = bytes.count - 1
      while place >= start {
        if places > 0, bytes.count - place == places + 1 {
          bytes[place] = 0x2E
        } else {
          bytes[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        place -= 1
      }
    }
  }

  /// Appends a number with at most three decimals, without zeros at its end.
  mutating func appendShortDecimal(_ value: Double) {
    appendDecimal(value, places: 3)
    while last == 0x30 { removeLast() }
    if last == 0x2E { removeLast() }
  }
}
