import Geocoding
import Tables

/// One row of a table with its placement, for the time of a call.
public struct GeocodedRow {
  let batch: RecordBatch
  let record: Int
  let layout: TableLayout
  /// Which of the tables it is from, 0-based.
  public let table: Int
  /// Where it was placed, and what else was weighed.
  public let resolution: Resolution

  /// The physical line, 1-based, on which the row begins.
  public var line: Int { batch.line(of: record) }

  /// The row's placement.
  public var placement: Placement { resolution.placement }

  /// The cell of a role; empty when the table has no such column.
  public func text(_ role: ColumnRole) -> String {
    layout.column(role).map { batch.text(record, $0.index) } ?? ""
  }

  /// The cells that say where, as typed.
  public var location: String {
    [ColumnRole.postcode, .city, .citycode, .address, .country].map(text).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// True when every cell of the row is empty.
  public var isBlank: Bool { batch.isBlank(record) }
}
