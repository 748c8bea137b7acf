/// Entries that are not kept: laid out as those of an ``AnswerTable``, and good until the next group of rows.
final class PassingEntries {
  private static let bytes = 32 << 10

  private let memory = UnsafeMutableRawPointer.allocate(
    byteCount: bytes + AnswerTable.looseBytes, alignment: MemoryLayout<AnswerTable.Entry>.alignment)
  @exclusivity(unchecked) private var used = 0

  deinit { memory.deallocate() }

  func removeAll() { used = 0 }

  /// An entry that has another's text, and a note that ends it; `nil` when there is no room.
  func add(as other: AnswerTable.Entry, note: UnsafeRawBufferPointer, kind: Int) -> UnsafeRawPointer? {
    var entry = other
    entry.keyLength = 0
    entry.noteLength = UInt32(note.count)
    entry.kind = UInt32(kind)
    return add(entry, note)
  }

  /// An entry with a text of its own; `nil` when there is no room.
  func add(text: UnsafeRawBufferPointer, kind: Int) -> UnsafeRawPointer? {
    add(
      AnswerTable.Entry(
        text: memory + used + AnswerTable.Entry.size, tag: 0, keyLength: 0, textLength: UInt32(text.count),
        kind: UInt32(kind)), text)
  }

  private func add(_ entry: AnswerTable.Entry, _ end: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    let size = AnswerTable.Entry.size + end.count
    guard size <= Self.bytes - used else { return nil }
    let place = memory + used
    used += (size + 7) & ~7
    return UnsafeRawPointer(AnswerTable.put(entry, end, at: place))
  }
}
