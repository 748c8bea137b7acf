import Geocoding
import Tables

/// The answer to a row, rendered once for all rows with the same location.
struct Answer {
  var resolution: Resolution
  /// The location as typed, for lists of what was not placed.
  var typed: String
  /// The result columns as text of the output, each with the delimiter before it.
  var rendered: [UInt8]
}

/// Resolves each distinct location once.
final class AnswerCache {
  /// Distinct locations kept: a few hundred megabytes at most; beyond it the cache starts anew.
  static let limit = 500_000

  private let resolver: Resolver
  private let overlay: AnswerOverlay?
  private let encoding: CellEncoding
  private var table = ByteKeyTable()
  private(set) var answers: [Answer] = []
  private var key: [UInt8] = []

  init(resolver: Resolver, overlay: AnswerOverlay?, encoding: CellEncoding) {
    self.resolver = resolver
    self.overlay = overlay
    self.encoding = encoding
  }

  /// The number of the row's answer in ``answers``, good until ``removeAll()``.
  func answer(_ cells: LocationCells, _ batch: RecordBatch, _ record: Int) -> Int {
    cells.collect(batch, record, into: &key)
    let (number, isNew) = key.withUnsafeBufferPointer { table.number(of: $0) }
    if isNew { answers.append(makeAnswer(cells.query(batch, record))) }
    return number
  }

  /// True when so many distinct locations are kept that it is time to forget them.
  var isFull: Bool { answers.count >= Self.limit }

  /// Forgets every answer.
  func removeAll() {
    answers.removeAll(keepingCapacity: true)
    table.removeAll()
  }

  /// The candidates of a placed row are never shown: only unplaced ones pay for finding theirs.
  private func resolved(_ query: LocationQuery) -> Resolution {
    let placement = resolver.place(query)
    return placement.isPlaced ? Resolution(placement) : resolver.resolve(query)
  }

  private func makeAnswer(_ query: LocationQuery) -> Answer {
    let resolution = overlay?.resolution(query) ?? resolved(query)
    var rendered: [UInt8] = []
    for column in ResultColumn.allCases {
      rendered.append(encoding.delimiter)
      encoding.append(resolution.placement.text(column), to: &rendered)
    }
    let typed = [query.postcode, query.city, query.citycode, query.address, query.country]
      .filter { !$0.isEmpty }.joined(separator: " ")
    return Answer(resolution: resolution, typed: typed, rendered: rendered)
  }
}
