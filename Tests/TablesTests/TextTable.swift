import Tables

/// A small table read whole.
struct TextTable {
  /// The columns' headers as written.
  let header: [String]
  /// The records' cells as texts, as many as each has.
  let rows: [[String]]
  /// The physical line, 1-based, on which each record begins.
  let lines: [Int]

  /// Reads a table from its bytes; throws what ``TableReader`` throws.
  init(bytes: [UInt8], options: TableOptions = TableOptions(), name: String = "-") throws(TableError) {
    let reader = try TableReader(source: ByteSource(bytes: bytes, name: name), options: options)
    var rows: [[String]] = []
    var lines: [Int] = []
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count {
        rows.append((0..<batch.cellCount(of: record)).map { batch.text(record, $0) })
        lines.append(batch.line(of: record))
      }
    }
    header = reader.layout.headerRow == nil ? [] : reader.layout.columns.map(\.header)
    self.rows = rows
    self.lines = lines
  }
}
