import Tables

/// Reads bytes as a table as the program does, to the end; errors are as good as cells.
public enum FuzzReading {
  /// Reads the bytes as whatever they are.
  public static func read(_ bytes: [UInt8]) {
    do throws(TableError) {
      let reader = try TableReader(source: ByteSource(bytes: bytes, name: "fuzz"))
      let comparison = SchemaComparison(reader.layout)
      var checker = TableChecker(reader.layout, comparison)
      var line = 0
      while let batch = try reader.nextBatch() {
        checker.check(batch)
        for record in 0..<batch.count {
          // Rows go forwards, and every cell is text.
          precondition(batch.line(of: record) > line, "line \(batch.line(of: record)) after \(line)")
          line = batch.line(of: record)
          for column in 0..<batch.cellCount(of: record) { _ = batch.text(record, column) }
        }
      }
      _ = checker.problems
    } catch {}
  }

  /// The bytes that libFuzzer gives.
  public static func bytes(_ data: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: data, count: count))
  }
}
