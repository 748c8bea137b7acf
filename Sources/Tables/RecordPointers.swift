/// The memory of a batch, for a codec's inner loop: no bounds are checked, and it is gone when the call that gave it ends.
///
/// Cells are those of the records as written; where ``RecordBatch/realignment(of:)`` says otherwise, ask the batch.
package struct RecordPointers {
  /// The text.
  package let base: UnsafePointer<UInt8>
  /// The offset of the byte after each cell, below ``flags``.
  package let cells: UnsafePointer<UInt32>
  /// Two numbers per record: the offset of its first byte and the number of its first cell; then a last pair.
  package let records: UnsafePointer<UInt32>
  /// Records.
  package let count: Int

  /// The bits of a cell that are not its offset: set when it is written between quotes.
  package static let flags = ~RecordBatch.offsetMask

  /// Cells of a record as written.
  @inlinable
  package func cellCount(_ record: Int) -> Int { Int(records[2 &* record &+ 3]) &- Int(records[2 &* record &+ 1]) }

  /// The text of a cell where it stands in the batch; `nil` for one with doubled quotes, and where the record has none.
  @inlinable
  package func cellInPlace(_ record: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let firstCell = Int(records[2 &* record &+ 1])
    let cell = firstCell &+ column
    guard column >= 0, cell < Int(records[2 &* record &+ 3]) else { return nil }
    var start = column == 0 ? Int(records[2 &* record]) : Int(cells[cell &- 1] & ~Self.flags) &+ 1
    var end = Int(cells[cell] & ~Self.flags)
    let flags = cells[cell] & Self.flags
    if flags != 0 {
      guard flags == RecordBatch.cellIsQuoted else { return nil }
      start &+= 1
      end &-= 1
    }
    return UnsafeBufferPointer(start: base + start, count: end &- start)
  }
}

extension RecordBatch {
  /// Calls `body` with the memory of the batch; `nil` for a batch some of whose records were put right.
  package func withPointers<Result>(_ body: (RecordPointers) -> Result) -> Result? {
    guard realignments.isEmpty else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      return body(RecordPointers(base: base, cells: index.cells, records: index.records, count: count))
    }
  }
}
