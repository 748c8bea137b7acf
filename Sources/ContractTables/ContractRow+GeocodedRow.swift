import Geocoding
import SupplierMaps
import TableGeocoding
import Tables

extension ContractRow {
  /// The row as the map takes it: a contract of its holder, and one for each other holder that it names. None for rows that
  /// are no contract.
  public static func contracts(of row: GeocodedRow, number: Int, language: Language) -> [ContractRow] {
    guard var first = ContractRow(row, number: number, language: language) else { return [] }
    guard !row.furtherHolders.isEmpty else { return [first] }
    // Where nothing else holds the holders of a contract together, their row does.
    if first.contractKey.isEmpty { first.contractKey = "\(number)" }
    let others = row.furtherHolders.map { holder in
      var other = first
      other.isFurtherHolder = true
      other.name = holder.name
      other.siret = holder.siret
      other.placement = holder.resolution.placement
      return other
    }
    return [first] + others
  }

  /// The row as the map takes it; `nil` for rows that are no contract: titles, sums, blank rows, states that a modification
  /// has replaced, rows that name neither a place nor a supplier.
  init?(_ row: GeocodedRow, number: Int, language: Language) {
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
