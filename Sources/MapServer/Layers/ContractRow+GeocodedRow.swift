import Geocoding
import SupplierMaps
import TableGeocoding
import Tables

extension ContractRow {
  /// The row as the map takes it; `nil` for rows that are no contract: titles, sums, blank rows, states that a modification
  /// has replaced, rows that name neither a place nor a supplier.
  public init?(_ row: GeocodedRow, number: Int, language: Language) {
    guard row.isRecord, row.isPresentState else { return nil }
    let name = row.text(.name)
    let siret = row.text(.siret)
    if row.placement.status == .empty, name.isEmpty, siret.isEmpty { return nil }
    self.init(
      rowNumber: number, name: name, siret: siret, category: row.category, amount: row.amount,
      date: row.text(.date), object: row.text(.object), id: row.text(.id), placement: row.placement,
      location: row.placement.isPlaced ? "" : row.location,
      suggestion: row.placement.isPlaced ? "" : row.resolution.suggestion(in: language))
    // A contract of several holders has a row for each of them, or for each of its lots: those of one contract are alike
    // in all that is not the holder's.
    if row.layout.known?.hasRowPerHolder ?? false, !id.isEmpty, Amount(amount)?.isExact ?? false {
      contractKey = [id, object, date, amount].joined(separator: "\u{1F}")
    }
  }
}
