/// Describes a table from its first records: the steps from bytes to columns with roles.
enum LayoutDetection {
  /// What is found, and what reading on needs.
  struct Found {
    var layout: TableLayout
    /// Offset in the decoded text of the first record after the header.
    var dataOffset: Int
    /// Number of that record among all, 0-based.
    var firstRecord: Int
    var aligner: RecordAligner
  }

  /// Records whose cells are looked at, spread over the sample.
  private static let recordsLookedAt = 600
  /// Share of the cells that are two coordinates in a column of such.
  private static let pairShare = 0.9

  static func run(
    _ input: inout DecodedInput, options: TableOptions, limit: CSVScanner.QuotedCellLimit
  ) throws(TableError) -> Found {
    try readFirstLine(&input)
    let hint = delimiterHint(input.text)
    let delimiter = try delimiter(of: input, hint: hint, options: options, limit: limit)
    let index = RecordIndex()
    input.text.withUnsafeBufferPointer {
      _ = CSVScanner(delimiter: delimiter, limit: limit).scan($0, isFinal: true, into: index)
    }
    let firstRow = input.setRows(of: index, first: 0) ?? 1
    let batch = RecordBatch(bytes: input.text, firstLine: firstRow, index: index)
    let whole = input.isAtEnd || batch.count == 1 ? batch.count : batch.count - 1
    let start = hint == nil ? 0 : 1
    let header = try headerRecord(
      batch, start..<max(start, whole), options: options,
      hasOwnHeader: input.source.rendered?.beginsWithHeader ?? false)
    let firstRecord = header.map { $0 + 1 } ?? start

    var columns = columns(batch, header: header, data: firstRecord..<max(firstRecord, whole))
    let lookedAt = spread(batch, firstRecord..<max(firstRecord, whole))
    let statistics = columns.indices.map { column in
      lookedAt.reduce(into: ColumnStatistics()) { statistics, record in
        batch.withText(record, column) { statistics.add($0) }
      }
    }
    for column in columns.indices {
      columns[column].filled = statistics[column].filledShare
      columns[column].examples = statistics[column].examples
      columns[column].keepsZeros = statistics[column].share(.zeroInFront) > 0
      columns[column].holdsPairs = statistics[column].share(.coordinatePair) >= pairShare
    }
    var problems = headerProblems(columns, hasHeader: header != nil, preambleCount: header ?? start)
    let companions = lookedAt.map { record in
      columns.indices.map { batch.withText(record, $0) { ColumnStatistics.hash($0) } }
    }
    var roles = RoleDetection(columns: columns, statistics: statistics, values: companions, hasHeader: header != nil)
    if let placeCodes = options.placeCodes {
      roles.disprove(with: placeCodes) { column in lookedAt.map { batch.text($0, column) } }
    }
    try roles.fix(options.roles)
    roles.run()
    columns = roles.columns
    problems += roles.problems
    if firstRecord >= batch.count { problems.append(TableProblem(.noRecords)) }
    problems += input.source.rendered?.problems ?? []
    if input.text.contains(0) { problems.append(TableProblem(.nul)) }

    let dataOffset = firstRecord < batch.count ? batch.rawRange(of: firstRecord).lowerBound : input.text.count
    let format = input.source.rendered?.format ?? (delimiter == 0x09 ? .tsv : .csv)
    let known = KnownLayout(
      format: format, headers: columns.map(\.header),
      preamble: (0..<(header ?? start)).map { String(decoding: batch.bytes[batch.rawRange(of: $0)], as: UTF8.self) })
    let layout = TableLayout(
      format: format,
      sheet: input.source.rendered?.sheet, encoding: input.encoding, hasByteOrderMark: input.hasByteOrderMark,
      delimiter: delimiter, lineEnd: lineEnd(batch), isQuoted: isQuoted(batch),
      headerRow: header.map(batch.line(of:)),
      preamble: (0..<(header ?? start)).map { Array(batch.bytes[batch.rawRange(of: $0)]) },
      rawHeader: header.map { Array(batch.bytes[batch.rawRange(of: $0)]) } ?? [],
      firstRecordLine: firstRecord < batch.count ? batch.line(of: firstRecord) : lineAfter(batch),
      columns: columns, width: (0..<whole).reduce(columns.count) { max($0, batch.cellCount(of: $1)) },
      problems: problems,
      known: known, contractColumns: ContractColumns(columns),
      geocoderColumns: GeocoderColumns(columns, known))
    return Found(
      layout: layout, dataOffset: dataOffset, firstRecord: firstRecord,
      aligner: RecordAligner(columns: columns, statistics: statistics))
  }

  /// A first line longer than the sample has to be read whole, with the byte after its end: a CR may be half of a CRLF.
  private static func readFirstLine(_ input: inout DecodedInput) throws(TableError) {
    while !input.isAtEnd, !input.text.dropLast().contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      guard input.text.count < TableReader.recordByteLimit else {
        throw .recordTooLong(path: input.source.path, line: 1, limitBytes: TableReader.recordByteLimit)
      }
      try input.fill(upTo: input.text.count * 2)
    }
  }

  /// The delimiter of a first line `sep=;`, which Excel writes and reads.
  private static func delimiterHint(_ text: [UInt8]) -> UInt8? {
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }.filter { $0 != 0x22 }
    guard line.count == 5, line.starts(with: "sep=".utf8), let hint = line.last, isDelimiter(hint) else { return nil }
    return hint
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte < 0x80 && ![0, 0x0A, 0x0D, 0x22].contains(byte)
  }

  private static func delimiter(
    of input: DecodedInput, hint: UInt8?, options: TableOptions, limit: CSVScanner.QuotedCellLimit
  ) throws(TableError) -> UInt8? {
    guard let given = options.delimiter ?? hint else {
      return input.text.withUnsafeBufferPointer {
        DelimiterDetection.run($0, isWhole: input.isAtEnd, limit: limit)
      }
    }
    guard isDelimiter(given) else { throw .badDelimiter(given) }
    return given
  }

  private static func headerRecord(
    _ batch: RecordBatch, _ records: Range<Int>, options: TableOptions, hasOwnHeader: Bool
  ) throws(TableError) -> Int? {
    if hasOwnHeader { return 0 }
    if let row = options.headerRow {
      guard let record = (0..<batch.count).last(where: { batch.line(of: $0) <= row }), row > 0,
        row < (record + 1 < batch.count ? batch.line(of: record + 1) : lineAfter(batch))
      else { throw .noSuchHeaderRow(wanted: row, lines: lineAfter(batch) - 1) }
      return record
    }
    switch options.hasHeader {
    case false: return nil
    case true: return HeaderDetection.run(batch, records) ?? records.first { !batch.isBlank($0) }
    default: return HeaderDetection.run(batch, records)
    }
  }

  private static func lineAfter(_ batch: RecordBatch) -> Int {
    batch.line(of: batch.count)
  }

  /// The columns with their names: as many as the header has cells, without header as most records have.
  private static func columns(_ batch: RecordBatch, header: Int?, data: Range<Int>) -> [TableColumn] {
    var counts: [Int: Int] = [:]
    for record in data where !batch.isBlank(record) { counts[batch.cellCount(of: record), default: 0] += 1 }
    let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    var count = header.map(batch.cellCount(of:)) ?? 1
    // Rows that nearly all have a cell more than the header have a column that it does not name.
    if let usual, usual.key > count, header == nil || usual.value * 2 > counts.values.reduce(0, +) { count = usual.key }
    let headers = (0..<count).map { column in header.map { batch.text($0, column) } ?? "" }
    var taken = Set(headers)
    return headers.enumerated().map { index, text in
      var name = text
      let isBlank = text.utf8.allSatisfy { $0 <= 0x20 }
      if isBlank || headers[..<index].contains(text) {
        let base = isBlank ? "column_\(index + 1)" : text
        name = base
        var number = 2
        while taken.contains(name) {
          name = "\(base)_\(number)"
          number += 1
        }
        taken.insert(name)
      }
      return TableColumn(
        index: index, header: text, name: name, role: nil, confidence: 0, filled: 0, examples: [], reason: .none)
    }
  }

  /// Records with something in them, at even steps over the sample.
  private static func spread(_ batch: RecordBatch, _ records: Range<Int>) -> [Int] {
    let filled = records.filter { !batch.isBlank($0) }
    guard filled.count > recordsLookedAt else { return filled }
    return (0..<recordsLookedAt).map { filled[$0 * filled.count / recordsLookedAt] }
  }

  private static func headerProblems(_ columns: [TableColumn], hasHeader: Bool, preambleCount: Int) -> [TableProblem] {
    var problems: [TableProblem] = []
    if preambleCount > 0 { problems.append(TableProblem(.preamble, text: String(preambleCount))) }
    guard hasHeader else { return problems }
    for column in columns where column.name != column.header {
      let isEmpty = column.header.utf8.allSatisfy { $0 <= 0x20 }
      // An empty column under an empty header is a margin, not a problem.
      if isEmpty, column.filled == 0 { continue }
      problems.append(
        TableProblem(isEmpty ? .emptyHeader : .duplicateHeader, column: column.index, text: column.name))
    }
    return problems
  }

  private static func lineEnd(_ batch: RecordBatch) -> LineEnd {
    var counts = [0, 0, 0]
    for record in 0..<min(batch.count, recordsLookedAt) {
      let end = batch.rawRange(of: record).upperBound
      guard end < batch.bytes.count else { continue }
      if batch.bytes[end] == 0x0A {
        counts[0] += 1
      } else {
        counts[end + 1 < batch.bytes.count && batch.bytes[end + 1] == 0x0A ? 1 : 2] += 1
      }
    }
    if counts[1] > counts[0], counts[1] >= counts[2] { return .crlf }
    return counts[2] > counts[0] ? .cr : .lf
  }

  private static func isQuoted(_ batch: RecordBatch) -> Bool {
    (0..<batch.count).contains { record in
      (0..<batch.cellCount(of: record)).contains { batch.writtenCell(record, $0).isQuoted }
    }
  }
}
