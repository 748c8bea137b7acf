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
