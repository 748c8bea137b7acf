import Gazetteer

extension Resolver {
  /// The communes whose names begin with a text that smaller places bear alone, when a town is among them that has far more
  /// people than these: Ivry-sur-Seine and its like beside Ivry, a village's former name; empty for any other text.
  ///
  /// With or without a final s: Brive-la-Gaillarde is often written Brives, Chalon-sur-Saône Châlons.
  func shortNamedTowns(_ text: String, key: PlaceNameKey, besides named: [NamedCommune]) -> [NamedCommune] {
    let bearers = named.filter { $0.kind != .cedex }
    let beginning = Self.singularLength(key)
    guard !bearers.isEmpty, !Self.isSaint(key, beginning) else { return [] }
    let towns = indexes.withTowns(of: gazetteer) { $0.towns(beginningAs: key, length: beginning) }
    guard !towns.isEmpty else { return [] }
    let most = bearers.compactMap { gazetteer.population(ofCommune: $0.citycode) }.max() ?? 0
    guard most < ResolverThresholds.namesakeTownPopulation else { return [] }
    let least = max(ResolverThresholds.shortNamedTownPopulation, most * ResolverThresholds.shortNamedTownRatio)
    let hasArticle = LatinFolding.fold(text).replacingHyphens.hasArticle
    func isBearer(_ citycode: String) -> Bool { bearers.contains { $0.citycode == citycode } }
    guard
      towns.contains(where: {
        $0.population >= least && $0.hasArticle == hasArticle && !isBearer($0.citycode)
      })
    else { return [] }
    return communes(beginningWith: key, hasArticle: hasArticle).filter { !isBearer($0) }
      .map { NamedCommune(citycode: $0, kind: .name, detail: "", edits: 1) }
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

  /// The communes whose names begin with all words of a key, and have or lack an article.
  private func communes(beginningWith key: PlaceNameKey, hasArticle: Bool) -> [String] {
    let singular = String(decoding: key.text.utf8.prefix(Self.singularLength(key)), as: UTF8.self)
    let keys = [key.text, singular, singular + "s"]
    var found: [String] = []
    gazetteer.forEachCommune(keyPrefix: singular) { citycode, name in
      let folded = LatinFolding.fold(name).replacingHyphens
      if folded.hasArticle == hasArticle, folded.hasBeginning(longest: singular.utf8.count + 1, keys.contains) {
        found.append(String(decoding: citycode, as: UTF8.self))
      }
    }
    return found
  }
}
