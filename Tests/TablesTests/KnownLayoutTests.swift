import Testing

@testable import Tables

@Suite struct KnownLayoutTests {
  @Test(arguments: [
    ("article-133.csv", KnownLayout.article133), ("place.csv", .place), ("scdl-contracts.csv", .scdlMarches),
    ("buyer-headers-hold-suppliers.csv", .scdlMarches), ("scdl-grants.csv", .scdlSubventions), ("sirene.csv", .sirene),
    ("decp-tabular.csv", .decpTabular),
  ])
  func fixturesAreNamed(_ name: String, _ known: KnownLayout) throws {
    #expect(try layout(fixture: name).known == known)
  }

  /// Headers as published: decp-processing, decp-table-schema 1 and 2, data.economie.gouv.fr, geo_sirene, the national
  /// geocoder, ours.
  static let headers: [(String, KnownLayout?)] = [
    ("uid,id,nature,acheteur_id,acheteur_nom,titulaire_id,titulaire_typeIdentifiant,objet,montant", .decpTabular),
    ("id,uid,acheteur.id,acheteur.nom,nature,objet,montant,titulaire.id,titulaire.denominationSociale", .decpTabular),
    ("id,acheteur_id,nature,objet,montant,titulaire_id_1,titulaire_typeidentifiant_1,titulaire_id_2", .decpTabular),
    (
      "idMarche,siretEtablissement,denominationSocialeEtablissement,codePostalEtablissement,montantCalcule",
      .decpAugmente
    ),
    ("siret,codePostalEtablissement,libelleCommuneEtablissement,longitude,latitude,geo_score,geo_type", .geoSirene),
    ("TITULAIRE,CODE POSTAL,latitude,longitude,result_label,result_score,result_type", .geocoded),
    (
      "Objet du marché;Date de notification;Nom de l'attributaire;Code postal de l'attributaire;Montant HT", .article133
    ),
    ("Fournisseur;Code postal;Nature;Montant HT", nil), ("name;postcode;city", nil), ("objet;date;titulaire", nil),
  ]

  @Test(arguments: headers) func headersNameLayouts(_ header: String, _ known: KnownLayout?) throws {
    let comma = header.contains(",") ? "," : ";"
    let row = header.split(separator: Character(comma)).map { _ in "x" }.joined(separator: comma)
    #expect(try layout("\(header)\n\(row)\n").known == known)
  }

  @Test func documentsOfBothOrdersAreToldApart() throws {
    let of2019 = """
      {"marches":[{"id":"1","uid":"21","acheteur":{"id":"21590481600011","nom":"X"},"nature":"Marché","objet":"O",
      "codeCPV":"45000000","procedure":"Procédure adaptée","lieuExecution":{"code":"59530","typeCode":"Code postal",
      "nom":"Le Quesnoy"},"montant":10,"titulaires":[{"typeIdentifiant":"SIRET","id":"35600000000048",
      "denominationSociale":"LA POSTE"}]}]}
      """
    let of2022 = """
      {"marches":{"marche":[{"id":"1","acheteur":{"id":"21590481600011"},"nature":"Marché","objet":"O",
      "codeCPV":"45000000","procedure":"Procédure adaptée","ccag":"Travaux","offresRecues":3,"marcheInnovant":false,
      "typesPrix":{"typePrix":["Définitif ferme"]},"montant":10,
      "titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"35600000000048"}}]}]}}
      """
    #expect(try layout(of2019).known == .decp2019)
    #expect(try layout(of2022).known == .decp2022)
  }

  /// A geocoder's answer: its own coordinates and the table's columns, not the geocoder's.
  @Test func coordinatesOfAnAnswerAreTaken() throws {
    let found = try layout(
      """
      nom,code postal,latitude,longitude,result_label,result_score,result_type,result_postcode,result_city
      A,59530,50.2481,3.6372,"1 Rue X 59530 Le Quesnoy",0.97,housenumber,59530,Le Quesnoy
      B,59600,50.2806,3.9733,"Maubeuge",0.9,municipality,59600,Maubeuge
      """)
    #expect(
      found.roles == [.name: "nom", .postcode: "code postal", .latitude: "latitude", .longitude: "longitude"])
  }

  @Test func metresOfSIRENEAreCoordinates() throws {
    let found = try layout(fixture: "sirene.csv")
    #expect(found.roles[.longitude] == "coordonneeLambertAbscisseEtablissement")
  }

  /// An export of 2012 has the names under "Attributaire est une PME", a header that it has twice.
  @Test func namesUnderAHeaderOfSomethingElse() throws {
    let found = try layout(
      """
      Entité Publique;Entité d'Achat;Attributaire est une PME;Code Postal Attributaire;Objet;Tranche Budgétaire;;Montant du marché si renseigné;Attributaire est une PME
      CCI;CCI Drôme;LD SYSTEME MICRO;26300;Abonnement;4000;19999.99;;Oui
      CCI;CCI Drôme;CRECI MANAGEMENT;13100;Conseil;20000;49999.99;30960;Non renseigné
      CCI;CCI Rhône;AFNOR Compétences;69134;Formation;20000;49999.99;;Oui
      CCI;CCI Rhône;ISSIA;69009;Logiciel;4000;19999.99;13200;Oui
      """)
    #expect(found.column(.name)?.index == 2)
    #expect(found.problems.contains { $0.kind == .contradictsHeader && $0.column == 2 })
    #expect(found.known == .place)
    #expect(found.column(.amount)?.header == "Montant du marché si renseigné" && found.contractColumns.band == [5, 6])
  }

  @Test func daysWithATimeZoneAreDates() throws {
    let rows = (10..<20).map { "M\($0);2018-12-\($0)+01:00;59530\n" }.joined()
    #expect(try layout("id;dateNotification;cp\n" + rows).roles[.date] == "dateNotification")
  }

  @Test(arguments: [
    ("45000000-7", ContractKind.works), ("45210000", .works), ("50700000-2", .services), ("98390000", .services),
    ("38432000-2", .supplies), ("48000000", .supplies), ("09310000-5", .supplies), ("9310000-5", .supplies),
    ("45000000.0", .works), ("3100000", .supplies),
  ])
  func codesOfTheVocabularyNameKinds(_ code: String, _ kind: ContractKind) {
    #expect(ContractKind(cpv: code) == kind)
  }

  @Test(arguments: ["", "test", "45", "01000000", "99000000", "450000000", "45000000x", "59530"])
  func otherTextsAreNoCodes(_ text: String) {
    #expect(ContractKind(cpv: text) == nil)
  }

  @Test func formsOfContractAreNoKinds() {
    for form in ["Marché", "ACCORD-CADRE", "Marché subséquent", "Marché de partenariat", "Contrat de concession"] {
      #expect(ContractKind.isForm(form), "\(form)")
    }
    for kind in ["Marchés de travaux", "Services", "", "Fournitures"] { #expect(!ContractKind.isForm(kind), "\(kind)") }
  }
}
