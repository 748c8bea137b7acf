import Gazetteer

extension PlacementNote {
  /// The note in a sentence that a town clerk understands. Countries have their English names when a gazetteer is given.
  public func sentence(in language: Language, gazetteer: Gazetteer? = nil) -> String {
    switch code {
    case .country where language == .english:
      let iso = String(detail.prefix { $0 != " " })
      let named = gazetteer?.country(iso).map { "\(iso) \($0.nameEnglish)" }
      return "Abroad: \(named ?? detail)."
    case .leadingZero, .format, .lookAlike, .codeRepaired, .citycodeInPostcode, .wholeCityCode, .codeFromText,
      .severalCodes, .spelling, .formerCommune, .locality:
      return repair(language)
    case .blankRow, .sectionTitle, .subtotal, .repeatedHeader: return rowKind(language)
    case .homonyms, .severalCities, .armedForces, .specialService, .tooCoarse, .country, .foreignCityUnknown,
      .nothingFits, .noLocation,
      .codeUnknown, .cityUnknown:
      return obstacle(language)
    default: return remark(language)
    }
  }

  /// "a -> b" as its two ends; both the whole detail when it has no arrow.
  private var ends: (typed: String, meant: String) {
    guard let arrow = detail.range(ofSeparator: " -> ") else { return (detail, detail) }
    return (String(detail[..<arrow.lowerBound]), String(detail[arrow.upperBound...]))
  }

  private func repair(_ language: Language) -> String {
    let (typed, meant) = ends
    switch code {
    case .leadingZero:
      return language.choose(
        "Un zéro s'était perdu en tête du code : \(typed) est lu \(meant).",
        "The code had lost its leading zero: \(typed) is read as \(meant).")
    case .format:
      return language.choose(
        "Le code écrit « \(typed) » est lu \(meant).", "The code written “\(typed)” is read as \(meant).")
    case .lookAlike:
      return language.choose(
        "Des lettres ont été prises pour les chiffres auxquels elles ressemblent : \(typed) est lu \(meant).",
        "Letters were read as the digits they look like: \(typed) is \(meant).")
    case .codeRepaired:
      return language.choose(
        "Le code \(typed) ne va pas avec la ville : à un chiffre près, c'est \(meant), celui de la ville.",
        "The code \(typed) does not fit the city; one digit away, \(meant) is the city's own.")
    case .citycodeInPostcode where meant.utf8.first.map({ $0 > 0x39 }) ?? true:
      return language.choose(
        "\(typed) est le code INSEE de la ville entière (\(meant)), non un code postal.",
        "\(typed) is the INSEE code of the whole city (\(meant)), not a postal code.")
    case .citycodeInPostcode:
      return language.choose(
        "\(typed) est un code INSEE de commune, non un code postal ; le code postal est \(meant).",
        "\(typed) is an INSEE commune code, not a postal code; the postal code is \(meant).")
    case .wholeCityCode:
      return language.choose(
        "Ce code n'existe pas ; il est pris pour la ville entière (\(detail)).",
        "This code does not exist; it is taken for the whole city (\(detail)).")
    case .codeFromText:
      return language.choose(
        "Le code \(detail) a été trouvé dans le texte de la ville ou de l'adresse.",
        "The code \(detail) was found in the text of the city or address.")
    case .severalCodes:
      return language.choose(
        "La cellule contient plusieurs codes : \(detail).", "The cell holds several codes: \(detail).")
    case .spelling:
      return language.choose("« \(typed) » est lu \(meant).", "“\(typed)” is read as \(meant).")
    case .formerCommune:
      return language.choose(
        "\(typed) est une ancienne commune, aujourd'hui \(meant).", "\(typed) is a former commune, today \(meant).")
    default:
      return language.choose("\(typed) est un lieu-dit de \(meant).", "\(typed) is a locality of \(meant).")
    }
  }

  private func rowKind(_ language: Language) -> String {
    switch code {
    case .sectionTitle:
      language.choose("Titre des lignes qui suivent : « \(detail) ».", "Title of the rows below: “\(detail)”.")
    case .subtotal: language.choose("Total d'autres lignes : « \(detail) ».", "Sum of other rows: “\(detail)”.")
    case .repeatedHeader: language.choose("En-tête répété.", "The header once more.")
    default: language.choose("Ligne vide.", "Blank row.")
    }
  }

  private func remark(_ language: Language) -> String {
    switch code {
    case .cityNotOfCode:
      language.choose(
        "La ville n'a pas ce code postal mais elle en est proche ; la ville est retenue (\(detail)).",
        "The city does not have this postal code but is near; the city is followed (\(detail)).")
    case .cityElsewhere:
      language.choose(
        "La ville « \(detail) » est loin du code : l'un des deux est faux. Le code est retenu, le rayon va jusqu'à la ville.",
        "The city “\(detail)” is far from the code: one is wrong. The code is followed, the radius reaches the city.")
    case .codeElsewhere:
      language.choose(
        "Le code \(detail) est loin de la ville : l'un des deux est faux. La ville est retenue.",
        "The code \(detail) is far from the city: one is wrong. The city is followed.")
    case .citycodeElsewhere:
      language.choose(
        "Le code INSEE est celui d'une autre commune (\(detail)) : l'un est faux. La ville ou le code postal est suivi.",
        "The INSEE code is another commune's (\(detail)): one is wrong. The city or the postal code is followed.")
    case .postcodeElsewhere:
      language.choose(
        "Le code postal \(detail) n'est pas celui du code INSEE : l'un est faux. Le code INSEE est suivi.",
        "The postal code \(detail) is not the INSEE code's: one is wrong. The INSEE code is followed.")
    case .fromNeighbours:
      language.choose(
        "Position déduite des codes voisins : \(detail).", "Position concluded from the neighbouring codes: \(detail).")
    case .communesShareCode:
      language.choose(
        "\(detail) communes partagent ce code ; le nom de la ville les départagerait.",
        "\(detail) communes share this code; the city's name would settle which.")
    case .alsoCitycode:
      language.choose(
        "Ce code est un CEDEX, et aussi le code INSEE d'un arrondissement : \(detail). La ville dirait lequel.",
        "This code is a CEDEX, and also the INSEE code of an arrondissement: \(detail). The city would say which.")
    case .departementOnly:
      language.choose("Seul le département \(detail) est connu.", "Only the département \(detail) is known.")
    case .collectivityOnly:
      language.choose("Seule la collectivité \(detail) est connue.", "Only the collectivity \(detail) is known.")
    case .farFromCode:
      language.choose(
        "Les coordonnées de la ligne sont loin de son code : \(detail).",
        "The row's coordinates are far from its code: \(detail).")
    case .coordinatesSwapped:
      language.choose("Latitude et longitude étaient inversées.", "Latitude and longitude were swapped.")
    case .coordinatesLambert:
      language.choose(
        "Les coordonnées étaient en Lambert-93 : \(detail).", "The coordinates were in Lambert-93: \(detail).")
    case .communeNamedBy:
      language.choose(
        "La commune de ces coordonnées a été demandée à \(detail).",
        "The commune of these coordinates was asked of \(detail).")
    case .postcodeInCitycode:
      language.choose(
        "La colonne du code INSEE contient le code postal \(detail).",
        "The INSEE code's column holds the postal code \(detail).")
    case .corrected:
      language.choose("Correction saisie : \(detail).", "A person's correction: \(detail).")
    case .correctionUnusable:
      language.choose(
        "La correction saisie ne désigne aucun lieu : \(detail).", "The correction names no place: \(detail).")
    default:
      language.choose("Coordonnées inutilisables : \(detail).", "Unusable coordinates: \(detail).")
    }
  }

  private func obstacle(_ language: Language) -> String {
    switch code {
    case .homonyms where detail.allSatisfy(\.isNumber):
      language.choose(
        "\(detail) lieux portent ce nom ; le plus peuplé, et de loin, est pris.",
        "\(detail) places bear this name; the most populous by far is taken.")
    case .homonyms:
      language.choose("Plusieurs communes portent ce nom : \(detail).", "Several communes bear this name: \(detail).")
    case .severalCities:
      language.choose(
        "La cellule nomme plusieurs villes, et rien ne dit laquelle : \(detail).",
        "The cell names several cities, and nothing says which: \(detail).")
    case .tooCoarse:
      language.choose(
        "« \(detail) » est trop étendu pour y placer un point : donner la commune ou le département.",
        "“\(detail)” is too large to place a point in: give the commune or the département.")
    case .armedForces:
      language.choose(
        "Code des armées : il ne désigne aucun lieu.", "An army code: it stands for no place.")
    case .specialService:
      language.choose("Code d'un service, sans lieu : \(detail).", "A service's code, without a place: \(detail).")
    case .country: language.choose("À l'étranger : \(detail).", "Abroad: \(detail).")
    case .foreignCityUnknown:
      language.choose("Ville étrangère inconnue : \(detail).", "Unknown city abroad: \(detail).")
    case .noLocation: language.choose("La ligne n'indique aucun lieu.", "The row does not say where.")
    case .codeUnknown:
      language.choose("Le code \(detail) n'est dans aucune table.", "The code \(detail) is in no table.")
    case .cityUnknown:
      language.choose("Aucune commune ne s'appelle « \(detail) ».", "No commune is called “\(detail)”.")
    default: language.choose("Rien ne correspond.", "Nothing fits.")
    }
  }
}

extension Candidate {
  /// Why the place is a candidate, in a few words.
  public func why(in language: Language) -> String {
    switch reason {
    case .codeAndName: language.choose("code et nom concordent", "code and name agree")
    case .codeAndSpelling: language.choose("code, et nom approchant", "code, and name but for its spelling")
    case .code: language.choose("partage le code", "shares the code")
    case .cedex: language.choose("bureau distributeur du CEDEX", "delivery office of the CEDEX")
    case .citycode: language.choose("code INSEE", "INSEE code")
    case .name: language.choose("porte ce nom", "bears the name")
    case .otherName:
      language.choose("porte ou portait ce nom, ou un lieu-dit", "bears or bore the name, or a locality does")
    case .spelling: language.choose("nom approchant", "name spelt nearly so")
    case .repairedCode: language.choose("code à un chiffre près", "code but for one digit")
    case .neighbouringCodes: language.choose("codes voisins", "neighbouring codes")
    case .wholeCity: language.choose("ville entière", "whole city")
    case .foreignName: language.choose("ville étrangère de ce nom", "city abroad of that name")
    }
  }
}

extension Resolution {
  /// What would settle a row that was not placed, in words; empty when it was placed or nothing is known.
  public func suggestion(in language: Language) -> String {
    guard !placement.isPlaced else { return "" }
    let listed = candidates.prefix(3).map { candidate in
      [candidate.postcode, candidate.city].filter { !$0.isEmpty }.joined(separator: " ")
    }.joined(separator: language.choose(" ou ", " or "))
    let guesses = candidates.count > 3 ? listed + "…" : listed
    switch placement.status {
    case .ambiguous:
      return language.choose(
        "préciser le code postal : \(guesses) ?", "give the postal code: \(guesses)?")
    case .empty: return language.choose("donner le code postal et la ville", "give the postal code and the city")
    case .foreign:
      if let namesakes = placement.notes.first(where: { $0.code == .homonyms })?.detail {
        let listed = namesakes.drop { $0 != ":" }.dropFirst(2)
        return language.choose("préciser le pays : \(listed) ?", "give the country: \(listed)?")
      }
      // The country is known, or there would be no such status.
      return language.choose("donner le nom de la ville", "give the name of the city")
    case .ok, .notFound, .error:
      if placement.notes.contains(where: { $0.code == .armedForces }) {
        return language.choose("donner la ville où l'unité est établie", "give the city where the unit is based")
      }
      if !guesses.isEmpty { return language.choose("peut-être \(guesses) ?", "perhaps \(guesses)?") }
      if let region = placement.notes.first(where: { $0.code == .tooCoarse })?.detail {
        return language.choose(
          "« \(region) » est trop étendu : donner la commune", "“\(region)” is too large: give the commune")
      }
      if let code = placement.notes.first(where: { $0.code == .codeUnknown })?.detail, code.utf8.count == 5 {
        return language.choose(
          "code inconnu (département \(code.prefix(2))) : donner la ville",
          "unknown code (département \(code.prefix(2))): give the city")
      }
      return language.choose("donner le code postal ou la ville", "give the postal code or the city")
    }
  }
}
