import CPrefetch
import Geocoding
import Tables

/// The rows of a group whose locations have no answer yet, and what these mean where that can be told from their bytes.
///
/// As in ``KeyGroup`` each step is done for all of them, and asks for the memory of the next.
struct NewLocations {
  struct Row {
    var row: Int
    var meaning: LocationMeaning?
    /// For a city alone, what it means beside its own code, and the commune.
    var whole: (meaning: LocationMeaning, commune: Int)?
    /// The entry with the meaning, or with that of the whole, if there was one.
    var known: UnsafeRawPointer?
    /// The code and the city as they are typed, where they stand in the batch; `nil` where they are written otherwise.
    var cells: (postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>)?
  }

  private(set) var rows: [Row] = []

  /// Finds the rows of a group without an answer, and the answers that others with the same meaning have.
  mutating func collect(
    _ keys: KeyGroup, of batch: RecordBatch, _ pointers: RecordPointers?, from first: Int, _ location: LocationCells,
    _ cache: AnswerCache, _ meant: MeantAnswers, _ slots: AnswerTable.Slots
  ) {
    rows.removeAll(keepingCapacity: true)
    for row in 0..<keys.count where keys.entry(row) == nil {
      var new = Row(row: row)
      if let cells = pointers.flatMap({ location.codeAndCity($0, first + row) }) {
        new.cells = cells
        new.meaning = location.meaning(cells.postcode, cells.city, cache)
      } else {
        new.meaning = location.withCodeAndCity(batch, first + row) { location.meaning($0, $1, cache) }
      }
      if let meaning = new.meaning {
        meant.prefetchSightings(keys.key(row).hash)
        slots.prefetchWord(meaning.place)
        if meaning.isCityAlone { meant.prefetchOwnPostcode(meaning) }
      }
      rows.append(new)
    }
    rows.withUnsafeMutableBufferPointer { rows in
      for index in rows.indices {
        guard let meaning = rows[index].meaning else { continue }
        if meaning.isCityAlone, let city = rows[index].cells?.city,
          let whole = meant.withOwnPostcode(meaning, city)
        {
          rows[index].whole = whole
          slots.prefetchWord(whole.meaning.place)
        } else if let entry = slots.first(meaning.place) {
          prefetch(entry)
        }
      }
      for index in rows.indices {
        if let whole = rows[index].whole, let entry = slots.first(whole.meaning.place) {
          prefetch(entry)
        }
      }
      for index in rows.indices {
        guard let meaning = rows[index].meaning else { continue }
        var known = slots.entry(meaning)
        if known == nil, let whole = rows[index].whole {
          known = slots.entry(whole.meaning)
        }
        rows[index].known = known
        if let known { AnswerTable.prefetch(text: known.entry.text) }
      }
    }
  }
}
