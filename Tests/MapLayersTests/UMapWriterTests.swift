import Foundation
import Geodesy
import MapLayers
import SharedTesting
import Testing

@Suite struct UMapWriterTests {
  static var document: UMapDocument {
    var works = UMapLayer(name: "Travaux", features: [GeoJSONWriterTests.features[0]])
    works.style.colour = "#D55E00"
    works.style.iconClass = .raw
    works.style.iconURL = MarkerImage.disc(colour: "#D55E00")
    works.style.label = .always
    works.style.labelDirection = .left
    works.fields = [UMapField("contracts", .number), UMapField("years", .list)]
    works.filters = [UMapFilter("contracts", label: "Marchés", widget: .range)]
    var red = UMapStyle()
    red.colour = "red"
    works.rules = [UMapRule(key: "colour", equals: 3, name: "a=b<c, \"d\"", style: red)]
    works.fromZoom = 10
    var clusters = UMapLayer(
      name: "Tous", kind: .clusters(radiusPixels: 60, textColour: "#FFFFFF"), features: GeoJSONWriterTests.features)
    clusters.isShownAtFirst = false
    let heat = UMapLayer(
      name: "Densité",
      kind: .heat(.init(radiusPixels: 40, blurPixels: 25, minimumOpacity: 0.3, weightKey: "heat_weight")))
    var document = UMapDocument(
      name: "Carte", view: MapView(centre: Coordinate(latitude: 50.2, longitude: 3.6), zoom: 9),
      layers: [works, clusters, heat])
    document.description = "Deux lignes\net une licence"
    document.licence = .init(name: "Licence Ouverte 2.0", url: "https://example.org/lo")
    document.style.popupTemplate = "{popup}"
    document.style.popupShape = .large
    document.fields = works.fields
    document.filters = works.filters
    return document
  }

  @Test func threeLayers() throws {
    try expectGolden(UMapWriter.bytes(of: Self.document), "three-layers.umap")
  }

  @Test func topLayerIsLastInTheFile() throws {
    let read = try read(Self.document)
    let layers = try #require(read["layers"] as? [[String: Any]])
    let names = layers.compactMap { ($0["_umap_options"] as? [String: Any])?["name"] as? String }
    #expect(names == ["Densité", "Tous", "Travaux"])
  }

  /// uMap 3.7.3 requires `properties` on the map and `features` on each layer; it reads the settings from one of two keys.
  @Test func hasWhatTheReaderRequires() throws {
    let read = try read(Self.document)
    #expect(read["type"] as? String == "umap")
    #expect(read["properties"] is [String: Any])
    let geometry = try #require(read["geometry"] as? [String: Any])
    #expect(geometry["coordinates"] as? [Double] == [3.6, 50.2])
    for layer in try #require(read["layers"] as? [[String: Any]]) {
      let settings = try #require(layer["_umap_options"] as? NSDictionary)
      #expect(layer["properties"] as? NSDictionary == settings)
      #expect(layer["features"] is [Any])
    }
  }

  @Test func everyFeatureHasAnIdOfItsOwn() throws {
    var document = Self.document
    document.layers[1].features = Array(repeating: GeoJSONWriterTests.features[0], count: 5000)
    let layers = try #require(try read(document)["layers"] as? [[String: Any]])
    let ids = layers.flatMap { ($0["features"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
    #expect(ids.count == 5001)
    #expect(Set(ids).count == 5001)
    #expect(ids.allSatisfy { $0.utf8.count == 5 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
  }

  @Test func neverWritesNull() throws {
    #expect(!String(decoding: UMapWriter.bytes(of: Self.document), as: UTF8.self).contains("null"))
  }

  @Test func namesFitTheDatabase() throws {
    var document = Self.document
    document.name = String(repeating: "é", count: 500)
    let properties = try #require(try read(document)["properties"] as? [String: Any])
    #expect((properties["name"] as? String)?.count == 200)
  }

  private func read(_ document: UMapDocument) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(UMapWriter.bytes(of: document))) as? [String: Any])
  }
}
