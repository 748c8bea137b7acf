import Geocoding

/// Counts of what became of the rows of a run.
public struct GeocodingSummary: Hashable, Sendable {
  /// All rows.
  public var rows = 0
  /// Rows by status.
  public var rowsByStatus: [PlacementStatus: Int] = [:]
  /// Placed rows by method.
  public var rowsByMethod: [PlacementMethod: Int] = [:]
  /// Repairs and remarks on placed rows, by the code of the note.
  public var rowsByNote: [PlacementNote.Code: Int] = [:]
  /// Locations that were not placed, as typed, with their counts.
  public var unplacedValues: [String: Int] = [:]

  /// Nothing counted yet.
  public init() {}

  /// Rows that have a position.
  public var placed: Int { rowsByMethod.values.reduce(0, +) }

  /// Rows without a position.
  public var unplaced: Int { rows - placed }

  /// The values most often not placed, the most frequent first. Empty ones are none: ``rowsByStatus`` counts them.
  public func worstValues(_ count: Int = 10) -> [(text: String, rows: Int)] {
    unplacedValues.filter { !$0.key.isEmpty }.map { (text: $0.key, rows: $0.value) }
      .sorted { ($1.rows, $0.text) < ($0.rows, $1.text) }
      .prefix(count).map { $0 }
  }

  /// Distinct unplaced values that are kept; the rest only count.
  static let valuesKept = 10_000

  mutating func add(
    status: PlacementStatus, method: PlacementMethod?, notes: Set<PlacementNote.Code>, rows count: Int
  ) {
    rows += count
    rowsByStatus[status, default: 0] += count
    if let method { rowsByMethod[method, default: 0] += count }
    for code in notes { rowsByNote[code, default: 0] += count }
  }

  mutating func addUnplaced(_ value: String, rows count: Int) {
    guard unplacedValues[value] != nil || unplacedValues.count < Self.valuesKept else { return }
    unplacedValues[value, default: 0] += count
  }
}
