/// A schema that tables of contracts or grants are published under.
public struct TableSchema: Sendable {
  /// One column that the schema names.
  public struct Field: Sendable {
    /// The name to use.
    public var name: String
    /// True when no cell may be empty.
    public var isRequired: Bool
    /// What the column means to us; `nil` when nothing.
    public var role: ColumnRole?
    /// What its filled cells have to be.
    public var rule: CellRule
  }

  /// A name for programs.
  public var id: String
  /// A name for people, in French.
  public var title: String
  /// The columns in order.
  public var fields: [Field]
  /// False where the law names no columns: every usual spelling is right then.
  public var hasOfficialNames: Bool
  /// The layouts that are tables of this schema.
  var layouts: [KnownLayout]

  init(
    _ id: String, _ title: String, layouts: [KnownLayout], hasOfficialNames: Bool = true, _ fields: [Field]
  ) {
    self.id = id
    self.title = title
    self.layouts = layouts
    self.hasOfficialNames = hasOfficialNames
    self.fields = fields
  }
}

extension TableSchema {
  /// All of them.
  public static let all = [article133, scdlMarches, scdlSubventions, decp2019, decp2022, decpTabular]

  static func required(_ name: String, _ rule: CellRule = .any, _ role: ColumnRole? = nil) -> Field {
    Field(name: name, isRequired: true, role: role, rule: rule)
  }

  static func optional(_ name: String, _ rule: CellRule = .any, _ role: ColumnRole? = nil) -> Field {
    Field(name: name, isRequired: false, role: role, rule: rule)
  }

  /// The list that article 133 asks for (order of 26 December 2007, article 1, and of 21 July 2011): object, date, holder
  /// and the holder's postal code, by kind of contract and band of amounts.
  static let article133 = TableSchema(
    "article-133", "Liste des marchés conclus (article 133)", layouts: [.article133, .place], hasOfficialNames: false,
    [
      required("OBJET", .any, .object), required("DATE", .anyDate, .date), required("TITULAIRE", .any, .name),
      required("CODE POSTAL", .postcode, .postcode), optional("MONTANT", .anyAmount, .amount),
    ])

  private static let natures = CellRule.oneOf(["Marché", "Marché de partenariat", "Accord-cadre", "Marché subséquent"])
  private static let procedures = CellRule.oneOf([
    "Procédure adaptée", "Appel d'offres ouvert", "Appel d'offres restreint",
    "Procédure concurrentielle avec négociation", "Procédure négociée avec mise en concurrence préalable",
    "Marché négocié sans publicité ni mise en concurrence préalable", "Dialogue compétitif",
  ])
  private static let placeTypes = CellRule.oneOf([
    "Code postal", "Code commune", "Code arrondissement", "Code canton", "Code département", "Code région", "Code pays",
  ])
  private static let priceForms = CellRule.oneOf(["Ferme", "Ferme et actualisable", "Révisable"])
  private static let holderTypes = CellRule.oneOf([
    "SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "UE", "HORS-UE", "HORS UE",
  ])

  /// SCDL "marchés publics" of OpenDataFrance, version 1.0.1: 27 columns.
  static let scdlMarches = TableSchema(
    "scdl-marches", "SCDL marchés publics", layouts: [.scdlMarches],
    [
      required("MARCHE_ID", .contractNumber, .id), optional("MARCHE_UID"), required("ACHETEURS_ID", .siret),
      required("ACHETEURS_NOM"), required("NATURE_MARCHE", natures, .category),
      required("MARCHE_OBJET", .text(mostCharacters: 256), .object), required("CPV_CODE", .cpv),
      required("PROCEDURE", procedures), required("LIEU_EXEC_CODE"), required("LIEU_EXEC_TYPE", placeTypes),
      required("LIEU_EXEC_NOM"), required("DUREE_MOIS", .integer(1...999)), required("NOTIFICATION_DATE", .day, .date),
      required("PUBLICATION_DATE", .day), required("MONTANT", .number, .amount), required("PRIX_FORME", priceForms),
      required("TITULAIRES_ID", .holderNumber, .siret), required("TITULAIRES_ID_TYPE", holderTypes),
      required("TITULAIRES_DENOMINATION", .any, .name), optional("MODIF_OBJET", .text(mostCharacters: 256)),
      optional("MODIF_PUBLICATION_DATE", .day), optional("MODIF_DUREE_MOIS", .integer(1...999)),
      optional("MODIF_MARCHE_MONTANT", .number), optional("MODIF_TITULAIRES_ID", .holderNumber),
      optional("MODIF_TITULAIRES_ID_TYPE", holderTypes), optional("MODIF_TITULAIRES_DENOMINATION"),
      optional("MODIF_SIGNATURE_DATE", .day),
    ])

  /// SCDL "subventions" of OpenDataFrance, version 2.1.
  static let scdlSubventions = TableSchema(
    "scdl-subventions", "SCDL subventions", layouts: [.scdlSubventions],
    [
      required("nomAttribuant"), required("idAttribuant", .siret), required("dateConvention", .day, .date),
      optional("referenceDecision", .any, .id), required("nomBeneficiaire", .any, .name),
      optional("idBeneficiaire", .siret, .siret), optional("rnaBeneficiaire", .rna),
      required("objet", .text(mostCharacters: 256), .object), required("montant", .number, .amount),
      required(
        "nature",
        .oneOf([
          "aide en numéraire", "aide en nature", "aide en numéraire;aide en nature", "aide en nature;aide en numéraire",
        ]), .category),
      required("conditionsVersement", .text(mostCharacters: 256)), optional("datesPeriodeVersement", .dayOrPeriod),
      optional("idRAE"), optional("notificationUE", .truth), optional("pourcentageSubvention", .share),
      optional("dispositifAide"),
    ])

  /// The essential data of the order of 22 March 2019, as tables name them (decp-table-schema 2.0.0).
  static let decp2019 = TableSchema(
    "decp-2019", "DECP, arrêté du 22 mars 2019", layouts: [.decp2019, .decpTabular],
    [
      required("id", .text(mostCharacters: 16), .id), optional("uid"), required("acheteur_id", .siret),
      required("acheteur_nom"), required("nature", natures, .category),
      required("objet", .text(mostCharacters: 256), .object), required("codeCPV", .cpv),
      required("procedure", procedures), required("lieuExecution_code"), required("lieuExecution_typeCode", placeTypes),
      required("lieuExecution_nom"), required("dureeMois", .integer(1...999)),
      required("dateNotification", .day, .date),
      required("datePublicationDonnees", .day), required("montant", .number, .amount),
      required("formePrix", priceForms), required("titulaire_id", .holderNumber, .siret),
      required("titulaire_typeIdentifiant", holderTypes), required("titulaire_denominationSociale", .any, .name),
      optional("objetModification"), optional("source"), optional("donneesActuelles", .truth), optional("anomalies"),
    ])

  /// The essential data of the order of 22 December 2022: holders have no name.
  static let decp2022 = TableSchema(
    "decp-2022", "DECP, arrêté du 22 décembre 2022", layouts: [.decp2022],
    [
      required("id", .text(mostCharacters: 16), .id), required("acheteur_id", .siret),
      required("nature", .oneOf(["Marché", "Marché de partenariat", "Marché de défense ou de sécurité"]), .category),
      required("objet", .text(mostCharacters: 1000), .object), required("codeCPV", .cpv), required("techniques"),
      required("modalitesExecution"), optional("idAccordCadre"), required("marcheInnovant", .truth), required("ccag"),
      required("offresRecues", .integer(0...9999)), required("attributionAvance", .truth),
      required("tauxAvance", .number), optional("typeGroupementOperateurs"), required("sousTraitanceDeclaree", .truth),
      required("procedure"), required("lieuExecution_code"), required("lieuExecution_typeCode", placeTypes),
      required("dureeMois", .integer(1...999)), required("dateNotification", .day, .date),
      required("datePublicationDonnees", .day), required("montant", .number, .amount), required("typesPrix"),
      required("formePrix", .oneOf(["Unitaire", "Forfaitaire", "Mixte"])), optional("origineUE", .number),
      optional("origineFrance", .number), required("titulaire_id", .holderNumber, .siret),
      required("titulaire_typeIdentifiant", holderTypes), required("considerationsSociales"),
      required("considerationsEnvironnementales"),
    ])

  /// The consolidated essential data as decp-processing publishes them: 58 columns.
  static let decpTabular = TableSchema(
    "decp-tabular", "DECP tabulaires consolidées", layouts: [.decpTabular],
    [
      required("uid", .any, .id), required("id"), required("nature", .any, .category), required("acheteur_id", .siret),
      optional("acheteur_nom"), required("titulaire_id", .holderNumber, .siret),
      required("titulaire_typeIdentifiant", holderTypes), optional("titulaire_nom", .any, .name),
      required("objet", .any, .object), required("montant", .number, .amount), optional("type"),
      optional("codeCPV", .cpv), optional("procedure"), optional("techniques"),
      optional("dureeMois", .integer(0...9999)),
      optional("dureeRestanteMois", .number), optional("offresRecues"), required("dateNotification", .day, .date),
      optional("datePublicationDonnees", .day), optional("formePrix"), optional("typesPrix"),
      optional("attributionAvance"), optional("tauxAvance", .number), optional("marcheInnovant"),
      optional("modalitesExecution"), optional("considerationsSociales"), optional("considerationsEnvironnementales"),
      optional("ccag"), optional("sousTraitanceDeclaree"), optional("typeGroupementOperateurs"),
      optional("origineUE", .number), optional("origineFrance", .number), optional("lieuExecution_code"),
      optional("lieuExecution_typeCode", placeTypes), optional("idAccordCadre"),
      optional("titulaire_distance", .number),
    ]
      + ["acheteur", "titulaire"].flatMap { of -> [Field] in
        let isSupplier = of == "titulaire"
        return [
          optional("\(of)_categorie"), optional("\(of)_commune_code", .any, isSupplier ? .citycode : nil),
          optional("\(of)_commune_nom", .any, isSupplier ? .city : nil), optional("\(of)_departement_code"),
          optional("\(of)_departement_nom"), optional("\(of)_region_code"), optional("\(of)_region_nom"),
          optional("\(of)_latitude", .number, isSupplier ? .latitude : nil),
          optional("\(of)_longitude", .number, isSupplier ? .longitude : nil),
        ]
      } + [
        optional("modification_id"), optional("donneesActuelles", .truth), optional("sourceDataset"),
        optional("sourceFile"),
      ])
}
