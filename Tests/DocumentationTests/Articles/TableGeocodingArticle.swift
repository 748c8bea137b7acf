import Gazetteer
import Geocoding
import TableGeocoding
import Tables

/// The examples of TableGeocoding.md.
func tableGeocodingArticle(_ print: (Any) -> Void) throws {
  let text = """
    Fournisseur;Code postal;Ville
    MONTARON;59605;MAUBEUGE CEDEX
    SATELEC;59530;Le Quesnoy
    Inconnue;24710;
    """
  let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "marches.csv"))
  let resolver = Resolver(gazetteer: try Gazetteer.embedded())
  let geocoder = TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"])
  var output = geocoder.header()
  while let batch = try reader.nextBatch() {
    geocoder.append(batch, ofTable: 0, to: &output) { row in
      print("\(row.text(.name)): \(row.placement.isPlaced ? row.placement.label : row.placement.status.rawValue)")
    }
  }
  // MONTARON: 59605 Maubeuge
  // SATELEC: 59530 Le Quesnoy
  // Inconnue: not-found
  print(geocoder.summary().placed)  // 2
}
