import Foundation
import SharedTesting
import Testing

/// What the contract of the command line says of outputs and of rows that are no contracts, on the program itself.
@Suite struct OutputContractTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func features(_ text: String) throws -> [[String: Any]] {
    let features = try #require(try jsonObject(text)["features"] as? [[String: Any]])
    return features.compactMap { $0["properties"] as? [String: Any] }
  }

  private func package(_ name: String = "o") throws -> [String: Any] {
    try jsonObject(folder.read("\(name)/datapackage.json"))
  }

  // MARK: Options

  @Test func valuesMayBeginWithAMinus() throws {
    let table = try folder.write("t.csv", "Nom;Code postal\nA;59530\nB;29200\n")
    let apart = try Program.run(["heatmap", table, "--quiet", "--bbox", "-5,41,10,51.5"])
    #expect(apart.status == 0, "\(apart.error)")
    let joined = try Program.run(["heatmap", table, "--quiet", "--bbox=-5,41,10,51.5"])
    #expect(apart.output == joined.output && apart.output.hasPrefix("ncols"))
    let map = try Program.run(
      ["map", table, "--quiet", "-o", folder.path("o"), "--title", "-2015- Marchés", "--licence", "- aucune -"])
    #expect(map.status == 0, "\(map.error)")
    #expect(try package()["title"] as? String == "-2015- Marchés")
  }

  @Test(arguments: [
    ["map", "--title", "--open"], ["map", "--licence", "-o", "there"], ["map", "--title", "--no-shade-departements"],
    ["serve", "--title", "--port", "0"],
  ])
  func anOptionIsNoText(_ arguments: [String]) throws {
    let table = try folder.write("t.csv", "Nom;Code postal\nA;59530\n")
    let run = try Program.run(arguments.prefix(1) + [table] + arguments.dropFirst())
    #expect(run.status == 64)
    #expect(run.error.contains("\(arguments[1]) \(arguments[2]) : le texte manque"), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(folder.names == ["t.csv"])
  }

  @Test func theSummaryMayGoToStandardOutput() throws {
    let table = try folder.write("t.csv", "Nom;Code postal\nA;59530\nB;99999\n")
    for arguments in [
      ["geocode", table, "-o", folder.path("g.csv")], ["map", table, "-o", folder.path("o")],
      ["cluster", table, "-o", folder.path("c.geojson")], ["heatmap", table, "-o", folder.path("h.asc")],
    ] {
      let run = try Program.run(arguments + ["--summary", "-"])
      #expect(run.status == 0, "\(run.error)")
      let summary = try jsonObject(run.output)
      #expect(summary["rows"] as? Int == 2 && summary["placed"] as? Int == 1 && summary["unplaced"] as? Int == 1)
    }
    // Two results do not go to one place.
    for command in ["geocode", "cluster", "heatmap"] {
      let run = try Program.run([command, table, "--summary", "-"])
      #expect(run.status == 64 && run.output.isEmpty && run.error.contains("--summary"), "\(command)")
    }
    #expect(!folder.names.contains("-") && !FileManager.default.fileExists(atPath: "-"))
  }

  @Test(arguments: ["cluster", "heatmap"]) func clustersAndGridsCountToo(_ command: String) throws {
    let table = try folder.write("t.csv", "Nom;Code postal\nA;59530\nB;99999\n")
    let output = folder.path("o.csv")
    let run = try Program.run(
      [command, table, "-o", output, "--summary", folder.path("s.json"), "--fail-on-unplaced"])
    #expect(run.status == 1, "\(run.error)")
    #expect(run.error.contains("non placées : 1 sur 2 lignes"))
    #expect(try jsonObject(folder.read("s.json"))["unplaced"] as? Int == 1)
    // The result is there all the same.
    #expect(try folder.read("o.csv").split(separator: "\n").count >= 2)
  }

  // MARK: Groups

  @Test func overseasAndAbroadAreGroupsOfTheirOwn() throws {
    let table = """
      Nom;Code postal;Ville
      A;97150;
      B;98714;
      C;97500;
      D;98000;
      E;7000;Mons Belgique
      F;;Londres
      G;59530;
      H;62000;

      """
    for (method, names) in [
      (
        "region",
        [
          "Belgique", "Hauts-de-France", "Monaco", "Polynésie française", "Royaume-Uni", "Saint-Martin",
          "Saint-Pierre-et-Miquelon",
        ]
      ),
      (
        "departement",
        [
          "Belgique", "Monaco", "Nord", "Pas-de-Calais", "Polynésie française", "Royaume-Uni", "Saint-Martin",
          "Saint-Pierre-et-Miquelon",
        ]
      ),
    ] {
      let run = try Program.run(["cluster", "-", "--quiet", "--method", method], input: table)
      let found = try features(run.output)
      #expect(found.compactMap { $0["name"] as? String }.sorted() == names)
      #expect(found.reduce(0) { $0 + ($1["point_count"] as? Int ?? 0) } == 8)
    }
    let communes = try features(
      Program.run(["cluster", "-", "--quiet", "--method", "commune"], input: table).output)
    #expect(communes.count == 8 && communes.allSatisfy { $0["point_count"] as? Int == 1 })
  }

  @Test func aGroupOnBothSidesOfTheAntimeridianLiesBetween() throws {
    // Two islands of Fiji, and nothing else: a mean of degrees lies in Africa.
    let table = "Nom;Pays;latitude;longitude\nA;Fidji;-16.8;179.95\nB;Fidji;-16.8;-179.95\n"
    for method in ["region", "departement"] {
      let run = try Program.run(["cluster", "-", "--quiet", "--format", "csv", "--method", method], input: table)
      for line in run.output.split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",")
        #expect(abs(abs(try #require(Double(cells[1]))) - 180) < 0.1, "\(line)")
      }
    }
  }

  @Test func whatTheGridLeavesOutIsNamed() throws {
    let table = try folder.write(
      "t.csv", "Nom;Code postal\nA;59530\nB;59000\nC;97400\nD;97400\nE;97200\n")
    let map = try Program.run(["map", table, "-o", folder.path("o")])
    #expect(map.error.contains("hors de la grille de densité (France métropolitaine) : La Réunion 2, Martinique 1"))
    let grid = try Program.run(["heatmap", table, "-o", folder.path("h.asc"), "--lang", "en"])
    #expect(grid.error.contains("outside the density grid (metropolitan France): La Réunion 2, Martinique 1"))
    let whole = try Program.run(
      ["heatmap", table, "-o", folder.path("w.asc"), "--crs", "3857", "--cell", "50km", "--radius", "50km"])
    #expect(!whole.error.contains("hors de la grille"))
    #expect(!(try Program.run(["map", table, "-o", folder.path("o"), "--quiet"])).error.contains("hors de la grille"))
  }

  // MARK: Files

  @Test func aMapOfNothingReplacesTheLastOne() throws {
    let good = try folder.write("good.csv", "Nom;Code postal\nA;59530\nB;59000\n")
    let bad = try folder.write("bad.csv", "Nom;Code postal\nA;99999\n")
    #expect(try Program.run(["map", good, "--quiet", "-o", folder.path("o")]).status == 0)
    _ = try folder.write("o/notes.txt", "mine")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("o")).sorted()
    let run = try Program.run(["map", bad, "--quiet", "-o", folder.path("o")])
    #expect(run.status == 0, "\(run.error)")
    // The same files, each of them listed, none of the last run's.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("o")).sorted() == files)
    #expect(files.contains("heatmap.asc") && files.contains("heatmap.prj") && files.contains("clusters.geojson"))
    let listed = try #require(try package()["resources"] as? [[String: Any]]).compactMap { $0["path"] as? String }
    #expect(Set(listed + ["datapackage.json", "notes.txt"]) == Set(files))
    #expect(try features(folder.read("o/clusters.geojson")).isEmpty)
    #expect(try features(folder.read("o/heatmap.geojson")).isEmpty)
    #expect(try folder.read("o/notes.txt") == "mine")
    let info = try Program.shell("gdalinfo -stats o/heatmap.asc && gdalinfo o/heatmap.png", in: folder)
    #expect(info.status == 0, "\(info.error)")
    #expect(info.output.contains("Lambert") && info.output.contains("STATISTICS_MAXIMUM=0"))
    let apart = try Program.run(["map", bad, "--quiet", "-o", folder.path("p"), "--formats", "csv"])
    #expect(apart.status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("p")).sorted() == [
        "datapackage.json", "heatmap.asc", "heatmap.prj", "located.csv", "unlocated.csv",
      ])
  }

  @Test func aTableWithoutHeaderIsDescribedAsItIs() throws {
    let table = try folder.write("t.csv", "MONTARON;59605;100\nHIRSON BTP;02500;200\nAILLEURS;24710;300\n")
    let run = try Program.run(["map", table, "-o", folder.path("o")])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.components(separatedBy: "aucun en-tête trouvé").count == 2)
    #expect(run.error.contains("t.csv : aucun en-tête"))
    let resources = try #require(try package()["resources"] as? [[String: Any]])
    func resource(_ name: String) throws -> (dialect: [String: Any], fields: [String]) {
      let found = try #require(resources.first { $0["path"] as? String == name })
      let schema = try #require(found["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]]).compactMap { $0["name"] as? String }
      return (try #require(found["dialect"] as? [String: Any]), fields)
    }
    let located = try resource("located.csv")
    #expect(located.dialect["header"] as? Bool == false && located.dialect["commentRows"] == nil)
    let records = try folder.read("o/located.csv").split(separator: "\n")
    #expect(records.count == 3 && records[0].hasPrefix("MONTARON;59605;100;"))
    #expect(located.fields.count == records[0].split(separator: ";", omittingEmptySubsequences: false).count)
    #expect(located.fields.prefix(4) == ["column_1", "column_2", "column_3", "latitude"])
    // A person fills this one: it has names, and they are read back.
    let unlocated = try folder.read("o/unlocated.csv").split(separator: "\n")
    #expect(unlocated.count == 2 && unlocated[0].hasPrefix("column_1;column_2;column_3;result_status;"))
    #expect(try resource("unlocated.csv").fields.prefix(3) == ["column_1", "column_2", "column_3"])
    let answered = unlocated[1].replacingOccurrences(of: ";24710 | AILLEURS;;", with: ";24710 | AILLEURS;59530;")
    let answers = try folder.write("a.csv", "\(unlocated[0])\n\(answered)\n")
    let again = try Program.run(["geocode", table, "--corrections", answers])
    #expect(again.output.contains("AILLEURS;24710;300;50.2") && again.output.contains(";correction;"))
    // JSON lines name all they hold, and who says so himself is not told.
    let lines = try Program.run(["geocode", table, "--format", "jsonl"])
    #expect(lines.error.contains("aucun en-tête trouvé") && !lines.error.contains("CSV écrit"))
    #expect(!(try Program.run(["geocode", table, "--no-header"])).error.contains("en-tête"))
  }

  @Test func thePackageAlwaysHasLicences() throws {
    let table = try folder.write("t.csv", "Nom;Code postal\nA;59530\n")
    _ = try Program.run(["map", table, "--quiet", "-o", folder.path("o"), "--formats", "csv"])
    let licences = try #require(try package()["licenses"] as? [[String: Any]])
    #expect(licences.count >= 2)
    #expect(licences.allSatisfy { $0["title"] is String && ($0["path"] as? String)?.hasPrefix("https://") == true })
    #expect(licences.contains { $0["title"] as? String == "Licence Ouverte 2.0" })
    _ = try Program.run(
      ["map", table, "--quiet", "-o", folder.path("o"), "--formats", "csv", "--licence", "odbl-1.0"])
    #expect((try package()["licenses"] as? [[String: Any]])?.count == 1)
  }

  // MARK: Rows that are no contracts

  private static let list = """
    Objet;Date;Titulaire;Code postal;Montant
    SERVICES;;;;
    Audit;26/03/2010;CONSEILS;75014;14 237.50
    ;;;;
    ;;;;
    Gymnase;;;;Total : 73 243,56
    Objet;Date;Titulaire;Code postal;Montant

    """

  @Test func rowsWithoutAContractAreNotAskedAbout() throws {
    let table = try folder.write("t.csv", Self.list)
    let run = try Program.run(
      ["map", table, "-o", folder.path("o"), "--fail-on-unplaced", "--summary", folder.path("s.json")])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.contains("5 lignes sans marché : blank-row 2, section-title 1, subtotal 1, repeated-header 1"))
    #expect(!run.error.contains("non placée") && !run.error.contains("dans \(folder.path("o"))/unlocated.csv"))
    #expect(try folder.read("o/unlocated.csv").split(separator: "\n").count == 1)
    #expect(try folder.read("o/located.csv").split(separator: "\n").count == 7)
    let summary = try jsonObject(folder.read("s.json"))
    #expect(summary["rows"] as? Int == 6 && summary["placed"] as? Int == 1 && summary["unplaced"] as? Int == 5)
    #expect(summary["other_rows"] as? Int == 5)
    #expect((summary["worst_values"] as? [Any])?.isEmpty == true)
    // A contract without a place still is one.
    let missing = try folder.write("u.csv", Self.list + "Étude;29/03/2010;INCONNU;;100\n")
    let failed = try Program.run(["geocode", missing, "-o", folder.path("g.csv"), "--fail-on-unplaced"])
    #expect(failed.status == 1)
    #expect(failed.error.contains("1 non placée : empty 1") && failed.error.contains("non placées : 1 sur 7 lignes"))
    _ = try Program.run(["map", missing, "--quiet", "-o", folder.path("o")])
    #expect(try folder.read("o/unlocated.csv").split(separator: "\n").count == 2)
  }

  // MARK: Reading

  @Test func cellsOfTwoEncodingsKeepTheirLetters() throws {
    let bytes = Array("Nom;Ville\nA;Évreux\n".utf8) + Array("B;Orl".utf8) + [0xE9] + Array("ans\n".utf8)
    let table = try folder.write("t.csv", bytes)
    let run = try Program.run(["geocode", table, "--quiet"])
    #expect(run.output.contains("A;Évreux;") && run.output.contains("B;Orléans;"))
    let seen = try jsonObject(Program.run(["inspect", table, "--json"]).output)
    let file = try #require((seen["files"] as? [[String: Any]])?.first)
    #expect((file["problems"] as? [[String: Any]])?.contains { $0["kind"] as? String == "spoilt-byte" } == true)
  }

  @Test func countsAgreeWithTheirNouns() throws {
    let one = try folder.write("one.csv", "Code postal\n59530\n")
    #expect(try Program.run(["inspect", one]).output.contains("1 colonne, 1 ligne\n"))
    #expect(try Program.run(["inspect", one, "--lang", "en"]).output.contains("1 column, 1 row\n"))
    #expect(try Program.run(["gazetteer", "info"]).output.contains("1  code sans lieu\n"))
    let table = try folder.write("t.csv", "Liste des marchés\n\nNom;Code postal\nA;59530\n")
    let map = try Program.run(["map", table, "-o", folder.path("o")])
    #expect(map.error.contains("t.csv : "))
    let umap = try jsonObject(folder.read("o/map.umap"))
    let description = try #require((umap["properties"] as? [String: Any])?["description"] as? String)
    #expect(description.replacingOccurrences(of: "\u{A0}", with: " ").contains("1 sur 1 ligne placée sur la carte"))
  }
}
