import Geocoding
import Tables

/// Geocodes the rows of batches on one thread: finds each row's answer and writes the row with it.
final class RowGeocoder {
  private let output: OutputTable
  private let locations: [LocationCells]
  private let cache: AnswerCache
  private var writer: AnswerTable.Writer
  private let keys = KeyGroup()
  private var newLocations = NewLocations()
  private let meant: MeantAnswers
  private var line: [UInt8] = []
  /// Rows by the kind of their answer.
  private(set) var rowsByKind: [Int] = []
  /// The resolution of each entry of the table, for whoever looks at rows one by one; alone with its table then.
  private var resolutions: [Resolution]?
  /// For each table the section of the row looked at last.
  private var sections: [Section]
  /// The records of the present group whose locations were not met before, when resolutions are kept.
  private(set) var newRecords: [Int] = []

  /// A geocoder that shares a cache; `keepsResolutions` for one that has the cache to itself.
  init(output: OutputTable, locations: [LocationCells], cache: AnswerCache, keepsResolutions: Bool) {
    self.output = output
    self.locations = locations
    self.cache = cache
    meant = MeantAnswers(cache, output)
    writer = AnswerTable.Writer(cache.table())
    resolutions = keepsResolutions ? [] : nil
    sections = output.layouts.map { _ in Section() }
  }

  /// Appends the rows of a batch with their results.
  func append(_ batch: RecordBatch, ofTable number: Int, to block: ByteBlock) {
    forEachGroup(batch, number) { first, rows in
      if let rows, output.copiesBytes {
        copy(rows, batch, from: first, to: block)
      } else {
        for row in 0..<keys.count { write(batch, first + row, number, keys.entry(row), to: block) }
      }
    }
  }

  /// Calls `body` with the first record of each group of the batch, whose answers are in ``keys`` then.
  func forEachGroup(_ batch: RecordBatch, _ number: Int, _ body: (Int, RecordPointers?) -> Void) {
    let current = cache.table()
    if current !== writer.table {
      writer = AnswerTable.Writer(current)
      if resolutions != nil { resolutions = [] }
    }
    let location = locations[number]
    let writer = writer
    var slots = writer.table.slots
    var counts: [Int] = []
    swap(&counts, &rowsByKind)
    defer { swap(&counts, &rowsByKind) }
    let keepsResolutions = resolutions != nil
    func run(_ rows: RecordPointers?) {
      for first in stride(from: 0, to: batch.count, by: KeyGroup.capacity) {
        keys.begin(min(KeyGroup.capacity, batch.count - first))
        location.collect(batch, rows, from: first, into: keys)
        let isComplete = keys.find(slots.byKey)
        if keepsResolutions { newRecords.removeAll(keepingCapacity: true) }
        if !isComplete {
          slots = answerNew(batch, rows, from: first, location, writer, sharesAnswers: !keepsResolutions)
        }
        for row in 0..<keys.count {
          guard let entry = keys.entry(row) else { continue }
          let kind = Int(entry.entry.kind)
          if kind >= counts.count { counts += Array(repeating: 0, count: kind + 1 - counts.count) }
          counts[kind] += 1
        }
        body(first, rows)
      }
    }
    if batch.withPointers({ run($0) }) == nil { run(nil) }
  }

  /// Answers the rows of a group whose locations were not met before; returns the slots of then.
  private func answerNew(
    _ batch: RecordBatch, _ rows: RecordPointers?, from first: Int, _ location: LocationCells,
    _ writer: AnswerTable.Writer, sharesAnswers: Bool
  ) -> (byKey: AnswerTable.Slots, byMeaning: AnswerTable.Slots) {
    var slots = writer.table.slots
    let before = writer.count
    var count = before
    meant.removePassing()
    newLocations.collect(keys, of: batch, rows, from: first, location, cache, meant, slots.byMeaning)
    for new in newLocations.rows {
      let key = keys.key(new.row)
      // The same location may stand twice in a group.
      let known =
        count == before ? nil : key.bytes.baseAddress.flatMap { slots.byKey.entry(key.hash, $0, key.bytes.count) }
      let entry =
        known
        ?? (sharesAnswers ? shared(batch, rows, first + new.row, location, key, new, writer, slots.byMeaning) : nil)
        ?? answer(batch, first + new.row, location, key, new, writer, slots.byMeaning)
      keys.setEntry(entry, of: new.row)
      if count != writer.count {
        count = writer.count
        slots = writer.table.slots
      }
    }
    return slots
  }

  /// The answer to a record by that to what its location means, which is found first if it must be; `nil` when it hangs on more.
  private func shared(
    _ batch: RecordBatch, _ rows: RecordPointers?, _ record: Int, _ location: LocationCells,
    _ key: (hash: UInt64, bytes: UnsafeRawBufferPointer), _ new: NewLocations.Row, _ writer: AnswerTable.Writer,
    _ slots: AnswerTable.Slots
  ) -> UnsafeRawPointer? {
    // One that is no record has an answer of its own.
    guard let meaning = new.meaning,
      meaning.hasCodeAndCity || location.isRecord(rows, record)
        || location.resolution(ofOther: batch, record) == nil,
      let known = new.known ?? slots.entry(meaning) ?? whole(batch, record, location, new, writer)
    else { return nil }
    if known.entry.tag != meaning.tag, let whole = new.whole {
      return meant.name(as: known, whole.commune, meaning, key, by: writer)
    }
    if let cells = new.cells { return meant.entry(as: known, meaning, cells.postcode, key, by: writer) }
    return location.withCodeAndCity(batch, record) { postcode, _ in
      meant.entry(as: known, meaning, postcode, key, by: writer)
    }
  }

  /// The entry, made now, of the five digits that a location's code stands for beside its city, or of a city alone beside its own
  /// code: what others who mean the same are likely to ask for too. `nil` for a location that is that itself.
  private func whole(
    _ batch: RecordBatch, _ record: Int, _ location: LocationCells, _ new: NewLocations.Row,
    _ writer: AnswerTable.Writer
  ) -> UnsafeRawPointer? {
    guard let meaning = new.whole?.meaning ?? new.meaning, new.whole != nil || meaning.hasNote else { return nil }
    var query = location.query(batch, record)
    query.postcode = meaning.code
    return cache.add(query, meaning.plain, by: writer)
  }

  /// Answers a record whose location was not met before.
  private func answer(
    _ batch: RecordBatch, _ record: Int, _ location: LocationCells,
    _ key: (hash: UInt64, bytes: UnsafeRawBufferPointer), _ new: NewLocations.Row, _ writer: AnswerTable.Writer,
    _ slots: AnswerTable.Slots
  ) -> UnsafeRawPointer {
    let isRecord = new.meaning?.hasCodeAndCity ?? false
    let other = isRecord ? nil : location.resolution(ofOther: batch, record)
    let query = location.query(batch, record)
    let precision = location.precision(batch, record)
    var meaning = other == nil && precision == nil ? new.meaning : nil
    if new.meaning == nil, other == nil, precision == nil {
      meaning = cache.meaning(of: query)
      if let meaning, resolutions == nil, let known = slots.entry(meaning),
        let entry = Array(query.postcode.utf8).withUnsafeBufferPointer({
          meant.entry(as: known, meaning, $0, key, by: writer)
        })
      {
        return entry
      }
    }
    let (entry, resolution) = cache.add(
      query, meaning: meaning, ofOther: other, precision: precision, hash: key.hash, key: key.bytes, by: writer)
    if let resolution, resolutions != nil {
      resolutions?.append(resolution)
      newRecords.append(record)
    }
    return entry
  }

  // MARK: Writing

  /// Writes the rows of a group as their bytes.
  private func copy(_ rows: RecordPointers, _ batch: RecordBatch, from first: Int, to block: ByteBlock) {
    let width = output.width
    let lineEnd = UInt16(output.lineEnd[0]) | UInt16(output.lineEnd.last ?? 0) << 8
    let lineEndLength = output.lineEnd.count
    let textCount = batch.bytes.count
    for row in 0..<keys.count {
      guard let entry = keys.entry(row) else { continue }
      let record = (first &+ row) &* 2
      let firstCell = Int(rows.records[record &+ 1])
      let endCell = Int(rows.records[record &+ 3])
      guard endCell &- firstCell == width else {
        write(batch, first &+ row, 0, entry, to: block)
        continue
      }
      let start = Int(rows.records[record])
      let length = Int(rows.cells[endCell &- 1] & ~RecordPointers.flags) &- start
      let parts = entry.entry
      block.reserve(length &+ Int(parts.textLength) &+ Int(parts.noteLength) &+ ByteBlock.looseBytes)
      if start &+ length &+ ByteBlock.looseBytes <= textCount {
        block.appendLoosely(rows.base + start, length)
      } else {
        block.appendReserved(rows.base + start, length)
      }
      block.appendLoosely(parts.text, Int(parts.textLength))
      if parts.noteLength > 0, let note = entry.noteOfEntry.baseAddress {
        block.appendReserved(note, Int(parts.noteLength))
      }
      block.appendReserved(lineEnd, lineEndLength)
    }
  }

  /// Writes any row.
  private func write(
    _ batch: RecordBatch, _ record: Int, _ number: Int, _ entry: UnsafeRawPointer?, to block: ByteBlock
  ) {
    guard let entry else { return }
    let parts = entry.entry
    let answer = UnsafeRawBufferPointer(start: parts.text, count: Int(parts.textLength))
    guard parts.noteLength == 0 else {
      let noted = [UInt8](answer) + entry.noteOfEntry
      return noted.withUnsafeBytes { write(batch, record, number, answer: $0, to: block) }
    }
    write(batch, record, number, answer: answer, to: block)
  }

  private func write(
    _ batch: RecordBatch, _ record: Int, _ number: Int, answer: UnsafeRawBufferPointer, to block: ByteBlock
  ) {
    line.removeAll(keepingCapacity: true)
    if output.copiesBytes {
      output.appendCopied(batch, record, answer: answer, to: &line)
    } else {
      output.appendEncoded(batch, record, number, answer: answer, to: &line)
    }
    line.withUnsafeBytes { if let base = $0.baseAddress { block.append(base, $0.count) } }
  }

  // MARK: Rows one by one

  /// Appends the rows of a batch with their results, or only resolves them, and calls `onRow` for each.
  func visit(_ batch: RecordBatch, ofTable number: Int, to block: ByteBlock?, onRow: (GeocodedRow) -> Void) {
    forEachGroup(batch, number) { first, rows in
      for row in 0..<keys.count {
        guard let entry = keys.entry(row) else { continue }
        if let block { write(batch, first + row, number, entry, to: block) }
        onRow(geocoded(batch, first + row, number, entry))
      }
    }
  }

  /// Resolves the rows of a batch and calls `onLocation` for each location not met before, and for each further holder of
  /// a contract.
  func survey(_ batch: RecordBatch, ofTable number: Int, onLocation: (LocationQuery, Resolution) -> Void) {
    let hasFurtherHolders = !output.layouts[number].contractColumns.furtherHolders.isEmpty
    forEachGroup(batch, number) { first, _ in
      for record in first..<first + keys.count where hasFurtherHolders {
        for holder in furtherHolders(batch, record, number) { onLocation(holder.query, holder.resolution) }
      }
      for record in newRecords {
        guard let entry = keys.entry(record - first) else { continue }
        onLocation(locations[number].query(batch, record), geocoded(batch, record, number, entry).resolution)
      }
    }
  }

  /// A row with its resolution, which is kept.
  private func geocoded(_ batch: RecordBatch, _ record: Int, _ number: Int, _ entry: UnsafeRawPointer) -> GeocodedRow {
    let resolution = resolutions?[Int(entry.entry.number)] ?? Resolution(Placement(status: .error))
    if let note = resolution.placement.notes.first, note.code == .sectionTitle {
      sections[number].enter(SectionTitle(note.detail))
    }
    return GeocodedRow(
      batch: batch, record: record, layout: output.layouts[number], table: number, resolution: resolution,
      section: sections[number], furtherHolders: furtherHolders(batch, record, number))
  }

  /// The second holder of the row's contract and those after it.
  private func furtherHolders(_ batch: RecordBatch, _ record: Int, _ number: Int) -> [FurtherHolder] {
    output.layouts[number].contractColumns.furtherHolders.compactMap { columns in
      func text(_ column: Int?) -> String { column.map { batch.text(record, $0) } ?? "" }
      let (name, siret) = (text(columns.name), text(columns.number))
      guard !(name + siret).utf8.allSatisfy({ $0 <= 0x20 }) else { return nil }
      let query = locations[number].query(of: columns, batch, record)
      return FurtherHolder(name: name, siret: siret, query: query, resolution: cache.resolution(of: query))
    }
  }
}
