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
    guard mayHaveVariants(text) else { return [text] }
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

  /// False for most names: without marks, and beginning with no office.
  private static func mayHaveVariants(_ text: String) -> Bool {
    var previous: UInt8 = 0
    var beforePrevious: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x20: if previous == 0x2D, beforePrevious == 0x20 { return true }
      case 0x27, 0x2D: break
      case ..<0x30, 0x3B, 0x7C: return true
      default: break
      }
      (beforePrevious, previous) = (previous, byte)
    }
    // "mairie", "ville", "commune", "hotel", "a", "maire".
    guard let first = text.utf8.first, "mvcha".utf8.contains(first) else { return false }
    return officePrefixes.contains { text.hasPrefix($0) }
  }

  /// What stands before a commune's name in addresses of public bodies.
  private static let officePrefixes = [
    "mairie de ", "mairie d'", "mairie du ", "mairie des ", "mairie ", "ville de ", "ville d'", "ville du ",
    "commune de ", "commune d'", "commune du ", "hotel de ville de ", "a ", "maire de ", "maire d'", "maire du ",
  ]

  /// Looks the city's name up.
  func readNames(_ reading: inout LocationReading) {
    guard !reading.city.isEmpty else {
      reading.named = []
      return
    }
    reading.key = PlaceNameKey(reading.city)
    let whole = gazetteer.places(named: reading.key)
    reading.isNamedAbroad = whole.first?.isAbroad
    reading.named = communes(whole, named: reading.city, reading.key)
  }

  /// The communes that bear the name or one of its variants exactly; each commune once, by its strongest name.
  func communes(named text: String) -> [NamedCommune] {
    let key = PlaceNameKey(text)
    return communes(gazetteer.places(named: key), named: text, key)
  }

  /// The same, given the places that have the text's key.
  private func communes(_ whole: [PlaceName], named text: String, _ key: PlaceNameKey) -> [NamedCommune] {
    if !whole.isEmpty { return strongest(whole, typed: text) }
    for variant in Self.nameVariants(text).dropFirst() {
      let found = gazetteer.places(named: PlaceNameKey(variant))
      if !found.isEmpty { return strongest(found, typed: variant) }
    }
    return communesWithArticle(key)
  }

  /// The communes of a name to which its article was glued: "Lequesnoy", "Lehavre".
  private func communesWithArticle(_ key: PlaceNameKey) -> [NamedCommune] {
    guard key.text.utf8.first == UInt8(ascii: "l") else { return [] }
    for article in PlaceNameKey.articles where key.text.hasPrefix(article) {
      let rest = String(key.text.dropFirst(article.utf8.count))
      guard rest.utf8.count >= Self.leastBehindArticle else { continue }
      let typed = article == "l" ? "l'" : article + " "
      let found = gazetteer.places(named: PlaceNameKey(rest)).filter { place in
        place.kind == .name
          && gazetteer.commune(place.citycode).map { LatinFolding.fold($0.name).hasPrefix(typed) } == true
      }
      if !found.isEmpty {
        return found.map { NamedCommune(citycode: $0.citycode, kind: $0.kind, detail: $0.detail, edits: 1) }
      }
    }
    return []
  }

  /// Letters that a name must have behind its article when nothing parts the two.
  private static let leastBehindArticle = 4

  /// The same for one of a row's texts; those of its city are known already.
  func communes(named text: String, in reading: LocationReading) -> [NamedCommune] {
    text == reading.city ? reading.named : communes(named: text)
  }

  func strongest(_ places: [PlaceName], typed: String) -> [NamedCommune] {
    var found: [NamedCommune] = []
    for place in places where !found.contains(where: { $0.citycode == place.citycode }) {
      found.append(NamedCommune(citycode: place.citycode, kind: place.kind, detail: place.detail))
    }
    guard found.count > 1 else { return found }
    // "Le Quesnoy" and "Quesnoy" have one key; where one is written exactly as typed, the others are not meant.
    guard let first = typed.utf8.first, first | 0x20 == 0x6C || first >= 0x80 || first <= 0x20 else { return found }
    let folded = LatinFolding.fold(typed).replacingHyphens
    guard !folded.article.isEmpty else { return found }
    let exact = found.filter { named in
      named.kind == .name
        && gazetteer.commune(named.citycode).map { LatinFolding.fold($0.name).replacingHyphens } == folded
    }
    return exact.isEmpty ? found : exact
  }

  /// The city that a commune or arrondissement belongs to, for comparing "Paris" with 75109.
  func cityCode(of citycode: String) -> String { Self.cityOfArrondissement(citycode) ?? citycode }

  /// The INSEE codes of Paris, Lyon and Marseille.
  static let citiesWithArrondissements: Set<String> = ["75056", "69123", "13055"]

  /// The INSEE code of Paris, Lyon or Marseille for that of one of its arrondissements; `nil` for any other.
  static func cityOfArrondissement(_ citycode: String) -> String? {
    switch Commune.number(ofCitycode: citycode) ?? 0 {
    case arrondissementsOfParis: "75056"
    case arrondissementsOfLyon: "69123"
    case arrondissementsOfMarseille: "13055"
    default: nil
    }
  }

  private static let arrondissementsOfParis = 75_101...75_120
  private static let arrondissementsOfLyon = 69_381...69_389
  private static let arrondissementsOfMarseille = 13_201...13_216

  /// The INSEE codes of the arrondissements of Paris, Lyon and Marseille, as numbers.
  static var arrondissements: [Int] {
    [arrondissementsOfParis, arrondissementsOfLyon, arrondissementsOfMarseille].flatMap { Array($0) }
  }

  /// The communes whose names come nearest to the text, within the allowed letters.
  func communesSpelt(
    _ text: String, key known: PlaceNameKey? = nil, in scope: SpellingScope
  ) -> [NamedCommune] {
    let index = indexes.spellings(of: gazetteer)
    for variant in Self.nameVariants(text) {
      let key = (known.map { variant == text ? $0 : PlaceNameKey(variant) } ?? PlaceNameKey(variant)).text
      let limit =
        if case .country = scope {
          min(2, key.utf8.count / ResolverThresholds.lettersPerEditNationwide)
        } else {
          ResolverThresholds.edits(forLength: key.utf8.count)
        }
      guard limit > 0 else { continue }
      var found: [NamedCommune] = []
      var matches = index.nearest(to: key, in: scope, limit: limit)
      if matches.count > 1 { matches.sort { $0.place.kind.strength < $1.place.kind.strength } }
      for match in matches
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

extension StringProtocol {
  /// "le", "la", "les" or "l" when a folded name begins with it; empty otherwise.
  var article: String {
    PlaceNameKey.articles.first { article in
      hasPrefix(article) && [" ", "'", "-"].contains(dropFirst(article.count).first)
    } ?? ""
  }
}

extension String {
  /// A folded name without its article.
  var dropArticle: String {
    let article = article
    return article.isEmpty ? self : String(dropFirst(article.count + 1))
  }

  /// A folded text with its hyphens as spaces.
  var replacingHyphens: String {
    guard utf8.contains(0x2D) else { return self }
    return String(decoding: utf8.map { $0 == 0x2D ? 0x20 : $0 }, as: UTF8.self)
  }

  func range(ofSeparator separator: String) -> Range<String.Index>? {
    let wanted = Array(separator.utf8)
    let own = utf8
    var start = own.startIndex
    while let found = own[start...].firstIndex(of: wanted.first ?? 0) {
      if own[found...].starts(with: wanted) { return found..<own.index(found, offsetBy: wanted.count) }
      start = own.index(after: found)
    }
    return nil
  }
}
