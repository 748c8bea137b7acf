import Geocoding

/// Counts of what became of the rows of a run.
public struct GeocodingSummary: Hashable, Sendable {
  /// All rows.
  public var rows = 0
  /// Rows by status.
  public var rowsByStatus: [PlacementStatus: Int] = [:]
  /// Placed rows by method.
  public var rowsByMethod: [PlacementMethod: Int] = [:]
  /// Rows by the codes of their notes: what was repaired or remarked, why there is no place.
  public var rowsByNote: [PlacementNote.Code: Int] = [:]
  /// Locations that were not placed, as typed, with their counts.
  public var unplacedValues: [String: Int] = [:]

  /// Nothing counted yet.
  public init() {}

  /// Rows that have a position.
  public var placed: Int { rowsByMethod.values.reduce(0, +) }

  /// Rows without a position.
  public var unplaced: Int { rows - placed }

  /// Rows that are no records of the table's matter: blank ones, titles, sums, the header once more. They are among ``rows``
  /// and ``unplaced``, and nothing is missing in them.
  public var otherRows: Int { PlacementNote.Code.ofOtherRows.reduce(0) { $0 + rowsByNote[$1, default: 0] } }

  /// Records without a position.
  public var unplacedRecords: Int { unplaced - otherRows }

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

extension PlacementNote.Code {
  /// The notes of rows that are no records, in the order in which they are told.
  public static let ofOtherRows: [Self] = [.blankRow, .sectionTitle, .subtotal, .repeatedHeader]
}

extension Placement {
  /// True for the answer to a row that is no record.
  var isOfOtherRow: Bool { notes.first.map { PlacementNote.Code.ofOtherRows.contains($0.code) } ?? false }
}
