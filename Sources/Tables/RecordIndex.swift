/// Where the records and cells of a scanned text lie: the scanner's output, reused from block to block.
///
/// Owns plain memory instead of arrays so that the scanner's inner loop appends without a uniqueness or capacity check.
final class RecordIndex {
  /// Offset of the byte after the cell, with ``cellIsQuoted`` and ``cellNeedsUnquoting`` in the top bits.
  private(set) var cells: UnsafeMutablePointer<UInt32>
  var cellCount = 0
  private var cellCapacity: Int

  /// Two numbers per record: the offset of its first byte and the number of its first cell.
  private(set) var records: UnsafeMutablePointer<UInt32>
  var recordCount = 0
  private var recordCapacity: Int

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
    recordCount = 0
    innerLineBreaks.removeAll(keepingCapacity: true)
    unclosedQuotes.removeAll(keepingCapacity: true)
    textAfterQuotes.removeAll(keepingCapacity: true)
  }

  /// Makes room for `count` more cells beyond `cellCount` and `count` more records beyond `recordCount`.
  func reserve(_ count: Int, cellCount: Int, recordCount: Int) {
    if cellCount + count > cellCapacity {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: cellCapacity * 2 + count)
      larger.update(from: cells, count: cellCount)
      cells.deallocate()
      cells = larger
      cellCapacity = cellCapacity * 2 + count
    }
    if recordCount + count > recordCapacity {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: (recordCapacity * 2 + count) * 2)
      larger.update(from: records, count: recordCount * 2)
      records.deallocate()
      records = larger
      recordCapacity = recordCapacity * 2 + count
    }
  }
}
