import Geodesy
import MapLayers
import SupplierMaps

/// A uMap map whose layers ask a running service for what they show.
public enum RemoteMap {
  /// The map of a content's layers, served at an address such as `https://cartes.example.fr`. The layer of all
  /// suppliers is shown at first, the others are there to be switched on.
  public static func umap(_ content: SupplierMapContent, title: String, serviceURL: String) throws -> [UInt8] {
    var base = serviceURL
    while base.hasSuffix("/") { base.removeLast() }
    let layers = try LayerSet(content)
    var box: BoundingBox?
    let umapLayers = layers.layers.map { served in
      box = box ?? served.box
      var layer = UMapLayer(name: served.title, kind: .markers)
      layer.remote = UMapRemoteData(
        url: "\(base)/layers/\(served.name).geojson?bbox={west},{south},{east},{north}&zoom={zoom}")
      layer.isShownAtFirst = served.name == LayerSet.allSuppliers
      layer.style.colour = served.colour
      layer.style.iconClass = .circle
      layer.style.labelKey = "name"
      layer.style.label = .always
      layer.style.labelIsClickable = true
      return layer
    }
    let view = box.map { MapView(fitting: $0) } ?? .france
    return UMapWriter.bytes(of: UMapDocument(name: title, view: view, layers: umapLayers))
  }
}
