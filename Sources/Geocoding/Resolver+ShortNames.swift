import Gazetteer

extension Resolver {
  /// The communes whose names begin with a text that smaller places bear alone, when a town is among them that has far more
  /// people than these: Ivry-sur-Seine and its like beside Ivry, a village's former name; empty for any other text.
  ///
  /// With or without a final s: Brive-la-Gaillarde is often written Brives, Chalon-sur-Saône Châlons.
  func shortNamedTowns(_ text: String, key: PlaceNameKey, besides named: [NamedCommune]) -> [NamedCommune] {
    let bearers = named.filter { $0.kind != .cedex }
    let beginning = Self.singularLength(key)
    guard !bearers.isEmpty, !Self.isSaint(key, beginning),
      gazetteer.mayHaveOtherPlaces(beginningAs: key, length: beginning)
    else { return [] }
    let most = bearers.compactMap { gazetteer.population(ofCommune: $0.citycode) }.max() ?? 0
    guard most < ResolverThresholds.namesakeTownPopulation else { return [] }
    let least = max(ResolverThresholds.shortNamedTownPopulation, most * ResolverThresholds.shortNamedTownRatio)
    func others(_ leastPopulation: Int) -> [Commune] {
      communes(beginningWith: text, key, of: leastPopulation) { citycode in
        !bearers.contains { $0.citycode == citycode }
      }
    }
    // Towns are few: nearly every name is done with when none begins so.
    guard !others(least).isEmpty else { return [] }
    return others(0).map { NamedCommune(citycode: $0.citycode, kind: .name, detail: "", edits: 1) }
  }

  /// The bytes of a key without an s at its end, unless it is too short for that.
  static func singularLength(_ key: PlaceNameKey) -> Int {
    let length = key.text.utf8.count
    return key.text.hasSuffix("s") && length > ResolverThresholds.leastShortName ? length - 1 : length
  }

  /// Names that begin with a saint begin with his name too.
  private static func isSaint(_ key: PlaceNameKey, _ singularLength: Int) -> Bool {
    let singular = key.text.utf8.prefix(singularLength)
    return singular.elementsEqual("saint".utf8) || singular.elementsEqual("sainte".utf8)
  }

  /// The communes of so many people whose names begin with all words of a text, and have or lack an article as it does.
  private func communes(
    beginningWith text: String, _ key: PlaceNameKey, of leastPopulation: Int, where isMeant: (String) -> Bool
  ) -> [Commune] {
    let singular = String(decoding: key.text.utf8.prefix(Self.singularLength(key)), as: UTF8.self)
    let hasArticle = LatinFolding.fold(text).replacingHyphens.hasArticle
    var found: [Commune] = []
    gazetteer.forEachCommune(keyPrefix: singular, leastPopulation: leastPopulation) { citycode in
      guard isMeant(citycode), let commune = gazetteer.commune(citycode) else { return }
      let name = LatinFolding.fold(commune.name).replacingHyphens
      if name.hasArticle == hasArticle, Self.begins(name, with: [key.text, singular, singular + "s"]) {
        found.append(commune)
      }
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
