import Foundation
import Geodesy
import MapLayers
import SharedTesting
import Testing

@Suite struct GeoJSONWriterTests {
  static func point(_ latitude: Double, _ longitude: Double, _ name: String) -> PointFeature {
    var properties = Properties()
    properties.add("name", name)
    properties.add("contracts", 2)
    properties.add("amount_sum", 1234.5, decimals: 2)
    properties.add("categories", ["Travaux", "Services"])
    var style = UMapStyle()
    style.colour = "#D55E00"
    return PointFeature(
      coordinate: Coordinate(latitude: latitude, longitude: longitude), properties: properties, style: style)
  }

  static let features = [
    point(50.2486, 3.6385, "MORMAL JARDINS EXPRESS"), point(-20.8821, 55.4507, "Île \"Réunion\""),
    point(48.8566004, 2.3522219, "R&D <Paris>"),
  ]

  @Test func threePoints() throws {
    try expectGolden(GeoJSONWriter.collection(Self.features), "three-points.geojson")
  }

  @Test func followsRFC7946() throws {
    let bytes = GeoJSONWriter.collection(Self.features)
    let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(document["type"] as? String == "FeatureCollection")
    #expect(document["crs"] == nil)
    #expect(document["bbox"] as? [Double] == [2.352222, -20.8821, 55.4507, 50.2486])
    let features = try #require(document["features"] as? [[String: Any]])
    let geometry = try #require(features[1]["geometry"] as? [String: Any])
    #expect(geometry["coordinates"] as? [Double] == [55.4507, -20.8821])
    let properties = try #require(features[1]["properties"] as? [String: Any])
    #expect(properties["_umap_options"] == nil)
    #expect(bytes.split(separator: 0x0A).count == Self.features.count + 1, "one feature on a line")
  }

  @Test func leavesOutWhatHasNoPosition() throws {
    let bytes = GeoJSONWriter.collection([Self.point(.nan, 2, "nulle part"), Self.point(91, 0, "trop loin")])
    let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((document["features"] as? [Any])?.isEmpty == true)
  }

  @Test func streamsTheSameBytes() {
    var writer = GeoJSONWriter(boundingBox: BoundingBox(around: Self.features.map(\.coordinate)))
    var bytes: [UInt8] = []
    for feature in Self.features {
      writer.add(feature)
      bytes += writer.takeBytes()
    }
    bytes += writer.finish()
    #expect(bytes == GeoJSONWriter.collection(Self.features))
  }

  @Test func emptyCollectionHasNoBox() throws {
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(GeoJSONWriter.collection([]))) as? [String: Any])
    #expect(document["bbox"] == nil)
    #expect((document["features"] as? [Any])?.isEmpty == true)
  }
}
