import Geocoding
import SupplierMaps
import TableGeocoding

extension SupplierMapBuilder {
  /// Takes the contracts of a table's row: none for a title, a sum or a replaced state, one per holder else.
  ///
  /// `number` is the row's among all rows of the run, from 1; suggestions are in `language`.
  public mutating func add(_ row: GeocodedRow, number: Int, language: Language) {
    for contract in ContractRow.contracts(of: row, number: number, language: language) { add(contract) }
  }
}
