import Foundation
import SharedTesting
import Testing

/// The files of a map, read by programs of others.
@Suite struct MapFileTests {
  private let folder: TemporaryFolder
  private let table: String

  init() throws {
    folder = try TemporaryFolder()
    table = try folder.write(
      "t.csv",
      """
      Fournisseur;Code postal;Nature;Date;Montant
      MONTARON;59605;Travaux;2015-08-15;15 000- 89 999,99
      "L'ÉTÉ <b>";59530;Fournitures;2014-05-15;207000
      HIRSON BTP;02500;Travaux;2015-12-15;1 234,56 €
      AILLEURS;24710;Services;;

      """)
  }

  private func run(
    _ arguments: [String] = [], environment: [String: String] = ["LC_ALL": "fr_FR.UTF-8"], output: String = "o"
  ) throws -> Program.Run {
    try Program.run(["map", table, "-o", folder.path(output)] + arguments, environment: environment)
  }

  @Test func thePictureHasTheShapeOfTheDrawing() throws {
    #expect(try run().status == 0)
    let info = try Program.shell("gdalinfo -json o/map.png", in: folder)
    let size = try #require(try jsonObject(info.output)["size"] as? [Int])
    #expect(size[0] == 1600)
    let svg = try folder.read("o/map.svg")
    let height = try #require(svg.firstMatch(of: /viewBox="0 0 1000 (\d+)"/).flatMap { Int($0.1) })
    #expect(abs(Double(size[1]) - Double(height) * 1.6) <= 0.5)
    // The border at the left edge is white; there is land in the middle of France.
    let pixels = try Program.shell(
      "printf '3 800\\n800 900\\n' | gdallocationinfo -valonly o/map.png", in: folder)
    #expect(pixels.output.split(separator: "\n").prefix(3) == ["255", "255", "255"])
    #expect(pixels.output.split(separator: "\n").suffix(3) != ["255", "255", "255"])
    #expect(try run(output: "o2").status == 0)
    #expect(try Program.shell("cmp o/map.png o2/map.png", in: folder).status == 0)
  }

  @Test func linesAreReadAsASequenceOfFeatures() throws {
    #expect(try run(["--formats", "geojson,geojsonl"]).status == 0)
    for name in ["suppliers", "places"] {
      let read = try Program.shell(
        "ogr2ogr -f CSV /vsistdout/ o/\(name).geojsonl && echo -- && ogr2ogr -f CSV /vsistdout/ o/\(name).geojson",
        in: folder)
      #expect(read.status == 0)
      let tables = read.output.components(separatedBy: "--\n").map { $0.split(separator: "\n").count }
      #expect(tables == [4, 4], "\(name): a header and three features in both")
    }
  }

  @Test func theGeoPackageHoldsWhatTheOtherFilesHold() throws {
    #expect(try run(["--formats", "geojson,gpkg", "--buyer", "59530"]).status == 0)
    let layers = try Program.shell("ogrinfo -q o/map.gpkg | sed 's/^[0-9]*: //'", in: folder)
    let expected = ["points (Point)", "places (Point)", "clusters (Point)", "density (Multi Polygon)"]
    #expect(Set(layers.output.split(separator: "\n").map(String.init)).isSuperset(of: expected))
    for (table, file) in [
      ("points", "suppliers"), ("places", "places"), ("clusters", "clusters"), ("density", "heatmap"),
    ] {
      let back = try Program.shell("ogr2ogr -f GeoJSON /vsistdout/ o/map.gpkg \(table)", in: folder)
      #expect(back.status == 0 && back.error.isEmpty, "\(back.error)")
      let found = try features(back.output)
      let written = try features(try folder.read("o/\(file).geojson"))
      #expect(found.count == written.count && !found.isEmpty)
      for (one, other) in zip(found, written) {
        let (properties, own) = (try properties(one), try properties(other))
        for (key, value) in own {
          if let number = value as? NSNumber, let back = properties[key] as? NSNumber {
            #expect(abs(number.doubleValue - back.doubleValue) < 1e-9, "\(table) \(key)")
          } else if let text = value as? String {
            #expect(properties[key] as? String == text, "\(table) \(key)")
          } else if let list = value as? [Any], !(list.first is [String: Any]) {
            #expect(properties[key] as? String == list.map { "\($0)" }.joined(separator: ", "), "\(table) \(key)")
          } else {
            // GDAL writes a text that is JSON as JSON.
            let back = try #require(properties[key])
            #expect(try json(back) == json(value), "\(table) \(key)")
          }
        }
      }
    }
    #expect(try run(["--formats", "geojson,gpkg", "--buyer", "59530"], output: "o2").status == 0)
    #expect(try Program.shell("cmp o/map.gpkg o2/map.gpkg", in: folder).status == 0)
  }

  @Test func theKMLHoldsWhatTheGeoJSONHolds() throws {
    #expect(try run(["--formats", "geojson,kml"]).status == 0)
    var found: [String: [String: Any]] = [:]
    for layer in ["Travaux", "Fournitures"] {
      let back = try Program.shell("ogr2ogr -f GeoJSON /vsistdout/ o/map.kml \(layer)", in: folder)
      for feature in try features(back.output) {
        let own = try properties(feature)
        found[try #require(own["Name"] as? String)] = own
      }
    }
    let written = try features(try folder.read("o/suppliers.geojson"))
    #expect(found.count == 3 && written.count == 3)
    for feature in written {
      let own = try properties(feature)
      let name = try #require(own["name"] as? String)
      let back = try #require(found[name])
      for (key, value) in own where !(value is [Any]) && !["name", "heat_weight"].contains(key) {
        if let number = value as? NSNumber {
          #expect(Double(back[key] as? String ?? "") == number.doubleValue, "\(key)")
        } else {
          #expect(back[key] as? String == value as? String, "\(key)")
        }
      }
    }
  }

  private func features(_ text: String) throws -> [[String: Any]] {
    try #require(try jsonObject(text)["features"] as? [[String: Any]])
  }

  private func json(_ value: Any) throws -> Data {
    try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
  }

  private func properties(_ feature: [String: Any]) throws -> [String: Any] {
    try #require(feature["properties"] as? [String: Any])
  }

  @Test func theReportOpensInTheBrowser() throws {
    let browser = try folder.write("my browser", "#!/bin/sh\necho \"$@\" > '\(folder.path("opened"))'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: browser)
    try FileManager.default.moveItem(atPath: browser, toPath: folder.path("browser"))
    let script = folder.path("browser")
    let plain = try run(["--open"], environment: ["LC_ALL": "fr_FR.UTF-8", "BROWSER": "/nowhere/b:\(script)"])
    #expect(plain.status == 0 && !plain.error.contains("--open"))
    #expect(try folder.read("opened").hasSuffix("/o/report.html\n"))
    let placed = try run(["--open", "--quiet"], environment: ["LC_ALL": "C", "BROWSER": "\(script) --new %s --last"])
    #expect(placed.error.isEmpty)
    let words = try folder.read("opened").split(separator: " ")
    #expect(words.first == "--new" && words.last == "--last\n" && words[1].hasSuffix("/report.html"))
  }

  @Test func withoutABrowserTheReaderIsTold() throws {
    let none = try run(["--open"], environment: ["LC_ALL": "fr_FR.UTF-8", "PATH": folder.root])
    #expect(none.status == 0)
    #expect(none.error.contains("--open : aucun navigateur trouvé") && none.error.contains("o/report.html"))
    let broken = try run(["--open"], environment: ["LC_ALL": "en_US.UTF-8", "BROWSER": "/bin/false"])
    #expect(broken.status == 0 && broken.error.contains("--open: the browser did not start"))
    let useless = try run(["--open", "--formats", "umap"], output: "never")
    #expect(useless.status == 64 && useless.error.contains("--open") && useless.error.contains("html"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("never")))
  }

  @Test func theLastLinesSayWhatToDo() throws {
    let lines = try run().error.split(separator: "\n")
    #expect(lines.contains { $0.contains("o/report.html") })
    #expect(lines.contains { $0.contains("« Importer des données »") && $0.contains("o/map.umap") })
    #expect(lines.last?.contains("unlocated.csv") == true)
  }

  @Test func theCommandInTheReportCanBeRunAgain() throws {
    _ = try run(["--title", "L'été & <moi>", "--buyer", "59530 Le Quesnoy"])
    let page = try folder.read("o/report.html")
    let command = try #require(page.firstMatch(of: /<code>(.*)<\/code>/)?.1)
      .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&amp;", with: "&")
    #expect(command.hasPrefix("cartomarches map "))
    #expect(command.contains(#"'L'\''été & <moi>'"#) && command.contains("'59530 Le Quesnoy'"))
    let again = try Program.shell("cp -r o first && $PROGRAM \(command.dropFirst(13)) && diff -r first o", in: folder)
    #expect(again.status == 0, "\(again.output)\(again.error)")
  }

  @Test func theMapTellsItsLicenceAndTheDateOfTheData() throws {
    _ = try run(["--licence", "etalab-2.0"])
    let map = try jsonObject(folder.read("o/map.umap"))
    let settings = try #require(map["properties"] as? [String: Any])
    #expect((settings["licence"] as? [String: Any])?["name"] as? String == "Licence Ouverte 2.0")
    #expect((settings["description"] as? String)?.contains("Données\u{A0}: 2014–2015.") == true)
    let page = try folder.read("o/report.html")
    #expect(page.contains("Licence Ouverte 2.0, https://www.etalab.gouv.fr/"))
    #expect(page.contains("Données\u{A0}: 2014–2015."))
    let licences = try jsonObject(folder.read("o/datapackage.json"))["licenses"] as? [[String: Any]]
    #expect(licences?.first?["path"] as? String != nil)
    _ = try run(["--licence", "Tous droits réservés <b>"])
    #expect(try folder.read("o/report.html").contains("Tous droits réservés &lt;b&gt;"))
  }

  @Test func thePackageNamesColumnsAndFiles() throws {
    _ = try run(["--formats", "csv,geojson,png", "--lang", "en"])
    let resources = try #require(try jsonObject(folder.read("o/datapackage.json"))["resources"] as? [[String: Any]])
    let names = resources.compactMap { $0["path"] as? String }
    #expect(Set(names).isSuperset(of: ["located.csv", "unlocated.csv", "suppliers.geojson", "map.png"]))
    #expect(resources.allSatisfy { $0["title"] as? String != $0["path"] as? String })
    for resource in resources where (resource["path"] as? String)?.hasSuffix(".csv") == true {
      let path = try #require(resource["path"] as? String)
      let header = try #require(folder.read("o/\(path)").split(separator: "\n").first).split(separator: ";")
      let fields = try #require((resource["schema"] as? [String: Any])?["fields"] as? [[String: Any]])
      #expect(fields.compactMap { $0["name"] as? String } == header.map(String.init))
      for field in fields where (field["name"] as? String)?.hasPrefix("result_") == true {
        #expect((field["description"] as? String)?.isEmpty == false)
      }
    }
  }
}
