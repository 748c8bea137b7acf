import Geocoding
import Tables

/// The table that geocoding makes of one or several: its header, its columns, and how rows are written.
struct OutputTable: Sendable {
  let layouts: [TableLayout]
  let names: [String]
  let style: OutputStyle
  let compiled: CompiledColumns
  let encoding: CellEncoding
  let lineEnd: [UInt8]
  /// Cells of a row may be copied as bytes: one table, whose own delimiter is the output's.
  let copiesBytes: Bool
  /// Writes rows as JSON; `nil` for delimited text.
  private let jsonRows: JSONRows?
  /// The names of the columns that are added to the input's own: results, those of an overlay, the source.
  private let addedColumns: [String]

  init(layouts: [TableLayout], names: [String], style: OutputStyle, overlay: AnswerOverlay?) {
    self.layouts = layouts
    self.names = names
    self.style = style
    compiled = CompiledColumns(layouts)
    encoding = CellEncoding(delimiter: layouts.first?.delimiter ?? UInt8(ascii: ";"), safe: style.hasSafeCells)
    lineEnd = style.isForSpreadsheets ? [0x0D, 0x0A] : layouts.first?.lineEnd.bytes ?? [0x0A]
    copiesBytes = layouts.count == 1 && layouts[0].delimiter != nil && !style.hasSafeCells && !style.isJSONLines
    addedColumns = Self.addedColumns(
      style.columns, beside: compiled.columns, overlay: overlay?.columns ?? [], isCompiled: layouts.count > 1)
    jsonRows =
      style.isJSONLines
      ? JSONRows(compiled.columns, results: style.columns, added: addedColumns, isCompiled: layouts.count > 1) : nil
  }

  var isCompiled: Bool { layouts.count > 1 }

  /// Cells that a row copied as bytes has at least.
  var width: Int { layouts[0].width }

  // MARK: Header

  /// False when none of the tables has one: then the output has none either.
  var hasHeader: Bool { layouts.contains { $0.headerRow != nil } }

  /// The first line; empty when the input has none, and for JSON.
  func header() -> [UInt8] {
    guard jsonRows == nil else { return [] }
    guard hasHeader else { return style.byteOrderMark }
    var line = style.byteOrderMark
    appendOwnHeader(to: &line)
    for name in addedColumns {
      line.append(encoding.delimiter)
      encoding.append(name, to: &line)
    }
    return line + lineEnd
  }

  private static func addedColumns(
    _ results: [ResultColumn], beside columns: [CompiledColumns.Column], overlay: [String], isCompiled: Bool
  ) -> [String] {
    let headers = columns.map(\.header)
    let results = ResultColumn.names(results, beside: headers)
    let others = overlay + (isCompiled ? ["source_file", "source_row"] : [])
    var taken = Set(headers + results)
    return results + others.map { ResultColumn.unusedName($0, taken: &taken) }
  }

  /// The names of all columns, the input's own as they are.
  var columnNames: [String] {
    let padding = copiesBytes ? max(0, width - layouts[0].columns.count) : 0
    return compiled.columns.map(\.header) + Array(repeating: "", count: padding) + addedColumns
  }

  private func appendOwnHeader(to line: inout [UInt8]) {
    guard !copiesBytes else {
      line += layouts[0].rawHeader
      line += Array(repeating: encoding.delimiter, count: max(0, width - layouts[0].columns.count))
      return
    }
    for (index, column) in compiled.columns.enumerated() {
      if index > 0 { line.append(encoding.delimiter) }
      encoding.append(column.header, to: &line)
    }
  }

  // MARK: Rows

  /// Appends the result columns of an answer and the cells that an overlay adds, as rows have them.
  func appendResults(
    _ placement: Placement, distanceMetres: Double?, overlay cells: [String], to text: inout [UInt8]
  ) {
    if let jsonRows {
      jsonRows.appendResults(placement, distanceMetres: distanceMetres, overlay: cells, to: &text)
      return
    }
    encoding.appendResults(placement, style.columns, distanceMetres: distanceMetres, to: &text)
    for cell in cells {
      text.append(encoding.delimiter)
      encoding.append(cell, to: &text)
    }
  }

  /// Whether an answer's text ends with the cell of its notes, and has none.
  func lacksNote(_ answer: UnsafeRawBufferPointer) -> Bool {
    jsonRows == nil && style.columns.last == .note && answer.last == encoding.delimiter
  }

  /// Appends a row whose cells are written anew, with the columns of its answer, to an array that starts empty.
  func appendEncoded(
    _ batch: RecordBatch, _ record: Int, _ table: Int, answer: UnsafeRawBufferPointer, to line: inout [UInt8]
  ) {
    if let jsonRows {
      jsonRows.append(batch, record, table, answer: answer, name: names[table], to: &line)
      return
    }
    for (index, column) in compiled.columns.enumerated() {
      if index > 0 { line.append(encoding.delimiter) }
      guard let place = column.places[table] else { continue }
      batch.withText(record, place) { encoding.append($0, to: &line) }
    }
    line += answer
    if isCompiled {
      for text in [names[table], String(batch.line(of: record))] {
        line.append(encoding.delimiter)
        encoding.append(text, to: &line)
      }
    }
    line += lineEnd
  }

  /// Appends a row as its bytes, with the columns of its answer; a short row is filled up. Cells beyond the width that the
  /// head of the table showed come after the results, so that these keep their columns.
  func appendCopied(
    _ batch: RecordBatch, _ record: Int, answer: UnsafeRawBufferPointer, to line: inout [UInt8]
  ) {
    let raw = batch.rawRange(of: record)
    let cells = batch.cellCount(of: record)
    guard cells > width else {
      line += batch.bytes[raw]
      line += Array(repeating: encoding.delimiter, count: width - cells)
      line += answer
      line += lineEnd
      return
    }
    let excess = batch.writtenRange(record, width).lowerBound
    line += batch.bytes[raw.lowerBound..<excess - 1]
    line += answer
    line.append(encoding.delimiter)
    line += batch.bytes[excess..<raw.upperBound]
    line += lineEnd
  }
}

extension OutputStyle {
  var byteOrderMark: [UInt8] { isForSpreadsheets ? [0xEF, 0xBB, 0xBF] : [] }
}
