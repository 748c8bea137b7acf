import Testing

@testable import Tables

@Suite struct SectionTests {
  /// Titles as lists of article 133 write them; the first five are those of a list of 2010.
  static let titles: [(String, category: String, band: String)] = [
    ("TRAVAUX", "Travaux", ""), ("FOURNITURE", "Fournitures", ""), ("SERVICES", "Services", ""),
    ("Tranche 1 : 0 à 19 999,99 € HT", "", "0 à 19 999,99 € HT"),
    ("Tranche 4 : 125 000 à 192 999,99 € HT", "", "125 000 à 192 999,99 € HT"),
    ("MARCHÉS DE TRAVAUX", "Travaux", ""), ("Marchés publics de fournitures", "Fournitures", ""),
    ("I - Marchés de services", "Services", ""), ("3) Travaux", "Travaux", ""),
    ("Fournitures et services", "Fournitures et services", ""), ("Prestations de services", "Services", ""),
    ("Prestations intellectuelles", "Prestations intellectuelles", ""), ("Maîtrise d'œuvre", "Maîtrise d'œuvre", ""),
    ("Tranche de 20 000 à 49 999,99 € HT", "", "20 000 à 49 999,99 € HT"),
    ("Marchés de 90 000 € HT à 206 999 € HT", "", "90 000 € HT à 206 999 € HT"),
    ("Marchés inférieurs à 20 000 € HT", "", "moins de 20 000 € HT"),
    ("TRAVAUX - plus de 5 186 000 € HT", "Travaux", "plus de 5 186 000 € HT"),
    ("Services de 15 000 à 89 999,99 € HT", "Services", "15 000 à 89 999,99 € HT"),
    ("Travaux de rénovation de l'étage du gymnase", "", ""), ("Création d'espaces verts de voirie", "", ""),
    ("Transport par autocars", "", ""), ("SERVICES GENERAUX DU NORD", "", ""), ("Lot 2", "", ""), ("2015", "", ""),
    ("Voirie de 2 000 à 3 000 m2", "", ""), ("", "", ""),
  ]

  @Test(arguments: titles) func titlesTellCategoriesAndBands(_ text: String, _ category: String, _ band: String) {
    let title = SectionTitle(text)
    #expect(title.category == category && title.band == band)
  }

  @Test func theOuterTitleEndsTheInnerSection() {
    var section = Section()
    for (title, category, band) in [
      ("Tranche 1 : 0 à 19 999 €", "", "0 à 19 999 €"), ("SERVICES", "Services", "0 à 19 999 €"),
      ("TRAVAUX", "Travaux", "0 à 19 999 €"), ("Tranche 2 : 20 000 à 49 999 €", "", "20 000 à 49 999 €"),
    ] {
      section.enter(SectionTitle(title))
      #expect(section.category == category && section.band == band, "\(title)")
    }
    section = Section()
    for (title, category, band) in [
      ("TRAVAUX", "Travaux", ""), ("20 000 à 49 999 € HT", "Travaux", "20 000 à 49 999 € HT"),
      ("SERVICES", "Services", ""),
    ] {
      section.enter(SectionTitle(title))
      #expect(section.category == category && section.band == band, "\(title)")
    }
  }

  /// What the rows of a text are; `.record` where nothing is found.
  private func kinds(_ text: String) throws -> [RowKind] {
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"))
    let kinds = RowKinds(reader.layout)
    var found: [RowKind] = []
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count { found.append(kinds.find(batch, record)?.kind ?? .record) }
    }
    return found
  }

  @Test func rowsThatAreNoRecords() throws {
    let text = """
      Objet;Date;Titulaire;Code postal;Montant
      TRAVAUX;;;;
      Voirie;01/02/2010;COLAS;93320;900 000,00
      Peinture;02/02/2010;LAMOS;93160;230 000,00
      ;;;;
      ; ;\u{A0};;
      Gymnase;;;;Total : 73 243,56
      Lot 1 : menuiserie;03/02/2010;OSCARALET;91 160;16 250,85
      Sous-total travaux;;;;1 130 000,00
      ;;TOTAL;;1 130 000,00
      Objet;Date;Titulaire;Code postal;Montant
      ;;SERVICES;;
      Carburant;04/02/2010;TOTAL;92400;5 000,00
      Carburant;04/02/2010;TOTAL;;5 000,00
      ;;DUBOIS SARL;;
      Étude;05/02/2010;;;
      ;;;Fournitures;
      ;;;59530;
      """
    #expect(
      try kinds(text) == [
        .title, .record, .record, .blank, .blank, .subtotal, .record, .subtotal, .subtotal, .repeatedHeader, .title,
        .record, .record, .record, .record, .title, .record,
      ])
  }

  /// In two columns a title is as good as a record.
  @Test func narrowTablesHaveNoTitles() throws {
    #expect(try kinds("nom;ville\nTRAVAUX;\nDUBOIS;Lille\nMARTIN;Douai\n") == [.record, .record, .record])
  }
}
