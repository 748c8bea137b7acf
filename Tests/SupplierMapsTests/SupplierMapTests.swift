import Foundation
import Geocoding
import Geodesy
import SharedTesting
import SupplierMaps
import Testing

/// Rows and readers that the tests of whole maps share.
enum Sample {
  static func placement(
    _ latitude: Double, _ longitude: Double, _ label: String, method: PlacementMethod = .postcode, radius: Int = 4200
  ) -> Placement {
    var placement = Placement(status: .ok)
    placement.coordinate = Coordinate(latitude: latitude, longitude: longitude)
    placement.method = method
    placement.radiusMetres = radius
    placement.score = 0.9
    placement.label = label
    placement.postcode = String(label.prefix(5))
    placement.city = String(label.dropFirst(6))
    placement.departement = String(label.prefix(2))
    placement.context = "\(label.prefix(2)), Nord, Hauts-de-France"
    return placement
  }

  static let leQuesnoy = placement(50.2486, 3.6385, "59530 Le Quesnoy")
  static let bavay = placement(50.2986, 3.7932, "59570 Bavay")
  static let lyon = placement(45.7578, 4.832, "69342 Lyon", method: .cedex, radius: 12_000)

  static let rows: [ContractRow] = [
    ContractRow(
      rowNumber: 2, name: "MORMAL JARDINS EXPRESS", siret: "49481085600018", category: "Marchés de services",
      amount: "90 000-206 999,99", date: "12-15", object: "Entretien des haies", id: "18", placement: leQuesnoy),
    ContractRow(
      rowNumber: 3, name: "Mormal Jardins Express", category: "Travaux", amount: "1 234,56 €", date: "26/03/2014",
      object: "Plantations", id: "19", placement: leQuesnoy),
    ContractRow(
      rowNumber: 4, name: "SARL JOACHIM", category: "TRAVAUX", amount: "207000", date: "2015",
      object: "Livraison aux Ã¢gÃ©es",
      placement: leQuesnoy),
    ContractRow(
      rowNumber: 5, name: "Joachim", category: "Travaux", amount: "n.c.", date: "n.c.", placement: bavay),
    ContractRow(
      rowNumber: 6, name: "PLASTIC OMNIUM", siret: "95551261100083", category: "Fournitures",
      amount: "15 000- 89 999,99",
      date: "05-15", object: "Bacs", placement: lyon),
    ContractRow(rowNumber: 7, name: "PERDU", category: "", amount: "10", placement: Placement(status: .notFound)),
    ContractRow(rowNumber: 8, placement: Placement(status: .empty)),
  ]

  static func content(_ rows: [ContractRow] = rows, _ change: (inout SupplierMapOptions) -> Void = { _ in })
    -> SupplierMapContent
  {
    var options = SupplierMapOptions()
    change(&options)
    var builder = SupplierMapBuilder(options)
    for row in rows { builder.add(row) }
    return builder.finish()
  }

  static func features(_ bytes: [UInt8]) throws -> [[String: Any]] {
    let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    return try #require(document["features"] as? [[String: Any]])
  }

  static func properties(_ bytes: [UInt8]) throws -> [[String: Any]] {
    try features(bytes).map { try #require($0["properties"] as? [String: Any]) }
  }

  /// Layers from top to bottom: settings and features' properties.
  static func layers(_ bytes: [UInt8]) throws -> [(settings: [String: Any], features: [[String: Any]])] {
    let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let layers = try #require(document["layers"] as? [[String: Any]])
    return try layers.reversed().map { layer in
      let features = try #require(layer["features"] as? [[String: Any]])
      return (
        try #require(layer["_umap_options"] as? [String: Any]),
        try features.map { try #require($0["properties"] as? [String: Any]) }
      )
    }
  }
}

@Suite struct SupplierMapTests {
  @Test func goldenFiles() throws {
    let content = Sample.content {
      $0.title = "Marchés 2014-2015"
      $0.dataDate = "2015"
      $0.sources = ["La Poste, juin 2023, Licence Ouverte 2.0"]
      $0.licence = .init(name: "Licence Ouverte 2.0", url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
    }
    try expectGolden(content.suppliersGeoJSON(), "five-placed-rows-suppliers.geojson")
    try expectGolden(content.placesGeoJSON(), "five-placed-rows-places.geojson")
    try expectGolden(content.umap(), "five-placed-rows.umap")
  }

  @Test func countsAddUpToTheRows() throws {
    let content = Sample.content()
    #expect(content.rowCount == 7)
    #expect(content.placedRowCount == 5)
    #expect(content.rowCountByStatus == [.ok: 5, .notFound: 1, .empty: 1])
    #expect(content.placeCount == 3)
    // Mormal by SIRET and by name, Joachim in two communes, Plastic Omnium, Perdu, the empty row.
    #expect(content.supplierCount == 6)
    for bytes in [content.suppliersGeoJSON(), content.placesGeoJSON()] {
      let contracts = try Sample.properties(bytes).compactMap { $0["contracts"] as? Int }
      #expect(contracts.reduce(0, +) == 5)
    }
    let markers = try Sample.layers(content.umap()).filter {
      $0.settings["type"] as? String == "Default" && $0.settings["displayOnLoad"] as? Bool == true
    }
    #expect(markers.flatMap(\.features).compactMap { $0["contracts"] as? Int }.reduce(0, +) == 5)
  }

  @Test func rowsWithoutNumberJoinTheOneThatHasIt() throws {
    let mormal = try #require(try Sample.properties(Sample.content().suppliersGeoJSON()).first)
    #expect(mormal["siret"] as? String == "49481085600018")
    #expect(mormal["contracts"] as? Int == 2)
    #expect(mormal["amount_sum"] as? Double == 1234.56)
    #expect(mormal["amount_min"] as? Double == 91234.56)
    #expect(mormal["amount_max"] as? Double == 208234.55)
    #expect(mormal["years"] as? [Int] == [2014, 2015])
    #expect(mormal["categories"] as? [String] == ["Travaux", "Marchés de services"])
  }

  @Test func twoNumbersOfOneNameStayTwo() {
    let rows = ["49481085600018", "95551261100083", ""].enumerated().map { index, siret in
      ContractRow(rowNumber: index + 2, name: "DOUBLE", siret: siret, placement: Sample.bavay)
    }
    #expect(Sample.content(rows).supplierCount == 3)
  }

  @Test func grouping() throws {
    #expect(try Sample.properties(Sample.content { $0.groupBy = .row }.suppliersGeoJSON()).count == 5)
    let byPlace = try Sample.properties(Sample.content { $0.groupBy = .place }.suppliersGeoJSON())
    #expect(byPlace.map { $0["name"] as? String } == ["59530 Le Quesnoy", "59570 Bavay", "69342 Lyon"])
    #expect(byPlace[0]["names"] as? [String] == ["MORMAL JARDINS EXPRESS", "Mormal Jardins Express", "SARL JOACHIM"])
  }

  @Test func aTableOfPlacesAloneIsLabelledByThem() throws {
    let rows = (2..<5).map { ContractRow(rowNumber: $0, placement: Sample.bavay) }
    let content = Sample.content(rows)
    #expect(content.supplierCount == 3)
    #expect(try Sample.properties(content.suppliersGeoJSON()).allSatisfy { $0["name"] as? String == "59570 Bavay" })
    let layers = try Sample.layers(content.umap())
    #expect(layers.count == 3, "one layer, clusters, heat")
    #expect(layers[0].features.count == 1)
  }

  @Test func layersByYearAndDepartement() throws {
    let years = try Sample.layers(Sample.content { $0.layerBy = .year }.umap()).map { $0.settings["name"] as? String }
    #expect(years.prefix(3) == ["2015", "2014", "Sans date"])
    let places = try Sample.layers(Sample.content { $0.layerBy = .departement }.umap())
    #expect(places.prefix(2).map { $0.settings["name"] as? String } == ["59 Nord", "69 Nord"])
    let one = try Sample.layers(
      Sample.content {
        $0.layerBy = .none; $0.language = .english
      }.umap())
    #expect(
      one.map { $0.settings["name"] as? String } == [
        "Suppliers", "All suppliers, clustered", "Rough positions", "Amounts by place", "Density of contracts",
      ])
  }

  @Test func coloursOfTheirOwnAreRules() throws {
    let layers = try Sample.layers(
      Sample.content {
        $0.layerBy = .departement; $0.colourBy = .category
      }.umap())
    let rules = try #require(layers[0].settings["rules"] as? [[String: Any]])
    #expect(rules.map { $0["name"] as? String } == ["Travaux"])
    #expect(layers[0].features.allSatisfy { $0["colour"] as? Int == 0 })
  }

  @Test func roughPositionsAreFlagged() throws {
    let layers = try Sample.layers(Sample.content().umap())
    let lyon = try #require(layers.flatMap(\.features).first { $0["name"] as? String == "PLASTIC OMNIUM" })
    #expect((lyon["popup"] as? String)?.contains("Position approximative\u{A0}: ±\u{A0}12\u{A0}km") == true)
    let bavay = try #require(layers.flatMap(\.features).first { $0["name"] as? String == "Joachim" })
    #expect((bavay["popup"] as? String)?.contains("approximative") == false)
  }

  @Test func descriptionSaysWhatIsMissing() throws {
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(Sample.content().umap())) as? [String: Any])
    let text = try #require((document["properties"] as? [String: Any])?["description"] as? String)
    #expect(text.contains("5 sur 7\u{A0}lignes placées"))
    #expect(text.contains("1\u{A0}introuvable, 1\u{A0}sans lieu"))
  }

  @Test func emptyTableMakesEmptyMaps() throws {
    let content = Sample.content([])
    #expect(try Sample.features(content.suppliersGeoJSON()).isEmpty)
    #expect(try Sample.layers(content.umap()).allSatisfy { $0.features.isEmpty })
  }

  @Test func moreKindsThanColoursShareALayer() throws {
    let rows = (0..<40).map {
      ContractRow(
        rowNumber: $0 + 2, name: "N\($0)", category: ["Travaux", "Genre \($0 % 20)"][$0 % 2], placement: Sample.bavay)
    }
    let layers = try Sample.layers(Sample.content(rows).umap())
    #expect(layers.count == 8 + 2)
    #expect(layers[7].settings["name"] as? String == "Autres (4 catégories)")
    #expect(Set(layers.prefix(8).compactMap { $0.settings["color"] as? String }).count == 8)
    #expect(layers.prefix(8).flatMap(\.features).compactMap { $0["contracts"] as? Int }.reduce(0, +) == 40)
  }
}
