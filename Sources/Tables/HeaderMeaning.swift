/// What a header says about its column: whom it is about, and which role it names.
struct HeaderMeaning: Hashable, Sendable {
  /// Whom or what a column is about.
  enum Subject: Hashable, Sendable {
    /// The holder of the contract or the receiver of the grant.
    case supplier
    /// The authority that buys or pays; never the supplier.
    case buyer
    /// Where the contract is carried out; not where the supplier is.
    case placeOfExecution
    /// A later change of the contract, a subcontractor, another program's answer: not to be read.
    case other
    /// The header does not say.
    case unsaid
  }

  var subject: Subject
  var role: ColumnRole?
  /// 0 to 1: how clearly the header names the role.
  var strength: Double

  init(_ header: String) {
    self.init(HeaderText(header))
  }

  init(_ text: HeaderText) {
    var words = text.words
    // "titulaire_id_1", "Adresse 2": the first of several is the one to read.
    var number = 1
    if words.count > 1, let last = words.last, last.count <= 2, let found = Int(last) {
      number = found
      words.removeLast()
    }
    (subject, words) = Self.subject(of: words)
    let core = words.joined()
    role = nil
    strength = 0
    if core.isEmpty {
      if subject == .supplier || subject == .buyer { (role, strength) = (.name, 0.95) }
    } else if subject != .unsaid, let found = Self.qualifiedCores[core] {
      (role, strength) = (found.role, found.strength)
    } else if let found = Self.cores[core] ?? Self.byEnds(core) {
      (role, strength) = (found.role, found.strength)
      if subject == .supplier { strength = min(1, strength + 0.1) }
    }
    if number > 1 { strength *= 0.7 }
    if subject == .other { (role, strength) = (nil, 0) }
  }

  /// Words that tell whom a column is about, in order: a modified holder is a modification, a buyer's establishment a
  /// buyer's.
  private static let markers: [(subject: Subject, texts: [String])] = [
    (
      .other,
      [
        "modif", "modification", "modifications", "avenant", "sous traitant", "result", "cotitulaire", "cotitulaires",
        "cedex", "geoloc", "distance",
      ]
    ),
    (
      .buyer,
      [
        "acheteur", "acheteurs", "attribuant", "entite publique", "entite achat", "pouvoir adjudicateur",
        "autorite concedante", "concedant", "maitre ouvrage", "maitrise ouvrage", "donneur ordre", "financeur", "buyer",
        "contracting authority",
      ]
    ),
    (.placeOfExecution, ["lieu exec", "lieu execution", "lieux execution", "exec"]),
    (
      .supplier,
      [
        "titulaire", "titulaires", "attributaire", "attributaires", "beneficiaire", "beneficiaires", "etablissement",
        "etablissements", "fournisseur", "fournisseurs", "prestataire", "prestataires", "entreprise", "entreprises",
        "societe", "concessionnaire", "concessionnaires", "mandataire", "candidat retenu", "supplier", "vendor",
        "contractor", "company", "siege",
      ]
    ),
  ]

  private struct Marker {
    var rank: Int
    var subject: Subject
    var words: [String]
  }

  /// The markers by their first word.
  private static let markersByWord: [String: [Marker]] = {
    var table: [String: [Marker]] = [:]
    for (rank, group) in markers.enumerated() {
      for text in group.texts {
        let words = text.split(separator: " ").map(String.init)
        table[words[0], default: []].append(Marker(rank: rank, subject: group.subject, words: words))
      }
    }
    return table
  }()

  /// Markers, as one word each, that are found at the ends of a header that has lost its word borders; the longest first.
  private static let runTogether: [(subject: Subject, marker: String)] =
    markers.flatMap { group in
      group.texts.map { (group.subject, $0.filter { $0 != " " }) }
    }.filter { $0.1.utf8.count >= 8 }

  /// The subject and the words without its marker.
  private static func subject(of words: [String]) -> (Subject, [String]) {
    var best: (marker: Marker, start: Int)?
    for start in words.indices {
      for marker in markersByWord[words[start]] ?? [] where words[start...].starts(with: marker.words) {
        if marker.rank < best?.marker.rank ?? .max { best = (marker, start) }
      }
    }
    if let best {
      return (
        best.marker.subject, Array(words[..<best.start] + words[(best.start + best.marker.words.count)...])
      )
    }
    // "codepostaletablissement"
    if words.count == 1, let word = words.first, word.utf8.count >= 10 {
      for (subject, marker) in runTogether {
        if word.hasPrefix(marker) { return (subject, [String(word.dropFirst(marker.count))]) }
        if word.hasSuffix(marker) { return (subject, [String(word.dropLast(marker.count))]) }
      }
    }
    return (.unsaid, words)
  }

  private typealias Core = (role: ColumnRole, strength: Double)

  /// What a word means beside a subject only: "id" of a holder is a SIRET, "code" of a place its postal code.
  private static let qualifiedCores: [String: Core] = [
    "id": (.siret, 0.9), "identifiant": (.siret, 0.9), "numero": (.siret, 0.6), "code": (.postcode, 0.5),
    "latcode": (.latitude, 0.8), "longcode": (.longitude, 0.8), "loncode": (.longitude, 0.8),
    "libelle": (.name, 0.8), "pays": (.country, 0.9),
  ]

  private static let cores: [String: Core] = {
    let table: [(ColumnRole, Double, String)] = [
      (
        .postcode, 0.9,
        "codepostal codespostaux cp codpostal codepost postcode postalcode zip zipcode plz cpostal codepostale"
      ),
      (.postcode, 0.7, "cpville codepostalville codepostalcommune"),
      (
        .city, 0.9,
        """
        ville commune communes city town localite municipality municipalite nomcommune communenom libellecommune \
        communelibelle libelleville nomville villenom libcom nomcom libgeo cityname
        """
      ),
      (.city, 0.7, "bureaudistributeur acheminement libelleacheminement agglomeration"),
      (
        .citycode, 0.9,
        """
        codecommune communecode codeinsee inseecode insee codeinseecommune codecommuneinsee codegeo codgeo citycode \
        depcom com depcomhist inseecom inseecommune communeinsee codecom numeroinsee
        """
      ),
      (
        .address, 0.9,
        "adresse adresses address addresse adressepostale adressecomplete fulladdress postaladdress adr"
      ),
      (.address, 0.6, "rue voie street libellevoie localisation location adresseligne"),
      (.address, 0.4, "lieu"),
      (
        .siret, 0.95,
        "siret nsiret numerosiret numsiret nosiret sirets codesiret sirensiret siretsiren siretousiren"
      ),
      (.siret, 0.7, "siren nsiren numerosiren numsiren tva numerotva vat idtva"),
      (
        .name, 0.9,
        "raisonsociale denomination denominationsociale nomraisonsociale companyname denominationunitelegale"
      ),
      (.name, 0.8, "nom name noms"),
      (
        .name, 0.6,
        "enseigne nomusuel organisme structure association tiers nomcomplet intitulestructure denominationusuelle"
      ),
      (
        .category, 0.9,
        """
        naturemarche naturemarches categoriemarche typemarche typemarches naturecontrat typecontrat categorie category \
        categories categoriemarches categorieachat
        """
      ),
      (.category, 0.75, "nature natureprestations natureprestation naturesprestations familleachat"),
      (.category, 0.5, "type secteur domaine famille secteuractivite"),
      (
        .amount, 0.9,
        """
        montant montants amount montantht montantttc montantmarche montanteuros montanteur marchemontant prix price \
        montantmarcheht montantht prixht montantattribue montantsubvention
        """
      ),
      (.amount, 0.6, "valeur value valeurglobale tranchebudgetaire tranche total cout budget"),
      (
        .date, 0.9,
        """
        date datenotification notificationdate datemarche dateattribution dateconvention datesignature notification \
        datenotificationmarche datedecision
        """
      ),
      (.date, 0.7, "datepublication publicationdate dates year annee anneenotification exercice millesime mois"),
      (
        .object, 0.9,
        """
        objet objetmarche marcheobjet objets object objetmarches objetconsultation objetcontrat intitulemarche \
        libellemarche objetsubvention objetconvention
        """
      ),
      (
        .object, 0.75,
        "intitule description descriptif designation titre title subject prestation prestations libelle projet"
      ),
      (
        .id, 0.9,
        """
        id marcheid idmarche numeromarche nmarche nomarche nummarche idcontrat numerocontrat referencemarche uid \
        numeromarches nummarches refmarche contractid
        """
      ),
      (.id, 0.7, "reference ref identifiant numero num n no referencedecision rowid key"),
      (
        .latitude, 0.95,
        "latitude lat latitudewgs84 wgs84latitude ylatitude latitudey geolat coordlat coordonneeslatitude"
      ),
      // Both coordinates in one cell; the values have to show it.
      (
        .latitude, 0.8,
        """
        coordonnees coordonneesxy coordonneesgps coordonneesgeographiques gps geopoint geopoint2d geolocalisation latlon \
        latlng lonlat latitudelongitude longitudelatitude coordinates xy positiongps localisationgps pointgeo
        """
      ),
      // SIRENE gives metres of the territory's projection; the resolver knows those of Lambert-93.
      (.latitude, 0.8, "coordonneelambertordonnee"), (.longitude, 0.8, "coordonneelambertabscisse"),
      (
        .longitude, 0.95,
        "longitude lon lng long longitudewgs84 wgs84longitude xlongitude longitudex geolon geolong coordlon"
      ),
      (
        .country, 0.9,
        "pays country codepays payscode countrycode libellepays nompays paysetranger codepaysetranger libellepaysetranger"
      ),
    ]
    var cores: [String: Core] = [:]
    for (role, strength, spellings) in table {
      for spelling in spellings.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        cores[String(spelling)] = (role, strength)
      }
    }
    return cores
  }()

  /// "Montant du marché si renseigné", "Date d'effet du marché": the first word says enough, or in English the last.
  private static func byEnds(_ core: String) -> Core? {
    if core.hasPrefix("montant") { return (.amount, 0.65) }
    if core.hasPrefix("objet") { return (.object, 0.6) }
    if core.hasPrefix("date"), !core.hasPrefix("dates") { return (.date, 0.5) }
    if core.hasPrefix("adresse") { return (.address, 0.6) }
    if core.hasPrefix("codepostal") { return (.postcode, 0.7) }
    // English puts the matter last: "contract title", "award value", "signature date".
    if core.hasSuffix("title") { return (.object, 0.6) }
    if core.hasSuffix("amount") || core.hasSuffix("value") { return (.amount, 0.6) }
    if core.hasSuffix("date"), !core.hasSuffix("update") { return (.date, 0.5) }
    return nil
  }
}
