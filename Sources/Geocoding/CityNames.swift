import Gazetteer

/// A commune that bears a name, and how it bears it.
struct NamedCommune {
  var citycode: String
  var kind: PlaceName.Kind
  /// The former commune's code, or the locality as published.
  var detail: String
  /// How many letters differ from the name as typed.
  var edits = 0
}

extension Resolver {
  /// The readings of a city's text to try in turn: as typed, without what is in brackets, its parts, without "Mairie de".
  static func nameVariants(_ text: String) -> [String] {
    var variants = [text]
    func add(_ variant: some StringProtocol) {
      let trimmed = String(variant).trimmingSpaces
      if !trimmed.isEmpty, !variants.contains(trimmed) { variants.append(trimmed) }
    }
    if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
      add(text[..<open] + text[text.index(after: close)...])
      add(text[text.index(after: open)..<close])
    }
    if let slash = text.firstIndex(of: "/") {
      // "Tillières/Avre", "Condé /Iton".
      add(text[..<slash] + " sur " + text[text.index(after: slash)...])
    }
    let segments = text.split { ",;/|".contains($0) }
    if segments.count > 1 { segments.reversed().forEach { add($0) } }
    if let dash = text.range(ofSeparator: " - ") {
      add(text[..<dash.lowerBound])
      add(text[dash.upperBound...])
    }
    for variant in variants {
      for prefix in officePrefixes where variant.hasPrefix(prefix) { add(variant.dropFirst(prefix.count)) }
    }
    return variants
  }

  /// What stands before a commune's name in addresses of public bodies.
  private static let officePrefixes = [
    "mairie de ", "mairie d'", "mairie du ", "mairie des ", "mairie ", "ville de ", "ville d'", "ville du ",
    "commune de ", "commune d'", "commune du ", "hotel de ville de ", "a ", "maire de ", "maire d'", "maire du ",
  ]

  /// The communes that bear the name or one of its variants exactly; each commune once, by its strongest name.
  func communes(named text: String) -> [NamedCommune] {
    let whole = gazetteer.places(named: PlaceNameKey(text))
    if !whole.isEmpty { return strongest(whole, typed: text) }
    for variant in Self.nameVariants(text).dropFirst() {
      let found = gazetteer.places(named: PlaceNameKey(variant))
      if !found.isEmpty { return strongest(found, typed: variant) }
    }
    return []
  }

  func strongest(_ places: [PlaceName], typed: String) -> [NamedCommune] {
    var found: [NamedCommune] = []
    for place in places where !found.contains(where: { $0.citycode == place.citycode }) {
      found.append(NamedCommune(citycode: place.citycode, kind: place.kind, detail: place.detail))
    }
    guard found.count > 1 else { return found }
    // "Le Quesnoy" and "Quesnoy" have one key; where one is written exactly as typed, the others are not meant.
    let folded = LatinFolding.fold(typed).replacingHyphens
    let exact = found.filter { named in
      named.kind == .name
        && gazetteer.commune(named.citycode).map { LatinFolding.fold($0.name).replacingHyphens } == folded
    }
    let isArticleTyped = ["le ", "la ", "les ", "l'"].contains { folded.hasPrefix($0) }
    return isArticleTyped && !exact.isEmpty ? exact : found
  }

  /// The city that a commune or arrondissement belongs to, for comparing "Paris" with 75109.
  func cityCode(of citycode: String) -> String { Self.cityOfArrondissement(citycode) ?? citycode }

  /// The INSEE code of Paris, Lyon or Marseille for that of one of its arrondissements; `nil` for any other.
  static func cityOfArrondissement(_ citycode: String) -> String? {
    switch citycode {
    case "75101"..."75120": "75056"
    case "69381"..."69389": "69123"
    case "13201"..."13216": "13055"
    default: nil
    }
  }

  /// The communes of a département whose names come nearest to the text, within the allowed letters.
  func communesSpelt(_ text: String, in departements: [String]?) -> [NamedCommune] {
    let index = indexes.spellings(of: gazetteer)
    for variant in Self.nameVariants(text) {
      let key = PlaceNameKey(variant).text
      let limit =
        departements == nil
        ? min(2, key.utf8.count / ResolverThresholds.lettersPerEditNationwide)
        : ResolverThresholds.edits(forLength: key.utf8.count)
      guard limit > 0 else { continue }
      var found: [NamedCommune] = []
      for match in index.nearest(to: key, in: departements, limit: limit)
      where !found.contains(where: { $0.citycode == match.place.citycode }) {
        found.append(
          NamedCommune(
            citycode: match.place.citycode, kind: match.place.kind, detail: match.place.detail, edits: match.edits))
      }
      if !found.isEmpty { return found }
    }
    return []
  }
}

extension String {
  /// Without "le ", "la ", "les " or "l'" in front.
  var dropArticle: String {
    for article in ["les ", "le ", "la ", "l'", "l "] where hasPrefix(article) {
      return String(dropFirst(article.utf8.count))
    }
    return self
  }

  var replacingHyphens: String { String(map { $0 == "-" ? " " : $0 }) }

  func range(ofSeparator separator: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(separator) {
        return start..<index(start, offsetBy: separator.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
