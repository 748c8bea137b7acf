import Testing

@testable import Tables

@Suite struct ContractElementTests {
  /// The shape of 2019, with what is met in the wild.
  private static let of2019 = """
    {"marches": [
      {"id": "2019 01", "_type": "Marché", "acheteur": {"id": "13001898900017", "nom": "INOVALYS"}, "objet": "Chaudières",
       "lieuExecution": {"code": "44000", "typeCode": "Code postal", "nom": "Nantes"}, "dureeMois": "NC", "montant": 153900,
       "titulaires": [{"typeIdentifiant": "SIRET", "id": "85480074501125", "denominationSociale": "AXIMA"},
                      {"id": "627 220 049 00654", "typeIdentifiant": ""}, []],
       "modifications": [
         {"objetModification": "seconde", "dateNotificationModification": "2020-06-01", "montant": 170000},
         {"objetModification": "première", "dateNotificationModification": "2020-01-01", "montant": 160000, "dureeMois": 12,
          "titulaires": [{"typeIdentifiant": "TVA", "id": "BE0123", "denominationSociale": "REPRENEUR"}]}]},
      {"id": "2", "acheteur.id": "20001318300021", "titulaires": [[]], "montant": 1.0, "modifications": []},
      {"id": "3", "_type": "Contrat de concession", "autoriteConcedante": {"id": "21590", "nom": "VILLE"},
       "concessionnaires": [{"id": "1", "typeIdentifiant": "HORS-UE"}], "valeurGlobale": 99, "modifications": [[]]}
    ]}
    """

  /// The shape of 2022, as published and as converted from XML.
  private static let of2022 = """
    {"marches": {"marche": [
      {"id": "A", "acheteur": {"id": "1"}, "techniques": {"technique": ["Accord-cadre", "Enchère"]}, "montant": 10,
       "titulaires": [{"titulaire": {"id": "T1", "typeIdentifiant": "SIRET"}}, {"titulaire": {"id": "T2", "typeIdentifiant": "TVA"}}],
       "modifications": [{"modification": {"id": 1, "montant": 20, "dateNotificationModification": "2024-05-01"}}]},
      {"id": "B", "acheteur": {"id": "1"}, "titulaires": {"titulaire": {"id": "T3"}}, "montant": 30}],
     "contrat-concession": {"id": "C", "concessionnaires": [{"concessionnaire": {"id": "T4"}}], "valeurGlobale": 5}}}
    """

  private func columns(_ json: String, _ names: [String], _ which: TableOptions.Modifications) throws -> [[String]] {
    let table = try SpreadsheetFixture.table(json: json, TableOptions(modifications: which))
    return try table.rows.map { row in
      try names.map { name in
        let column = try #require(table.header.firstIndex(of: name), "\(name) among \(table.header)")
        return row.indices.contains(column) ? row[column] : ""
      }
    }
  }

  @Test func oneRowPerContractAndHolder() throws {
    let names = ["id", "acheteur.id", "titulaire.id", "titulaire.typeIdentifiant", "montant", "dureeMois"]
    #expect(
      try columns(Self.of2019, names, .initial) == [
        ["2019 01", "13001898900017", "85480074501125", "SIRET", "153900", "NC"],
        ["2019 01", "13001898900017", "627 220 049 00654", "SIRET", "153900", "NC"],
        ["2", "20001318300021", "", "", "1", ""], ["3", "21590", "1", "HORS-UE", "99", ""],
      ])
  }

  @Test func modificationsAreAppliedInTheOrderOfTheirDates() throws {
    let names = ["id", "titulaire.denominationSociale", "montant", "dureeMois", "objetModification"]
    #expect(
      try columns(Self.of2019, names, .latest) == [
        ["2019 01", "REPRENEUR", "170000", "12", "seconde"], ["2", "", "1", "", ""], ["3", "", "99", "", ""],
      ])
  }

  @Test func allStatesAreKeptApart() throws {
    let names = ["id", "titulaire.id", "montant", "modification.id", "donneesActuelles"]
    #expect(
      try columns(Self.of2019, names, .all) == [
        ["2019 01", "85480074501125", "153900", "0", "false"],
        ["2019 01", "627 220 049 00654", "153900", "0", "false"],
        ["2019 01", "BE0123", "160000", "1", "false"], ["2019 01", "BE0123", "170000", "2", "true"],
        ["2", "", "1", "0", "true"], ["3", "1", "99", "0", "true"],
      ])
  }

  @Test func documentsOf2022() throws {
    let names = ["id", "acheteur.id", "titulaire.id", "techniques", "montant"]
    #expect(
      try columns(Self.of2022, names, .latest) == [
        ["A", "1", "T1", "Accord-cadre, Enchère", "20"], ["A", "1", "T2", "Accord-cadre, Enchère", "20"],
        ["B", "1", "T3", "", "30"], ["C", "", "T4", "", "5"],
      ])
  }

  /// The 2022 document in XML gives the rows of its JSON.
  @Test(arguments: ["utf-8", "windows-1252", "iso-8859-15"])
  func documentsInXML(_ encoding: String) throws {
    let text = """
      <?xml version="1.0" encoding="\(encoding)"?>
      <marches>
        <marche>
          <id>A</id><acheteur><id>1</id></acheteur>
          <techniques><technique>Accord-cadre</technique><technique>Enchère</technique></techniques><montant>10</montant>
          <titulaires><titulaire><id> T1 </id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>
            <titulaire><id>T2</id><typeIdentifiant>TVA</typeIdentifiant></titulaire></titulaires>
          <modifications><modification><id>1</id><montant>20</montant>
            <dateNotificationModification>2024-05-01</dateNotificationModification></modification></modifications>
        </marche>
        <marche><id>B</id><acheteur><id>1</id></acheteur><montant>30</montant><typesPrix><typePrix>Définitif</typePrix></typesPrix>
          <titulaires><titulaire><id>T3</id></titulaire></titulaires></marche>
        <contrat-concession><id>C</id><concessionnaires><concessionnaire><id>T4</id></concessionnaire></concessionnaires>
          <valeurGlobale>5</valeurGlobale></contrat-concession>
      </marches>
      """
    let bytes = encoding == "utf-8" ? Array(text.utf8) : text.unicodeScalars.map { UInt8($0.value) }
    let table = try ReadTable(ByteSource(bytes: bytes, name: "DECP.xml"), TableOptions())
    #expect(table.layout.format == .xml)
    #expect(
      table.header == [
        "id", "acheteur.id", "techniques", "montant", "typesPrix", "dateNotificationModification", "titulaire.id",
        "titulaire.typeIdentifiant",
      ])
    #expect(
      table.rows == [
        ["A", "1", "Accord-cadre, Enchère", "20", "", "2024-05-01", "T1", "SIRET"],
        ["A", "1", "Accord-cadre, Enchère", "20", "", "2024-05-01", "T2", "TVA"],
        ["B", "1", "", "30", "Définitif", "", "T3"], ["C", "", "", "5", "", "", "T4"],
      ])
  }

  @Test(arguments: [
    ("<?xml version='1.0'?><autre><marche/></autre>", TableError.notATable(path: "x", kind: .xml)),
    ("<marches><marche><id>1</id>", .damaged(path: "x", part: "", line: 1)),
    (
      "<?xml version='1.0'?><!DOCTYPE marches [<!ENTITY a 'b'>]><marches><marche><id>&a;</id></marche></marches>",
      .damaged(path: "x", part: "", line: 1)
    ),
  ])
  func otherMarkupIsRefused(_ text: String, _ expected: TableError) {
    #expect(SpreadsheetFixture.error { ByteSource(bytes: Array(text.utf8), name: "x") } == expected)
  }

  @Test func rowsAreThoseOfTheirContract() throws {
    #expect(try SpreadsheetFixture.table(json: Self.of2019).lines == [1, 2, 3])
    #expect(
      try SpreadsheetFixture.table(json: Self.of2019, TableOptions(modifications: .initial)).lines == [1, 1, 2, 3])
    #expect(try SpreadsheetFixture.table(json: Self.of2022).lines == [1, 1, 2, 3])
  }

  @Test func rolesAreThoseOfTheHolder() throws {
    let layout = try SpreadsheetFixture.table(json: Self.of2019).layout
    #expect(layout.column(.siret)?.header == "titulaire.id")
    #expect(layout.column(.name)?.header == "titulaire.denominationSociale")
    #expect(layout.column(.postcode) == nil)
  }
}
