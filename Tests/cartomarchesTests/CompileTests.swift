import Foundation
import SharedTesting
import Testing

/// Three years of one buyer's lists, as three clerks made them.
@Suite struct CompileTests {
  private let folder: TemporaryFolder
  private let files: [String]

  init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    func write(_ name: String, _ text: String, _ encoding: String.Encoding, mark: [UInt8] = []) throws -> String {
      try folder.write(name, mark + [UInt8](try #require(text.data(using: encoding))))
    }
    files = [
      try write(
        "2015.csv",
        """
        Année;Fournisseur;Code postal;Ville;Nature;Montant HT
        2015;DUBOIS ÉLECTRICITÉ;59530;LE QUESNOY;Travaux;12 000,00
        2015;MARTIN;59605;MAUBEUGE CEDEX;Services;500
        2015;LEROY;59230;ST AMAND LES EAUX;Fournitures;15 000- 89 999,99

        """, .windowsCP1252),
      try write(
        "2016.csv",
        """
        CP,Commune,Titulaire,Montant,Type de marché
        59530,Le Quesnoy,Dubois Électricité,"8000.50",Marchés de travaux
        75001,Paris,NOUVEAU,100,Marchés de services

        """, .utf8, mark: [0xEF, 0xBB, 0xBF]),
      try write(
        "2017.tsv",
        """
        LISTE DES MARCHES 2017\t\t\t\t
        Nom de l'attributaire\tNature\tCode Postal Attributaire\tVille\tObjet
        MARTIN\tServices\t59600\tMAUBEUGE\tConseil
        DUBOIS ELECTRICITE SARL\tTravaux\t59530\tLE QUESNOY\tÉclairage
        LEROY\tFournitures\t59230\tSAINT-AMAND-LES-EAUX\tPapier
        INCONNU\tServices\t24710\t\tÉtude

        """, .utf16LittleEndian, mark: [0xFF, 0xFE]),
    ]
  }

  @Test func rowsOfThreeFilesAreOneTable() throws {
    let output = folder.path("all.csv")
    let run = try Program.run(["geocode"] + files + ["-o", output])
    #expect(run.status == 0)
    let rows = try folder.read("all.csv").split(separator: "\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.count == 10)
    let header = try #require(rows.first)
    func column(_ name: String) throws -> [String] {
      let index = try #require(header.firstIndex(of: name), "\(header)")
      return rows.dropFirst().map { $0[index] }
    }
    #expect(header.prefix(7) == ["Année", "Fournisseur", "Code postal", "Ville", "Nature", "Montant HT", "Objet"])
    #expect(header.suffix(2) == ["source_file", "source_row"])
    #expect(
      try column("Fournisseur") == [
        "DUBOIS ÉLECTRICITÉ", "MARTIN", "LEROY", "Dubois Électricité", "NOUVEAU", "MARTIN", "DUBOIS ELECTRICITE SARL",
        "LEROY", "INCONNU",
      ])
    #expect(
      try column("Code postal") == ["59530", "59605", "59230", "59530", "75001", "59600", "59530", "59230", "24710"])
    #expect(try column("Montant HT") == ["12 000,00", "500", "15 000- 89 999,99", "8000.50", "100", "", "", "", ""])
    #expect(
      try column("source_file").map { ($0 as NSString).lastPathComponent }
        == ["2015.csv", "2015.csv", "2015.csv", "2016.csv", "2016.csv", "2017.tsv", "2017.tsv", "2017.tsv", "2017.tsv"])
    #expect(try column("source_row") == ["2", "3", "4", "2", "3", "3", "4", "5", "6"])
    #expect(try column("result_status").filter { $0 == "ok" }.count == 8)
  }

  /// Counted by hand: 9 contracts of 5 suppliers, one of them, INCONNU, without a place.
  @Test func countsAreThoseOfAHand() throws {
    #expect(try Program.run(["map"] + files + ["-o", folder.path("out"), "--formats", "geojson,csv"]).status == 0)
    let features = try #require(
      try jsonObject(try folder.read("out/suppliers.geojson"))["features"] as? [[String: Any]])
    let found = features.compactMap { $0["properties"] as? [String: Any] }
    let contracts = Dictionary(grouping: found) { ($0["name"] as? String ?? "").uppercased() }
      .mapValues { $0.reduce(0) { $0 + ($1["contracts"] as? Int ?? 0) } }
    #expect(contracts == ["DUBOIS ÉLECTRICITÉ": 3, "MARTIN": 2, "LEROY": 2, "NOUVEAU": 1])
    #expect(try folder.read("out/unlocated.csv").contains("INCONNU"))
    let sums = found.first { ($0["name"] as? String)?.hasPrefix("D") ?? false }?["amount_sum"] as? Double
    #expect(sums == 20_000.5)
  }

  @Test func jsonLinesByExtensionAndByOption() throws {
    for (name, options) in [("a.jsonl", []), ("a.ndjson", []), ("a.txt", ["--format", "jsonl"])] {
      #expect(try Program.run(["geocode"] + files + ["-o", folder.path(name)] + options).status == 0)
      let lines = try folder.read(name).split(separator: "\n").map { try jsonObject(String($0)) }
      #expect(lines.count == 9 && lines[0]["Fournisseur"] as? String == "DUBOIS ÉLECTRICITÉ")
      #expect(lines[0]["latitude"] is Double && lines[8]["latitude"] is NSNull && lines[8]["source_row"] as? Int == 6)
    }
    let refused = try Program.run(["geocode", files[0], "-o", folder.path("a.xlsx")])
    #expect(refused.status == 64 && refused.error.contains("--format") && !folder.names.contains("a.xlsx"))
  }

  @Test func spreadsheetsGetAMarkAndTheirLineEnds() throws {
    #expect(try Program.run(["geocode", files[0], "--excel", "-o", folder.path("e.csv")]).status == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("e.csv"))))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let feeds = bytes.indices.filter { bytes[$0] == 0x0A }
    #expect(feeds.count == 4 && feeds.allSatisfy { bytes[$0 - 1] == 0x0D })
  }

  /// One row per contract and holder: 3 contracts, the first of two holders, its amount shared.
  @Test func contractsOfTwoHoldersAreCountedOnce() throws {
    let path = try folder.write(
      "decp.csv",
      """
      uid,id,nature,acheteur_id,objet,codeCPV,montant,dateNotification,titulaire_id,titulaire_nom,titulaire_commune_code,donneesActuelles
      c1,1,Marché,21590481600018,Voirie,45233141,1000.0,2024-01-02,73282932000074,A,59481,true
      c1,1,Marché,21590481600018,Voirie,45233141,1000.0,2024-01-02,35600000000048,B,59392,true
      c2,2,Marché,21590481600018,Conseil,79411000,300.0,2024-01-03,73282932000074,A,59481,false
      c2,2,Marché,21590481600018,Conseil,79411000,400.0,2024-01-03,73282932000074,A,59481,true
      c3,3,Marché,21590481600018,Papier,30197630,50.0,2024-01-04,35600000000048,B,59392,true

      """)
    #expect(try Program.run(["map", path, "-o", folder.path("decp"), "--formats", "geojson,csv"]).status == 0)
    let features = try #require(
      try jsonObject(try folder.read("decp/suppliers.geojson"))["features"] as? [[String: Any]])
    let found = features.compactMap { $0["properties"] as? [String: Any] }
    #expect(found.map { $0["name"] as? String } == ["A", "B"])
    #expect(found.map { $0["amount_sum"] as? Double } == [900, 550])
    #expect(found.map { $0["contracts"] as? Int } == [2, 2])
    #expect(found.map { $0["categories"] as? [String] } == [["Travaux", "Services"], ["Travaux", "Fournitures"]])
    #expect(try folder.read("decp/located.csv").split(separator: "\n").count == 6)
  }
}
