import Geocoding
import Locking
import Tables

/// Resolves each distinct location once, for all the threads of a run.
final class AnswerCache: Sendable {
  /// Distinct locations kept; beyond it the cache starts anew.
  private static let countLimit = 500_000
  /// Bytes of them. While a thread is still at work with the old answers, twice as many may be held.
  private static let byteLimit = 44 << 20

  /// What answers count as in the summary of a run: all that are alike are one kind.
  private struct Kind: Hashable {
    var status: PlacementStatus
    var method: PlacementMethod?
    var notes: Set<PlacementNote.Code>
    /// The location as typed, when it was not placed; `nil` also when there are too many to list.
    var unplaced: String?
  }

  private struct Content {
    var table = AnswerTable()
    var kinds: [Kind] = []
    var kindNumbers: [Kind: Int] = [:]
    /// The same for placed answers, by ``AnswerCache/number(_:)``.
    var placedNumbers: [UInt64: Int] = [:]
    /// Kinds with one more note, by the kind's number and the note's.
    var notedNumbers: [UInt64: Int] = [:]
    var unplacedCount = 0
    /// True when the table is not the first any more.
    var isRenewed = false
  }

  private let resolver: Resolver
  private let overlay: AnswerOverlay?
  private let output: OutputTable
  /// Whether somebody looks at the candidates of rows that are not placed.
  private let listsCandidates: Bool
  /// Whether others ask the resolver too: answers kept here alone are not kept there, as long as the first table lasts.
  private let isResolverShared: Bool
  private let nameText: NameAnswerText?
  private let content = Mutex(Content())

  init(
    resolver: Resolver, overlay: AnswerOverlay?, output: OutputTable, listsCandidates: Bool, isResolverShared: Bool
  ) {
    self.resolver = resolver
    self.isResolverShared = isResolverShared
    self.listsCandidates = listsCandidates
    self.overlay = overlay
    self.output = output
    nameText = NameAnswerText(output)
  }

  /// The table of answers to use for the next rows: a new one when the last is full, so that memory stays bounded.
  func table() -> AnswerTable {
    content.withLock { content in
      let size = content.table.size
      if size.count >= Self.countLimit || size.bytes >= Self.byteLimit {
        content.table = AnswerTable()
        content.isRenewed = true
      }
      return content.table
    }
  }

  /// Answers a location and adds it to a table; `nil` resolution when another thread was faster. `other` is the answer to a
  /// row that is no record, `precision` what the row says of its coordinates, `known` what the location means, if that is known.
  /// With the slots of meanings a location that means what another does is answered without being resolved, and without a
  /// resolution.
  func add(
    _ query: LocationQuery, meaning known: LocationMeaning?, ofOther other: Resolution?,
    precision: CoordinatePrecision?, hash: UInt64,
    key: UnsafeRawBufferPointer, to table: AnswerTable, byMeaning slots: AnswerTable.Slots?
  ) -> (entry: UnsafeRawPointer, resolution: Resolution?) {
    let isPlain = other == nil && precision == nil && overlay == nil
    let meaning = isPlain ? known ?? resolver.meaning(of: query) : nil
    if let meaning, let slots,
      let entry = add(meaning, note: query.note(meaning), hash: hash, key: key, to: table, byMeaning: slots)
    {
      return (entry, nil)
    }
    let answer = other == nil ? overlay?.answer(query) : nil
    var resolution = other ?? answer?.resolution ?? resolved(query, meaning)
    if let precision { resolution = precision.applied(to: resolution, resolver) }
    var text: [UInt8] = []
    text.reserveCapacity(192)
    output.appendResults(
      resolution.placement, distanceMetres: answer?.distanceMetres, overlay: overlay?.cells(query) ?? [], to: &text)
    // What is not placed is listed as it was typed.
    let isShared = resolution.placement.isPlaced && meaning?.settles(resolution.placement) ?? false
    let (entry, isNew) = table.add(
      hash, key: key, text: text, kind: kind(of: resolution.placement, query), meaning: isShared ? meaning : nil)
    return (entry.pointer, isNew ? resolution : nil)
  }

  /// What a code and a city mean, by their bytes; `nil` when they need reading, or when answers hang on more.
  func meaning(
    ofPostcode postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>, columnKeepsZeros: Bool
  ) -> LocationMeaning? {
    overlay == nil ? resolver.meaning(ofPostcode: postcode, city: city, columnKeepsZeros: columnKeepsZeros) : nil
  }

  /// Adds a location that means what one with an answer means, but for a note; `nil` when none does, or when the note cannot
  /// end its text.
  func add(
    _ meaning: LocationMeaning, note: @autoclosure () -> (code: PlacementNote.Code, text: [UInt8])?, hash: UInt64,
    key: UnsafeRawBufferPointer, to table: AnswerTable, byMeaning slots: AnswerTable.Slots
  ) -> UnsafeRawPointer? {
    guard let known = slots.entry(meaning) else { return nil }
    let (parts, other) = (known.entry, AnswerTable.EntryPointer(known))
    guard meaning.hasNote, let note = note() else {
      return table.add(hash, key: key, as: other, kind: Int(parts.kind)).pointer
    }
    let answer = UnsafeRawBufferPointer(start: parts.text, count: Int(parts.textLength))
    guard let cell = output.cell(ofNote: note.text, endingAnswer: answer) else { return nil }
    let kind = number(ofKind: Int(parts.kind), with: note.code)
    return table.add(hash, key: key, as: other, note: cell, kind: kind).pointer
  }

  /// Adds a city's name alone whose answer is that of the city beside its own code but for method and score; `nil` when it is
  /// not, or when the city was not met beside that code.
  func addName(
    _ meaning: LocationMeaning, _ city: UnsafeBufferPointer<UInt8>, hash: UInt64, key: UnsafeRawBufferPointer,
    to table: AnswerTable, byMeaning slots: AnswerTable.Slots
  ) -> UnsafeRawPointer? {
    guard let nameText, let (whole, citycode) = resolver.withOwnPostcode(city), let known = slots.entry(whole),
      Int(known.entry.kind) == kind(ofPlaced: .postcodeAndCity),
      let text = nameText.text(
        of: UnsafeRawBufferPointer(start: known.entry.text, count: Int(known.entry.textLength)), citycode)
    else { return nil }
    return table.add(hash, key: key, text: text, kind: kind(ofPlaced: .city), meaning: meaning).entry.pointer
  }

  /// The answer to a location, without keeping it.
  func resolution(of query: LocationQuery) -> Resolution { overlay?.answer(query)?.resolution ?? resolved(query) }

  /// The candidates of a placed row are never shown: only unplaced ones pay for finding theirs.
  private func resolved(_ query: LocationQuery, _ meaning: LocationMeaning? = nil) -> Resolution {
    let placement = resolver.place(query, meaning, keepsAnswer: isResolverShared || content.withLock { $0.isRenewed })
    return placement.isPlaced || !listsCandidates ? Resolution(placement) : resolver.resolve(query)
  }

  private func kind(of placement: Placement, _ query: LocationQuery) -> Int {
    let number = Self.number(placement)
    if let number, let known = content.withLock({ $0.placedNumbers[number] }) { return known }
    var kind = Kind(status: placement.status, notes: Set(placement.notes.lazy.map(\.code)))
    if placement.isPlaced {
      kind.method = placement.method
    } else if !placement.isOfOtherRow {
      kind.unplaced = query.typed
    }
    let own = self.number(of: kind)
    if let number { content.withLock { $0.placedNumbers[number] = own } }
    return own
  }

  /// The kind of answers with that method that have no note.
  private func kind(ofPlaced method: PlacementMethod) -> Int {
    let number = Self.number(.ok, method)
    if let number, let known = content.withLock({ $0.placedNumbers[number] }) { return known }
    let own = self.number(of: Kind(status: .ok, method: method, notes: []))
    if let number { content.withLock { $0.placedNumbers[number] = own } }
    return own
  }

  /// Status, method and notes of a placed answer as one number; `nil` for one that was not placed.
  private static func number(_ placement: Placement) -> UInt64? {
    guard placement.isPlaced, let method = placement.method else { return nil }
    return number(placement.status, method, placement.notes)
  }

  private static func number(
    _ status: PlacementStatus, _ method: PlacementMethod, _ notes: [PlacementNote] = []
  ) -> UInt64? {
    // Five bits for the status, five for the method, one for each note above them.
    let (fieldBits, allBits) = (5, UInt64.bitWidth)
    var number = UInt64(status.number << fieldBits | method.number)
    for note in notes {
      guard note.code.number < allBits - 2 * fieldBits else { return nil }
      number |= 1 << UInt64(2 * fieldBits + note.code.number)
    }
    return number
  }

  /// A kind with one more note.
  private func number(ofKind kind: Int, with note: PlacementNote.Code) -> Int {
    let number = UInt64(kind) << 8 | UInt64(note.number)
    let (known, kind) = content.withLock { ($0.notedNumbers[number], $0.kinds[kind]) }
    if let known { return known }
    var noted = kind
    noted.notes.insert(note)
    let own = self.number(of: noted)
    content.withLock { $0.notedNumbers[number] = own }
    return own
  }

  private func number(of kind: Kind) -> Int {
    var kind = kind
    return content.withLock { content in
      if let known = content.kindNumbers[kind] { return known }
      if kind.unplaced != nil {
        if content.unplacedCount < GeocodingSummary.valuesKept {
          content.unplacedCount += 1
        } else {
          kind.unplaced = nil
          if let known = content.kindNumbers[kind] { return known }
        }
      }
      content.kinds.append(kind)
      content.kindNumbers[kind] = content.kinds.count - 1
      return content.kinds.count - 1
    }
  }

  /// What became of rows that are counted by the kinds of their answers.
  func summary(_ rowsByKind: [Int]) -> GeocodingSummary {
    let kinds = content.withLock { $0.kinds }
    var summary = GeocodingSummary()
    for (kind, rows) in zip(kinds, rowsByKind) where rows > 0 {
      summary.add(status: kind.status, method: kind.method, notes: kind.notes, rows: rows)
      if let unplaced = kind.unplaced { summary.addUnplaced(unplaced, rows: rows) }
    }
    return summary
  }
}

extension LocationQuery {
  /// What was put right in the code, given what the query means.
  fileprivate func note(_ meaning: LocationMeaning) -> (code: PlacementNote.Code, text: [UInt8])? {
    Array(postcode.utf8).withUnsafeBufferPointer { meaning.note($0) }
  }

  /// The location as typed, for lists of what was not placed.
  fileprivate var typed: String {
    [postcode, city, citycode, address, country].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
