/// Where the records and cells of a scanned text lie: the scanner's output.
///
/// Owns plain memory instead of arrays so that the scanner's inner loop appends without a uniqueness check. A scan writes
/// it; from then on it is only read, by whoever holds a ``RecordBatch`` over it: hence `@unchecked Sendable`. Exclusive
/// access is not checked at run time: that would be most of what appending a cell costs.
@usableFromInline
final class RecordIndex: @unchecked Sendable {
  /// Offset of the byte after the cell, with ``cellIsQuoted`` and ``cellNeedsUnquoting`` in the top bits.
  @exclusivity(unchecked) @usableFromInline private(set) var cells: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) @usableFromInline private(set) var cellCount = 0
  @exclusivity(unchecked) private var cellCapacity: Int

  /// Two numbers per record: the offset of its first byte and the number of its first cell; after a scan a last pair.
  @exclusivity(unchecked) @usableFromInline private(set) var records: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private(set) var recordCount = 0
  @exclusivity(unchecked) private var recordCapacity: Int
  /// Cells of whole records.
  @exclusivity(unchecked) private var wholeCellCount = 0

  /// The text that was scanned, when the index keeps it for the next scan to overwrite.
  var text: [UInt8] = []
  /// Records that span several lines, in order: the record's number, and the line breaks inside cells up to its end.
  var innerLineBreaks: [(record: Int, total: Int)] = []
  /// Offsets of quotes that opened a cell, were never closed, and were read as text.
  var unclosedQuotes: [Int] = []
  /// Offsets of quotes that close a cell with text after them.
  var textAfterQuotes: [Int] = []

  /// The cell begins with a quote that is not part of its text.
  static let cellIsQuoted = RecordBatch.cellIsQuoted
  /// The cell's text is not simply what stands between its quotes.
  static let cellNeedsUnquoting = RecordBatch.cellNeedsUnquoting

  init() {
    cellCapacity = 1024
    recordCapacity = 256
    cells = .allocate(capacity: cellCapacity)
    records = .allocate(capacity: recordCapacity * 2)
  }

  deinit {
    cells.deallocate()
    records.deallocate()
  }

  func removeAll() {
    cellCount = 0
    wholeCellCount = 0
    recordCount = 0
    innerLineBreaks.removeAll(keepingCapacity: true)
    unclosedQuotes.removeAll(keepingCapacity: true)
    textAfterQuotes.removeAll(keepingCapacity: true)
  }

  /// Appends a cell of the record being read. Amortised O(1).
  @inline(__always)
  func appendCell(_ cell: UInt32) {
    if cellCount == cellCapacity { growCells() }
    cells[cellCount] = cell
    cellCount &+= 1
  }

  /// Ends the record that the last cells belong to. Amortised O(1).
  @inline(__always)
  func appendRecord(start: UInt32, lineBreaks: Int) {
    if recordCount == recordCapacity { growRecords() }
    records[recordCount &* 2] = start
    records[recordCount &* 2 &+ 1] = UInt32(truncatingIfNeeded: wholeCellCount)
    if lineBreaks > 0 { innerLineBreaks.append((recordCount, (innerLineBreaks.last?.total ?? 0) + lineBreaks)) }
    recordCount &+= 1
    wholeCellCount = cellCount
  }

  /// Ends a scan: forgets what belongs to the record that begins at `offset` and was not ended.
  func finish(at offset: Int) {
    cellCount = wholeCellCount
    if recordCount == recordCapacity { growRecords() }
    records[recordCount * 2] = 0
    records[recordCount * 2 + 1] = UInt32(truncatingIfNeeded: cellCount)
    while let last = unclosedQuotes.last, last >= offset { unclosedQuotes.removeLast() }
    while let last = textAfterQuotes.last, last >= offset { textAfterQuotes.removeLast() }
  }

  @inline(never)
  private func growCells() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: cellCapacity * 2)
    larger.update(from: cells, count: cellCount)
    cells.deallocate()
    cells = larger
    cellCapacity *= 2
  }

  @inline(never)
  private func growRecords() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: recordCapacity * 4)
    larger.update(from: records, count: recordCount * 2)
    records.deallocate()
    records = larger
    recordCapacity *= 2
  }
}
