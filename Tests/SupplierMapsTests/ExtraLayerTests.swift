import Foundation
import Gazetteer
import Geodesy
import Testing

@testable import SupplierMaps

@Suite struct ExtraLayerTests {
  private static let leQuesnoy = Buyer(
    coordinate: Coordinate(latitude: 50.2486, longitude: 3.6385), label: "59530 Le Quesnoy", citycode: "59481",
    departement: "59")

  private static func layers(_ rows: [ContractRow], _ change: (inout SupplierMapOptions) -> Void = { _ in }) throws
    -> [[String: Any]]
  {
    let bytes = Sample.content(rows, change).umap()
    let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    return try #require(document["layers"] as? [[String: Any]])
  }

  private static func layer(_ layers: [[String: Any]], _ name: String) -> [String: Any]? {
    layers.first { ($0["properties"] as? [String: Any])?["name"] as? String == name }
  }

  private static func features(_ layer: [String: Any]?) -> [[String: Any]] {
    layer?["features"] as? [[String: Any]] ?? []
  }

  @Test func linksGoFromTheBuyerToEachPlace() throws {
    let layers = try Self.layers(Sample.rows) { $0.buyer = Self.leQuesnoy }
    let links = try #require(Self.layer(layers, "De l’acheteur aux fournisseurs"))
    #expect((links["properties"] as? [String: Any])?["displayOnLoad"] as? Bool == false)
    let features = Self.features(links)
    #expect(features.count == 3)
    for feature in features {
      let geometry = try #require(feature["geometry"] as? [String: Any])
      #expect(geometry["type"] as? String == "LineString")
      #expect((geometry["coordinates"] as? [[Double]])?.first == [3.6385, 50.2486])
    }
    // Le Quesnoy to Lyon: 507 km on the sphere.
    let distances = features.compactMap { ($0["properties"] as? [String: Any])?["distance_km"] as? Double }
    #expect(distances.contains { abs($0 - 507) < 3 }, "\(distances)")
  }

  @Test func sectorsAndSizesAreShownAndFiltered() throws {
    let rows = [("A", "43.21A", "11"), ("B", "62.01Z", "53"), ("C", "", "")].enumerated().map { index, item in
      var row = ContractRow(
        rowNumber: index + 2, name: item.0, placement: Sample.placement(45 + Double(index), 2, "1000\(index) Lieu"))
      (row.activity, row.sizeClass) = (item.1, item.2)
      return row
    }
    let content = Sample.content(rows)
    let map = try #require(JSONSerialization.jsonObject(with: Data(content.umap())) as? [String: Any])
    let settings = try #require(map["properties"] as? [String: Any])
    let fields = try #require(settings["fields"] as? [[String: String]])
    #expect(fields.filter { $0["type"] == "Enum" }.compactMap { $0["key"] } == ["years", "naf", "size"])
    let filters = try #require(settings["filters"] as? [[String: String]])
    #expect(filters.contains { $0["fieldKey"] == "naf" } && filters.contains { $0["fieldKey"] == "size" })
    let layers = try #require(map["layers"] as? [[String: Any]])
    let markers = Self.features(Self.layer(layers, "Tous les fournisseurs, regroupés")).compactMap {
      $0["properties"] as? [String: Any]
    }
    #expect(markers.map { $0["naf"] as? String } == ["43.21A", "62.01Z", nil])
    #expect(markers.map { $0["size"] as? String } == ["10 à 19", "10000 et plus", nil])
    #expect((markers.first?["popup"] as? String)?.contains("NAF 43.21A · Salariés\u{A0}: 10 à 19") == true)
    let suppliers = String(decoding: content.suppliersGeoJSON(), as: UTF8.self)
    #expect(suppliers.contains(#""naf":"43.21A","size":"11""#))
    let plain = String(decoding: Sample.content(Sample.rows).umap(), as: UTF8.self)
    #expect(!plain.contains("naf"))
  }

  @Test func manyRoughPositionsShareBubbles() throws {
    func rough(_ count: Int) throws -> String? {
      let rows = (0..<count).map { index in
        var placement = Sample.placement(43 + Double(index % 60) / 10, Double(index / 60), "59000 Lieu \(index)")
        placement.radiusMetres = 40_000
        return ContractRow(rowNumber: index + 2, name: "N\(index)", placement: placement)
      }
      let layer = try #require(Self.layer(try Self.layers(rows), "Positions approximatives"))
      #expect(Self.features(layer).count == count)
      return (layer["properties"] as? [String: Any])?["type"] as? String
    }
    #expect(try rough(30) == "Default")
    #expect(try rough(200) == "Cluster")
  }

  @Test func distancesAreInTheGeoJSON() throws {
    let content = Sample.content(Sample.rows) { $0.buyer = Self.leQuesnoy }
    for bytes in [content.suppliersGeoJSON(), content.placesGeoJSON()] {
      #expect(try Sample.properties(bytes).allSatisfy { $0["distance_km"] is Double || $0["distance_km"] is Int })
      // Le Quesnoy itself, Bavay at 12 km, Lyon.
      let bands = try Sample.properties(bytes).compactMap { $0["distance_band"] as? String }
      #expect(Set(bands) == ["0-10", "10-30", "100+"])
    }
    #expect(try Sample.properties(Sample.content().placesGeoJSON()).allSatisfy { $0["distance_km"] == nil })
  }

  @Test func departementsAreShadedByCount() throws {
    let gazetteer = try Gazetteer.embedded()
    let places = [("59", 5), ("62", 3), ("26", 2), ("974", 1)]
    let rows = places.enumerated().flatMap { index, item in
      (0..<item.1).map { number in
        var placement = Sample.placement(45 + Double(index), 2, "\(item.0)000 Lieu")
        placement.departement = item.0
        return ContractRow(rowNumber: index * 10 + number, name: "N", amount: "5", placement: placement)
      }
    }
    let unasked = try Self.layers(rows) { $0.gazetteer = gazetteer }
    #expect(Self.layer(unasked, "Marchés par département") == nil)
    let layers = try Self.layers(rows) {
      $0.gazetteer = gazetteer
      $0.shadesDepartements = true
    }
    let layer = try #require(Self.layer(layers, "Marchés par département"))
    let settings = try #require(layer["properties"] as? [String: Any])
    #expect(settings["displayOnLoad"] as? Bool == true)
    #expect((layers.first?["properties"] as? [String: Any])?["name"] as? String == "Marchés par département")
    let rules = try #require(settings["rules"] as? [[String: Any]])
    #expect(
      rules.map { $0["name"] as? String } == [
        "1\u{A0}marché", "2\u{A0}marchés", "3\u{A0}marchés", "4 à 5\u{A0}marchés",
      ])
    #expect(rules.map { $0["condition"] as? String } == ["shade=0", "shade=1", "shade=2", "shade=3"])
    let features = Self.features(layer)
    #expect(features.count == 4)
    for feature in features {
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
      for rings in polygons {
        #expect(rings.allSatisfy { $0.count >= 4 && $0.first == $0.last })
        #expect(Self.area(rings[0]) > 0, "outer rings run counterclockwise")
        #expect(rings.dropFirst().allSatisfy { Self.area($0) < 0 })
      }
      // The enclave of Valréas is a hole in the Drôme.
      let name = (feature["properties"] as? [String: Any])?["name"] as? String
      if name == "26 Drôme" { #expect(polygons.contains { $0.count == 2 }) }
    }
  }

  @Test func classesHoldEveryValueOnce() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let values = (0..<Int.random(in: 1...40, using: &generator)).map { _ in Int.random(in: 1...9, using: &generator) }
        .sorted()
      let ends = SupplierMapContent.classEnds(values)
      #expect(ends.last == values.last && ends.count <= 5, "\(values)")
      #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
      #expect(ends.allSatisfy(values.contains), "\(values)")
    }
  }

  private static func area(_ ring: [[Double]]) -> Double {
    zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
  }

  @Test func amountsAreNeverNegative() throws {
    let rows = [
      ContractRow(rowNumber: 2, name: "A", amount: "-500", placement: Sample.bavay),
      ContractRow(rowNumber: 3, name: "B", amount: "90 000", placement: Sample.leQuesnoy),
    ]
    let layer = try #require(Self.layer(try Self.layers(rows), "Montants par lieu"))
    let amounts = Self.features(layer).compactMap { ($0["properties"] as? [String: Any])?["amount_known"] as? Double }
    #expect(amounts.sorted() == [0, 90000])
  }

  @Test func doubtfulPositionsAreGrey() throws {
    let layer = try #require(Self.layer(try Self.layers(Sample.rows), "Positions approximatives"))
    #expect(Self.features(layer).count == 1)
    #expect((layer["properties"] as? [String: Any])?["color"] as? String == "#8A8A8A")
  }

  @Test func aHugeMapHasOneMarkerPerPlace() throws {
    let kinds = ["Travaux", "Services"]
    var rows: [ContractRow] = []
    for index in 0..<60_000 {
      let latitude = 44 + Double(index % 150) / 50
      let placement = Sample.placement(latitude, Double(index / 150 % 100) / 50, "59530 Lieu")
      rows.append(
        ContractRow(rowNumber: index + 2, name: "N\(index)", category: kinds[index % 2], placement: placement))
    }
    let content = Sample.content(rows)
    #expect(content.isUMapAggregated)
    #expect(!Sample.content().isUMapAggregated)
    let layers = try Sample.layers(content.umap())
    let markers = layers.filter { $0.settings["type"] as? String == "Cluster" }.flatMap(\.features)
    #expect(markers.count == 15_000)
    let contracts = markers.compactMap { $0["contracts"] as? Int }
    #expect(contracts.reduce(0, +) == 60_000)
    let features = layers.reduce(0) { $0 + $1.features.count }
    #expect(features <= 50_000)
  }
}
