import Geocoding
import Tables

/// Writes the rows that were not placed, each with the reason, what would settle it, and empty columns for a person's
/// answer.
public struct UnlocatedTable {
  /// The columns that a person fills.
  public static let answerColumns = [
    "answer_postcode", "answer_city", "answer_citycode", "answer_latitude", "answer_longitude",
  ]

  /// The column that keeps what the answer is for, as ``Geocoding/Corrections/location(of:)`` puts it.
  static let locationColumn = "answer_for"

  private let compiled: CompiledColumns
  private let names: [String]
  private let encoding: CellEncoding
  private let style: OutputStyle
  private let lineEnd: [UInt8]
  private let language: Language

  /// A table of the rows of tables with these layouts.
  public init(layouts: [TableLayout], names: [String], style: OutputStyle, language: Language) {
    compiled = CompiledColumns(layouts)
    self.names = names
    self.style = style
    self.language = language
    encoding = CellEncoding(delimiter: layouts.first?.delimiter ?? UInt8(ascii: ";"), safe: style.hasSafeCells)
    lineEnd = style.isForSpreadsheets ? [0x0D, 0x0A] : layouts.first?.lineEnd.bytes ?? [0x0A]
  }

  /// The names of all columns.
  public var columnNames: [String] {
    let headers = ownNames
    var taken = Set(headers)
    let added =
      [ResultColumn.status.rawValue, ResultColumn.note.rawValue, "suggestion", Self.locationColumn] + Self.answerColumns
      + ["source_file", "source_row"]
    return headers + added.map { ResultColumn.unusedName($0, taken: &taken) }
  }

  /// The input's headers; `column_1` and so on when it has none at all, since a person is to find the columns to fill.
  private var ownNames: [String] {
    let headers = compiled.columns.map(\.header)
    return headers.allSatisfy(\.isEmpty) ? headers.indices.map { "column_\($0 + 1)" } : headers
  }

  /// The first line.
  public func header() -> [UInt8] {
    var line = style.byteOrderMark
    append(columnNames, to: &line)
    return line
  }

  /// Appends a row that was not placed.
  public func append(_ row: GeocodedRow, to output: inout [UInt8]) {
    var cells = compiled.columns.map { column in
      column.places[row.table].map { row.batch.text(row.record, $0) } ?? ""
    }
    cells += [
      row.placement.status.rawValue, row.placement.text(.note), row.resolution.suggestion(in: language),
      Corrections.location(of: row.query),
    ]
    cells += Self.answerColumns.map { _ in "" }
    cells += [names[row.table], String(row.line)]
    append(cells, to: &output)
  }

  private func append(_ cells: [String], to output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(encoding.delimiter) }
      encoding.append(cell, to: &output)
    }
    output += lineEnd
  }
}
