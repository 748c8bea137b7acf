import Geocoding
import SupplierMaps
import TableGeocoding
import Tables

extension ContractRow {
  /// The row as the map takes it; `nil` for rows that name neither a place nor a supplier: titles, totals, blank lines.
  public init?(_ row: GeocodedRow, number: Int, language: Language) {
    let name = row.text(.name)
    let siret = row.text(.siret)
    if row.placement.status == .empty, name.isEmpty, siret.isEmpty { return nil }
    self.init(
      rowNumber: number, name: name, siret: siret, category: row.text(.category), amount: row.text(.amount),
      date: row.text(.date), object: row.text(.object), id: row.text(.id), placement: row.placement,
      location: row.placement.isPlaced ? "" : row.location,
      suggestion: row.placement.isPlaced ? "" : row.resolution.suggestion(in: language))
  }
}
