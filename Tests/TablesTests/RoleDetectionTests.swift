import Foundation
import Testing

@testable import Tables

/// Reads a fixture's layout.
func layout(fixture name: String, _ options: TableOptions = TableOptions()) throws -> TableLayout {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  return try TableReader(source: ByteSource(path: url.path), options: options).layout
}

/// Reads a text's layout.
func layout(_ text: String, _ options: TableOptions = TableOptions()) throws -> TableLayout {
  try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"), options: options).layout
}

extension TableLayout {
  /// Header of each role's column; a column without header by its name.
  var roles: [ColumnRole: String] {
    Dictionary(
      uniqueKeysWithValues: columns.compactMap { column in
        column.role.map { ($0, column.header.isEmpty ? column.name : column.header) }
      })
  }
}

@Suite struct RoleDetectionTests {
  static let fixtures: [(String, [ColumnRole: String])] = [
    (
      "buyer-headers-hold-suppliers.csv",
      [
        .id: "MARCHE_ID", .siret: "ACHETEURS_ID", .name: "ACHETEURS_NOM", .category: "NATURE_MARCHE",
        .object: "MARCHE_OBJET", .postcode: "LIEU_EXEC_CODE", .longitude: "LONG_EXEC_CODE", .latitude: "LAT_EXEC_CODE",
        .date: "PUBLICATION_DATE", .amount: "MONTANT",
      ]
    ),
    (
      "article-133.csv",
      [.object: "OBJET", .date: "DATE", .name: "TITULAIRE", .postcode: "CODE POSTAL", .amount: "MONTANT € HT"]
    ),
    (
      "place.csv",
      [
        .name: "Nom Attributaire", .siret: "SIRET Attributaire", .date: "Date de notification",
        .postcode: "Code Postal Attributaire", .city: "Ville", .category: "Nature du Marché",
        .object: "Objet du marché",
        .amount: "Montant",
      ]
    ),
    ("grants-by-member.csv", [.name: "beneficiaire", .address: "adresse", .object: "descriptif", .amount: "montant"]),
    (
      "scdl-contracts.csv",
      [
        .id: "MARCHE_ID", .category: "NATURE_MARCHE", .object: "MARCHE_OBJET", .date: "NOTIFICATION_DATE",
        .amount: "MONTANT", .siret: "TITULAIRES_ID", .name: "TITULAIRES_DENOMINATION",
      ]
    ),
    (
      "scdl-grants.csv",
      [
        .date: "dateConvention", .id: "referenceDecision", .name: "nomBeneficiaire", .siret: "idBeneficiaire",
        .object: "objet", .amount: "montant", .category: "nature",
      ]
    ),
    (
      "sirene.csv",
      [
        .siret: "siret", .name: "denominationUniteLegale", .address: "libelleVoieEtablissement",
        .postcode: "codePostalEtablissement", .city: "libelleCommuneEtablissement",
        .citycode: "codeCommuneEtablissement", .longitude: "coordonneeLambertAbscisseEtablissement",
        .latitude: "coordonneeLambertOrdonneeEtablissement",
      ]
    ),
    (
      "decp-tabular.csv",
      [
        .id: "uid", .category: "nature", .siret: "titulaire_id", .name: "titulaire_nom", .object: "objet",
        .amount: "montant", .date: "dateNotification", .citycode: "titulaire_commune_code",
        .city: "titulaire_commune_nom", .latitude: "titulaire_latitude", .longitude: "titulaire_longitude",
      ]
    ),
    ("no-header.csv", [.name: "column_1", .postcode: "column_2", .city: "column_3"]),
  ]

  @Test(arguments: fixtures) func rolesOfKnownKindsOfTables(_ name: String, _ roles: [ColumnRole: String]) throws {
    #expect(try layout(fixture: name).roles == roles)
  }

  @Test func contradictedHeadersAreSaid() throws {
    let found = try layout(fixture: "buyer-headers-hold-suppliers.csv")
    let said = found.problems.filter { $0.kind == .contradictsHeader }.map(\.text)
    #expect(
      Set(said) == [
        "ACHETEURS_ID -> siret", "ACHETEURS_NOM -> name", "LIEU_EXEC_CODE -> postcode", "LONG_EXEC_CODE -> longitude",
        "LAT_EXEC_CODE -> latitude",
      ])
    #expect(found.hasLocation)
  }

  @Test func theBuyerAndThePlaceOfExecutionAreRefused() throws {
    for name in ["scdl-contracts.csv", "scdl-grants.csv"] {
      let found = try layout(fixture: name)
      #expect(!found.hasLocation, "\(name)")
      #expect(!found.problems.contains { $0.kind == .contradictsHeader })
    }
    let contracts = try layout(fixture: "scdl-contracts.csv")
    #expect(contracts.problems.contains(TableProblem(.refusedColumn, column: 7, text: "LIEU_EXEC_CODE")))
    #expect(contracts.columns[2].reason == .buyer && contracts.columns[7].reason == .placeOfExecution)
    // One buyer on all rows is the buyer, even when no other name is there.
    let text = "acheteur_nom;code postal\n" + (0..<20).map { "Ville de Test;\(59100 + $0 * 10)\n" }.joined()
    #expect(try layout(text).roles == [.postcode: "code postal"])
  }

  @Test func preambleAndEmptyColumnsOfAnArticle133List() throws {
    let found = try layout(fixture: "article-133.csv")
    #expect(found.headerRow == 4 && found.preamble.count == 3 && found.firstRecordLine == 5)
    #expect(found.encoding == .windows1252 && found.lineEnd == .crlf && found.delimiter == 0x3B)
    #expect(found.columns.map(\.name).prefix(2) == ["column_1", "OBJET"] && found.width == 8)
    #expect(found.columns[0].header == "")
  }

  static let headers: [(String, ColumnRole?)] = [
    ("CODE POSTAL", .postcode), ("CP", .postcode), ("Code Postal Attributaire", .postcode), ("code_postal", .postcode),
    ("CODE POSTAL DU TITULAIRE", .postcode), ("codePostalEtablissement", .postcode),
    ("codepostaletablissement", .postcode),
    ("postcode", .postcode), ("Zip", .postcode), ("titulaire.codePostal", .postcode),
    ("VILLE", .city), ("Commune", .city), ("libelleCommuneEtablissement", .city), ("titulaire_commune_nom", .city),
    ("city", .city), ("Nom_commune", .city), ("communeEtablissement", .city),
    ("code_insee", .citycode), ("codeCommuneEtablissement", .citycode), ("titulaire_commune_code", .citycode),
    ("Code INSEE", .citycode), ("code_insee_commune", .citycode),
    ("adresse", .address), ("Adresse_1", .address), ("adresseEtablissement", .address), ("adresse_station", .address),
    ("SIRET", .siret), ("SIRET Attributaire", .siret), ("idBeneficiaire", .siret), ("TITULAIRES_ID", .siret),
    ("titulaire_id_1", .siret), ("N° SIRET", .siret), ("siretEtablissement", .siret),
    ("TITULAIRE", .name), ("ATTRIBUTAIRE", .name), ("Nom de l'attributaire", .name), ("nomBeneficiaire", .name),
    ("TITULAIRES_DENOMINATION", .name), ("titulaire_denominationSociale_1", .name), ("Fournisseur", .name),
    ("titulaire_denominationsociale_1", .name), ("raison sociale", .name), ("denominationSocialeEtablissement", .name),
    ("NATURE_MARCHE", .category), ("Nature du Marché", .category), ("catégorie", .category),
    ("Type de marché", .category),
    ("MONTANT", .amount), ("MONTANT € HT", .amount), ("Montant du marché si renseigné", .amount),
    ("montantCalcule", .amount),
    ("DATE", .date), ("Date de notification", .date), ("NOTIFICATION_DATE", .date), ("dateConvention", .date),
    ("Année de notification", .date), ("OBJET", .object), ("MARCHE_OBJET", .object), ("Objet du marché", .object),
    ("MARCHE_ID", .id), ("N° marché", .id), ("referenceDecision", .id), ("latitude", .latitude), ("Lat", .latitude),
    ("titulaire_longitude", .longitude), ("lon", .longitude), ("pays", .country),
    ("codePaysEtrangerEtablissement", .country),
    ("titulaire_typeIdentifiant", nil), ("Attributaire est une PME", nil), ("dureeMois", nil), ("CPV_CODE", nil),
    ("libelleCedexEtablissement", nil), ("MODIF_TITULAIRES_ID", nil), ("prenom", nil), ("code", nil), ("dep", nil),
    ("titulaire_distance", nil), ("geolocCommuneEtablissement", nil), ("result_postcode", nil),
  ]

  @Test(arguments: headers) func headersNameRoles(_ header: String, _ role: ColumnRole?) {
    #expect(HeaderMeaning(header).role == role)
  }

  @Test(arguments: [
    ("acheteur_nom", HeaderMeaning.Subject.buyer), ("ACHETEURS_ID", .buyer), ("Entité Publique", .buyer),
    ("Entite d'achat", .buyer), ("nomAttribuant", .buyer), ("codePostalAcheteur", .buyer),
    ("lieuExecution.code", .placeOfExecution),
    ("LIEU_EXEC_NOM", .placeOfExecution), ("LONG_EXEC_CODE", .placeOfExecution), ("TITULAIRE", .supplier),
    ("ville", .unsaid),
    ("MODIF_MARCHE_MONTANT", .other),
  ]) func headersTellWhomTheyAreAbout(_ header: String, _ subject: HeaderMeaning.Subject) {
    #expect(HeaderMeaning(header).subject == subject)
  }

  static let plain: [(String, [ColumnRole: String])] = [
    (
      "nom;adresse;cp;ville\nA;1 rue B;59530;Le Quesnoy\n",
      [.name: "nom", .address: "adresse", .postcode: "cp", .city: "ville"]
    ),
    ("id,postcode,city\n1,59530,Le Quesnoy\n2,1000,Bourg\n", [.id: "id", .postcode: "postcode", .city: "city"]),
    ("city\nLe Quesnoy\nBavay\n", [.city: "city"]),
    ("name\tcountry\tcity\nA\tFrance\tBavay\n", [.name: "name", .country: "country", .city: "city"]),
    // A column named by nothing we know is found by its values.
    ("truc;code\nA;59530\nB;02500\nC;62138\nD;59128\nE;59218\n", [.postcode: "code"]),
    ("truc;dep\nA;59\nB;02\nC;62\n", [:]),
    // Amounts of five digits are no postal codes.
    ("truc;machin\nA;15000\nB;12500\nC;62100\nD;59100\nE;20000\n", [:]),
    // Two columns under each other's headers: the values decide.
    (
      "nom;cp;ville\nA;Bavay;59570\nB;Le Quesnoy;59530\nC;Maubeuge;59600\nD;Hirson;02500\nE;Lille;59000\nF;Caen;14000\n",
      [.name: "nom", .postcode: "ville", .city: "cp"]
    ),
    ("latitude,longitude\n50.25,3.63\n48.85,2.35\n", [.latitude: "latitude", .longitude: "longitude"]),
    // A lone column that looks like a longitude, and a section's title above an unknown header.
    ("truc;x\nA;3.123\nB;2.345\nC;1.456\nD;4.567\nE;5.678\n", [:]),
    ("PRESTATIONS;;\nfoo;bar;baz\nA;59530;1\nB;62138;2\nC;59128;3\n", [.postcode: "bar"]),
    // Five digits of which hardly any ends in a zero are INSEE codes.
    ("truc;machin\n" + (0..<30).map { "A\($0);\(59001 + $0 * 7)\n" }.joined(), [.citycode: "machin"]),
    ("code_insee;nom\n59481;A\n2A004;B\n", [.citycode: "code_insee", .name: "nom"]),
  ]

  @Test(arguments: plain) func plainTables(_ text: String, _ roles: [ColumnRole: String]) throws {
    #expect(try layout(text).roles == roles)
  }

  static let shapes: [(String, delimiter: UInt8?, headerRow: Int?, columns: Int)] = [
    ("Titre, avec virgule\n\nnom;cp;montant\nA;59530;1,5\nB;59570;2,5\n", 0x3B, 3, 3),
    ("nom,objet,cp\nA,un; deux; trois,59530\nB,quatre; cinq,59570\n", 0x2C, 1, 3),
    ("nom\tobjet\nA\tun, deux\nB\ttrois, quatre\n", 0x09, 1, 2),
    ("Commune;Le Quesnoy\nAnnée;2015\n\nTITULAIRE;CP;MONTANT\nA;59530;5\nB;59570;6\n", 0x3B, 4, 3),
    ("Titulaire;;Marché;\nNom;CP;Objet;Montant\nA;59530;x;5\nB;59570;y;6\n", 0x3B, 2, 4),
    ("adresse\n\"12 rue A, 59530 Le Quesnoy\"\n\"3 rue B, 59570 Bavay\"\n", nil, 1, 1),
    ("adresse\n12 rue A, 59530 Le Quesnoy\n3 rue B, 59570 Bavay\n", nil, 1, 1),
    ("12 rue A 59530 Le Quesnoy\n3 rue B 59570 Bavay\n", nil, nil, 1),
    ("A;59530;1\nB;59570;2\nC;59600;3\n", 0x3B, nil, 3), ("foo;bar\nA;B\nC;D\n", 0x3B, 1, 2),
    ("machin;truc\nA;12\nB;13\n", 0x3B, 1, 2), ("\"Nom\",\"Ville\"\n\"A\",\"B\"\n", 0x2C, 1, 2),
    ("nom|ville\nA|B\n", 0x7C, 1, 2), ("nom;ville\nA;B;\nC;D;\nE;F;\n", 0x3B, 1, 3),
    (";;\n;;\nnom;ville;\nA;B;\n", 0x3B, 3, 3), ("\u{FEFF}Nom;CP\r\nA;1000\r\n", 0x3B, 1, 2),
  ]

  @Test(arguments: shapes)
  func delimiterAndHeader(_ text: String, _ delimiter: UInt8?, _ headerRow: Int?, _ columns: Int) throws {
    let found = try layout(text)
    #expect(found.delimiter == delimiter)
    #expect(found.headerRow == headerRow)
    #expect(found.columns.count == columns)
  }

  @Test func optionsWin() throws {
    let text = "nom;cp;ville;autre\nA;59530;Bavay;59000\nB;59570;Bavay;59600\n"
    let options = TableOptions(roles: [(.postcode, .number(4)), (.name, .header("VILLE"))])
    let found = try layout(text, options)
    #expect(found.column(.postcode)?.header == "autre" && found.column(.name)?.header == "ville")
    #expect(found.column(.postcode)?.reason == .option && found.column(.postcode)?.confidence == 1)
    #expect(found.columns[0].role == nil && found.columns[1].role == nil)
  }

  @Test func namesOfEmptyAndDoubleHeaders() throws {
    let found = try layout("nom,,nom,nom_2,\nA,B,C,D,\nE,F,G,H,\n")
    #expect(found.columns.map(\.header) == ["nom", "", "nom", "nom_2", ""])
    #expect(found.columns.map(\.name) == ["nom", "column_2", "nom_3", "nom_2", "column_5"])
    #expect(
      found.problems == [
        TableProblem(.emptyHeader, column: 1, text: "column_2"),
        TableProblem(.duplicateHeader, column: 2, text: "nom_3"),
      ])
  }

  @Test func headerOnlyAndOptionsForTheHeader() throws {
    let only = try layout("TITULAIRE;CODE POSTAL\n")
    #expect(only.roles == [.name: "TITULAIRE", .postcode: "CODE POSTAL"] && only.problems.map(\.kind) == [.noRecords])
    #expect(try layout("nom;cp\nA;59530\n", TableOptions(hasHeader: false)).headerRow == nil)
    #expect(try layout("A;B\nnom;cp\nA;59530\n", TableOptions(headerRow: 2)).roles == [.name: "nom", .postcode: "cp"])
    #expect(try layout("59530;x\n59000;y\n", TableOptions(hasHeader: true)).headerRow == 1)
  }

  @Test func englishHeadersPutTheMatterLast() throws {
    let found = try layout(
      """
      supplier_name|supplier_zip|supplier_country|contract_title|award_value|award_date
      ACME GmbH|10115|DE|Servers|12,000.50|2023-01-05
      Dupont|59530|FR|Cables|1,500.00|2023-02-05
      Beta|1000|BE|Chairs|700|2023-02-06

      """)
    #expect(
      found.roles == [
        .name: "supplier_name", .postcode: "supplier_zip", .country: "supplier_country", .object: "contract_title",
        .amount: "award_value", .date: "award_date",
      ])
  }

  @Test(arguments: [
    ("12,500.00", true), ("1.234.567", true), ("1,234,567.89", true), ("1.234,56", true), ("1e+05", true),
    ("2.5E6", true),
    ("1.2.3", false), ("12,3456.7", false), ("e5", false),
  ]) func shapesOfNumbers(_ text: String, _ isNumber: Bool) {
    var text = text
    #expect(text.withUTF8 { !CellShape($0).isDisjoint(with: [.number, .amount]) } == isNumber)
  }

  @Test(arguments: ["1er juin 2013", "1er janv. 2014"]) func theFirstOfAMonthIsADate(_ text: String) {
    var text = text
    #expect(text.withUTF8 { CellShape($0).contains(.date) })
  }

  /// Towns, and numbers of the size of their inhabitants.
  private static let towns = [
    ("Asnières-sur-Seine", 94562), ("Vitry-sur-Seine", 94393), ("Aulnay-sous-Bois", 87951),
    ("Champigny-sur-Marne", 78481),
    ("Antibes", 77367), ("Cannes", 74686), ("Drancy", 72713), ("Mérignac", 78090), ("Ajaccio", 75844),
    ("Troyes", 62088),
  ]

  /// A gazetteer of these towns alone: their INSEE codes.
  private static let codes = [
    "Asnières-sur-Seine": "92004", "Vitry-sur-Seine": "94081", "Aulnay-sous-Bois": "93005",
    "Champigny-sur-Marne": "94017", "Antibes": "06004", "Cannes": "06029", "Drancy": "93029", "Mérignac": "33281",
    "Ajaccio": "2A004", "Troyes": "10387",
  ]

  private func options(existing: @escaping @Sendable (String) -> Bool) -> TableOptions {
    var options = TableOptions()
    options.placeCodes = PlaceCodes(
      exists: { code, role in role == .citycode && existing(code) },
      isOf: { code, _, city in Self.codes[city].map { $0 == code } })
    return options
  }

  @Test(arguments: ["population", "effectif", "quantité", ""])
  func numbersBesideCitiesAreNoINSEECodes(_ header: String) throws {
    let rows = (Self.towns + Self.towns).map { "\($0.0);\($0.1)\n" }.joined()
    let text = "ville;\(header)\n" + rows
    // Whether a number happens to be somebody's code, or is none.
    for isCode in [true, false] {
      let found = try layout(text, options { _ in isCode })
      #expect(found.column(.citycode) == nil && found.column(.postcode) == nil && found.column(.city)?.index == 0)
    }
    // Without a gazetteer their look is all there is.
    #expect(try layout(text).column(.citycode) != nil)
  }

  @Test func codesOfTheCitiesBesideThemAreFoundWithoutAHeader() throws {
    let rows = (Self.towns + Self.towns).map { "\($0.0);\(Self.codes[$0.0] ?? "")\n" }.joined()
    #expect(try layout("ville;truc\n" + rows, options { _ in true }).roles == [.city: "ville", .citycode: "truc"])
    // A header that says so is believed.
    let population = Self.towns.map { "\($0.0);\($0.1)\n" }.joined()
    #expect(try layout("ville;code insee\n" + population, options { _ in false }).column(.citycode)?.index == 1)
  }
}
