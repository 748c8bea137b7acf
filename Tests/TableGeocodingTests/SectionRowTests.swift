import Gazetteer
import Geocoding
import TableGeocoding
import Tables
import Testing

@Suite struct SectionRowTests {
  private static let list = """
    Objet;Date;Titulaire;Code postal;Montant
    Tranche 1 : 0 à 19 999,99 € HT;;;;
    SERVICES;;;;
    Audit;26/03/2010;CONSEILS;75014;14 237.50
    ;;;;
    TRAVAUX;;;;
    Voirie;27/03/2010;COLAS;59 530;
    Gymnase;;;;Total : 73 243,56
    Objet;Date;Titulaire;Code postal;Montant
    Séjours;28/03/2010;ACADEMIC;Londres;73 578.59
    Étude;29/03/2010;INCONNU;;100

    """

  @Test func rowsThatAreNoRecordsStayWhereTheyAre() throws {
    let (text, summary) = try geocoded([Self.list])
    let rows = records(text, delimiter: ";")
    #expect(
      rows.map { $0["Objet"] }
        == Self.list.split(separator: "\n").dropFirst().map { $0.split(separator: ";").first.map(String.init) ?? "" })
    #expect(
      rows.map { $0["result_status"] } == [
        "empty", "empty", "ok", "empty", "empty", "ok", "empty", "empty", "foreign", "empty",
      ])
    #expect(
      rows.map { $0["result_note"] }.filter { $0?.contains("-") ?? false || $0?.contains("subtotal") ?? false }.count
        >= 6)
    #expect(rows[0]["result_note"] == "section-title: Tranche 1 : 0 à 19 999,99 € HT")
    #expect(rows[1]["result_note"] == "section-title: SERVICES")
    #expect(rows[3]["result_note"] == "blank-row" && rows[4]["result_note"] == "section-title: TRAVAUX")
    #expect(rows[6]["result_note"] == "subtotal: Gymnase Total : 73 243,56")
    #expect(rows[7]["result_note"] == "repeated-header" && rows[9]["result_note"] == "no-location")
    #expect(summary.rows == 10 && summary.placed == 3)
  }

  @Test func titlesGiveTheRowsBelowTheirCategoryAndBand() throws {
    let reader = try TableReader(source: ByteSource(bytes: Array(Self.list.utf8), name: "t"))
    let geocoder = TableGeocoder(
      resolver: Resolver(gazetteer: try .embedded()), layouts: [reader.layout], names: ["t"])
    var found: [String: (category: String, amount: String)] = [:]
    while let batch = try reader.nextBatch() {
      geocoder.visit(batch, ofTable: 0) { row in
        if row.isRecord { found[row.text(.name)] = (row.category, row.amount) }
      }
    }
    #expect(found.count == 4)
    #expect(found["CONSEILS"]?.category == "Services" && found["CONSEILS"]?.amount == "14 237.50")
    // A row without an amount has its section's band.
    #expect(found["COLAS"]?.category == "Travaux" && found["COLAS"]?.amount == "0 à 19 999,99 € HT")
  }

  /// The State's lists have a band for every contract and an amount for some.
  @Test func bandsStandInForAmounts() throws {
    for (header, cells, expected) in [
      ("Tranche Budgétaire;", "4000;19999.99", "4000 à 19999.99"),
      ("Tranche budgetaire", "50 000 HT à 89 999,99 HT", "50 000 HT à 89 999,99 HT"),
    ] {
      let text =
        "Nom Attributaire;CP;\(header);Montant\nA;59530;\(cells);\nB;59600;\(cells);63 070,00\nC;59230;\(cells);12 000,00\n"
      let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"))
      let geocoder = TableGeocoder(
        resolver: Resolver(gazetteer: try .embedded()), layouts: [reader.layout], names: ["t"])
      var found: [String] = []
      while let batch = try reader.nextBatch() { geocoder.visit(batch, ofTable: 0) { found.append($0.amount) } }
      #expect(found == [expected, "63 070,00", "12 000,00"])
    }
  }

  /// The category's own column first, then the CPV code; a form of contract is no category where there is a code.
  @Test func categoriesFromCodesOfTheVocabulary() throws {
    let text = """
      id;nature;codeCPV;titulaire;cp;montant
      1;Marché;45000000-7;A;59530;1
      2;Accord-cadre;50700000-2;B;59530;1
      3;Marché;9310000-5;C;59530;1
      4;Travaux;50700000-2;D;59530;1
      5;Marché;;E;59530;1
      """
    func categories(_ options: TableOptions = TableOptions()) throws -> [String] {
      let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"), options: options)
      let geocoder = TableGeocoder(
        resolver: Resolver(gazetteer: try .embedded()), layouts: [reader.layout], names: ["t"])
      var found: [String] = []
      while let batch = try reader.nextBatch() {
        geocoder.visit(batch, ofTable: 0) { found.append($0.category) }
      }
      return found
    }
    #expect(try categories() == ["Travaux", "Services", "Fournitures", "Travaux", "Marché"])
    // A person's choice stands.
    #expect(
      try categories(TableOptions(roles: [(.category, .header("nature"))]))
        == ["Marché", "Accord-cadre", "Marché", "Travaux", "Marché"])
    #expect(
      try categories(TableOptions(roles: [(.category, .header("codeCPV"))]))
        == ["Travaux", "Services", "Fournitures", "Services", ""])
  }
}
