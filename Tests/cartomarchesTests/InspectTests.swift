import Foundation
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
}
