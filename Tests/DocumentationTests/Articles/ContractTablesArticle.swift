import ContractTables
import Gazetteer
import Geocoding
import SupplierMaps
import TableGeocoding
import Tables

/// The examples of ContractTables.md.
func contractTablesArticle(_ print: (Any) -> Void) throws {
  let text = """
    Fournisseur;Code postal;Nature;Montant HT
    Marchés de travaux;;;
    SATELEC;59530;Travaux;207000
    MONTARON;59605;Fournitures;15000
    """
  let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "marches.csv"))
  let resolver = Resolver(gazetteer: try Gazetteer.embedded())
  let geocoder = TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"])
  var builder = SupplierMapBuilder(SupplierMapOptions())
  var number = 0
  while let batch = try reader.nextBatch() {
    geocoder.visit(batch, ofTable: 0) { row in
      number += 1
      builder.add(row, number: number, language: .french)
    }
  }
  let content = builder.finish()
  print(content.supplierCount)  // 2
  print(content.umap().isEmpty)  // false
}
