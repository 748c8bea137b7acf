import Geocoding
import Tables

/// One row of a table with its placement, for the time of a call.
public struct GeocodedRow {
  let batch: RecordBatch
  let record: Int
  /// What the row's table is like.
  public let layout: TableLayout
  /// Which of the tables it is from, 0-based.
  public let table: Int
  /// Where it was placed, and what else was weighed.
  public let resolution: Resolution
  /// The section it stands in.
  public let section: Section
  /// The other holders of its contract, in tables that have them side by side; the row's own cells and placement are the
  /// first one's.
  public let furtherHolders: [FurtherHolder]

  /// The physical line, 1-based, on which the row begins.
  public var line: Int { batch.line(of: record) }

  /// The row's placement.
  public var placement: Placement { resolution.placement }

  /// The cell of a role; empty when the table has no such column.
  public func text(_ role: ColumnRole) -> String {
    layout.column(role).map { batch.text(record, $0.index) } ?? ""
  }

  /// True for a record of the table's matter; false for titles, sums, blank rows and the header once more.
  public var isRecord: Bool { !placement.isOfOtherRow }

  /// The kind of contract: the row's own word, else what its CPV code stands for, else the title above it. A word that
  /// says how the contract was concluded ("Accord-cadre") yields to a CPV code.
  public var category: String {
    let own = text(.category)
    if let kind = ContractKind(cpv: own) { return kind.rawValue }
    let isChosen = layout.column(.category)?.reason == .option
    if own.contains(where: { !$0.isWhitespace }), isChosen || !ContractKind.isForm(own) { return own }
    if let column = layout.contractColumns.cpv, let kind = ContractKind(cpv: batch.text(record, column)) {
      return kind.rawValue
    }
    return own.isEmpty ? section.category : own
  }

  /// The amount: the row's own, else the band in a column beside it, else that of the title above.
  public var amount: String {
    let own = text(.amount)
    if own.contains(where: { !$0.isWhitespace }) { return own }
    let band = layout.contractColumns.band.map { batch.text(record, $0) }.filter { !$0.isEmpty }
    return band.isEmpty ? section.band : band.joined(separator: " à ")
  }

  /// False for a state of a contract that a later one has replaced, in tables that tell.
  public var isPresentState: Bool {
    guard let column = layout.contractColumns.isPresentState else { return true }
    return !["false", "faux", "non", "0", "no"].contains(batch.text(record, column).lowercased())
  }

  /// The cells that say where, as typed.
  public var location: String {
    [ColumnRole.postcode, .city, .citycode, .address, .country].map(text).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The cells that say where, by role.
  var query: LocationQuery {
    LocationQuery(
      postcode: text(.postcode), city: text(.city), address: text(.address), citycode: text(.citycode),
      country: text(.country))
  }

  /// True when every cell of the row is empty.
  public var isBlank: Bool { batch.isBlank(record) }
}

/// A second or later holder of a row's contract. Tables that have such columns give the address of the first one at most, so
/// its place is what its number alone tells: a remote directory's answer, an overseas register's territory, or nothing.
public struct FurtherHolder: Sendable {
  /// Its name; empty when the table has none.
  public let name: String
  /// Its company number, as typed.
  public let siret: String
  let query: LocationQuery
  /// Where it was placed.
  public let resolution: Resolution
}
