import Geocoding
import MapLayers

/// Every word of a map that is not from the table, in French and English: the one place to change or add one.
struct MapWords: Sendable {
  let language: Language

  private func choose<Words>(_ french: Words, _ english: Words) -> Words { language == .french ? french : english }

  /// French counts 0 and 1 as singular, English 1 alone.
  private func plural(_ count: Int, _ one: String, _ many: String) -> String {
    let isOne = language == .french ? count < 2 : count == 1
    return "\(grouped(count))\u{A0}\(isOne ? one : many)"
  }

  // MARK: Titles

  var defaultTitle: String { choose("Les fournisseurs des marchés publics", "Suppliers of public contracts") }
  var allSuppliers: String { choose("Tous les fournisseurs, regroupés", "All suppliers, clustered") }
  var heat: String { choose("Densité des marchés", "Density of contracts") }
  var contractsLayer: String { choose("Fournisseurs", "Suppliers") }
  var withoutCategory: String { choose("Sans catégorie", "No category") }
  var withoutYear: String { choose("Sans date", "No date") }
  var abroad: String { choose("Étranger", "Abroad") }
  func otherCategories(_ count: Int) -> String {
    choose("Autres (\(grouped(count)) catégories)", "Other (\(grouped(count)) categories)")
  }

  // MARK: Filters

  var category: String { choose("Catégorie", "Category") }
  var year: String { choose("Année", "Year") }
  var departement: String { choose("Département", "Département") }
  var leastAmount: String { choose("Montant, au moins (€)", "Amount, at least (€)") }
  var method: String { choose("Position trouvée par", "Position found by") }

  var distanceFilter: String { choose("Distance à l’acheteur", "Distance to the buyer") }

  var activity: String { choose("Secteur (NAF)", "Sector (NAF)") }
  var companySize: String { choose("Salariés", "Employees") }

  /// The number of employees of a class; `nil` when INSEE's code for it is not known.
  func employees(sizeClass: String) -> String? {
    // The classes are those of INSEE's SIRENE directory, "tranche d'effectif salarié".
    let ends: [String: (Int, Int?)] = [
      "00": (0, 0), "01": (1, 2), "02": (3, 5), "03": (6, 9), "11": (10, 19), "12": (20, 49), "21": (50, 99),
      "22": (100, 199), "31": (200, 249), "32": (250, 499), "41": (500, 999), "42": (1_000, 1_999),
      "51": (2_000, 4_999), "52": (5_000, 9_999), "53": (10_000, nil),
    ]
    guard let (first, last) = ends[sizeClass] else { return nil }
    // Without marks between thousands: a comma would end a value of uMap's lists.
    guard let last else { return choose("\(first) et plus", "\(first) or more") }
    if last == 0 { return choose("aucun", "none") }
    return choose("\(first) à \(last)", "\(first) to \(last)")
  }

  // MARK: Extra layers

  var doubtfulLayer: String { choose("Positions approximatives", "Rough positions") }
  var doubtfulExplained: String {
    choose(
      "Ces points montrent une région plutôt qu’une commune\u{A0}: à vérifier dans le tableau.",
      "These points show an area rather than a commune: to be checked in the table.")
  }
  var spreadExplained: String {
    choose(
      "Les fournisseurs d’un même lieu sont étalés autour de lui pour être vus\u{A0}: ces positions ne servent qu’à l’affichage.",
      "Suppliers of one place are laid out around it to be seen: these positions are for display, not true.")
  }
  var amountLayer: String { choose("Montants par lieu", "Amounts by place") }
  var amountExplained: String {
    choose(
      "L’aire d’un cercle est proportionnelle aux montants connus\u{A0}; pour une fourchette, à sa borne basse.",
      "A circle’s area is in proportion to the known amounts; of a band, its lower end.")
  }
  var departementLayer: String { choose("Marchés par département", "Contracts by département") }
  func countRange(_ first: Int, _ last: Int) -> String {
    first >= last ? contracts(last) : choose("\(grouped(first)) à ", "\(grouped(first)) to ") + contracts(last)
  }
  var placesTable: String { choose("Lieux", "Places") }
  var clustersTable: String { choose("Groupes de marchés", "Clusters of contracts") }
  /// "0,02 à 0,5 par km²".
  func perSquareKilometre(_ lower: Double, _ upper: Double) -> String {
    let sign: Character = choose(",", ".")
    return DensityImage.label(lower, decimalSign: sign) + choose(" à ", " to ")
      + DensityImage.label(upper, decimalSign: sign) + choose("\u{A0}par km²", "\u{A0}per km²")
  }
  var linkLayer: String { choose("De l’acheteur aux fournisseurs", "From the buyer to the suppliers") }
  func linksLimited(_ count: Int) -> String {
    choose(
      "Les \(grouped(count)) lieux qui ont le plus de marchés.", "The \(grouped(count)) places with most contracts.")
  }
  var aggregatedByPlace: String {
    choose(
      "Carte très chargée\u{A0}: chaque lieu a un seul point, dans le calque de sa catégorie principale\u{A0}; il liste les "
        + "fournisseurs qui s’y trouvent.",
      "A very full map: each place has one point, in the layer of its main category, which lists the suppliers there.")
  }

  // MARK: Counts

  func rows(_ count: Int) -> String { plural(count, choose("ligne", "row"), choose("lignes", "rows")) }
  func suppliers(_ count: Int) -> String {
    plural(count, choose("fournisseur", "supplier"), choose("fournisseurs", "suppliers"))
  }
  func contracts(_ count: Int) -> String {
    plural(count, choose("marché", "contract"), choose("marchés", "contracts"))
  }
  func places(_ count: Int) -> String { plural(count, choose("lieu", "place"), choose("lieux", "places")) }
  func others(_ count: Int) -> String {
    "+\u{A0}" + plural(count, choose("autre", "other"), choose("autres", "others"))
  }
  func otherContracts(_ count: Int) -> String {
    "+\u{A0}" + plural(count, choose("autre marché", "other contract"), choose("autres marchés", "other contracts"))
  }

  // MARK: Popups

  var alsoHere: String { choose("Aussi à cet endroit", "Also here") }
  var withoutObject: String { choose("Objet non précisé", "No object given") }
  func total(_ amount: String) -> String { choose("Total\u{A0}: ", "Total: ") + amount }
  func withinRadius(_ radiusMetres: Int) -> String {
    choose("Position à ", "Position within ") + distance(radiusMetres) + choose(" près", "")
  }
  func roughWithinRadius(_ radiusMetres: Int) -> String {
    choose("Position approximative\u{A0}: ±\u{A0}", "Approximate position: ±\u{A0}") + distance(radiusMetres)
  }

  /// How a position was found, in words.
  func name(of method: PlacementMethod) -> String {
    switch method {
    case .postcodeAndCity: choose("code postal et ville", "postal code and city")
    case .postcode: choose("code postal", "postal code")
    case .cedex: choose("code CEDEX", "CEDEX code")
    case .citycode: choose("code INSEE", "INSEE code")
    case .city: choose("nom de la ville", "name of the city")
    case .inferred: choose("déduction", "inference")
    case .departement: choose("département seulement", "département only")
    case .collectivity: choose("collectivité d’outre-mer seulement", "overseas collectivity only")
    case .coordinates: choose("coordonnées du tableau", "coordinates in the table")
    case .correction: choose("correction manuelle", "correction by hand")
    case .foreignCity: choose("ville étrangère", "foreign city")
    case .remoteBan: choose("Base Adresse Nationale", "national address base")
    case .remoteAddok: choose("géocodeur addok", "addok geocoder")
    case .remoteEntreprises: choose("annuaire des entreprises", "directory of companies")
    }
  }

  // MARK: The map's description

  func placedRows(_ placed: Int, of count: Int) -> String {
    let agreeing = placed < 2 ? "placée" : "placées"
    return choose(
      "\(grouped(placed)) sur \(rows(count)) \(agreeing) sur la carte.",
      "\(grouped(placed)) of \(rows(count)) placed on the map.")
  }
  var notPlaced: String { choose("Non placées\u{A0}: ", "Not placed: ") }
  func count(_ count: Int, _ status: PlacementStatus) -> String {
    switch status {
    case .ok: plural(count, choose("placée", "placed"), choose("placées", "placed"))
    case .ambiguous: plural(count, choose("ambiguë", "ambiguous"), choose("ambiguës", "ambiguous"))
    case .foreign: plural(count, choose("à l’étranger", "abroad"), choose("à l’étranger", "abroad"))
    case .notFound: plural(count, choose("introuvable", "not found"), choose("introuvables", "not found"))
    case .empty: plural(count, choose("sans lieu", "without a place"), choose("sans lieu", "without a place"))
    case .error: plural(count, choose("en erreur", "in error"), choose("en erreur", "in error"))
    }
  }
  var ringsExplained: String {
    choose(
      "Un point est un lieu\u{A0}: il liste tous les fournisseurs qui s’y trouvent. Des anneaux de plusieurs couleurs "
        + "montrent que plusieurs calques s’y superposent.",
      "A point is a place: it lists all the suppliers there. Rings of several colours show that several layers meet there."
    )
  }
  var opensOnMost: String {
    choose(
      "La carte s’ouvre là où sont la plupart des fournisseurs\u{A0}: dézoomez pour voir les plus lointains.",
      "The map opens where most suppliers are: zoom out to see those farther away.")
  }
  var sources: String { choose("Sources des positions", "Sources of the positions") }
  func dataDate(_ date: String) -> String { choose("Données\u{A0}: ", "Data: ") + date + "." }

  // MARK: Numbers

  /// `1 234 567` in French (U+202F, which never breaks a line), `1,234,567` in English.
  func grouped(_ number: Int) -> String {
    if number.magnitude < 1000 { return String(number) }
    let separator = language == .french ? Self.narrowSpace : Self.comma
    let digits = String(number.magnitude).utf8
    var text = number < 0 ? Array("-".utf8) : []
    text.reserveCapacity(digits.count * 2)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += separator }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `1 234,56 €` or `€1,234.56`; no cents when there are none.
  func money(_ cents: Int) -> String {
    let magnitude = Int(clamping: cents.magnitude)
    var text = grouped(magnitude / 100)
    let rest = magnitude % 100
    if rest > 0 { text += choose(",", ".") + (rest < 10 ? "0" : "") + String(rest) }
    if cents < 0 { text = "-" + text }
    return language == .french ? text + "\u{A0}€" : "€" + text
  }

  /// `207 000 €`, `de 15 000 € à 89 999,99 €`, `au moins 90 000 €`; a line may break between the two amounts alone.
  func amount(_ lowerCents: Int, _ upperCents: Int?) -> String {
    guard let upperCents else { return choose("au moins\u{A0}", "at least\u{A0}") + money(lowerCents) }
    if upperCents == lowerCents { return money(lowerCents) }
    if lowerCents == 0 { return choose("jusqu’à\u{A0}", "up to\u{A0}") + money(upperCents) }
    let words = choose(("de\u{A0}", " à\u{A0}"), ("from\u{A0}", " to\u{A0}"))
    return words.0 + money(lowerCents) + words.1 + money(upperCents)
  }

  /// `12/04/2015`, `avril 2015`, `2015`; in English `12 April 2015`.
  func date(_ date: ContractDate) -> String {
    guard let month = date.month else { return String(date.year) }
    let name = language == .french ? Self.frenchMonths[month - 1] : Self.englishMonths[month - 1]
    guard let day = date.day else { return "\(name) \(date.year)" }
    if language == .english { return "\(day) \(name) \(date.year)" }
    return ContractDate.twoDigits[day] + "/" + ContractDate.twoDigits[month] + "/" + String(date.year)
  }

  /// `850 m`, `5 km`.
  private func distance(_ metres: Int) -> String {
    metres < 1000 ? "\(metres)\u{A0}m" : "\(grouped((metres + 500) / 1000))\u{A0}km"
  }

  private static let narrowSpace = Array("\u{202F}".utf8)
  private static let comma = Array(",".utf8)
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
