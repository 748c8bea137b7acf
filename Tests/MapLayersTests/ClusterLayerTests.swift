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
    #expect(point.properties["point_count"] == .integer(1) && point.properties["zoom"] == .integer(8))
    #expect(point.properties["point_count_abbreviated"] == .text("1"))
    // Three positions and two clusters have the numbers 0 to 4; then come the points, of which this is the fourth.
    #expect(point.properties["cluster_id"] == .integer(8))
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

  @Test func piecesMakeOneFile() throws {
    // Every point stands alone, and there are more than one piece holds.
    let points = (0..<9000).map { Coordinate(latitude: Double($0 / 150), longitude: Double($0 % 150)) }
    let layer = ClusterLayer(index: try ClusterIndex(coordinates: points))
    for format in [FeatureTable.Format.geoJSON, .geoJSONLines, .csv] {
      var pieces = 0
      layer.write(zooms: 16...16, as: format) { _ in pieces += 1 }
      #expect(pieces == 3)
      let bytes = layer.bytes(zooms: 16...16, as: format)
      let lines = bytes.split(separator: 0x0A)
      switch format {
      case .geoJSON:
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect((object?["features"] as? [Any])?.count == 9000)
        #expect(object?["bbox"] as? [Double] == [0, 0, 149, 59])
      case .geoJSONLines: #expect(lines.count == 9000)
      case .csv: #expect(lines.count == 9001)
      }
    }
  }

  @Test func areasStandBesidePoints() throws {
    let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map { Coordinate(latitude: $0.1, longitude: $0.0) }
    var properties = Properties()
    properties.add("name", "A, B")
    let features = [0.5, 3].map {
      PointFeature(coordinate: Coordinate(latitude: $0, longitude: $0), properties: properties)
    }
    let areas = [PolygonFeature.polygons(rings: [square.reversed()]), []]
    var texts: [FeatureTable.Format: String] = [:]
    for format in [FeatureTable.Format.geoJSON, .geoJSONLines, .csv] {
      var bytes: [UInt8] = []
      FeatureTable.write(features, areas: areas, as: format) { bytes += $0 }
      texts[format] = String(decoding: bytes, as: UTF8.self)
    }
    // An outline runs counterclockwise (RFC 7946).
    let area = """
      {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]},\
      "properties":{"name":"A, B","latitude":0.5,"longitude":0.5}}
      """
    let point = """
      {"type":"Feature","geometry":{"type":"Point","coordinates":[3,3]},"properties":{"name":"A, B"}}
      """
    #expect(texts[.geoJSONLines] == "\(area)\n\(point)\n")
    #expect(texts[.geoJSON] == "{\"type\":\"FeatureCollection\",\"features\":[\n\(area),\n\(point)]}\n")
    #expect(texts[.csv] == "latitude,longitude,name\n0.5,0.5,\"A, B\"\n3,3,\"A, B\"\n")
  }

  @Test func csvHasOneRowPerFeature() throws {
    let text = String(decoding: try Self.layer().bytes(zooms: 8...8, as: .csv), as: UTF8.self)
    #expect(
      text == """
        zoom,cluster,cluster_id,point_count,point_count_abbreviated,longitude,latitude,amount_sum,suppliers,categories
        8,true,3,3,3,3.639,50.249067,100.5,2,Travaux: 2|Services: 1
        8,false,8,1,1,5.4,43.3,0.07,1,Services: 1

        """)
  }
}
