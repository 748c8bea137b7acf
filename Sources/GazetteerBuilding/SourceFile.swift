import Foundation

/// One row of a source: its cells by the header's names.
struct SourceRow {
  /// The line the row starts on, 1-based.
  let line: Int
  let cells: [String]
  let columns: [String: Int]

  /// The cell under a header that ``SourceFile/init(_:in:requiring:report:)`` was told to require.
  subscript(header: String) -> String {
    guard let index = columns[header] else { return "" }
    return cells[index]
  }
}

/// A delimited text file as published: UTF-8 with or without a mark, LF or CRLF, cells quoted or not.
struct SourceFile {
  let name: String
  let rows: [SourceRow]
  let sha256: String

  /// Reads a whole file. A missing file, a missing header, text that is no UTF-8 and rows with too few or too many cells
  /// are refused; rows of empty cells are skipped.
  init(_ source: SourceDescription, in directory: String, requiring headers: [String], report: BuildReport) {
    name = source.file
    guard let data = FileManager.default.contents(atPath: directory + "/" + source.file) else {
      report.refuse(source.file, nil, "cannot be read")
      (rows, sha256) = ([], "")
      return
    }
    let bytes = [UInt8](data)
    sha256 = SHA256.hexDigest(of: bytes)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      report.refuse(source.file, nil, "is no UTF-8")
      rows = []
      return
    }
    var records = Self.records(bytes, delimiter: source.delimiter)
    guard let header = records.first else {
      report.refuse(source.file, nil, "is empty")
      rows = []
      return
    }
    records.removeFirst()
    var columns: [String: Int] = [:]
    for (index, name) in header.cells.enumerated() where columns.updateValue(index, forKey: name) != nil {
      report.refuse(source.file, header.line, "two columns are named \"\(name)\"")
    }
    for missing in headers where columns[missing] == nil {
      report.refuse(source.file, header.line, "expected a column \"\(missing)\", found \(header.cells)")
    }
    var rows: [SourceRow] = []
    rows.reserveCapacity(records.count)
    for record in records {
      if record.cells.allSatisfy(\.isEmpty) {
        report.repair(.emptyRow, source.file, record.line, "row of empty cells skipped")
      } else if record.cells.count != header.cells.count {
        report.refuse(
          source.file, record.line, "expected \(header.cells.count) cells, found \(record.cells.count)")
      } else {
        rows.append(SourceRow(line: record.line, cells: record.cells, columns: columns))
      }
    }
    self.rows = rows
  }

  /// Splits bytes into records. A quote opens a quoted cell at the cell's start only; `""` inside stands for one quote.
  private static func records(_ bytes: [UInt8], delimiter: UInt8) -> [(line: Int, cells: [String])] {
    var records: [(line: Int, cells: [String])] = []
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    while index < bytes.count {
      let startLine = line
      var cells: [String] = []
      recordCells: while true {
        var cell: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x22 {
          index += 1
          while index < bytes.count {
            if bytes[index] == 0x22 {
              guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
              index += 1
            }
            if bytes[index] == 0x0A { line += 1 }
            cell.append(bytes[index])
            index += 1
          }
          index += 1
        }
        while index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A {
          cell.append(bytes[index])
          index += 1
        }
        let ended = index >= bytes.count || bytes[index] == 0x0A
        if ended, cell.last == 0x0D { cell.removeLast() }
        cells.append(String(decoding: cell, as: UTF8.self))
        index += 1
        if ended { break recordCells }
      }
      line += 1
      records.append((startLine, cells))
    }
    return records
  }
}
