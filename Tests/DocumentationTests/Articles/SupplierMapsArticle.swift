import Gazetteer
import Geocoding
import SupplierMaps

/// The examples of SupplierMaps.md.
func supplierMapsArticle(_ print: (Any) -> Void) throws {
  let gazetteer = try Gazetteer.embedded()
  let resolver = Resolver(gazetteer: gazetteer)
  var options = SupplierMapOptions()
  options.title = "Nos fournisseurs"
  options.sources = Attribution.lines(of: gazetteer)
  options.buyer = Buyer(resolver.place(LocationQuery(postcode: "59530", city: "Le Quesnoy")))

  var builder = SupplierMapBuilder(options)
  let contracts = [
    ("SATELEC", "Travaux", "59530"), ("MONTARON", "Fournitures", "59605"), ("Satelec", "Travaux", "59530"),
  ]
  for (index, (name, kind, postcode)) in contracts.enumerated() {
    let placement = resolver.place(LocationQuery(postcode: postcode))
    builder.add(ContractRow(rowNumber: index + 1, name: name, category: kind, placement: placement))
  }
  let content = builder.finish()
  print(content.supplierCount)  // 2
  print(content.categoryNames)  // ["Travaux", "Fournitures"]
  let files = [
    "map.umap": content.umap(), "suppliers.geojson": content.suppliersGeoJSON(), "report.html": content.report(),
  ]
  print(files.values.allSatisfy { !$0.isEmpty })  // true
}
