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
    var notes = NoteCodes()
    /// The location as typed, when it was not placed; `nil` also when there are too many to list.
    var unplaced: String?
  }

  private struct Content {
    var table = AnswerTable()
    var kinds: [Kind] = []
    var kindNumbers: [Kind: Int] = [:]
    /// The same for placed answers, by ``AnswerCache/number(_:)``.
    var placedNumbers: [UInt64: Int] = [:]
    var unplacedCount = 0
    /// True when the table is not the first any more.
    var isRenewed = false
  }

  let resolver: Resolver
  private let overlay: AnswerOverlay?
  private let output: OutputTable
  /// Whether somebody looks at the candidates of rows that are not placed.
  private let listsCandidates: Bool
  /// Whether others ask the resolver too: answers kept here alone are not kept there, as long as the first table lasts.
  private let isResolverShared: Bool
  private let content = Mutex(Content())

  init(
    resolver: Resolver, overlay: AnswerOverlay?, output: OutputTable, listsCandidates: Bool, isResolverShared: Bool
  ) {
    self.resolver = resolver
    self.isResolverShared = isResolverShared
    self.listsCandidates = listsCandidates
    self.overlay = overlay
    self.output = output
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

  /// Answers a location and adds it to the table of a writer; `nil` resolution when another thread was faster. `other` is the answer to a
  /// row that is no record, `precision` what the row says of its coordinates, `meaning` what the location means, if it is plain.
  func add(
    _ query: LocationQuery, meaning: LocationMeaning?, ofOther other: Resolution?, precision: CoordinatePrecision?,
    hash: UInt64, key: UnsafeRawBufferPointer, by writer: AnswerTable.Writer
  ) -> (entry: UnsafeRawPointer, resolution: Resolution?) {
    let answer = other == nil ? overlay?.answer(query) : nil
    var resolution = other ?? answer?.resolution ?? resolved(query, meaning)
    if let precision { resolution = precision.applied(to: resolution, resolver) }
    let text = rendered(
      resolution.placement, distanceMetres: answer?.distanceMetres, overlay: overlay?.cells(query) ?? [])
    // What is not placed is listed as it was typed.
    let isShared = resolution.placement.isPlaced && meaning?.settles(resolution.placement) ?? false
    let kind = kind(of: resolution.placement, query)
    let (entry, isNew) = text.withUnsafeBytes {
      writer.add(hash, key: key, text: $0, kind: kind, meaning: isShared ? meaning : nil)
    }
    return (entry, isNew ? resolution : nil)
  }

  /// Answers what a location means, given with its code's five digits, and adds that for whoever means the same; `nil` when the
  /// answer hangs on more. O(length).
  func add(_ query: LocationQuery, _ meaning: LocationMeaning, by writer: AnswerTable.Writer) -> UnsafeRawPointer? {
    let placement = resolved(query, meaning).placement
    guard placement.isPlaced, meaning.settles(placement) else { return nil }
    let kind = kind(of: placement, query)
    return rendered(placement).withUnsafeBytes { writer.add(meaning, text: $0, kind: kind) }
  }

  private func rendered(_ placement: Placement, distanceMetres: Double? = nil, overlay: [String] = []) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(192)
    output.appendResults(placement, distanceMetres: distanceMetres, overlay: overlay, to: &text)
    return text
  }

  // MARK: Meanings

  /// What a code and a city mean, by their bytes; `nil` when they need reading, or when answers hang on more.
  func meaning(
    ofPostcode postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>, columnKeepsZeros: Bool
  ) -> LocationMeaning? {
    overlay == nil ? resolver.meaning(ofPostcode: postcode, city: city, columnKeepsZeros: columnKeepsZeros) : nil
  }

  /// What a query means, if that is all that its answer hangs on.
  func meaning(of query: LocationQuery) -> LocationMeaning? { overlay == nil ? resolver.meaning(of: query) : nil }

  /// The answer to a location, without keeping it.
  func resolution(of query: LocationQuery) -> Resolution { overlay?.answer(query)?.resolution ?? resolved(query) }

  /// The candidates of a placed row are never shown: only unplaced ones pay for finding theirs.
  private func resolved(_ query: LocationQuery, _ meaning: LocationMeaning? = nil) -> Resolution {
    let placement = resolver.place(query, meaning, keepsAnswer: isResolverShared || content.withLock { $0.isRenewed })
    return placement.isPlaced || !listsCandidates ? Resolution(placement) : resolver.resolve(query)
  }

  // MARK: Kinds

  private func kind(of placement: Placement, _ query: LocationQuery) -> Int {
    let number = Self.number(placement)
    if let number, let known = content.withLock({ $0.placedNumbers[number] }) { return known }
    var kind = Kind(status: placement.status, notes: NoteCodes(placement.notes))
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
  func kind(ofPlaced method: PlacementMethod) -> Int {
    let number = Self.number(.ok, method)
    if let number, let known = content.withLock({ $0.placedNumbers[number] }) { return known }
    let own = self.number(of: Kind(status: .ok, method: method))
    if let number { content.withLock { $0.placedNumbers[number] = own } }
    return own
  }

  /// Status, method and notes of a placed answer as one number; `nil` for one that was not placed.
  private static func number(_ placement: Placement) -> UInt64? {
    guard placement.isPlaced, let method = placement.method else { return nil }
    return number(placement.status, method, NoteCodes(placement.notes))
  }

  private static func number(
    _ status: PlacementStatus, _ method: PlacementMethod, _ notes: NoteCodes = NoteCodes()
  ) -> UInt64? {
    // Five bits for the status, five for the method, one for each note above them.
    let fieldBits = 5
    guard notes.bits.leadingZeroBitCount >= 2 * fieldBits else { return nil }
    return UInt64(status.number << fieldBits | method.number) | notes.bits << UInt64(2 * fieldBits)
  }

  /// A kind with one more note.
  func number(ofKind kind: Int, with note: PlacementNote.Code) -> Int {
    var noted = content.withLock { $0.kinds[kind] }
    noted.notes.insert(note)
    return number(of: noted)
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
      summary.add(status: kind.status, method: kind.method, notes: kind.notes.codes, rows: rows)
      if let unplaced = kind.unplaced { summary.addUnplaced(unplaced, rows: rows) }
    }
    return summary
  }
}

/// Which notes an answer has.
private struct NoteCodes: Hashable {
  /// A bit for each ``PlacementNote/Code/number``.
  private(set) var bits: UInt64 = 0

  init() {}

  init(_ notes: [PlacementNote]) { for note in notes { insert(note.code) } }

  mutating func insert(_ code: PlacementNote.Code) { bits |= 1 << UInt64(code.number) }

  var codes: Set<PlacementNote.Code> {
    Set(PlacementNote.Code.allCases.filter { bits & 1 << UInt64($0.number) != 0 })
  }
}

extension LocationQuery {
  /// The location as typed, for lists of what was not placed.
  fileprivate var typed: String {
    [postcode, city, citycode, address, country].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
