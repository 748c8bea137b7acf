import Glibc

/// A table of the gazetteer: lines of fields separated by `;`, sorted by the bytes of the first field, below a header.
///
/// Lines are found by bisecting the bytes, so that opening a table costs nothing and one answer reads some twenty
/// lines of it. Once many were looked up, the keys are hashed and one answer reads only the lines it finds.
struct SortedTable: Sendable {
  let bytes: TableBytes
  /// Offset of the first line below the header.
  let start: Int
  let name: String
  private let lazyIndex = LazyKeyIndex()

  init(_ bytes: TableBytes, name: String, header: String) throws(GazetteerError) {
    let headerEnd = bytes.buffer.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.buffer.count
    let found = String(decoding: bytes.buffer[..<headerEnd], as: UTF8.self)
    guard found == header else {
      throw .malformed(table: name, line: 1, expected: header, found: String(found.prefix(200)))
    }
    self.bytes = bytes
    self.name = name
    start = min(headerEnd + 1, bytes.buffer.count)
  }

  /// Offset after the last line.
  var end: Int { bytes.buffer.count }

  /// Calls `body` for each line whose first field is `key`, in order. O(log n) plus the lines found.
  func forEachLine(withKey key: some Collection<UInt8>, _ body: (Line) -> Void) {
    key.withBytes { key in
      guard let first = firstLine(of: key) else { return }
      body(first)
      var offset = first.end + 1
      while offset < end {
        guard isKey(key, at: offset) else { return }
        let line = line(at: offset)
        body(line)
        offset = line.end + 1
      }
    }
  }

  /// The first line whose first field is `key`. O(log n), O(1) after the first thousand.
  func firstLine(withKey key: some Collection<UInt8>) -> Line? { key.withBytes { firstLine(of: $0) } }

  private func firstLine(of key: UnsafeBufferPointer<UInt8>) -> Line? {
    if let found = lazyIndex.withIndex(of: self, { $0.firstOffset(of: key) { isKey(key, at: $0) } }) {
      return found.map(line(at:))
    }
    let offset = lowerBound { line in line.compareFirstField(with: key) < 0 }
    return offset < end && isKey(key, at: offset) ? line(at: offset) : nil
  }

  /// True when the line that starts at an offset has the key.
  private func isKey(_ key: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let next = offset + key.count
    guard next < end, bytes.buffer[next] == UInt8(ascii: ";"), let base = bytes.buffer.baseAddress,
      let keyBase = key.baseAddress
    else { return false }
    return memcmp(base + offset, keyBase, key.count) == 0
  }

  /// Calls `body` for each line whose first field starts with `prefix`, in order, until it returns false.
  func forEachLine(withPrefix prefix: some Collection<UInt8>, _ body: (Line) -> Bool) {
    var offset = lowerBound { line in line.compareFirstField(withPrefix: prefix) < 0 }
    while offset < end {
      let line = line(at: offset)
      guard line.compareFirstField(withPrefix: prefix) == 0, body(line) else { return }
      offset = line.end + 1
    }
  }

  /// Calls `body` for each line in order. O(n).
  func forEachLine(_ body: (Line) -> Void) {
    var offset = start
    while offset < end {
      let line = line(at: offset)
      body(line)
      offset = line.end + 1
    }
  }

  /// The last line whose first field is less than `key`, and the first that is not less: the neighbours of a key that
  /// the table may lack.
  func neighbours(of key: some Collection<UInt8>) -> (before: Line?, atOrAfter: Line?) {
    let offset = lowerBound { line in line.compareFirstField(with: key) < 0 }
    return (
      offset > start ? line(containing: offset - 1) : nil,
      offset < end ? line(at: offset) : nil
    )
  }

  /// The line whose first field is `key`; `nil` when none is, or several are. O(log n), O(1) after the first thousand.
  func soleLine(withKey key: some Collection<UInt8>) -> Line? {
    key.withBytes { key in
      guard let line = firstLine(of: key), !isKey(key, at: line.end + 1) else { return nil }
      return line
    }
  }

  func line(before line: Line) -> Line? {
    line.start > start ? self.line(containing: line.start - 1) : nil
  }

  func line(after line: Line) -> Line? {
    line.end + 1 < end ? self.line(at: line.end + 1) : nil
  }

  /// The line that starts at an offset; `nil` when none does.
  func line(startingAt offset: Int) -> Line? {
    guard offset >= start, offset < end, bytes.buffer[offset - 1] == UInt8(ascii: "\n") else { return nil }
    return line(at: offset)
  }

  /// Reads bytes of the table without copying them; fewer at its end.
  func withBytes<Result>(at offset: Int, count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let range = min(max(0, offset), end)..<min(max(0, offset) + max(0, count), end)
    return body(UnsafeBufferPointer(rebasing: bytes.buffer[range]))
  }

  /// Offset of the first line for which `isBefore` is false, given that it is true for the lines up to there.
  private func lowerBound(_ isBefore: (Line) -> Bool) -> Int {
    var low = start
    var high = end
    while low < high {
      let line = line(containing: low + (high - low) / 2)
      if isBefore(line) {
        low = line.end + 1
      } else {
        high = line.start
      }
    }
    return min(low, end)
  }

  private func line(containing offset: Int) -> Line {
    var lineStart = offset
    while lineStart > start, bytes.buffer[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    return line(at: lineStart)
  }

  func line(at start: Int) -> Line {
    Line(bytes: bytes, start: start, end: end(ofLineAt: start))
  }

  /// The offset of the line end behind a line that starts at an offset.
  func end(ofLineAt start: Int) -> Int {
    guard start < bytes.buffer.count, let base = bytes.buffer.baseAddress else { return start }
    let lineEnd = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.buffer.count - start).map {
      UnsafeRawPointer($0) - UnsafeRawPointer(base)
    }
    return lineEnd ?? bytes.buffer.count
  }

  /// One line of the table, a view into its bytes.
  struct Line {
    fileprivate let bytes: TableBytes
    let start: Int
    let end: Int

    fileprivate init(bytes: TableBytes, start: Int, end: Int) {
      self.bytes = bytes
      self.start = start
      self.end = end
    }

    /// The field at a 0-based index; empty when the line has fewer.
    subscript(_ field: Int) -> String { bytes.buffer[range(of: field)].asText }

    /// The field at a 0-based index as a number; `nil` when it is empty or none.
    func number(_ field: Int) -> Double? { Self.number(bytes.buffer[range(of: field)]) }

    private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
      var digits = 0
      var decimals = 0
      var isAfterPoint = false
      for byte in text.first == 0x2D ? text.dropFirst() : text {
        if byte == 0x2E, !isAfterPoint {
          isAfterPoint = true
        } else if byte.isDigit, digits < Self.exactDigits {
          digits = digits * 10 + Int(byte - 0x30)
          if isAfterPoint { decimals += 1 }
        } else {
          return Double(String(decoding: text, as: UTF8.self))
        }
      }
      guard let last = text.last, last >= 0x30, decimals < Self.powersOfTen.count else { return nil }
      // Whole numbers below 2^53 and these powers of ten are exact, so their quotient is rounded once, as it should be.
      let value = Double(digits) / Self.powersOfTen[decimals]
      return text.first == 0x2D ? -value : value
    }

    private static let exactDigits = 100_000_000_000_000
    private static let powersOfTen: [Double] = [
      1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The whole number in the field with so many others behind it; `nil` when it is empty or none. O(these).
    func integer(before others: Int) -> Int? {
      withBytes(before: others) { digits in
        guard !digits.isEmpty, digits.count < 18, digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) }
      }
    }

    /// True when nothing stands in the last field. O(1).
    var endsWithEmptyField: Bool { end > start && bytes.buffer[end - 1] == UInt8(ascii: ";") }

    /// Reads the bytes of a field without copying them.
    func withBytes<Result>(of field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      body(UnsafeBufferPointer(rebasing: bytes.buffer[range(of: field)]))
    }

    /// Reads the bytes of the field with so many others behind it. O(these).
    func withBytes<Result>(before others: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      var fieldEnd = end
      var fieldStart = self.fieldStart(before: end)
      for _ in 0..<others {
        fieldEnd = max(start, fieldStart - 1)
        fieldStart = self.fieldStart(before: fieldEnd)
      }
      return body(UnsafeBufferPointer(rebasing: bytes.buffer[fieldStart..<fieldEnd]))
    }

    /// Where the field begins that ends at an offset.
    private func fieldStart(before fieldEnd: Int) -> Int {
      guard let base = bytes.buffer.baseAddress else { return start }
      var offset = fieldEnd
      while offset > start, base[offset &- 1] != UInt8(ascii: ";") { offset &-= 1 }
      return offset
    }

    /// Reads the bytes of the field behind the delimiter that is so many bytes from the line's start.
    func withBytes<Result>(after length: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      let fieldStart = min(start + length + 1, end)
      var fieldEnd = fieldStart
      while fieldEnd < end, bytes.buffer[fieldEnd] != UInt8(ascii: ";") { fieldEnd += 1 }
      return body(UnsafeBufferPointer(rebasing: bytes.buffer[fieldStart..<fieldEnd]))
    }

    /// Calls `body` with the fields, found in one pass: for lines of which many are read. Complexity: O(length).
    func withFields<Result>(_ body: (Fields) -> Result) -> Result {
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.mostFields + 1) { starts in
        var count = 0
        starts[0] = 0
        let text = UnsafeBufferPointer(rebasing: bytes.buffer[start..<end])
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: ";") && count + 1 < Self.mostFields {
          count += 1
          starts[count] = Int32(offset + 1)
        }
        starts[count + 1] = Int32(end + 1 - start)
        return body(Fields(line: self, starts: UnsafeBufferPointer(rebasing: starts[...(count + 1)])))
      }
    }

    /// More than any table has.
    private static let mostFields = 16

    /// The fields of a line, for the time of a call.
    struct Fields {
      fileprivate let line: Line
      fileprivate let starts: UnsafeBufferPointer<Int32>

      private func range(_ field: Int) -> Range<Int> {
        guard field + 1 < starts.count else { return line.end..<line.end }
        return line.start + Int(starts[field])..<line.start + Int(starts[field + 1]) - 1
      }

      /// The field at a 0-based index; empty when the line has fewer.
      subscript(_ field: Int) -> String { line.bytes.buffer[range(field)].asText }

      /// Reads the bytes of a field without copying them.
      func withBytes<Result>(_ field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(rebasing: line.bytes.buffer[range(field)]))
      }

      /// The field at a 0-based index as a number; `nil` when it is empty or none.
      func number(_ field: Int) -> Double? { Line.number(line.bytes.buffer[range(field)]) }

      /// The field at a 0-based index as a whole number; `nil` when it is empty or none.
      func integer(_ field: Int) -> Int? {
        let text = line.bytes.buffer[range(field)]
        guard !text.isEmpty, text.count < 18, text.allSatisfy(\.isDigit) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
    }

    private func range(of field: Int) -> Range<Int> {
      var fieldStart = start
      for _ in 0..<field {
        guard let delimiter = delimiter(from: fieldStart) else { return end..<end }
        fieldStart = delimiter + 1
      }
      return fieldStart..<(delimiter(from: fieldStart) ?? end)
    }

    private func delimiter(from offset: Int) -> Int? {
      guard offset < end, let base = bytes.buffer.baseAddress else { return nil }
      return memchr(base + offset, Int32(UInt8(ascii: ";")), end - offset).map {
        UnsafeRawPointer($0) - UnsafeRawPointer(base)
      }
    }

    /// Negative, zero or positive as the first field sorts before, at or after the key.
    fileprivate func compareFirstField(with key: some Collection<UInt8>) -> Int {
      let order = compareFirstField(withPrefix: key)
      guard order == 0 else { return order }
      let next = start + key.count
      return next == end || bytes.buffer[next] == UInt8(ascii: ";") ? 0 : 1
    }

    /// As `compareFirstField(with:)`, with the field cut at the prefix's length.
    fileprivate func compareFirstField(withPrefix prefix: some Collection<UInt8>) -> Int {
      var offset = start
      for byte in prefix {
        guard offset < end, bytes.buffer[offset] != UInt8(ascii: ";") else { return -1 }
        let difference = Int(bytes.buffer[offset]) - Int(byte)
        guard difference == 0 else { return difference }
        offset += 1
      }
      return 0
    }
  }
}

extension Collection<UInt8> {
  /// Reads the bytes, copied only where they are not in one piece.
  fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withContiguousStorageIfAvailable(body) ?? Array(self).withUnsafeBufferPointer(body)
  }
}
