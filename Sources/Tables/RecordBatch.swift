/// Some consecutive records of a table: their text as UTF-8 bytes and where each record and cell lies in them.
///
/// Cells are addressed by record (0-based, in the batch) and column (0-based). A cell that the record lacks reads as
/// empty. Where a record was ``realignment(of:)`` put right, columns mean the table's columns, not the record's cells.
public struct RecordBatch: Sendable {
  /// The UTF-8 text that the ranges of this batch point into; more than the records' own bytes.
  public let bytes: [UInt8]
  /// Records in the batch.
  public let count: Int
  let firstLine: Int
  @usableFromInline let index: RecordIndex
  let innerLineBreaks: [(record: Int, total: Int)]
  let realignments: [Int: Realignment]
  @usableFromInline let hasRealignments: Bool

  /// One cell's place in ``bytes``.
  public struct Cell: Sendable {
    /// The bytes between the cell's quotes, or all of them when it has none.
    public let range: Range<Int>
    /// True when the cell was written between quotes.
    public let isQuoted: Bool
    /// True when the range is the cell's text as it is; false when quotes in it have to be undone.
    public let isPlain: Bool

    @inlinable
    init(range: Range<Int>, isQuoted: Bool, isPlain: Bool) {
      self.range = range
      self.isQuoted = isQuoted
      self.isPlain = isPlain
    }
  }

  /// The physical line, 1-based, on which a record begins. O(log n) in records that span lines.
  public func line(of record: Int) -> Int {
    var low = 0
    var high = innerLineBreaks.count
    while low < high {
      let middle = (low + high) / 2
      if innerLineBreaks[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return firstLine + record + (low > 0 ? innerLineBreaks[low - 1].total : 0)
  }

  /// Cells that the record has as written.
  @inlinable
  public func cellCount(of record: Int) -> Int {
    Int(firstCell(of: record + 1) - firstCell(of: record))
  }

  /// The record as written, quotes included, without its line end.
  @inlinable
  public func rawRange(of record: Int) -> Range<Int> {
    start(of: record)..<Int(cellEnd(firstCell(of: record + 1) - 1) & Self.offsetMask)
  }

  /// True when no cell of the record holds anything but spaces.
  public func isBlank(_ record: Int) -> Bool {
    (0..<cellCount(of: record)).allSatisfy { bytes[writtenCell(record, $0).range].allSatisfy { $0 <= 0x20 } }
  }

  /// The cell of a column; empty where the record has none. O(1), allocates nothing.
  @inlinable
  public func cell(_ record: Int, _ column: Int) -> Cell {
    hasRealignments ? realignedCell(record, column) : writtenCell(record, column)
  }

  /// Calls `body` with the cell's text; allocates only when doubled quotes have to be undone.
  @inlinable
  public func withText<Result>(
    _ record: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let cell = cell(record, column)
    if cell.isPlain {
      return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[cell.range])) }
    }
    var unquoted: [UInt8] = []
    appendText(of: cell, to: &unquoted)
    return unquoted.withUnsafeBufferPointer(body)
  }

  /// Appends the cell's text, quotes undone, to `buffer`.
  public func appendText(_ record: Int, _ column: Int, to buffer: inout [UInt8]) {
    appendText(of: cell(record, column), to: &buffer)
  }

  /// The cell's text, quotes undone.
  public func text(_ record: Int, _ column: Int) -> String {
    withText(record, column) { String(decoding: $0, as: UTF8.self) }
  }

  /// How a record that is longer than the header was put in its columns; `nil` for every other record.
  public func realignment(of record: Int) -> Realignment? { realignments[record] }
}

extension RecordBatch {
  @inlinable static var cellIsQuoted: UInt32 { 1 << 31 }
  @inlinable static var cellNeedsUnquoting: UInt32 { 1 << 30 }
  @inlinable static var offsetMask: UInt32 { cellNeedsUnquoting - 1 }

  /// The records of a scan. The index is the batch's from now on.
  init(
    bytes: [UInt8], firstLine: Int, index: RecordIndex, realignments: [Int: Realignment] = [:]
  ) {
    self.bytes = bytes
    self.firstLine = firstLine
    self.realignments = realignments
    hasRealignments = !realignments.isEmpty
    count = index.recordCount
    self.index = index
    innerLineBreaks = index.innerLineBreaks
  }

  @inlinable func start(of record: Int) -> Int {
    precondition(record >= 0 && record <= count)
    return Int(index.records[record * 2])
  }

  @inlinable func firstCell(of record: Int) -> UInt32 {
    precondition(record >= 0 && record <= count)
    return index.records[record * 2 + 1]
  }

  @inlinable func cellEnd(_ cell: UInt32) -> UInt32 { index.cells[Int(cell)] }

  /// The cell at a position of the record as written.
  @inlinable func writtenCell(_ record: Int, _ position: Int) -> Cell {
    let first = firstCell(of: record)
    let number = first + UInt32(truncatingIfNeeded: position)
    guard position >= 0, position < cellCount(of: record) else {
      return Cell(range: 0..<0, isQuoted: false, isPlain: true)
    }
    let start = position == 0 ? start(of: record) : Int(cellEnd(number - 1) & Self.offsetMask) + 1
    let end = cellEnd(number)
    let offset = Int(end & Self.offsetMask)
    if end & Self.cellIsQuoted == 0 { return Cell(range: start..<offset, isQuoted: false, isPlain: true) }
    let isPlain = end & Self.cellNeedsUnquoting == 0
    // Where text follows the closing quote, the last byte is none.
    return Cell(range: start + 1..<(isPlain ? offset - 1 : offset), isQuoted: true, isPlain: isPlain)
  }

  @usableFromInline func realignedCell(_ record: Int, _ column: Int) -> Cell {
    guard let realignment = realignments[record] else { return writtenCell(record, column) }
    let positions = realignment.positions(of: column)
    guard positions.count > 1 else { return writtenCell(record, positions.lowerBound) }
    return Cell(range: joinedCells(record, positions), isQuoted: false, isPlain: true)
  }

  /// The bytes from the first to the last of adjacent cells, as written.
  func joinedCells(_ record: Int, _ positions: Range<Int>) -> Range<Int> {
    let first = writtenCell(record, positions.lowerBound)
    let last = writtenCell(record, positions.upperBound - 1)
    let start = first.range.lowerBound - (first.isQuoted ? 1 : 0)
    let end = last.range.upperBound + (last.isQuoted && last.isPlain ? 1 : 0)
    return start..<end
  }

  /// Undoes the quotes of a cell: `say ""hi""" he` (what follows an opening quote) is `say "hi" he`.
  @usableFromInline func appendText(of cell: Cell, to buffer: inout [UInt8]) {
    if cell.isPlain {
      buffer.append(contentsOf: bytes[cell.range])
      return
    }
    var isInQuotes = true
    var position = cell.range.lowerBound
    while position < cell.range.upperBound {
      let byte = bytes[position]
      position += 1
      if isInQuotes, byte == StructuralMask.quote {
        guard position < cell.range.upperBound, bytes[position] == StructuralMask.quote else {
          isInQuotes = false
          continue
        }
        position += 1
      }
      buffer.append(byte)
    }
  }
}

extension RecordBatch {
  /// The record that holds the byte at an offset of ``bytes``; `nil` when none does.
  func record(at offset: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if start(of: middle) <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The position of the record's cell that holds the byte at an offset.
  func column(at offset: Int, in record: Int) -> Int? {
    (0..<cellCount(of: record)).first { writtenCell(record, $0).range.upperBound >= offset }
  }

  /// The same records, some of them read with their cells put right.
  func realigned(_ realignments: [Int: Realignment]) -> RecordBatch {
    RecordBatch(bytes: bytes, firstLine: firstLine, index: index, realignments: realignments)
  }
}
