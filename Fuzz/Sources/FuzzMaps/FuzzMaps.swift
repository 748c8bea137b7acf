import FuzzAnswers
import Geocoding
import MapLayers
import SupplierMaps

/// Any texts in the cells of contracts: GeoJSON, JSON lines and uMap are valid JSON whatever stands in them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 2 else { return 0 }
  var options = SupplierMapOptions()
  options.gazetteer = FuzzAnswers.resolver.gazetteer
  options.language = data[0] & 1 == 0 ? .french : .english
  options.layerBy = [.category, .year, .departement, .none][Int(data[0] >> 1 & 3)]
  options.groupBy = [.supplier, .row, .place, .supplier][Int(data[0] >> 3 & 3)]
  options.bySiren = data[0] & 0x20 != 0
  options.spreadsSuppliers = data[0] & 0x40 != 0
  let cells = FuzzAnswers.texts(data + 1, count - 1, count: 41)
  options.title = cells[0]
  var builder = SupplierMapBuilder(options)
  for row in 0..<5 {
    let cell = Array(cells[(1 + row * 8)..<(9 + row * 8)])
    var contract = ContractRow(
      rowNumber: row + 1, name: cell[0], siret: cell[1], category: cell[2], amount: cell[3], date: cell[4],
      object: cell[5], id: cell[6],
      // Something of each kind of answer beside what the cell gives.
      placement: FuzzAnswers.resolver.place(LocationQuery(postcode: cell[7].isEmpty ? "59530" : cell[7])),
      location: cell[7])
    contract.contractKey = cell[6]
    contract.isFurtherHolder = row == 3
    builder.add(contract)
  }
  let content = builder.finish()
  for document in [
    content.umap(), content.suppliersGeoJSON(), content.placesGeoJSON(), content.dataPackage(tables: []),
  ] {
    precondition(StrictJSON.isValid(document), "no JSON: \(String(decoding: document.prefix(2_000), as: UTF8.self))")
  }
  for line in content.suppliersGeoJSONLines().split(separator: 0x0A) {
    precondition(
      StrictJSON.isValid(Array(line.drop { $0 == 0x1E })), "no JSON: \(String(decoding: line, as: UTF8.self))")
  }
  _ = content.kml()
  return 0
}
