import Foundation
import Gazetteer
import Geocoding
import SupplierMaps

/// Contracts as another program holds them: who, what kind, and the postal code and city as somebody typed them.
let contracts = [
  ("SATELEC", "Travaux", "59530", "LE QUESNOY"), ("MONTARON", "Fournitures", "59605", ""),
  ("Imprimerie Durand", "Services", "2500", "hirson"), ("Inconnue", "Services", "24710", ""),
]
let gazetteer = try Gazetteer.embedded()
let resolver = Resolver(gazetteer: gazetteer)
var options = SupplierMapOptions()
options.title = "Nos fournisseurs"
options.sources = Attribution.lines(of: gazetteer)
var map = SupplierMapBuilder(options)
for (index, (name, kind, postcode, city)) in contracts.enumerated() {
  let placement = resolver.place(LocationQuery(postcode: postcode, city: city))
  print("\(name): \(placement.isPlaced ? placement.label : placement.notes.map(\.text).joined(separator: "; "))")
  map.add(ContractRow(rowNumber: index + 1, name: name, category: kind, placement: placement))
}
let output = CommandLine.arguments.dropFirst().first ?? "suppliers.umap"
try Data(map.finish().umap()).write(to: URL(filePath: output))
