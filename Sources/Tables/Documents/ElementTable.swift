/// The elements of a document's list, one after the other.
protocol ElementSource {
  /// True when the document has several values at its top.
  var isLines: Bool { get }
  /// True when the present element stands in a list of contracts.
  var isContract: Bool { get }
  /// The names that the document gives the columns of rows without names, in order; empty when it gives none.
  var columnNames: [[UInt8]] { get }
  /// Reads the next element and returns its row: its number in the list, or the line it begins on; `nil` at the end.
  func next(into tree: inout ElementTree) throws(TableError) -> Int?
}

/// A document of JSON or of contracts in XML as a table: a row per element of its list, or per contract and holder, and a column per value.
///
/// The columns are those of the document's first ``DocumentLimits/sampleBytes``. If it is longer, keys that come later go as
/// JSON to a last column ``otherKeys`` and are reported.
final class ElementTable: RenderedTable {
  let format: TableFormat
  let sheet: String? = nil
  let beginsWithHeader: Bool
  var problems: [TableProblem] = []
  private let source: ByteSource
  private let elements: any ElementSource
  private var rows: ElementRows
  private var tree = ElementTree()
  /// The row of each record rendered and not asked for yet; the first is number `firstKept`.
  private var rowOfRecord: [Int] = []
  private var firstKept = 0
  private var isAtEnd = false

  static let otherKeys = "other_keys"
  /// Text rendered at a time.
  private static let pieceBytes = 256 << 10

  /// Reads the head of the document; throws ``TableError/truncated(path:)``, ``TableError/damaged(path:part:line:)``
  /// and ``TableError/emptyFile(path:)``.
  init(_ source: ByteSource, isMarkup: Bool, options: TableOptions, sampleBytes: Int = DocumentLimits.sampleBytes)
    throws(TableError)
  {
    self.source = source
    let head = try source.peek(sampleBytes)
    let isCut = head.count == sampleBytes
    rows = ElementRows(modifications: options.modifications)
    let sample: any ElementSource =
      try isMarkup
      ? MarkupElements(ByteSource(bytes: head, name: source.path))
      : JSONElements(JSONScanner(head: head, isCut: isCut, path: source.path))
    var count = 0
    do throws(TableError) {
      while try sample.next(into: &tree) != nil {
        rows.learn(tree, isContract: sample.isContract)
        count += 1
      }
    } catch .truncated where isCut && count > 0 {
    } catch .damaged where isMarkup && isCut && count > 0 {}
    guard count > 0 else { throw .emptyFile(path: source.path) }
    format = isMarkup ? .xml : sample.isLines ? .jsonl : .json
    rows.nameColumns(sample.columnNames)
    beginsWithHeader = rows.hasNames
    elements = isMarkup ? try MarkupElements(source) : try JSONElements(JSONScanner(source))
    rows.endLearning(withOtherKeys: isCut)
    if beginsWithHeader { rowOfRecord = [1] }
  }

  var bytesRead: Int { source.position }

  func render() throws(TableError) -> [UInt8]? {
    guard !isAtEnd else { return nil }
    while rows.row.output.count < Self.pieceBytes {
      guard let row = try elements.next(into: &tree) else {
        isAtEnd = true
        break
      }
      let count = rows.append(tree, isContract: elements.isContract, row: row)
      guard count <= DocumentLimits.rowsPerElement else {
        throw .recordTooLong(path: source.path, line: row, limitBytes: TableReader.recordByteLimit)
      }
      for _ in 0..<count { rowOfRecord.append(row) }
    }
    return rows.row.take()
  }

  func rows(first: Int, count: Int) -> RenderedRows {
    rowOfRecord.removeFirst(min(max(first - firstKept, 0), rowOfRecord.count))
    firstKept = max(first, firstKept)
    guard let start = rowOfRecord.first else { return RenderedRows(first: first + 1, jumps: []) }
    var jumps: [(record: Int, total: Int)] = []
    var total = 0
    for record in rowOfRecord.indices.prefix(count + 1).dropFirst() where rowOfRecord[record] - start - record != total
    {
      total = rowOfRecord[record] - start - record
      jumps.append((record - 1, total))
    }
    return RenderedRows(first: start, jumps: jumps)
  }

  func takeProblems() -> [TableProblem] {
    defer { rows.problems = [] }
    return rows.problems
  }
}
