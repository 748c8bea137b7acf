import Geocoding
import Tables

/// The rows of a group whose locations have no answer yet, and what these mean where that can be told from their bytes.
///
/// As in ``KeyGroup`` each step is done for all of them: where an answer with the same meaning may be is fetched for several at a
/// time.
struct NewLocations {
  private(set) var rows: [(row: Int, meaning: LocationMeaning?)] = []
  /// What the first touches read, so that they are not left out.
  private var touched: UInt64 = 0

  /// Finds the rows of a group without an answer, and touches the answers that others with the same meaning may have.
  mutating func collect(
    _ keys: KeyGroup, of batch: RecordBatch, from first: Int, _ location: LocationCells, _ cache: AnswerCache,
    _ slots: AnswerTable.Slots
  ) {
    rows.removeAll(keepingCapacity: true)
    for row in 0..<keys.count where keys.entry(row) == nil {
      rows.append((row, location.meaning(batch, first + row, cache)))
    }
    for (_, meaning) in rows {
      if let meaning { touched ^= slots.word(meaning.place) }
    }
    for (_, meaning) in rows {
      if let meaning, let entry = AnswerTable.Slots.pointer(slots.word(meaning.place)) { touched ^= entry.entry.tag }
    }
    // Whether a note may end a text is told by its last byte.
    for (_, meaning) in rows where meaning?.hasNote ?? false {
      if let meaning, let known = slots.entry(meaning)?.entry, known.textLength > 0 {
        touched ^= UInt64(known.text.load(fromByteOffset: Int(known.textLength) - 1, as: UInt8.self))
      }
    }
  }
}
