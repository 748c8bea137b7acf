/// A published form of table, as laws, schemas and services define them.
public enum KnownLayout: String, CaseIterable, Sendable {
  /// The yearly list of contracts of article 133 of the public procurement code of 2006 (orders of 26 December 2007 and
  /// 21 July 2011).
  case article133 = "article-133"
  /// The yearly export of the State's procurement platform.
  case place
  /// Essential data of public procurement as documents, order of 22 March 2019.
  case decp2019 = "decp-2019"
  /// Essential data of public procurement as documents, order of 22 December 2022.
  case decp2022 = "decp-2022"
  /// Essential data of public procurement as a table, a row per contract and holder; names with points or underscores.
  case decpTabular = "decp-tabular"
  /// The essential data of the ministry for the economy with the holders' establishments added.
  case decpAugmente = "decp-augmente"
  /// Socle commun des données locales: contracts.
  case scdlMarches = "scdl-marches"
  /// Socle commun des données locales: grants.
  case scdlSubventions = "scdl-subventions"
  /// INSEE's stock of establishments.
  case sirene
  /// INSEE's stock of establishments, geocoded.
  case geoSirene = "geo-sirene"
  /// An answer of the national geocoder, or of ours: the table and `result_` columns.
  case geocoded

  /// True when a contract has a row for each of its holders, the whole contract's amount on each.
  public var hasRowPerHolder: Bool {
    switch self {
    case .decp2019, .decp2022, .decpTabular, .decpAugmente, .scdlMarches: true
    case .article133, .place, .scdlSubventions, .sirene, .geoSirene, .geocoded: false
    }
  }

  /// Finds the form of a table; `nil` for none of these.
  init?(format: TableFormat, headers: [String], preamble: [String]) {
    let keys = Set(headers.map(Self.key))
    func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
    func count(_ names: [String]) -> Int { names.reduce(0) { $0 + (keys.contains($1) ? 1 : 0) } }
    let isDocument =
      [.json, .jsonl, .xml].contains(format)
      && headers.contains { $0.hasPrefix("titulaire.") || $0.hasPrefix("acheteur.") }

    if has("resultlabel", "resultscore", "latitude", "longitude") {
      self = .geocoded
    } else if has("siret", "geoscore", "latitude", "longitude") {
      self = .geoSirene
    } else if has("siret", "codepostaletablissement", "libellecommuneetablissement") {
      self = .sirene
    } else if has("siretetablissement", "codepostaletablissement") {
      self = .decpAugmente
    } else if isDocument, has("objet"), count(["procedure", "montant", "nature", "codecpv"]) >= 2 {
      self = count(Self.names2022) > count(Self.names2019) ? .decp2022 : .decp2019
    } else if count(["titulaireid", "titulaireid1"]) > 0, count(Self.namesTabular) >= 4 {
      self = .decpTabular
    } else if has("marcheobjet"), count(Self.namesSCDL) >= 5 {
      self = .scdlMarches
    } else if has("nombeneficiaire"), count(["nomattribuant", "idattribuant", "idbeneficiaire", "dateconvention"]) >= 2
    {
      self = .scdlSubventions
    } else if has("entitepublique", "codepostalattributaire") {
      self = .place
    } else if Self.isArticle133(headers, preamble) {
      self = .article133
    } else {
      return nil
    }
  }

  private static func key(_ header: String) -> String { HeaderText(header).words.joined() }

  private static let names2022 = [
    "typesprix", "ccag", "origineue", "originefrance", "modalitesexecution", "techniques", "marcheinnovant",
    "offresrecues", "attributionavance", "soustraitancedeclaree", "typegroupementoperateurs", "tauxavance",
    "considerationssociales", "considerationsenvironnementales", "idaccordcadre",
  ]
  private static let names2019 = [
    "uid", "type", "acheteurnom", "titulairedenominationsociale", "lieuexecutionnom", "uuid", "source",
    "datedebutexecution", "datesignature",
  ]
  private static let namesTabular = [
    "uid", "acheteurid", "acheteurnom", "nature", "objet", "codecpv", "procedure", "dureemois", "datenotification",
    "montant", "formeprix", "titulairetypeidentifiant", "titulairetypeidentifiant1",
  ]
  private static let namesSCDL = [
    "marcheid", "acheteursid", "acheteursnom", "naturemarche", "cpvcode", "procedure", "lieuexeccode", "lieuexectype",
    "lieuexecnom", "notificationdate", "publicationdate", "montant", "prixforme", "titulairesid", "titulairesidtype",
    "titulairesdenomination",
  ]

  /// Said above the table, or shown by its five columns under the words of the law.
  private static func isArticle133(_ headers: [String], _ preamble: [String]) -> Bool {
    let meanings = headers.map { HeaderMeaning($0) }
    let roles = Set(meanings.filter { $0.subject != .buyer && $0.subject != .placeOfExecution }.compactMap(\.role))
    guard roles.contains(.name) else { return false }
    let isSaid = preamble.contains { line in
      let words = HeaderText(line).words
      return words.contains("133") && words.contains { ["article", "art"].contains($0) }
        || zip(words, words.dropFirst()).contains { ["marche", "marches"].contains($0) && $1 == "conclus" }
    }
    if isSaid { return roles.count >= 3 }
    let isInItsWords = headers.contains { header in
      HeaderText(header).words.contains { $0.hasPrefix("titulaire") || $0.hasPrefix("attributaire") }
    }
    return isInItsWords && headers.count <= 12 && roles.isSuperset(of: [.postcode, .object])
      && !roles.isDisjoint(with: [.date, .amount])
  }
}
