import Geocoding

/// The words of the report.
extension MapWords {
  private func choose<Words>(_ french: Words, _ english: Words) -> Words { language == .french ? french : english }

  // MARK: Headings

  var keyFigures: String { choose("En bref", "At a glance") }
  var maps: String { choose("Où sont les fournisseurs", "Where the suppliers are") }
  var mapOfFrance: String { choose("La France", "France") }
  var closeUp: String { choose("De plus près", "A closer look") }
  var density: String { choose("Densité", "Density") }
  var localPurchasing: String { choose("Achat local", "Local purchasing") }
  var breakdown: String { choose("Répartition", "Breakdown") }
  var topSuppliers: String { choose("Principaux fournisseurs", "Main suppliers") }
  var quality: String { choose("Qualité des données", "Quality of the data") }
  var originHeading: String { choose("Sources et fabrication", "Sources and making") }
  var contents: String { choose("Sommaire", "Contents") }

  // MARK: Table headers

  var supplier: String { choose("Fournisseur", "Supplier") }
  var place: String { choose("Lieu", "Place") }
  var contractsHeader: String { choose("Marchés", "Contracts") }
  var suppliersHeader: String { choose("Fournisseurs", "Suppliers") }
  var share: String { choose("Part", "Share") }
  var amountHeader: String { choose("Montants connus", "Known amounts") }
  var amountShare: String { choose("Part des montants exacts", "Share of exact amounts") }
  var years: String { choose("Années", "Years") }
  var distanceHeader: String { choose("Distance", "Distance") }
  var rowsHeader: String { choose("Lignes", "Rows") }
  var radiusHeader: String { choose("Rayon médian", "Median radius") }
  var largestRadiusHeader: String { choose("Rayon le plus large", "Widest radius") }
  var repair: String { choose("Ce qui a été corrigé ou relevé", "What was put right or noticed") }
  var methodsCaption: String { choose("Comment les positions ont été trouvées", "How positions were found") }
  var remark: String { choose("Remarque", "Remark") }
  var typed: String { choose("Lieu tel qu’écrit", "Place as typed") }
  var reason: String { choose("Pourquoi", "Why") }
  var remedy: String { choose("Ce qui le réglerait", "What would settle it") }
  var territory: String { choose("Territoire", "Territory") }
  var nearBuyer: String { choose("Marchés sur le territoire de l’acheteur", "Contracts in the buyer’s territory") }

  // MARK: Sentences

  func introduction(rows count: Int, placed: Int) -> String {
    let agreeing = placed < 2 ? "placée" : "placées"
    return choose(
      "\(rows(count)), dont \(grouped(placed)) \(agreeing) sur la carte.",
      "\(rows(count)), of which \(grouped(placed)) placed on the map.")
  }
  func andOtherPlaces(_ count: Int) -> String {
    choose(
      "et \(grouped(count)) \(count < 2 ? "lieu voisin" : "lieux voisins")",
      "and \(grouped(count)) \(count == 1 ? "place" : "places") nearby")
  }
  func circlesExplained(largest: String, contracts: String) -> String {
    choose(
      "Un cercle est un lieu\u{A0}; son aire est proportionnelle au nombre de marchés. Le plus grand\u{A0}: \(largest), \(contracts).",
      "A circle is a place; its area is in proportion to the number of contracts. The largest: \(largest), \(contracts)."
    )
  }
  var placesMerged: String {
    choose("Des lieux très proches sont réunis en un cercle.", "Places very near each other are drawn as one circle.")
  }
  var scaleOfCloseUp: String {
    choose(
      "Les cercles sont à l’échelle de ce cadre, non de la carte de France.",
      "Circles are to the scale of this frame, not of the map of France.")
  }
  func roughPlaces(_ count: Int) -> String {
    choose(
      "\(grouped(count)) \(count < 2 ? "lieu approximatif est dessiné" : "lieux approximatifs sont dessinés") en creux.",
      "\(grouped(count)) \(count == 1 ? "rough position is" : "rough positions are") drawn hollow.")
  }
  func placesOutside(_ count: Int) -> String {
    choose(
      "\(grouped(count)) \(count < 2 ? "lieu est" : "lieux sont") hors du cadre, à l’étranger ou dans une collectivité d’outre-mer.",
      "\(grouped(count)) \(count == 1 ? "place is" : "places are") out of frame, abroad or in an overseas collectivity."
    )
  }
  func buyerMark(_ label: String) -> String {
    choose("La croix est l’acheteur\u{A0}: \(label).", "The cross is the buyer: \(label).")
  }
  var densityExplained: String {
    choose(
      "Plus une zone est foncée, plus il y a de marchés autour.", "The darker an area, the more contracts around it.")
  }
  func localExplained(_ label: String, median: String) -> String {
    choose(
      "Distances à vol d’oiseau depuis \(label). La moitié des marchés placés va à moins de \(median).",
      "Distances as the crow flies from \(label). Half of the placed contracts go to suppliers within \(median).")
  }
  var exactAmountsOnly: String {
    choose(
      "Les parts en montant ne comptent que les montants exacts\u{A0}; les fourchettes, dont le milieu serait inventé, restent à part.",
      "Shares by amount count exact amounts alone; bands, whose middle would be invented, stay apart.")
  }
  func placedShare(_ share: String) -> String {
    choose("\(share) des lignes ont une position.", "\(share) of the rows have a position.")
  }
  var radiusExplained: String {
    choose(
      "Le rayon est celui dans lequel se trouve la vraie adresse dans au moins 95 % des cas de la méthode.",
      "The radius is the one within which the true address lies in at least 95% of the method’s cases.")
  }
  var everythingPlaced: String { choose("Toutes les lignes sont placées.", "Every row is placed.") }
  func moreInTable(_ count: Int, _ file: String) -> String {
    choose(
      "… et \(grouped(count)) \(count < 2 ? "ligne" : "lignes") de plus\u{A0}; toutes sont dans \(file).",
      "… and \(grouped(count)) more \(count == 1 ? "row" : "rows"); all of them are in \(file).")
  }
  func shownOf(_ shown: Int, _ all: String) -> String {
    choose("Les \(grouped(shown)) premiers sur \(all).", "The first \(grouped(shown)) of \(all).")
  }
  func rowNumbers(_ numbers: [Int], more: Bool) -> String {
    (numbers.count > 1 || more ? choose("lignes ", "rows ") : choose("ligne ", "row "))
      + numbers.map(String.init).joined(separator: ", ") + (more ? "…" : "")
  }
  func amountsUnread(_ count: Int) -> String {
    choose(
      "\(contracts(count)) sans montant lisible.", "\(contracts(count)) without a readable amount.")
  }
  func bandsIncluded(_ count: Int) -> String {
    choose("\(contracts(count)) en fourchette.", "\(contracts(count)) with a band.")
  }
  var colon: String { choose("\u{A0}: ", ": ") }
  func contractsBy(_ facet: String) -> String {
    choose("Marchés par \(facet.lowercased())", "Contracts by \(facet.lowercased())")
  }
  func departements(_ count: Int) -> String {
    choose(count < 2 ? "département" : "départements", count == 1 ? "département" : "départements")
  }
  var rowsPlaced: String { choose("des lignes placées", "of the rows placed") }
  var knownAmounts: String { choose("montants connus", "known amounts") }
  var medianDistance: String { choose("distance médiane", "median distance") }
  var notPlacedHeading: String { choose("Lignes non placées", "Rows not placed") }
  var whereInTable: String { choose("Dans le tableau", "In the table") }
  var command: String { choose("Commande", "Command") }
  var tablesRead: String { choose("Tableaux lus", "Tables read") }
  var licenceHeading: String { choose("Licence", "Licence") }
  var madeWith: String { choose("Fait avec", "Made with") }
  var besides: String { choose("Fichiers voisins", "Files beside this one") }
  var positionsAreTowns: String {
    choose(
      "Sauf coordonnées données par le tableau ou par un géocodeur, une position est celle d’une commune ou d’un code postal, jamais celle d’une porte\u{A0}: deux fournisseurs d’une même commune sont au même point.",
      "Unless the table or a geocoder gives coordinates, a position is a commune’s or a postal code’s, never a door’s: two suppliers of one commune are at the same point."
    )
  }

  // MARK: Classes

  func other(_ count: Int) -> String {
    choose("Autres (\(grouped(count)))", "Other (\(grouped(count)))")
  }
  var notPlacedClass: String { choose("Non placés", "Not placed") }
  func name(of band: LocalPurchasing.Band) -> String {
    switch band {
    case .to10: choose("Moins de 10 km", "Under 10 km")
    case .to30: choose("10 à 30 km", "10 to 30 km")
    case .to100: choose("30 à 100 km", "30 to 100 km")
    case .beyond: choose("100 km et plus", "100 km and more")
    case .uncertain: choose("Distance incertaine", "Distance uncertain")
    case .abroad: abroad
    case .unplaced: notPlacedClass
    }
  }
  func uncertainCommune(_ territory: String) -> String {
    choose("\(territory), peut-être (commune incertaine)", "\(territory), perhaps (commune uncertain)")
  }
  var uncertainCommuneExplained: String {
    choose(
      "Commune incertaine\u{A0}: le fournisseur n’est connu que par un code postal que plusieurs communes partagent, ou par moins encore. Ces marchés ne sont pas comptés dans le territoire lui-même.",
      "Commune uncertain: of the supplier no more is known than a postal code that several communes share, or less. These contracts are not counted in the territory itself."
    )
  }
  func name(of territory: LocalPurchasing.Territory) -> String {
    switch territory {
    case .commune: choose("La commune", "The commune")
    case .epci: choose("L’intercommunalité", "The intercommunal body")
    case .departement: choose("Le département", "The département")
    case .region: choose("La région", "The région")
    }
  }
  func name(of code: PlacementNote.Code) -> String {
    switch code {
    case .leadingZero: choose("Zéro perdu en tête du code, remis", "Lost leading zero of the code, put back")
    case .format: choose("Code écrit sous une autre forme, lu", "Code written in another form, read")
    case .lookAlike: choose("Lettres prises pour des chiffres, corrigées", "Letters in place of digits, put right")
    case .codeRepaired:
      choose("Code faux d’un chiffre, corrigé par la ville", "Code wrong by a digit, settled by the city")
    case .citycodeInPostcode: choose("Code INSEE à la place du code postal", "INSEE code in the postal code’s place")
    case .postcodeInCitycode:
      choose("Code postal à la place du code INSEE", "Postal code in the INSEE code’s place")
    case .corrected: choose("Réponse d’une personne", "A person’s answer")
    case .correctionUnusable: choose("Réponse d’une personne, inutilisable", "A person’s answer, of no use")
    case .wholeCityCode: choose("Code d’une ville entière (75000)", "Code of a whole city (75000)")
    case .codeFromText: choose("Code trouvé dans le texte", "Code found in the text")
    case .severalCodes: choose("Plusieurs codes dans la cellule", "Several codes in the cell")
    case .spelling: choose("Nom de ville écrit autrement, reconnu", "City spelt otherwise, recognised")
    case .formerCommune: choose("Ancienne commune, suivie jusqu’à l’actuelle", "Former commune, followed to today’s")
    case .locality: choose("Lieu-dit, placé dans sa commune", "Locality, placed in its commune")
    case .cityNotOfCode: choose("Ville voisine du code postal", "City next to the postal code")
    case .cityElsewhere: choose("Ville loin du code\u{A0}: code suivi", "City far from the code: code followed")
    case .codeElsewhere: choose("Code loin de la ville\u{A0}: ville suivie", "Code far from the city: city followed")
    case .citycodeElsewhere:
      choose("Code INSEE d’une autre commune que la ville", "INSEE code of another commune than the city")
    case .postcodeElsewhere:
      choose("Code postal d’une autre commune que le code INSEE", "Postal code of another commune than the INSEE code")
    case .cityUnknown: choose("Nom de ville inconnu", "Unknown name of a city")
    case .codeUnknown: choose("Code inconnu", "Unknown code")
    case .fromNeighbours: choose("Déduit des codes voisins", "Concluded from neighbouring codes")
    case .communesShareCode: choose("Plusieurs communes pour le code", "Several communes share the code")
    case .alsoCitycode: choose("CEDEX, ou code INSEE", "CEDEX, or INSEE code")
    case .departementOnly: choose("Seul le département est connu", "Only the département is known")
    case .collectivityOnly: choose("Seule la collectivité est connue", "Only the collectivity is known")
    case .tooCoarse: choose("Seule la région est connue", "Only the région is known")
    case .farFromCode: choose("Coordonnées loin du code", "Coordinates far from the code")
    case .coordinatesSwapped: choose("Latitude et longitude inversées, remises", "Latitude and longitude swapped back")
    case .coordinatesLambert: choose("Coordonnées Lambert-93, converties", "Lambert-93 coordinates, converted")
    case .communeNamedBy: choose("Commune des coordonnées demandée", "Commune of the coordinates asked for")
    case .coordinatesUnusable: choose("Coordonnées inutilisables", "Unusable coordinates")
    case .homonyms: choose("Plusieurs communes de ce nom", "Several communes of that name")
    case .severalCities: choose("Plusieurs villes dans la cellule", "Several cities in the cell")
    case .armedForces: choose("Code des armées", "Army code")
    case .specialService: choose("Code d’un service", "A service’s code")
    case .country: choose("Fournisseur à l’étranger", "Supplier abroad")
    case .foreignCityUnknown: choose("Ville étrangère inconnue", "Unknown city abroad")
    case .nothingFits: choose("Rien ne correspond", "Nothing fits")
    case .noLocation: choose("Pas de lieu", "No location")
    case .blankRow: choose("Lignes vides", "Blank rows")
    case .sectionTitle: choose("Titres de section", "Section titles")
    case .subtotal: choose("Totaux", "Sums")
    case .repeatedHeader: choose("En-tête répété", "Repeated header")
    }
  }
  func name(of status: PlacementStatus) -> String {
    switch status {
    case .ok: choose("placée", "placed")
    case .ambiguous: choose("ambiguë", "ambiguous")
    case .foreign: choose("à l’étranger", "abroad")
    case .notFound: choose("introuvable", "not found")
    case .empty: choose("sans lieu", "no location")
    case .error: choose("en erreur", "in error")
    }
  }

  // MARK: Numbers

  /// `12,5 %`, `100 %`, `< 0,1 %`; in English `12.5%`.
  func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = Int((Double(part) / Double(whole) * 1000).rounded())
    let (sign, space) = choose((",", "\u{A0}"), (".", ""))
    if tenths == 0, part > 0 { return "<\u{A0}0\(sign)1\(space)%" }
    return (tenths % 10 == 0 ? grouped(tenths / 10) : "\(grouped(tenths / 10))\(sign)\(tenths % 10)") + space + "%"
  }

  /// `850 m`, `5 km`.
  func kilometres(_ metres: Double) -> String {
    metres < 1000 ? "\(Int(metres.rounded()))\u{A0}m" : "\(grouped(Int((metres / 1000).rounded())))\u{A0}km"
  }

  /// Whole kilometres that a distance lies within, one at least: a town's point is no more exact.
  func wholeKilometres(_ metres: Double) -> String {
    "\(grouped(max(1, Int((metres / 1000).rounded(.up)))))\u{A0}km"
  }

  /// A sum of amounts in whole euros, or one amount as it is: one figure, or the least and the most that it can be; `–` when none is known.
  func sum(_ total: AmountTotal) -> String {
    guard total.exactCount + total.bandCount > 0 else { return "–" }
    if total.exactCount + total.bandCount == 1 { return amount(total.lowerCents, total.upperCents) }
    func euros(_ cents: Int) -> Int { cents / 100 * 100 + (cents % 100 >= 50 ? 100 : cents % 100 <= -50 ? -100 : 0) }
    return amount(euros(total.lowerCents), total.upperCents.map(euros))
  }
}
