import Testing

@testable import Tables

@Suite struct SchemaComparisonTests {
  /// The problems of a text beside its nearest schema, cells too.
  private func compare(_ text: String) throws -> (schema: String?, problems: [TableProblem]) {
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"))
    let comparison = SchemaComparison(reader.layout)
    var checker = TableChecker(reader.layout, comparison)
    while let batch = try reader.nextBatch() { checker.check(batch) }
    return (comparison?.schema.id, (comparison?.problems ?? []) + checker.problems)
  }

  private func texts(_ problems: [TableProblem], _ kind: TableProblem.Kind) -> [String] {
    problems.filter { $0.kind == kind }.map(\.text)
  }

  /// The seven columns of a team's table, of the 27 that the schema has.
  @Test func columnsMissingExtraAndMisnamed() throws {
    let header = "MARCHE_ID,Acheteurs_ID,ACHETEURS_NOM,MARCHE_OBJET,LIEU_EXEC_CODE,PUBLICATION_DATE,MONTANT,Remarques\n"
    let rows = (10..<20).map { "20150000\($0),21590481600011,Ville,Objet \($0),59530,2015-04-\($0),1000.0,\n" }.joined()
    let (schema, problems) = try compare(header + rows)
    #expect(schema == "scdl-marches")
    #expect(texts(problems, .misnamed) == ["Acheteurs_ID -> ACHETEURS_ID"])
    #expect(texts(problems, .extraColumn) == ["Remarques"])
    let missing = problems.filter { $0.kind == .missingColumn }
    #expect(missing.count == 20 && missing.filter { !$0.isMinor }.count == 11)
    #expect(missing.contains { $0.text == "TITULAIRES_ID" && !$0.isMinor })
    #expect(missing.contains { $0.text == "MODIF_OBJET" && $0.isMinor })
  }

  @Test func cellsAgainstTheRulesAreCountedWithTheirRows() throws {
    // Luhn's sum of 21590481600011 ends in 3; 35600000012345 is La Poste's, its digits sum to 29: neither passes.
    let (schema, problems) = try compare(
      """
      nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;rnaBeneficiaire;objet;montant;nature;conditionsVersement;pourcentageSubvention
      Ville;21590481600018;2022-03-01;A;73282932000074;W751234567;S;1000.5;aide en nature;unique;1
      Ville;21590481600011;2022-02-30;B;35600000012345;751234567;S;1 000,50;aide;unique;1.5
      Ville;21590481600018;01/03/2022;C;7,17E+13;;S;10;aide en numéraire;unique;0.2
      TOTAL;;;;;;;2011;;;
      Ville;21590481600018;2022-03-04;;;;S;10;aide en numéraire;unique;0
      """)
    #expect(schema == "scdl-subventions")
    func found(_ kind: TableProblem.Kind, _ column: Int, missing: Bool = false) -> [Int]? {
      problems.first { $0.kind == kind && $0.column == column && $0.isMissingCell == missing }?.rows
    }
    #expect(found(.formatError, 1) == [3])
    #expect(found(.typeError, 2) == [3, 4])
    #expect(found(.constraintError, 3, missing: true) == [6])
    #expect(found(.formatError, 4) == [3, 4])
    #expect(found(.formatError, 5) == [3])
    #expect(found(.typeError, 7) == [3])
    #expect(found(.constraintError, 8) == [3])
    #expect(found(.constraintError, 10) == [3, 6])
    #expect(problems.first { $0.kind == .typeError && $0.column == 2 }?.count == 2)
    #expect(texts(problems, .typeError) == ["2022-02-30", "1 000,50"])
  }

  @Test func listsOfArticle133AreReadInAnySpelling() throws {
    let found = try #require(SchemaComparison(try layout(fixture: "article-133.csv")))
    #expect(found.schema.id == "article-133" && found.matchedCount == 5 && found.problems.isEmpty)
    // Beside the sections and blank rows only cells of records are wrong.
    let (_, problems) = try compare(
      "Objet;Date;Titulaire;CP\nTRAVAUX;;;\nA;01/02/2010;X;59530\nB;02/2010;Y;25 110\n;;;\nC;hier;Z;\n")
    #expect(problems.filter { $0.column == 3 }.map(\.kind) == [.constraintError, .formatError])
    #expect(problems.first { $0.kind == .typeError }?.rows == [6])
  }

  @Test func bothSpellingsOfTabularDataAreRight() throws {
    for point in [".", "_"] {
      let header =
        "id,uid,acheteur_id,acheteur_nom,nature,objet,codeCPV,procedure,lieuExecution_code,montant,titulaire_id,titulaire_denominationSociale"
      let (schema, problems) = try compare(String(header.map { $0 == "_" ? Character(point) : $0 }) + "\n")
      #expect(schema == "decp-2019" && texts(problems, .misnamed).isEmpty && texts(problems, .extraColumn).isEmpty)
    }
  }

  @Test func tablesOfAnotherMatterAreNotCompared() throws {
    #expect(try compare("station;carburant;prix\nA;gazole;1.5\n").schema == nil)
    #expect(SchemaComparison(try layout(fixture: "sirene.csv")) == nil)
    #expect(SchemaComparison(try layout(fixture: "no-header.csv")) == nil)
    #expect(SchemaComparison(try layout(fixture: "grants-by-member.csv"))?.schema.id == "scdl-subventions")
    // Roles have rules of their own.
    let rows = (0..<9).map { "X\($0),73282932000074\n" }.joined()
    let (schema, problems) = try compare("marque,siret\n\(rows)Y,73282932000075\n")
    #expect(schema == nil && problems.map(\.kind) == [.formatError] && problems.first?.rows == [11])
  }
}
