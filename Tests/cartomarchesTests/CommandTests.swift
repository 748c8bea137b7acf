import Foundation
import SharedTesting
import Testing

/// The commands as a user meets them, on small tables.
@Suite struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let suppliers = #"""
    Fournisseur;Code postal;Nature;Objet;Date;Montant
    MONTARON;59605;Travaux;Voirie;08-15;15 000- 89 999,99
    PLASTIC OMNIUM;69342;Fournitures;Composteurs;05-15;207000
    "TEMACO ""SUD""";13793;Fournitures;Bacs;03-15;207000
    HIRSON BTP;2500;Travaux;Haies;12-15;1 234,56 €
    FRANCOIS;24710;Services;Conseil;04-15;
    LONDON LTD;Londres;Services;Conseil;04-15;10 k€

    """#

  @Test func versionNamesTheProgramAndTheGazetteersVintages() throws {
    let table = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../gazetteer/sources.csv")
    let sources = try String(contentsOf: table.standardizedFileURL, encoding: .utf8)
    let vintages = try ["v_commune_", "laposte_hexasmal_"].map { prefix in
      let line = try #require(sources.split(separator: "\n").first { $0.hasPrefix(prefix) })
      return String(line.split(separator: ";")[3])
    }
    let line = try Program.run(["--version"]).output
    #expect(line.hasPrefix("cartomarches 0.") && line.hasSuffix("\n") && line.filter(\.isNewline).count == 1)
    #expect(line.contains("communes \(vintages[0]), postal codes \(vintages[1])"))
  }

  // MARK: lookup

  @Test func lookupRestoresALostZeroAndSaysSo() throws {
    let result = try jsonObject(try Program.run(["lookup", "2500", "--json"]).output)
    let answer = try #require(result["result"] as? [String: Any])
    #expect(answer["result_postcode"] as? String == "02500")
    #expect(answer["result_citycode"] as? String == "02381")
    #expect(answer["result_label"] as? String == "02500 Hirson")
    #expect(answer["latitude"] is Double && answer["result_radius_m"] is Int)
    let notes = try #require(result["notes"] as? [String])
    #expect(notes.contains { $0.contains("zéro") })
    #expect((result["query"] as? [String: String])?["postcode"] == "2500")
    let candidates = try #require(result["candidates"] as? [[String: Any]])
    #expect(Set(candidates[0].keys) == ["postcode", "city", "citycode", "latitude", "longitude", "score", "why"])
    let english = try Program.run(["lookup", "2500"], environment: ["LC_ALL": "en_GB.UTF-8"])
    #expect(english.output.contains("leading zero"))
  }

  @Test(arguments: ["59618", "24710"]) func codesOfNoTableAreNotInvented(_ code: String) throws {
    let result = try jsonObject(try Program.run(["lookup", code, "--json"]).output)
    let answer = try #require(result["result"] as? [String: Any])
    if answer["result_status"] as? String == "ok" {
      #expect(answer["result_method"] as? String == "inferred")
      #expect(try #require(answer["result_radius_m"] as? Int) >= 20_000)
    } else {
      #expect(answer["result_status"] as? String == "not-found")
      #expect(try #require(result["notes"] as? [String]).count >= 2)
    }
  }

  // MARK: geocode

  @Test func geocodeReadsStandardInputAndWritesStandardOutput() throws {
    let run = try Program.run(["geocode", "-"], input: suppliers)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 7)
    for (line, own) in zip(lines, suppliers.split(separator: "\n")) { #expect(line.hasPrefix(own + ";")) }
    #expect(run.error.contains("6 lignes, 5 placées"))
    #expect(try Program.run(["geocode", "-", "--quiet"], input: suppliers).error.isEmpty)
  }

  @Test func geocodeWritesTheSummary() throws {
    let table = try folder.write("t.csv", suppliers)
    _ = try Program.run(["geocode", table, "-o", folder.path("o.csv"), "--summary", folder.path("s.json")])
    let summary = try jsonObject(try folder.read("s.json"))
    #expect(summary["rows"] as? Int == 6)
    #expect(summary["placed"] as? Int == 5)
    #expect((summary["by_status"] as? [String: Int])?["not-found"] == 1)
    #expect((summary["by_method"] as? [String: Int])?["cedex"] == 3)
  }

  @Test func columnsMayBeFixed() throws {
    let table = try folder.write("t.csv", "a;b\n59530;59000\n59605;59000\n")
    let run = try Program.run(["geocode", table, "--column", "postcode=b", "--quiet"])
    #expect(run.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains(";59350;") })
    let numbered = try Program.run(["geocode", table, "--column", "postcode=1", "--quiet"])
    #expect(numbered.output.contains(";59481;") && numbered.output.contains(";59392;"))
  }

  // MARK: inspect

  @Test func inspectDescribesATable() throws {
    let table = try folder.write("t.csv", suppliers)
    let file = try #require(
      (try jsonObject(try Program.run(["inspect", table, "--json"]).output)["files"] as? [[String: Any]])?.first)
    #expect(file["format"] as? String == "csv")
    #expect(file["delimiter"] as? String == ";")
    #expect(file["encoding"] as? String == "utf-8")
    #expect(file["header_row"] as? Int == 1)
    #expect(file["rows"] as? Int == 6)
    let columns = try #require(file["columns"] as? [[String: Any]])
    #expect(columns.map { $0["role"] as? String } == ["name", "postcode", "category", "object", "date", "amount"])
    #expect(try Program.run(["inspect", table]).output.contains("Code postal"))
  }

  // MARK: map

  @Test func mapWritesTheWholeFolder() throws {
    let table = try folder.write("t.csv", suppliers)
    let out = folder.path("out")
    let run = try Program.run(["map", table, "-o", out])
    #expect(run.status == 0)
    #expect(run.error.contains("map.umap"))
    for name in ["located.csv", "unlocated.csv", "suppliers.geojson", "places.geojson", "map.umap"] {
      #expect(FileManager.default.fileExists(atPath: "\(out)/\(name)"), "\(name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: out).allSatisfy { !$0.contains("partial") })
    let unlocated = try String(contentsOfFile: "\(out)/unlocated.csv", encoding: .utf8).split(separator: "\n")
    #expect(unlocated.count == 2)
    #expect(unlocated[1].contains("24710") && unlocated[1].contains("not-found"))

    let umap = try jsonObject(try String(contentsOfFile: "\(out)/map.umap", encoding: .utf8))
    #expect(umap["type"] as? String == "umap")
    let layers = try #require(umap["layers"] as? [[String: Any]])
    let settings = layers.compactMap { $0["_umap_options"] as? [String: Any] }
    #expect(Set(settings.compactMap { $0["type"] as? String }).isSuperset(of: ["Cluster", "Heat"]))
    let names = settings.compactMap { $0["name"] as? String }
    for category in ["Travaux", "Fournitures", "Services"] { #expect(names.contains(category), "\(names)") }
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let table = try folder.write("t.csv", suppliers)
    for out in ["a", "b"] { _ = try Program.run(["map", table, "-o", folder.path(out)]) }
    let english = ["LC_ALL": "en_GB.UTF-8"]
    _ = try Program.run(["map", table, "-o", folder.path("c")], environment: english)
    for name in ["located.csv", "unlocated.csv", "suppliers.geojson", "places.geojson", "map.umap"] {
      #expect(try folder.read("a/\(name)") == folder.read("b/\(name)"), "\(name)")
      #expect(try folder.read("a/\(name)") == folder.read("c/\(name)"), "\(name)")
    }
  }

  /// GDAL is a reader of GeoJSON that knows nothing of ours.
  @Test func gdalReadsTheGeoJSON() throws {
    let table = try folder.write("t.csv", suppliers)
    _ = try Program.run(["map", table, "-o", folder.path("out")])
    for (file, layer, count) in [("suppliers.geojson", "suppliers", 5), ("places.geojson", "places", 5)] {
      let info = try Program.run(executable: "/usr/bin/ogrinfo", ["-al", "-so", folder.path("out/\(file)")])
      #expect(info.status == 0)
      #expect(info.output.contains("Layer name: \(layer)"))
      #expect(info.output.contains("Geometry: Point"))
      #expect(info.output.contains("Feature Count: \(count)"), "\(info.output)")
      let extent = try #require(info.output.split(separator: "\n").first { $0.hasPrefix("Extent:") })
      // London to Maubeuge in longitude, Aix to London in latitude: longitude comes first.
      let numbers = extent.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
      #expect(numbers.count == 4)
      #expect((-0.3...0).contains(numbers[0]) && (43.4...43.7).contains(numbers[1]), "\(extent)")
      #expect((5.3...5.6).contains(numbers[2]) && (51.3...51.7).contains(numbers[3]), "\(extent)")
    }
  }

  /// Python's csv module re-reads what was written.
  @Test func pythonReadsTheLocatedTable() throws {
    let table = try folder.write("t.csv", suppliers)
    _ = try Program.run(["map", table, "-o", folder.path("out")])
    let script = """
      import csv, sys
      rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline=''), delimiter=';'))
      print(len(rows), rows[2]['Fournisseur'], rows[2]['result_citycode'], rows[5]['result_status'], None in rows[0])
      """
    let run = try Program.run(
      executable: "/usr/bin/env", ["python3", "-c", script, folder.path("out/located.csv")],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
    #expect(run.output == "6 TEMACO \"SUD\" 13001 foreign False\n", "\(run.error)")
  }

  // MARK: gazetteer

  @Test func theGazetteerIsInOrder() throws {
    #expect(try Program.run(["gazetteer", "verify"]).status == 0)
    let info = try jsonObject(try Program.run(["gazetteer", "info", "--json"]).output)
    let counts = try #require(info["counts"] as? [String: Int])
    // The figures of the sources: see gazetteer/README.md.
    #expect(counts["postcodes"] == 6_328)
    #expect(counts["arrondissements"] == 45)
    #expect(try #require(counts["cedex"]) + #require(counts["army"]) + #require(counts["special"]) == 22_238)
    #expect(counts["army"] == 656)
    #expect(try #require(info["sources"] as? [[String: Any]]).count >= 10)
  }

  /// The binary alone in an empty folder is a working geocoder.
  @Test func theProgramNeedsNothingBesideIt() throws {
    try FileManager.default.copyItem(atPath: Program.path, toPath: folder.path("alone"))
    let run = try Program.run(
      executable: folder.path("alone"), ["lookup", "59605", "--json"],
      environment: ProcessInfo.processInfo.environment)
    #expect(run.output.contains("Maubeuge"), "\(run.error)")
  }
}
