import Geocoding
import Tables

extension CellEncoding {
  /// Appends result columns of a placement in the order given, each with the delimiter before it; the same cells as
  /// ``Geocoding/Placement/text(_:)`` gives, without making them.
  func appendResults(
    _ placement: Placement, _ columns: [ResultColumn], distanceMetres: Double? = nil, to output: inout [UInt8]
  ) {
    let notes = placement.notes.isEmpty ? "" : placement.text(.note)
    // Every text with all its bytes doubled, and for each column a delimiter, quotes and room for a number or the name of a
    // method. Below a kilobyte the memory is the stack's.
    let room = columns.reduce(columns.count * 32) { $0 + 2 * placement.length(of: $1, notes: notes) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { memory in
      guard let base = memory.baseAddress else { return }
      var cells = ResultCells(next: base, encoding: self)
      for column in columns {
        cells.put(delimiter)
        switch column {
        case .distance: cells.append(distanceMetres, places: 0)
        case .latitude, .foundLatitude: cells.append(placement.coordinate?.latitude, places: 6)
        case .longitude, .foundLongitude: cells.append(placement.coordinate?.longitude, places: 6)
        case .score: cells.append(placement.score, places: 3, isShort: true)
        case .radiusMetres: cells.append(placement.radiusMetres.map(Double.init), places: 0)
        case .note: cells.append(notes)
        case .type: cells.append(placement.type?.rawValue ?? "")
        case .postcode: cells.append(placement.postcode)
        case .city: cells.append(placement.city)
        case .citycode: cells.append(placement.citycode)
        case .district: cells.append(placement.district)
        case .oldCity: cells.append(placement.oldCity)
        case .oldCitycode: cells.append(placement.oldCitycode)
        case .label: cells.append(placement.label)
        case .context: cells.append(placement.context)
        case .method: cells.append(placement.method?.rawValue ?? "")
        case .status: cells.append(placement.status.rawValue)
        default: cells.append(placement.text(column))
        }
      }
      output.append(contentsOf: UnsafeBufferPointer(start: base, count: cells.next - base))
    }
  }
}

extension Placement {
  /// Bytes of a column's text; 0 for numbers and names of methods.
  fileprivate func length(of column: ResultColumn, notes: String) -> Int {
    switch column {
    case .label: label.utf8.count
    case .postcode: postcode.utf8.count
    case .city: city.utf8.count
    case .citycode, .id: citycode.utf8.count
    case .district: district.utf8.count
    case .oldCity: oldCity.utf8.count
    case .oldCitycode: oldCitycode.utf8.count
    case .context: context.utf8.count
    case .note: notes.utf8.count
    case .name: max(city.utf8.count, district.utf8.count)
    case .latitude, .longitude, .score, .type, .method, .radiusMetres, .status, .foundLatitude, .foundLongitude,
      .nextScore, .distance, .houseNumber, .street:
      0
    }
  }
}

/// Writes cells into memory that has room for them, for the time of a call: an array would ask at each byte whether it is its
/// own and large enough.
private struct ResultCells {
  var next: UnsafeMutablePointer<UInt8>
  let encoding: CellEncoding

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  /// Writes a cell as ``CellEncoding/append(_:to:)`` does.
  mutating func append(_ text: String) {
    var text = text
    let isWritten = text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, bytes.count > 0 else { return true }
      guard !encoding.isSafe else { return false }
      let (hasDelimiter, hasOther) = Self.signs(bytes, encoding.delimiter)
      guard !hasOther else { return false }
      let isQuoted = hasDelimiter || start[0] == 0x20 || start[bytes.count - 1] == 0x20
      if isQuoted { put(0x22) }
      next.update(from: start, count: bytes.count)
      next += bytes.count
      if isQuoted { put(0x22) }
      return true
    }
    guard !isWritten else { return }
    var cell: [UInt8] = []
    encoding.append(text, to: &cell)
    for byte in cell { put(byte) }
  }

  /// Writes a number, or an empty cell for `nil`.
  mutating func append(_ value: Double?, places: Int, isShort: Bool = false) {
    guard let value else { return }
    let start = next
    next += DecimalDigits.write(value, places: places, to: next)
    if isShort {
      while next > start, (next - 1).pointee == 0x30 { next -= 1 }
      if next > start, (next - 1).pointee == 0x2E { next -= 1 }
    }
    // A cell in quotes where the delimiter is a byte that numbers are made of.
    guard encoding.delimiter >= 0x2D, encoding.delimiter <= 0x39 else { return }
    let number = [UInt8](UnsafeBufferPointer(start: start, count: next - start))
    next = start
    append(String(decoding: number, as: UTF8.self))
  }

  /// Whether a text has the delimiter, and whether it has a quote or a line end: eight bytes at a time, by the bit trick that
  /// tells whether a word has a byte of zeros (Anderson, "Bit Twiddling Hacks").
  @inline(__always)
  private static func signs(_ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> (Bool, Bool) {
    let raw = UnsafeRawBufferPointer(bytes)
    var delimiters: UInt64 = 0
    var others: UInt64 = 0
    func look(_ word: UInt64) {
      delimiters |= zeros(word ^ UInt64(delimiter) &* ones)
      others |= zeros(word ^ 0x22 &* ones) | zeros(word ^ 0x0A &* ones) | zeros(word ^ 0x0D &* ones)
    }
    var offset = 0
    while offset + 8 <= raw.count {
      look(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if offset < raw.count, raw.count >= 8 {
      look(raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
    } else if offset < raw.count {
      var word = UInt64(bytes[0]) &* ones
      for byte in bytes { word = word << 8 | UInt64(byte) }
      look(word)
    }
    return (delimiters != 0, others != 0)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Not 0 when a byte of the word is.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones &* 0x80) }
}

/// Decimal numbers without locale or exponent.
private enum DecimalDigits {
  /// Characters of a number at most.
  static let longest = 40

  /// Writes a number with exactly so many decimals, rounded half away from zero, and returns how many characters it has.
  static func write(_ value: Double, places: Int, to start: UnsafeMutablePointer<UInt8>) -> Int {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    var length = 0
    if value < 0, scaled != 0 {
      start[0] = 0x2D
      length = 1
    }
    // At least one digit before the point.
    var digits = 1
    var bound = 10
    while digits < 19, digits <= places || scaled >= bound {
      digits += 1
      bound = bound.multipliedReportingOverflow(by: 10).overflow ? Int.max : bound * 10
    }
    length += digits + (places > 0 ? 1 : 0)
    var rest = UInt64(scaled)
    var place = length - 1
    for digit in 0..<digits {
      if digit == places, places > 0 {
        start[place] = 0x2E
        place -= 1
      }
      start[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      place -= 1
    }
    return length
  }
}

extension [UInt8] {
  /// Appends a number with exactly so many decimals, rounded half away from zero; no locale, no exponent.
  mutating func appendDecimal(_ value: Double, places: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalDigits.longest) { memory in
      guard let base = memory.baseAddress else { return }
      append(contentsOf: UnsafeBufferPointer(start: base, count: DecimalDigits.write(value, places: places, to: base)))
    }
  }

  /// Appends a number with at most three decimals, without zeros at its end.
  mutating func appendShortDecimal(_ value: Double) {
    appendDecimal(value, places: 3)
    while last == 0x30 { removeLast() }
    if last == 0x2E { removeLast() }
  }
}
