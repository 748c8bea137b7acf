import Gazetteer

extension Resolver {
  /// The communes whose names begin with a text that smaller places bear alone, when a town is among them that has far more
  /// people than these: Ivry-sur-Seine and its like beside Ivry, a village's former name; empty for any other text.
  ///
  /// With or without a final s: Brive-la-Gaillarde is often written Brives, Chalon-sur-Saône Châlons.
  func shortNamedTowns(_ text: String, key: PlaceNameKey, besides named: [NamedCommune]) -> [NamedCommune] {
    let bearers = named.filter { $0.kind != .cedex }
    guard !bearers.isEmpty, let beginning = Beginning(text, key),
      gazetteer.mayHaveOtherPlaces(withPrefix: beginning.singular.utf8, besides: key)
    else { return [] }
    let most = bearers.compactMap { gazetteer.population(ofCommune: $0.citycode) }.max() ?? 0
    guard most < ResolverThresholds.namesakeTownPopulation else { return [] }
    let least = max(ResolverThresholds.shortNamedTownPopulation, most * ResolverThresholds.shortNamedTownRatio)
    let isOther = { (place: PlaceName) in !bearers.contains { $0.citycode == place.citycode } }
    // Towns are few: nearly every name is done with when none begins so.
    let towns = communes(
      beginning, where: { (gazetteer.population(ofCommune: $0.citycode) ?? 0) >= least && isOther($0) })
    guard !towns.isEmpty else { return [] }
    return communes(beginning, where: isOther)
      .map { NamedCommune(citycode: $0.citycode, kind: .name, detail: "", edits: 1) }
  }

  /// What the first words of a name may be, as a text has them.
  private struct Beginning {
    var key: String
    /// The key without an s at its end, unless it is too short.
    var singular: String
    private let text: String
    var hasArticle: Bool { LatinFolding.fold(text).replacingHyphens.hasArticle }

    /// `nil` for a saint's: names that begin with a saint begin with his name too.
    init?(_ text: String, _ key: PlaceNameKey) {
      self.key = key.text
      let isPlural = self.key.hasSuffix("s") && self.key.utf8.count > ResolverThresholds.leastShortName
      singular = isPlural ? String(self.key.dropLast()) : self.key
      guard singular != "saint", singular != "sainte" else { return nil }
      self.text = text
    }
  }

  /// The communes whose names begin with all words of a text, and have or lack an article as it does.
  private func communes(_ beginning: Beginning, where isMeant: (PlaceName) -> Bool) -> [Commune] {
    var found: [Commune] = []
    let hasArticle = beginning.hasArticle
    gazetteer.forEachPlace(keyPrefix: beginning.singular) { place in
      guard place.kind == .name, isMeant(place), let commune = gazetteer.commune(place.citycode) else { return true }
      let name = LatinFolding.fold(commune.name).replacingHyphens
      if name.hasArticle == hasArticle,
        Self.begins(name, with: [beginning.key, beginning.singular, beginning.singular + "s"])
      {
        found.append(commune)
      }
      return true
    }
    return found
  }

  /// Whether the first words of a folded name, not all of them, have one of the keys.
  private static func begins(_ name: String, with keys: [String]) -> Bool {
    let words = name.split(separator: " ")
    return (1..<max(1, words.count)).contains { count in
      keys.contains(PlaceNameKey(words.prefix(count).joined(separator: " ")).text)
    }
  }
}

extension String {
  /// Whether a folded text begins with "le ", "la ", "les " or "l'".
  fileprivate var hasArticle: Bool { dropArticle.utf8.count < utf8.count }
}
