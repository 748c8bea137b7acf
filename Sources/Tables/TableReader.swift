/// Reads a table of text in order, batch by batch, in memory that does not grow with the table.
///
///     let reader = try TableReader(source: ByteSource(path: "marches.csv"))
///     while let batch = try reader.nextBatch() {
///       for record in 0..<batch.count { print(batch.line(of: record), batch.text(record, 0)) }
///     }
public final class TableReader {
  /// The longest record that is read: 64 MiB, far beyond any row of cells; what is longer is no table.
  public static let recordByteLimit = 64 << 20
  /// Bytes looked at to describe the table.
  static let sampleBytes = 1 << 20
  /// Bytes that a batch has about: with the offsets and what is written from it, what a second-level cache holds.
  static let batchBytes = 256 << 10
  /// Problems of one kind that are kept with their place; the rest are counted.
  public static let problemsKept = 20

  /// Indexes kept for the next batches.
  private static let indexesKept = 64
  /// Text longer than so many batches is not kept in memory for the next ones.
  private static let textKept = 8

  /// Characters of a line that show what is wrong with it.
  private static let shownLength = 60

  /// What the table is like.
  public let layout: TableLayout
  /// Problems met since, the first ``problemsKept`` of each kind, each kind in the table's order.
  public private(set) var problems: [TableProblem] = []
  /// How often each kind of problem was met, kept or not.
  public private(set) var problemCounts: [TableProblem.Kind: Int] = [:]

  private var input: DecodedInput
  private let scanner: CSVScanner
  private let aligner: RecordAligner
  /// Lent to batches. One that came back serves again, so that a batch costs no memory fresh from the system.
  private var indexes: [RecordIndex] = []
  private let batchBytes: Int
  private let longestRecord: Int
  private var nextLine: Int
  private var nextRecord: Int

  /// Reads the head of the table and describes it; throws what opening and describing can.
  public convenience init(source: ByteSource, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(source: source, options: options, limit: CSVScanner.QuotedCellLimit())
  }

  init(
    source: ByteSource, options: TableOptions, sampleBytes: Int = TableReader.sampleBytes,
    batchBytes: Int = TableReader.batchBytes, blockBytes: Int = DecodedInput.blockBytes,
    recordByteLimit: Int = TableReader.recordByteLimit, limit: CSVScanner.QuotedCellLimit
  ) throws(TableError) {
    var options = options
    var limit = limit
    let source = try source.asText(options)
    if let rendered = source.rendered {
      options.becomeThose(of: rendered)
      limit = .none
    }
    var input = try DecodedInput(
      source, encoding: options.encoding, sampleBytes: sampleBytes, blockBytes: blockBytes)
    let found = try LayoutDetection.run(&input, options: options, limit: limit)
    layout = found.layout
    scanner = CSVScanner(delimiter: found.layout.delimiter, limit: limit)
    aligner = found.aligner
    nextLine = found.layout.firstRecordLine
    nextRecord = found.firstRecord
    input.drop(found.dataOffset)
    self.input = input
    self.batchBytes = batchBytes
    longestRecord = recordByteLimit
  }

  /// Bytes read from the source so far, for progress.
  public var bytesRead: Int { input.source.position }

  /// Bytes in the source; `nil` for a pipe.
  public var bytesInAll: Int? { input.source.size }

  /// True when nothing more is to be read from the source: the rest is one batch at most.
  public var hasReadAll: Bool { input.isAtEnd }

  /// The next records after the header, in order; `nil` after the last.
  ///
  /// Throws ``TableError/readFailed(path:errno:)`` and ``TableError/recordTooLong(path:line:limitBytes:)``.
  public func nextBatch() throws(TableError) -> RecordBatch? {
    var wanted = batchBytes
    let index = unusedIndex()
    input.move(to: &index.text)
    while true {
      try input.fill(upTo: wanted)
      guard !input.text.isEmpty else { return nil }
      index.removeAll()
      let consumed = input.text.withUnsafeBufferPointer {
        scanner.scan($0, isFinal: input.isAtEnd, into: index)
      }
      if index.recordCount > 0 { return makeBatch(index, consumed: consumed) }
      guard input.text.count < longestRecord else {
        throw .recordTooLong(path: input.source.path, line: nextLine, limitBytes: longestRecord)
      }
      wanted = min(max(input.text.count, batchBytes) * 2, longestRecord)
    }
  }

  /// An index that no batch holds any more.
  private func unusedIndex() -> RecordIndex {
    for position in indexes.indices where isKnownUniquelyReferenced(&indexes[position]) {
      let index = indexes[position]
      if index.text.capacity > batchBytes * Self.textKept { index.text = [] }
      return index
    }
    let index = RecordIndex()
    if indexes.count < Self.indexesKept { indexes.append(index) }
    return index
  }

  private func makeBatch(_ index: RecordIndex, consumed: Int) -> RecordBatch {
    let textOffset = input.textOffset
    input.take(consumed, into: &index.text)
    let firstRow = input.setRows(of: index, first: nextRecord)
    var batch = RecordBatch(bytes: index.text, firstLine: firstRow ?? nextLine, index: index)
    // The cells of a sheet are in their columns as they are.
    if aligner.columnCount > 0, firstRow == nil { align(&batch) }
    reportQuotes(index, batch)
    reportSpoiltBytes(batch, from: textOffset, consumed: consumed)
    nextRecord += batch.count
    for problem in input.source.rendered?.takeProblems() ?? [] { report(problem.kind, problem) }
    nextLine += batch.count + (index.innerLineBreaks.last?.total ?? 0)
    return batch
  }

  /// Counts a problem; makes it only when it is kept.
  private func report(_ kind: TableProblem.Kind, _ problem: @autoclosure () -> TableProblem) {
    let count = problemCounts[kind, default: 0]
    problemCounts[kind] = count + 1
    if count < Self.problemsKept { problems.append(problem()) }
  }

  private func align(_ batch: inout RecordBatch) {
    var realignments: [Int: Realignment] = [:]
    for record in 0..<batch.count {
      let cells = batch.cellCount(of: record)
      if cells == aligner.columnCount { continue }
      switch aligner.align(batch, record) {
      case .fits: break
      case .tooShort:
        report(.tooShort, TableProblem(.tooShort, row: batch.line(of: record), text: "\(cells)/\(aligner.columnCount)"))
      case .tooLong:
        report(.tooLong, TableProblem(.tooLong, row: batch.line(of: record), text: "\(cells)/\(aligner.columnCount)"))
      case .realigned(let realignment):
        realignments[record] = realignment
      }
    }
    guard !realignments.isEmpty else { return }
    batch = batch.realigned(realignments)
    for (record, realignment) in realignments.sorted(by: { $0.key < $1.key }) {
      report(
        .realigned,
        TableProblem(
          .realigned, row: batch.line(of: record), column: realignment.column,
          text: batch.text(record, realignment.column)))
    }
  }

  private func reportQuotes(_ index: RecordIndex, _ batch: RecordBatch) {
    for offset in index.unclosedQuotes {
      guard let record = batch.record(at: offset) else { continue }
      let line = batch.bytes[offset..<batch.rawRange(of: record).upperBound].prefix { $0 != 0x0A && $0 != 0x0D }
      report(
        .unclosedQuote,
        TableProblem(
          .unclosedQuote, row: batch.line(of: record), column: batch.column(at: offset, in: record),
          text: String(String(decoding: line, as: UTF8.self).prefix(Self.shownLength))))
    }
    for offset in index.textAfterQuotes {
      guard let record = batch.record(at: offset) else { continue }
      let column = batch.column(at: offset, in: record)
      report(
        .textAfterQuote,
        TableProblem(
          .textAfterQuote, row: batch.line(of: record), column: column,
          text: column.map { batch.text(record, $0) } ?? ""))
    }
  }

  private func reportSpoiltBytes(_ batch: RecordBatch, from textOffset: Int, consumed: Int) {
    for offset in input.takeSpoiltOffsets(below: textOffset + consumed) {
      let record = batch.record(at: max(offset - textOffset, 0))
      report(.spoiltByte, TableProblem(.spoiltByte, row: record.map(batch.line(of:))))
    }
    problemCounts[.spoiltByte] = input.spoiltCount > 0 ? input.spoiltCount : nil
  }
}
