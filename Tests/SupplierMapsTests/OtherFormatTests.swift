import Foundation
import FoundationXML
import MapLayers
import SQLite
import SupplierMaps
import Testing

@Suite struct OtherFormatTests {
  @Test func kmlHasAFolderPerKindAndEveryContract() throws {
    let document = try XMLDocument(data: Data(Sample.content().kml()))
    let folders = try document.nodes(forXPath: "//*[local-name()='Folder']/*[local-name()='name']").map(\.stringValue)
    #expect(folders == ["Travaux", "Fournitures", "Marchés de services"])
    let counts = try document.nodes(forXPath: "//*[@name='contracts']").compactMap { Int($0.stringValue ?? "") }
    #expect(counts.reduce(0, +) == 5)
    let positions = try document.nodes(forXPath: "//*[local-name()='coordinates']").compactMap(\.stringValue)
    #expect(positions.contains("3.6385,50.2486"))
    let colours = try document.nodes(forXPath: "//*[local-name()='color']").compactMap(\.stringValue)
    #expect(colours.first == "ff005ed5", "blue before green before red")
  }

  @Test func nothingInAKMLBalloonIsMarkup() throws {
    let kml = Sample.content(NastyCellsTests.rows) { $0.title = "<b>]]>\u{202E}" }.kml()
    let document = try XMLDocument(data: Data(kml))
    let known = [
      "kml", "Document", "name", "description", "Style", "IconStyle", "color", "LabelStyle", "scale", "Folder",
      "Placemark", "styleUrl", "ExtendedData", "Data", "value", "Point", "coordinates",
    ]
    #expect(Set(try document.nodes(forXPath: "//*").compactMap(\.name)).isSubset(of: known))
    // A balloon is HTML: what a browser would make of it.
    for balloon in try document.nodes(forXPath: "//*[local-name()='Placemark']/*[local-name()='description']") {
      let html = try XMLDocument(xmlString: "<div>\(balloon.stringValue ?? "")</div>")
      #expect(Set(try html.nodes(forXPath: "//*").compactMap(\.name)).isSubset(of: ["div", "p", "ul", "li"]))
      #expect(try html.nodes(forXPath: "//@*").isEmpty)
    }
    #expect(!String(decoding: kml, as: UTF8.self).unicodeScalars.contains { $0.value == 0x202E })
  }

  @Test func nothingInAPosterIsMarkup() throws {
    let content = Sample.content(NastyCellsTests.rows) { options in
      options.title = NastyCellsTests.cells.joined(separator: " ")
      options.sources = NastyCellsTests.cells
      options.layerBy = .category
    }
    let svg = content.poster().svg()
    let document = try XMLDocument(data: Data(svg))
    let known = ["svg", "style", "rect", "text", "circle", "title", "desc", "g", "path"]
    #expect(Set(try document.nodes(forXPath: "//*").compactMap(\.name)).isSubset(of: known))
    let attributes = Set(try document.nodes(forXPath: "//@*").compactMap(\.name))
    #expect(attributes.allSatisfy { !$0.hasPrefix("on") && !$0.contains("href") })
    #expect(!String(decoding: svg, as: UTF8.self).unicodeScalars.contains { $0.value == 0x202E })
    // The picture is drawn of the same words, whatever they are.
    #expect(try content.poster().png(widthPixels: 400).starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func nothingInAGeoPackageIsMarkup() throws {
    let content = Sample.content(NastyCellsTests.rows)
    let bytes = try content.geoPackage(clusters: [], density: nil)
    #expect(bytes.starts(with: Array("SQLite format 3\0".utf8)))
    let path = NSTemporaryDirectory() + "cartomarches-\(UUID().uuidString).gpkg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let database = try SQLiteDatabase(path: path)
    var names: [String] = []
    try database.statement("SELECT name FROM points").forEachRow { names.append($0.text(0)) }
    #expect(names == (try Sample.properties(content.suppliersGeoJSON()).map { $0["name"] as? String }))
    try database.statement("SELECT styleQML FROM layer_styles").forEachRow { row in
      let style = try? XMLDocument(xmlString: row.text(0))
      #expect(style?.rootElement()?.name == "qgis")
      #expect(((try? style?.nodes(forXPath: "//script")) ?? []).isEmpty)
    }
  }

  @Test func linesHoldTheSameFeatures() throws {
    let content = Sample.content(NastyCellsTests.rows)
    for (lines, collection) in [
      (content.suppliersGeoJSONLines(), content.suppliersGeoJSON()),
      (content.placesGeoJSONLines(), content.placesGeoJSON()),
    ] {
      #expect(lines.last == 0x0A)
      let names = try lines.split(separator: 0x0A).map { line in
        let feature = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        return (feature?["properties"] as? [String: Any])?["name"] as? String
      }
      #expect(names == (try Sample.properties(collection).map { $0["name"] as? String }))
    }
  }

  @Test func packageNamesColumnsApart() throws {
    func table(_ names: [String], hasRows: Bool = true) -> DataPackage.Table {
      var table = DataPackage.Table(
        file: "t.csv", title: "T", delimiter: UInt8(ascii: ","), fields: names.map { .init(name: $0) })
      table.hasRows = hasRows
      return table
    }
    func resource(_ table: DataPackage.Table) throws -> [String: Any] {
      let package = try JSONSerialization.jsonObject(with: Data(Sample.content().dataPackage(tables: [table])))
      return try #require(((package as? [String: Any])?["resources"] as? [[String: Any]])?.first)
    }
    let odd = try resource(table(["Nom", "Nom", "", "Nom_2", "column_3", ""]))
    let fields = (odd["schema"] as? [String: Any])?["fields"] as? [[String: Any]]
    #expect(
      fields?.map { $0["name"] as? String } == ["Nom", "Nom_3", "column_3_3", "Nom_2", "column_3", "column_6"])
    #expect((odd["dialect"] as? [String: Any])?["header"] as? Bool == false)
    let plain = try resource(table(["Nom", "CP"]))
    #expect((plain["dialect"] as? [String: Any])?["header"] == nil && plain["schema"] != nil)
    #expect(try resource(table(["Nom", "Nom"], hasRows: false))["schema"] == nil)
  }

  @Test func packageDescribesItsTables() throws {
    let content = Sample.content {
      $0.sources = ["La Poste, juin 2023"]
      $0.licence = .init(name: "Licence Ouverte 2.0", url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
    }
    let bytes = content.dataPackage(
      tables: [
        .init(
          file: "located.csv", title: "Lignes", delimiter: UInt8(ascii: ";"),
          fields: [.init(name: "Fournisseur \"A\""), .init(name: "latitude", type: .number, description: "WGS 84")])
      ], files: [.init(name: "map.umap", mediaType: "application/json", title: "Carte")])
    let package = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.map { $0["name"] as? String } == ["located.csv", "map.umap"])
    let schema = try #require(resources[0]["schema"] as? [String: Any])
    let fields = try #require(schema["fields"] as? [[String: Any]])
    #expect(fields.map { $0["name"] as? String } == ["Fournisseur \"A\"", "latitude"])
    #expect(fields[1]["type"] as? String == "number")
    #expect((resources[0]["dialect"] as? [String: Any])?["delimiter"] as? String == ";")
    #expect((package["licenses"] as? [[String: Any]])?.first?["path"] as? String != nil)
  }
}
