/// Writes cells of a table of text.
public struct CellEncoding: Sendable {
  /// The ASCII byte between cells.
  public let delimiter: UInt8
  /// True when a cell that a spreadsheet would run as a formula gets an apostrophe in front.
  public let isSafe: Bool

  /// How to write cells; `safe` takes the danger from cells that begin like a formula.
  public init(delimiter: UInt8, safe: Bool = false) {
    self.delimiter = delimiter
    isSafe = safe
  }

  /// Appends a cell, between quotes only when its text needs them. O(n).
  public func append(_ text: some Sequence<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    if isSafe, Self.isFormula(text) { buffer.append(0x27) }
    var needsQuotes = false
    var quotes = 0
    let textStart = buffer.count
    for byte in text {
      buffer.append(byte)
      switch byte {
      case 0x22:
        needsQuotes = true
        quotes += 1
      case 0x0A, 0x0D, delimiter: needsQuotes = true
      default: break
      }
    }
    // Readers that trim cells leave quoted ones alone.
    if buffer.count > textStart, buffer[textStart] == 0x20 || buffer[buffer.count - 1] == 0x20 { needsQuotes = true }
    guard needsQuotes else { return }
    let plain = Array(buffer[start...])
    buffer.removeSubrange(start...)
    buffer.reserveCapacity(start + plain.count + quotes + 2)
    buffer.append(0x22)
    for byte in plain {
      if byte == 0x22 { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }

  /// Appends a cell of text.
  public func append(_ text: String, to buffer: inout [UInt8]) {
    let isWritten = text.utf8.withContiguousStorageIfAvailable { bytes in
      guard writesAsIs(bytes) else { return false }
      buffer.append(contentsOf: bytes)
      return true
    }
    if isWritten != true { append(text.utf8, to: &buffer) }
  }

  /// True for a text of which a cell has the same bytes, as nearly all do; perhaps false for one of which it has them too. O(n).
  private func writesAsIs(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Readers that trim cells leave quoted ones alone.
    guard !isSafe, text.first != 0x20 else { return false }
    var last: UInt8 = 0
    for byte in text {
      if byte == 0x22 || byte == 0x0A || byte == 0x0D || byte == delimiter { return false }
      last = byte
    }
    return last != 0x20
  }

  /// Appends a record of cells and a line end.
  public func appendRecord(_ cells: [String], lineEnd: LineEnd = .lf, to buffer: inout [UInt8]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { buffer.append(delimiter) }
      append(cell, to: &buffer)
    }
    // One empty cell alone would read as a blank line.
    if cells == [""] { buffer += [0x22, 0x22] }
    buffer += lineEnd.bytes
  }

  /// True for a text that spreadsheets run: it begins with `=`, `+`, `-`, `@`, a tab or a CR, and is no number.
  static func isFormula(_ text: some Sequence<UInt8>) -> Bool {
    var bytes = text.makeIterator()
    switch bytes.next() {
    case 0x3D, 0x40, 0x09, 0x0D: return true
    case 0x2B, 0x2D:
      // A signed number, with spaces, separators or an exponent: -3,5 and +33 1 23 45 are harmless.
      var digits = 0
      while let byte = bytes.next() {
        switch byte {
        case 0x30...0x39: digits += 1
        case 0x2E, 0x2C, 0x20: continue
        default: return true
        }
      }
      return digits == 0
    default: return false
    }
  }
}
