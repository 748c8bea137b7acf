import Geodesy
import MapLayers

/// The examples of MapLayers.md.
func mapLayersArticle(_ print: (Any) -> Void) throws {
  var properties = Properties()
  properties.add("name", "SATELEC")
  properties.add("contracts", 2)
  let coordinate = Coordinate(latitude: 50.2486, longitude: 3.6364)
  let feature = PointFeature(coordinate: coordinate, properties: properties)
  print(String(decoding: GeoJSONWriter.collection([feature]), as: UTF8.self).contains("[3.6364,50.2486]"))  // true

  var layer = UMapLayer(name: "Suppliers", features: [feature])
  layer.style.colour = "#D55E00"
  layer.style.labelKey = "{name}"
  let view = MapView(centre: coordinate, zoom: 11)
  let file = UMapWriter.bytes(of: UMapDocument(name: "Suppliers", view: view, layers: [layer]))
  print(String(decoding: file.prefix(14), as: UTF8.self))  // {"type":"umap"
}
