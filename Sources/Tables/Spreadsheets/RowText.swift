/// Writes the rows of a sheet as records of text.
///
/// Cells are added in any order; empty rows below the last filled one are left out, those above it are blank lines, so
/// that a record's number is its row's.
struct RowText {
  /// The text written and not taken yet.
  private(set) var output: [UInt8] = []
  /// Rows written so far, blank ones included.
  private(set) var rowCount = 0
  /// Text of the cells of the present row; cells are written to its end.
  var scratch: [UInt8] = []
  /// Bytes written again for cells and rows that are repeated, in all.
  private(set) var repeatedBytes = 0

  private var copied: [UInt8] = []
  private var copiesLeft = 0
  /// Bytes of repeated rows that are given away at a time.
  private static let copiedBytes = 256 << 10

  private var cells: [(column: Int, start: Int, end: Int)] = []
  private var isOrdered = true

  /// Adds a cell whose text stands at the end of ``scratch`` from `start` on; empty cells need not be added.
  mutating func addCell(_ column: Int, from start: Int) {
    guard scratch.count > start else { return }
    if let last = cells.last, last.column >= column { isOrdered = false }
    cells.append((column, start, scratch.count))
    cellBytes += scratch.count - start
  }

  /// Bytes of the cells of the present row, those of repeated ones each time.
  private(set) var cellBytes = 0

  /// Adds again, in other columns, the cell that was added last.
  mutating func repeatLastCell(in columns: Range<Int>) {
    guard let last = cells.last else { return }
    for column in columns { cells.append((column, last.start, last.end)) }
    let bytes = columns.count * (last.end - last.start)
    cellBytes += bytes
    repeatedBytes += bytes
  }

  /// True when the present row has nothing in it so far.
  var rowIsEmpty: Bool { cells.isEmpty }

  /// Writes the present row as row number `row` (0-based), and keeps what ``take()`` gives away `copies - 1` times more.
  mutating func endRow(_ row: Int, copies: Int = 1) {
    if !cells.isEmpty, row >= rowCount {
      output.append(contentsOf: repeatElement(0x0A, count: row - rowCount))
      let start = output.count
      writeRow()
      if copies > 1 {
        copied = Array(output[start...])
        copiesLeft = copies - 1
      }
      rowCount = row + copies
    }
    discardRow()
  }

  /// Forgets the cells of the present row.
  mutating func discardRow() {
    cells.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    cellBytes = 0
    isOrdered = true
  }

  /// True when a row is to be written again: ``take()`` has to be called before the next row.
  var hasCopies: Bool { copiesLeft > 0 }

  /// Gives away the text written.
  mutating func take() -> [UInt8] {
    while copiesLeft > 0, output.count < Self.copiedBytes {
      output.append(contentsOf: copied)
      copiesLeft -= 1
      repeatedBytes += copied.count
    }
    defer { output = [] }
    return output
  }

  private mutating func writeRow() {
    if !isOrdered {
      cells.sort { ($0.column, $0.start) < ($1.column, $1.start) }
      // The later of two cells in one place wins.
      for next in cells.indices.dropFirst().reversed() where cells[next - 1].column == cells[next].column {
        cells.remove(at: next - 1)
      }
      isOrdered = true
    }
    var column = 0
    for cell in cells {
      for _ in column..<cell.column { output.append(Self.delimiter) }
      column = cell.column
      scratch.withUnsafeBufferPointer {
        Self.append(UnsafeBufferPointer(rebasing: $0[cell.start..<cell.end]), to: &output)
      }
    }
    output.append(0x0A)
  }

  private static let delimiter: UInt8 = 0x3B

  /// Appends a cell's text, between quotes where it needs them.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let needsQuotes = text.contains { $0 == 0x22 || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return output.append(contentsOf: text) }
    output.append(0x22)
    for byte in text {
      if byte == 0x22 { output.append(0x22) }
      output.append(byte)
    }
    output.append(0x22)
  }
}
