import Gazetteer

extension Resolver {
  /// The communes whose names begin with a text that smaller places bear alone, when a town is among them that has far more
  /// people than these: Ivry-sur-Seine and its like beside Ivry, a village's former name; empty for any other text.
  ///
  /// With or without a final s: Brive-la-Gaillarde is often written Brives, Chalon-sur-Saône Châlons.
  func shortNamedTowns(_ text: String, besides named: [NamedCommune]) -> [NamedCommune] {
    let bearers = named.filter { $0.kind != .cedex }
    let most = bearers.compactMap { gazetteer.commune($0.citycode)?.population }.max() ?? 0
    guard !bearers.isEmpty, most < ResolverThresholds.namesakeTownPopulation else { return [] }
    let least = max(ResolverThresholds.shortNamedTownPopulation, most * ResolverThresholds.shortNamedTownRatio)
    let isOther = { (commune: Commune) in !bearers.contains { $0.citycode == commune.citycode } }
    // Towns are few: nearly every name is done with when none begins so.
    guard communes(beginningWith: text, where: { ($0.population ?? 0) >= least && isOther($0) }).first != nil else {
      return []
    }
    return communes(beginningWith: text, where: isOther)
      .map { NamedCommune(citycode: $0.citycode, kind: .name, detail: "", edits: 1) }
  }

  /// The communes whose names begin with all words of a text, and have or lack an article as it does.
  private func communes(beginningWith text: String, where isMeant: (Commune) -> Bool) -> [Commune] {
    let key = PlaceNameKey(text).text
    let isPlural = key.hasSuffix("s") && key.utf8.count > ResolverThresholds.leastShortName
    let singular = isPlural ? String(key.dropLast()) : key
    // Names that begin with a saint begin with his name too.
    guard singular != "saint", singular != "sainte" else { return [] }
    let hasArticle = LatinFolding.fold(text).replacingHyphens.hasArticle
    var found: [Commune] = []
    gazetteer.forEachPlace(keyPrefix: singular) { place in
      guard place.kind == .name, let commune = gazetteer.commune(place.citycode), isMeant(commune) else { return true }
      let name = LatinFolding.fold(commune.name).replacingHyphens
      if name.hasArticle == hasArticle, Self.begins(name, with: [key, singular, singular + "s"]) {
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
