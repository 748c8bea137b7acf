import Geocoding
import Tables

/// Geocodes tables row by row into one output table: each row once, in order, its cells as they were, the result columns
/// added.
///
///     let geocoder = TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"])
///     var output = geocoder.header()
///     while let batch = try reader.nextBatch() { geocoder.append(batch, ofTable: 0, to: &output) }
///
/// A distinct location is resolved once. Rows of one table are copied as their bytes; rows of several are put into the
/// columns of the compiled table.
public final class TableGeocoder {
  private let layouts: [TableLayout]
  private let names: [String]
  private let compiled: CompiledColumns
  private let locations: [LocationCells]
  private let style: OutputStyle
  private let encoding: CellEncoding
  private let lineEnd: [UInt8]
  private let cache: AnswerCache
  private var rowsByAnswer: [Int] = []
  private var finishedSummary = GeocodingSummary()

  /// A geocoder for tables of these layouts; `names` are written in the column `source_file` when there are several.
  /// Answers of the overlay come before the resolver's.
  public init(
    resolver: Resolver, layouts: [TableLayout], names: [String], style: OutputStyle = OutputStyle(),
    overlay: AnswerOverlay? = nil
  ) {
    self.layouts = layouts
    self.names = names
    self.style = style
    compiled = CompiledColumns(layouts)
    locations = layouts.map {
      LocationCells($0, distinguishesCompanies: overlay?.distinguishesCompanies ?? false)
    }
    encoding = CellEncoding(
      delimiter: layouts.first?.delimiter ?? UInt8(ascii: ";"), safe: style.hasSafeCells)
    lineEnd = style.isForSpreadsheets ? [0x0D, 0x0A] : layouts.first?.lineEnd.bytes ?? [0x0A]
    cache = AnswerCache(resolver: resolver, overlay: overlay, encoding: encoding)
  }

  private var isCompiled: Bool { layouts.count > 1 }

  /// Cells of a row may be copied as bytes: one table, whose own delimiter is the output's.
  private var copiesBytes: Bool { !isCompiled && layouts[0].delimiter != nil && !style.hasSafeCells }

  // MARK: Headers

  /// The output's first line; empty when the input has none.
  public func header() -> [UInt8] {
    guard layouts.contains(where: { $0.headerRow != nil }) else { return style.byteOrderMark }
    var line = style.byteOrderMark
    appendOwnHeader(to: &line)
    for name in addedColumns { append(name, to: &line) }
    return line + lineEnd
  }

  /// The names of the columns that are added to the input's own.
  private var addedColumns: [String] {
    let headers = compiled.columns.map(\.header)
    let results = ResultColumn.names(beside: headers)
    guard isCompiled else { return results }
    var taken = Set(headers + results)
    return results + ["source_file", "source_row"].map { ResultColumn.unusedName($0, taken: &taken) }
  }

  /// The names of all columns of the output, the input's own as they are.
  public var columnNames: [String] {
    let padding = copiesBytes ? max(0, layouts[0].width - layouts[0].columns.count) : 0
    return compiled.columns.map(\.header) + Array(repeating: "", count: padding) + addedColumns
  }

  /// The byte between the output's cells.
  public var delimiter: UInt8 { encoding.delimiter }

  private func appendOwnHeader(to line: inout [UInt8]) {
    guard !copiesBytes else {
      line += layouts[0].rawHeader
      pad(&line, from: layouts[0].columns.count, to: layouts[0].width)
      return
    }
    for (index, column) in compiled.columns.enumerated() {
      if index > 0 { line.append(encoding.delimiter) }
      encoding.append(column.header, to: &line)
    }
  }

  private func append(_ name: String, to line: inout [UInt8]) {
    line.append(encoding.delimiter)
    encoding.append(name, to: &line)
  }

  private func pad(_ line: inout [UInt8], from count: Int, to width: Int) {
    for _ in count..<max(count, width) { line.append(encoding.delimiter) }
  }

  // MARK: Rows

  /// Appends the rows of a batch with their results.
  public func append(_ batch: RecordBatch, ofTable table: Int, to output: inout [UInt8]) {
    forgetAnswersIfFull()
    for record in 0..<batch.count { _ = append(batch, record, table, to: &output) }
  }

  /// Appends the rows of a batch with their results and calls `onRow` for each, in order.
  public func append(
    _ batch: RecordBatch, ofTable table: Int, to output: inout [UInt8], onRow: (GeocodedRow) -> Void
  ) {
    forgetAnswersIfFull()
    for record in 0..<batch.count { onRow(row(batch, record, table, append(batch, record, table, to: &output))) }
  }

  /// Resolves the rows of a batch without writing them and calls `onRow` for each, in order.
  public func visit(_ batch: RecordBatch, ofTable table: Int, onRow: (GeocodedRow) -> Void) {
    forgetAnswersIfFull()
    for record in 0..<batch.count { onRow(row(batch, record, table, answerNumber(batch, record, table))) }
  }

  private func row(_ batch: RecordBatch, _ record: Int, _ table: Int, _ answer: Int) -> GeocodedRow {
    GeocodedRow(
      batch: batch, record: record, layout: layouts[table], table: table, resolution: cache.answers[answer].resolution)
  }

  /// Resolves the rows of a batch without writing them; calls `onLocation` for each location not met before, or forgotten
  /// since.
  public func survey(
    _ batch: RecordBatch, ofTable table: Int, onLocation: (LocationQuery, Resolution) -> Void
  ) {
    forgetAnswersIfFull()
    for record in 0..<batch.count {
      let known = cache.answers.count
      let number = answerNumber(batch, record, table)
      guard number == known else { continue }
      onLocation(locations[table].query(batch, record), cache.answers[number].resolution)
    }
  }

  private func append(_ batch: RecordBatch, _ record: Int, _ table: Int, to output: inout [UInt8]) -> Int {
    let number = answerNumber(batch, record, table)
    appendOwnCells(batch, record, table, to: &output)
    output.append(contentsOf: cache.answers[number].rendered)
    if isCompiled {
      append(names[table], to: &output)
      append(String(batch.line(of: record)), to: &output)
    } else if copiesBytes {
      appendExcess(batch, record, to: &output)
    }
    output.append(contentsOf: lineEnd)
    return number
  }

  private func forgetAnswersIfFull() {
    guard cache.isFull else { return }
    settleCounts()
    cache.removeAll()
  }

  private func answerNumber(_ batch: RecordBatch, _ record: Int, _ table: Int) -> Int {
    let number = cache.answer(locations[table], batch, record)
    while rowsByAnswer.count <= number { rowsByAnswer.append(0) }
    rowsByAnswer[number] += 1
    return number
  }

  private func appendOwnCells(_ batch: RecordBatch, _ record: Int, _ table: Int, to output: inout [UInt8]) {
    if copiesBytes {
      let range = ownRange(batch, record)
      batch.bytes.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
      pad(&output, from: batch.cellCount(of: record), to: layouts[0].width)
      return
    }
    for (index, column) in compiled.columns.enumerated() {
      if index > 0 { output.append(encoding.delimiter) }
      guard let place = column.places[table] else { continue }
      batch.withText(record, place) { encoding.append($0, to: &output) }
    }
  }

  /// The bytes of the cells within the table's width.
  private func ownRange(_ batch: RecordBatch, _ record: Int) -> Range<Int> {
    let raw = batch.rawRange(of: record)
    guard batch.cellCount(of: record) > layouts[0].width else { return raw }
    return raw.lowerBound..<batch.writtenRange(record, layouts[0].width).lowerBound - 1
  }

  /// Cells beyond the width that the head of the table showed come after the results, so that these keep their columns.
  private func appendExcess(_ batch: RecordBatch, _ record: Int, to output: inout [UInt8]) {
    guard batch.cellCount(of: record) > layouts[0].width else { return }
    let start = batch.writtenRange(record, layouts[0].width).lowerBound
    output.append(encoding.delimiter)
    output.append(contentsOf: batch.bytes[start..<batch.rawRange(of: record).upperBound])
  }

  // MARK: Summary

  /// What became of the rows so far.
  public func summary() -> GeocodingSummary {
    settleCounts()
    return finishedSummary
  }

  private func settleCounts() {
    for (number, count) in rowsByAnswer.enumerated() where count > 0 {
      let answer = cache.answers[number]
      finishedSummary.add(answer.resolution.placement, rows: count)
      if !answer.resolution.placement.isPlaced { finishedSummary.addUnplaced(answer.typed, rows: count) }
    }
    rowsByAnswer.removeAll(keepingCapacity: true)
  }
}

extension OutputStyle {
  var byteOrderMark: [UInt8] { isForSpreadsheets ? [0xEF, 0xBB, 0xBF] : [] }
}
