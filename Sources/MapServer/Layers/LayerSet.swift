import Gazetteer
import MapLayers
import SpatialAnalysis
import SupplierMaps

/// The layers of the tables as they were at one time.
struct LayerSet: Sendable {
  let layers: [ServedLayer]
  /// The map of all of them as a drawing.
  let drawing: [UInt8]
  /// Rows of the tables, and how many of them have a position.
  let rows: Int
  let placedRows: Int

  /// The layers of a map's content; the one of all suppliers first. O(rows · log rows).
  init(_ content: SupplierMapContent) throws(SpatialAnalysisError) {
    var layers: [ServedLayer] = []
    var taken: Set<String> = []
    for layer in content.supplierLayers() {
      let stem = layer.hasEverything ? Self.allSuppliers : Self.pathName(layer.title)
      var name = stem
      var suffix = 2
      while !taken.insert(name).inserted {
        name = "\(stem)-\(suffix)"
        suffix += 1
      }
      layers.append(
        try ServedLayer(name: name, title: layer.title, colour: layer.colour, features: layer.features))
    }
    self.layers = layers
    drawing = content.poster(nil).svg()
    rows = content.rowCount
    placedRows = content.placedRowCount
  }

  /// The path name of the layer that has every supplier.
  static let allSuppliers = "suppliers"

  /// The layer of a path name.
  func layer(_ name: String) -> ServedLayer? { layers.first { $0.name == name } }

  /// A title as a path can hold it: "Marchés de travaux" is `marches-de-travaux`.
  static func pathName(_ title: String) -> String {
    let words = LatinFolding.fold(title).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-").prefix(60)
    return name.isEmpty ? "layer" : String(name)
  }
}
