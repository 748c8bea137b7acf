extension RecordBatch {
  /// The bytes of the cell at a position of the record as written, its quotes included; empty at the record's end when
  /// it has fewer cells. O(1).
  public func writtenRange(_ record: Int, _ position: Int) -> Range<Int> {
    let raw = rawRange(of: record)
    guard position < cellCount(of: record) else { return raw.upperBound..<raw.upperBound }
    let number = firstCell(of: record) + UInt32(position)
    let start = position == 0 ? raw.lowerBound : Int(cellEnd(number - 1) & Self.offsetMask) + 1
    return start..<Int(cellEnd(number) & Self.offsetMask)
  }
}
