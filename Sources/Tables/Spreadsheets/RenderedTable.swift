/// A table in another form than text, given as text: UTF-8, one record per row, cells between `;`, quoted where
/// they need it. All that reads tables of text reads it as it is.
protocol RenderedTable: AnyObject {
  /// The form of the file.
  var format: TableFormat { get }
  /// The name of the sheet that is read; `nil` where there are none.
  var sheet: String? { get }
  /// True when the first record is the columns' names, made by us.
  var beginsWithHeader: Bool { get }
  /// Bytes of the file read so far, about.
  var bytesRead: Int { get }
  /// What is wrong, as far as known when the table was opened.
  var problems: [TableProblem] { get set }

  /// The next piece of text; `nil` at the end. A record may go on in the next piece.
  func render() throws(TableError) -> [UInt8]?

  /// The row in the file, 1-based, of each of consecutive records, the first of them number `first` (0-based) of all.
  /// Records are asked for in order, the last of a call once more as the first of the next; earlier ones never again.
  func rows(first: Int, count: Int) -> RenderedRows

  /// What was met since the last call.
  func takeProblems() -> [TableProblem]
}

/// The rows of consecutive records, as ``RecordBatch`` keeps them.
struct RenderedRows {
  /// The row of the first record.
  var first: Int
  /// After which records the row is not the next one, and by how much it is ahead in all.
  var jumps: [(record: Int, total: Int)]
}
