import Foundation
import Testing

@testable import Tables

/// A file of Fixtures/spreadsheets, written by the script make-fixtures.py there.
enum SpreadsheetFixture {
  static func path(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/spreadsheets/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  static func table(_ name: String, _ options: TableOptions = TableOptions()) throws -> ReadTable {
    try ReadTable(ByteSource(path: path(name)), options)
  }

  static func table(json: String, _ options: TableOptions = TableOptions()) throws -> ReadTable {
    try ReadTable(ByteSource(bytes: Array(json.utf8), name: "test.json"), options)
  }

  /// The error of reading a table to its end; `nil` when there is none.
  static func error(_ source: () throws -> ByteSource, _ options: TableOptions = TableOptions()) -> TableError? {
    do {
      let reader = try TableReader(source: source(), options: options)
      while try reader.nextBatch() != nil {}
      return nil
    } catch {
      return error as? TableError
    }
  }
}

/// A table read to its end.
struct ReadTable {
  var layout: TableLayout
  var header: [String]
  /// The rows' cells without empty ones at the end, which text has and sheets have not.
  var rows: [[String]] = []
  var lines: [Int] = []
  var problems: [TableProblem]

  init(_ source: ByteSource, _ options: TableOptions) throws {
    let reader = try TableReader(source: source, options: options)
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count {
        var cells = (0..<batch.cellCount(of: record)).map { batch.text(record, $0) }
        while cells.last == "" { cells.removeLast() }
        rows.append(cells)
        lines.append(batch.line(of: record))
      }
    }
    layout = reader.layout
    header = reader.layout.columns.map(\.header)
    problems = reader.layout.problems + reader.problems
  }
}
