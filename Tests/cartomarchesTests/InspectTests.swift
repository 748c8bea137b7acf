import Foundation
import SharedTesting
import Testing

@Suite struct InspectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A list in the team's form: 8 of 27 columns, suppliers under the buyer's headers.
  private let table = """
    MARCHE_ID,ACHETEURS_ID,ACHETEURS_NOM,NATURE_MARCHE,MARCHE_OBJET,LIEU_EXEC_CODE,PUBLICATION_DATE,MONTANT,Remarques
    1,73282932000074,ATELIERS DU PONT,Marchés de travaux,Haies,59530,04-15,"15 000- 89 999,99",
    2,73282932000075,BOIS MARTEL,Marchés de services,Mares,59605,05-15,"90 000-206 999,99",
    3,35600000000048,LA POSTE,Marchés de services,Plis,59230,06-15,207000,

    """

  @Test func layoutAndSchemaAreNamed() throws {
    let path = try folder.write("t.csv", table)
    let file = try #require(
      (try jsonObject(try Program.run(["inspect", path, "--json"]).output)["files"] as? [[String: Any]])?.first)
    #expect(file["layout"] as? String == "scdl-marches")
    let schema = try #require(file["schema"] as? [String: Any])
    #expect(
      schema["id"] as? String == "scdl-marches" && schema["columns"] as? Int == 27 && schema["matched"] as? Int == 8)
    let problems = try #require(file["problems"] as? [[String: Any]])
    func found(_ kind: String) -> [[String: Any]] { problems.filter { $0["kind"] as? String == kind } }
    #expect(found("missing-column").count == 19)
    #expect(found("missing-column").contains { ($0["text"] as? String)?.contains("TITULAIRES_ID") ?? false })
    #expect(found("extra-column").map { $0["column"] as? Int } == [9])
    let siret = try #require(found("format-error").first)
    #expect(siret["row"] as? Int == 3 && siret["column"] as? Int == 2 && siret["count"] as? Int == 1)
    #expect(siret["rows"] as? [Int] == [3])
    #expect(found("type-error").contains { $0["column"] as? Int == 8 && $0["count"] as? Int == 2 })
    #expect(found("contradicts-header").count == 3)
  }

  @Test(arguments: [("fr", "schéma le plus proche", "obligatoire"), ("en", "nearest schema", "required")])
  func textInBothLanguages(_ language: String, _ schema: String, _ required: String) throws {
    let path = try folder.write("t.csv", table)
    let text = try Program.run(["inspect", path, "--lang", language]).output
    #expect(text.contains(schema) && text.contains(required) && text.contains("SCDL"))
    for kind in ["missing-column", "extra-column", "format-error", "type-error", "constraint-error"] {
      #expect(text.contains(kind), "\(kind)")
    }
  }

  @Test func titlesOfSectionsAreNoSuppliers() throws {
    let path = try folder.write(
      "list.csv",
      """
      LISTE DES MARCHES CONCLUS EN 2010 - ARTICLE 133;;;;
      OBJET;DATE;TITULAIRE;CODE POSTAL;MONTANT HT
      Tranche 1 : 0 à 19 999,99 € HT;;;;
      SERVICES;;;;
      Audit;26/03/2010;CONSEILS;75014;14 237.50
      Séjours;21/02/2010;ACADEMIC;Londres;73 578.59
      TRAVAUX;;;;
      Voirie;03/05/2010;COLAS;25 110;16 594.97
      Gymnase;;;;TOTAL : 16 594,97

      """)
    let run = try Program.run(["map", path, "-o", folder.path("out"), "--formats", "geojson,csv"])
    #expect(run.status == 0)
    let suppliers = try jsonObject(try folder.read("out/suppliers.geojson"))
    let features = try #require(suppliers["features"] as? [[String: Any]])
    let found = features.compactMap { $0["properties"] as? [String: Any] }
    #expect(found.map { $0["name"] as? String } == ["CONSEILS", "ACADEMIC", "COLAS"])
    #expect(found.map { $0["category"] as? String } == ["Services", "Services", "Travaux"])
    #expect(try folder.read("out/located.csv").split(separator: "\n").count == 8)
  }

  /// Holders side by side in a row: one row, three suppliers, an amount that is shared.
  @Test func severalHoldersInARow() throws {
    let path = try folder.write(
      "decp.csv",
      """
      id,acheteur_id,objet,montant,titulaire_id_1,titulaire_typeIdentifiant_1,titulaire_denominationSociale_1,titulaire_commune_code,titulaire_id_2,titulaire_typeIdentifiant_2,titulaire_denominationSociale_2,titulaire_denominationSociale_3
      m1,21590481600011,Voirie,100,73282932000074,SIRET,ATELIERS,59481,0123456,RIDET,CALEDO,BOIS
      m2,21590481600011,Papier,50,35600000000048,SIRET,LA POSTE,75115,,,,

      """)
    let run = try Program.run([
      "map", path, "-o", folder.path("out"), "--formats", "geojson,csv,html", "--lang", "en",
    ])
    #expect(run.status == 0 && run.error.contains("2 rows, 2 placed"))
    #expect(run.error.contains("2 further holders in these rows, 1 placed"))
    #expect(try folder.read("out/located.csv").split(separator: "\n").count == 3)
    let suppliers = try jsonObject(try folder.read("out/suppliers.geojson"))
    let features = try #require(suppliers["features"] as? [[String: Any]])
    let found = features.compactMap { $0["properties"] as? [String: Any] }
    #expect(found.map { $0["name"] as? String } == ["ATELIERS", "CALEDO", "LA POSTE"])
    let shares = found.compactMap { ($0["contract_list"] as? [[String: Any]])?.first }
    #expect(shares.map { $0["holders"] as? Int } == [3, 3, nil])
    // A hundred euros among three, to the cent; the one without a place has the rest.
    #expect(shares.map { $0["row"] as? Int } == [1, 1, 2])
    let amounts = shares.compactMap { $0["amount"] as? Double }
    #expect(amounts.count == 3 && amounts[2] == 50 && abs(amounts[0] + amounts[1] - 66.67) < 0.011)
  }

  /// A table in which suppliers have nothing but numbers: what to do, in one line, from each command that it suits.
  @Test(arguments: ["geocode", "map", "cluster", "heatmap"]) func companyNumbersAlone(_ command: String) throws {
    let path = try folder.write(
      "numbers.csv",
      """
      acheteur_id,acheteur_nom,lieuExecution_code,titulaire_id,titulaire_nom,objet,montant
      21590481600011,Le Quesnoy,59530,73282932000074,ATELIERS,Voirie,100
      21590481600011,Le Quesnoy,59600,35600000000048,LA POSTE,Plis,50

      """)
    let output = folder.path("out.csv")
    let run = try Program.run([command, path, "-o", output])
    #expect(run.status == 65 && run.error.split(separator: "\n").count == 1)
    #expect(run.error.contains("« titulaire_id »") && run.error.contains("--column postcode=NOM"))
    #expect(run.error.contains("ajoutez --remote entreprises"), "\(run.error)")
    #expect(!FileManager.default.fileExists(atPath: output))
    let inspected = try Program.run(["inspect", path])
    #expect(inspected.status == 0 && inspected.output.contains("2 lignes"))
    #expect(inspected.output.contains("aucune colonne ne dit où") && inspected.output.contains("--remote entreprises"))
  }

  /// The place of execution is not the supplier's, were it the only place.
  @Test func companyNumbersKeepTheirRowsBesideAService() throws {
    let path = try folder.write(
      "numbers.csv", "titulaire_id,titulaire_nom,lieuExecution_code\n73282932000074,A,59530\n35600000000048,B,59600\n")
    let run = try Program.run([
      "geocode", path, "--remote", "entreprises", "--offline-cache", "--cache", folder.path("cache.db"),
    ])
    #expect(run.status == 0 && run.output.split(separator: "\n").count == 3)
    #expect(!run.output.contains("59481") && run.output.contains("empty"))
  }
}
