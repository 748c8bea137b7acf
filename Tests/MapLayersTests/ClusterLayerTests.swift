import Foundation
import Geodesy
import SpatialAnalysis
import Testing

@testable import MapLayers

@Suite struct ClusterLayerTests {
  static func layer() throws -> ClusterLayer {
    let points = [
      Coordinate(latitude: 50.2486, longitude: 3.6385), Coordinate(latitude: 50.2486, longitude: 3.6385),
      Coordinate(latitude: 50.25, longitude: 3.64), Coordinate(latitude: 43.3, longitude: 5.4),
    ]
    let index = try ClusterIndex(coordinates: points)
    let attributes = ClusterAttributes(
      amountsCents: [100_00, 50, ClusterAttributes.unknownAmount, 7], categories: [0, 1, 0, 1], suppliers: [0, 0, 1, 2])
    return ClusterLayer(index: index, attributes: attributes, categoryNames: ["Travaux", "Services"]) { number in
      var properties = Properties()
      properties.add("name", "n°\(number)")
      return properties
    }
  }

  @Test func clustersHaveTheirSums() throws {
    let features = try Self.layer().features(zooms: 8...8)
    #expect(features.count == 2)
    let cluster = try #require(features.first { $0.properties["cluster"] == .boolean(true) })
    #expect(cluster.properties["point_count"] == .integer(3))
    #expect(cluster.properties["point_count_abbreviated"] == .text("3"))
    #expect(cluster.properties["zoom"] == .integer(8))
    #expect(cluster.properties["amount_sum"] == .number(100.5, decimals: 2))
    #expect(cluster.properties["suppliers"] == .integer(2))
    var categories = Properties()
    categories.add("Travaux", 2)
    categories.add("Services", 1)
    #expect(cluster.properties["categories"] == .object(categories))
    let point = try #require(features.first { $0.properties["cluster"] == .boolean(false) })
    #expect(point.properties["name"] == .text("n°3"))
    #expect(point.properties["cluster_id"] == nil)
  }

  @Test func geoJSONIsReadable() throws {
    let layer = try Self.layer()
    let bytes = layer.bytes(zooms: 6...17, as: .geoJSON)
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let features = try #require(object?["features"] as? [[String: Any]])
    #expect(Set(features.compactMap { ($0["properties"] as? [String: Any])?["zoom"] as? Int }) == Set(6...17))
    let lines = String(decoding: layer.bytes(zooms: 6...17, as: .geoJSONLines), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == features.count)
    for line in lines {
      #expect(
        (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["type"] as? String == "Feature")
    }
  }

  @Test func csvHasOneRowPerFeature() throws {
    let text = String(decoding: try Self.layer().bytes(zooms: 8...8, as: .csv), as: UTF8.self)
    #expect(
      text == """
        zoom,cluster,cluster_id,point_count,point_count_abbreviated,longitude,latitude,amount_sum,suppliers,categories
        8,true,3,3,3,3.639,50.249067,100.5,2,Travaux: 2|Services: 1
        8,false,,1,1,5.4,43.3,0.07,1,Services: 1

        """)
  }
}
