import Geodesy
import SupplierMaps
import Testing

@Suite struct CrowdedMapTests {
  static let eighty = (0..<80).map {
    ContractRow(
      rowNumber: $0 + 2, name: "SOCIÉTÉ \($0 + 100) DU LIEU", category: ["Travaux", "Services", "Fournitures"][$0 % 3],
      amount: "\($0 * 1000 + 1)", date: "2015", object: "Objet \($0)", placement: Sample.leQuesnoy)
  }

  @Test func eightySuppliersAtOnePlaceAreAllInEachPopup() throws {
    let layers = try Sample.layers(Sample.content(Self.eighty).umap())
    let markers = layers.filter { $0.settings["type"] as? String == "Default" }
    #expect(markers.count == 3)
    for marker in markers {
      #expect(marker.features.count == 1)
      let popup = try #require(marker.features[0]["popup"] as? String)
      for row in Self.eighty { #expect(popup.contains("**\(row.name)**")) }
      #expect(popup.contains("80\u{A0}fournisseurs"))
    }
    let clusters = try #require(layers.first { $0.settings["type"] as? String == "Cluster" })
    #expect(clusters.features.count == 80)
  }

  @Test func markersOfOnePlaceAreRingsWithLabelsOnDifferentSides() throws {
    let layers = try Sample.layers(Sample.content(Self.eighty).umap())
    let styles = layers.prefix(3).map { layer -> (size: Int, side: String) in
      let own = layer.features[0]["_umap_options"] as? [String: Any] ?? [:]
      return (
        own["iconSize"] as? Int ?? layer.settings["iconSize"] as? Int ?? 0,
        own["labelDirection"] as? String ?? layer.settings["labelDirection"] as? String ?? ""
      )
    }
    #expect(styles.map(\.size) == [18, 32, 46], "the top layer has the smallest")
    #expect(Set(styles.map(\.side)).count == 3)
  }

  @Test func longListsOfContractsAreCutAndSaySo() throws {
    let rows = (0..<30).map {
      ContractRow(rowNumber: $0 + 2, name: "SEUL", amount: "100", object: "Objet \($0)", placement: Sample.bavay)
    }
    let popup = try #require(try Sample.layers(Sample.content(rows).umap())[0].features[0]["popup"] as? String)
    #expect(popup.contains("+\u{A0}18\u{A0}autres marchés"))
    #expect(popup.contains("Total\u{A0}: 3\u{202F}000\u{A0}€"))
    let listed = try Sample.properties(Sample.content(rows).suppliersGeoJSON())[0]["contract_list"] as? [Any]
    #expect(listed?.count == 30, "the GeoJSON has them all")
  }

  @Test func manyPlacesOpenAsBubbles() throws {
    let rows = (0..<400).map { index in
      ContractRow(
        rowNumber: index + 2, name: "N\(index)", category: "Travaux",
        placement: Sample.placement(44 + Double(index % 20) / 5, Double(index / 20) / 5, "59530 Lieu \(index)"))
    }
    let layers = try Sample.layers(Sample.content(rows).umap())
    #expect(layers.map { $0.settings["type"] as? String } == ["Cluster", "Cluster", "Heat"])
    #expect(layers[0].settings["fromZoom"] as? Int == 10)
    #expect(layers[1].settings["toZoom"] as? Int == 9)
    #expect(layers[1].settings["displayOnLoad"] as? Bool == true)
    // Without a shown layer that is browsable uMap's filters are empty, and hide nothing.
    #expect(layers[1].settings["browsable"] as? Bool == true)
  }

  @Test func heatWeightsAreBetweenNoneAndOne() throws {
    let heat = try #require(
      try Sample.layers(Sample.content(Self.eighty + Sample.rows).umap()).first {
        $0.settings["type"] as? String == "Heat"
      })
    for feature in heat.features {
      let weight = try #require(feature["heat_weight"] as? Double)
      #expect(weight > 0 && weight <= 1)
    }
  }
}
