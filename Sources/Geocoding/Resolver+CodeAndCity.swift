import Gazetteer
import Geodesy

extension Resolver {
  /// A code and a city's name, two witnesses: agreeing, agreeing after a repair, or not.
  func placedByCodeAndCity(_ reading: LocationReading) -> Resolution? {
    guard !reading.known.isEmpty else { return nil }
    var witnesses: [Witnesses] = []
    for city in [reading.city, reading.otherCity] where !city.isEmpty {
      let own = Witnesses(reading: reading, city: city, named: communes(named: city, in: reading))
      if let agreed = first(reading, own, { agreeing($0, $1) }) { return agreed }
      witnesses.append(own)
    }
    if let named = placedByWordsAround(reading) { return named }
    guard let main = witnesses.first else { return nil }
    if main.named.isEmpty,
      let part = first(reading, main, { misspelt($0, $1) }) ?? placedByPartOfCity(reading)
    {
      return part
    }
    if let near = first(reading, main, { spelt($0, $1) }) ?? first(reading, main, { repairedShort($0, $1) })
      ?? first(reading, main, { nearby($0, $1) }) ?? first(reading, main, { repaired($0, $1) })
    {
      return near
    }
    // Four digits may be a foreign code; five are rather that of a namesake in its own département.
    let isShort = reading.known.contains { $0.shortForm != nil }
    if !isShort, let own = first(reading, main, { inDepartement($0, $1) }) { return own }
    return foreignLookAlike(main) ?? first(reading, main, { inDepartement($0, $1) })
      ?? first(reading, main, { speltNearby($0, $1) }) ?? first(reading, main, { elsewhere($0, $1) })
  }

  /// A city's text beside a code, and the communes that bear it.
  struct Witnesses {
    var reading: LocationReading
    var city: String
    var named: [NamedCommune]

    /// The key of ``city``; the reading has that of its own city.
    var key: PlaceNameKey { city == reading.city ? reading.key : PlaceNameKey(city) }
  }

  private func first(
    _ reading: LocationReading, _ witnesses: Witnesses, _ step: (KnownCode, Witnesses) -> Resolution?
  ) -> Resolution? {
    for code in reading.known {
      if let resolution = step(code, witnesses) { return resolution }
    }
    return nil
  }

  // MARK: Agreement

  /// The commune among the code's own that bears the name.
  func agreeing(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !witnesses.named.isEmpty else { return code.isUnknown ? agreeingAsCitycode(code, witnesses) : nil }
    // 75109 is a CEDEX of the 2e and the INSEE code of the 9e: beside "PARIS" without CEDEX it is the latter.
    if case .cedex = code.meaning, !witnesses.reading.isCedex,
      Self.cityOfArrondissement(code.text) != nil || Self.citiesWithArrondissements.contains(code.text),
      let insee = agreeingAsCitycode(code, witnesses)
    {
      return insee
    }
    let hasArrondissements = code.hasArrondissements
    let matches = code.citycodes.compactMap { citycode -> (commune: Commune, named: NamedCommune)? in
      // The arrondissement's own name first, then its city's.
      let parent = hasArrondissements ? Self.cityOfArrondissement(citycode) : nil
      let named =
        witnesses.named.first { $0.citycode == citycode }
        ?? parent.flatMap { parent in witnesses.named.first { $0.citycode == parent } }
      guard let named, let commune = gazetteer.commune(citycode) else { return nil }
      return (commune, named)
    }
    guard let match = matches.min(by: { order($0) < order($1) }) else { return agreeingAsCitycode(code, witnesses) }
    let isCedex = if case .cedex = code.meaning { true } else { false }
    let score =
      match.named.edits > 0
      ? ResolverThresholds.spellingScore
      : match.named.kind == .name || match.named.kind == .arrondissement
        ? ResolverThresholds.exactScore : ResolverThresholds.otherNameScore
    var placement = placement(
      at: match.commune, postcode: code.text, method: isCedex ? .cedex : .postcodeAndCity, score: score,
      marginMetres: isCedex ? Extent.cedexMarginMetres : 0, part: code.parts[match.commune.citycode],
      notes: witnesses.reading.notes + code.notes)
    describe(
      match.named, typed: witnesses.city, of: match.commune, marginMetres: isCedex ? Extent.cedexMarginMetres : 0,
      in: &placement)
    return weighed(placement) {
      let others = communes(of: code).filter { $0.citycode != match.commune.citycode }
      return [candidate(match.commune, postcode: code.text, score: score, .codeAndName)]
        + others.map { candidate($0, postcode: code.text, score: 0, .code) }
    }
  }

  /// An INSEE code in the postal code's place, with the name of its commune.
  private func agreeingAsCitycode(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard let insee = commune(ofCitycode: code.text) else { return nil }
    let own = [insee.commune.citycode, insee.commune.parent]
    let isNamed = witnesses.named.contains { own.contains($0.citycode) }
    let isNear = !isNamed && code.isUnknown && isSpelt(witnesses.city, insee.commune.name)
    guard isNamed || isNear else { return nil }
    let postcode = gazetteer.mainPostcode(ofCommune: insee.commune.citycode)
    var placement = placement(
      at: insee.commune, postcode: postcode, method: .citycode,
      score: isNamed ? ResolverThresholds.exactScore : ResolverThresholds.spellingScore,
      notes: witnesses.reading.notes + code.notes
        + [
          PlacementNote(.citycodeInPostcode, "\(code.text) -> \(postcode.isEmpty ? insee.commune.name : postcode)")
        ])
    if isNear { placement.notes.append(PlacementNote(.spelling, "\(witnesses.city) -> \(insee.commune.name)")) }
    if let former = insee.former {
      place(&placement, in: former, of: insee.commune)
    }
    return weighed(placement) {
      [candidate(insee.commune, postcode: postcode, score: placement.score ?? 0, .citycode)]
    }
  }

  private func isSpelt(_ city: String, _ name: String) -> Bool {
    let own = Array(PlaceNameKey(name).text.utf8)
    return Self.nameVariants(city).contains { variant in
      let key = Array(PlaceNameKey(variant).text.utf8)
      return EditDistance.between(key, own, limit: ResolverThresholds.edits(forLength: key.count)) != nil
    }
  }

  private func order(_ match: (commune: Commune, named: NamedCommune)) -> (Int, Int, String) {
    (match.named.kind.strength, -(match.commune.population ?? 0), match.commune.citycode)
  }

  /// An address's words right before or behind the code, when they name one of the code's communes: "rue du Hamel Airaines
  /// (80270)", "75020 Paris Mme X". The longest name wins; a street's name is none.
  private func placedByWordsAround(_ reading: LocationReading) -> Resolution? {
    guard !reading.wordsBefore.isEmpty || !reading.wordsAfter.isEmpty else { return nil }
    let before = reading.wordsBefore.suffix(Self.longestNameInWords)
    let after = reading.wordsAfter.prefix(Self.longestNameInWords)
    for count in stride(from: after.count, through: 1, by: -1) {
      if let found = agreeing(after.prefix(count), reading) { return found }
    }
    for count in stride(from: before.count, through: 1, by: -1) {
      let words = before.suffix(count)
      guard !AddressReading.isOfAStreet(reading.wordsBefore[..<words.startIndex]) else { continue }
      if let found = agreeing(words, reading) { return found }
    }
    return nil
  }

  /// A city's text that ends or begins with the name of one of the code's communes: "Montlucon-Domerat",
  /// "Sainte-Anne d'Évenos", "Serigny Belforêt-en-Perche".
  private func placedByPartOfCity(_ reading: LocationReading) -> Resolution? {
    guard !reading.isCityFromAddress, reading.known.contains(where: { !$0.isUnknown }) else { return nil }
    let words = reading.city.split { " -'/,.".contains($0) }.map(String.init)
    guard (2...Self.longestNameInWords).contains(words.count) else { return nil }
    for count in stride(from: words.count - 1, through: 1, by: -1) {
      for part in [words.suffix(count), words.prefix(count)] where part.contains(where: { $0.utf8.count > 4 }) {
        guard var found = agreeing(part, reading) else { continue }
        found.placement.score = min(found.placement.score ?? 0, ResolverThresholds.spellingScore)
        found.placement.notes.append(PlacementNote(.spelling, "\(reading.city) -> \(found.placement.city)"))
        return found
      }
    }
    return nil
  }

  private func agreeing(_ words: ArraySlice<String>, _ reading: LocationReading) -> Resolution? {
    guard words.contains(where: { $0.utf8.count > 2 }) else { return nil }
    let text = words.joined(separator: " ")
    let places = gazetteer.places(named: PlaceNameKey(text))
    guard !places.isEmpty else { return nil }
    let named = strongest(places, typed: text)
    return first(reading, Witnesses(reading: reading, city: text, named: named)) { code, witnesses in
      code.isUnknown ? nil : agreeing(code, witnesses)
    }
  }

  /// "Saint-Germain-en-Laye" is five words, "La Chapelle Saint Martin en Plaine" six.
  private static let longestNameInWords = 7

  // MARK: Spelling

  /// A name spelt otherwise among the names of the code's communes: the first words of one, or but for a letter, else any
  /// that is near enough.
  private func misspelt(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !code.citycodes.isEmpty, witnesses.city.utf8.count <= Self.longestMisspeltText else { return nil }
    let best = speltAmong(code, witnesses.city, witnesses.key)
    guard let short = shortened(code, witnesses) else { return best.map { placed(at: $0, code, witnesses) } }
    guard let best, best.named.edits <= 1, best.commune.citycode != short.placement.citycode else { return short }
    // "12330 Muret": Muret-le-Château, or Mouret.
    return contradicted(short, by: [best.commune])
  }

  /// A name spelt otherwise, or cut short, among the names of the code's communes; where a commune of the département bears
  /// the name as typed, only the first words of a name, or a slip of one letter that is no surer than a wrong code.
  private func spelt(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !code.citycodes.isEmpty, witnesses.city.utf8.count <= Self.longestMisspeltText else { return nil }
    let namesakes = namesakes(code, witnesses)
    guard !namesakes.isEmpty else {
      // Beside a name that no commune bears a misspelt one was looked for already.
      return (witnesses.named.isEmpty ? nil : misspelt(code, witnesses))
        ?? abridged(witnesses.city, communes(of: code)).map { placed(at: $0, code, witnesses) }
    }
    if let short = shortened(code, witnesses) { return short }
    guard let best = speltAmong(code, witnesses.city, witnesses.key), best.named.edits <= 1 else { return nil }
    var resolution = contradicted(placed(at: best, code, witnesses), by: namesakes)
    resolution.placement.notes.append(PlacementNote(.cityElsewhere, witnesses.city))
    return resolution
  }

  /// A placement that is no surer than another reading of the row: its radius reaches the communes of that one.
  private func contradicted(_ resolution: Resolution, by others: [Commune]) -> Resolution {
    var resolution = resolution
    let score = min(resolution.placement.score ?? 0, ResolverThresholds.contradictionScore)
    resolution.placement.score = score
    reach(others, from: &resolution.placement)
    guard !resolution.candidates.isEmpty else { return resolution }
    resolution.candidates[0].score = score
    resolution.candidates += others.map {
      candidate($0, postcode: gazetteer.mainPostcode(ofCommune: $0.citycode), score: 1 - score, .name)
    }
    return resolution
  }

  /// The commune of the code whose name begins with the text's words, "Saint-Maur" for Saint-Maur-des-Fossés; of several the
  /// most populous, with a radius that reaches the others.
  private func shortened(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let typed = witnesses.key.text
    guard typed.utf8.count >= Self.leastAbridged else { return nil }
    var begun: [Commune] = []
    for beginning in code.beginnings(in: gazetteer) where beginning.key == typed {
      guard begun.last?.citycode != beginning.citycode, let commune = gazetteer.commune(beginning.citycode),
        commune.name.utf8.count > typed.utf8.count
      else { continue }
      begun.append(commune)
    }
    guard let main = gazetteer.mostPopulous(begun) else { return nil }
    let named = NamedCommune(citycode: main.citycode, kind: .name, detail: "", edits: 1)
    var resolution = placed(at: (main, named), code, witnesses)
    guard begun.count > 1 else { return resolution }
    let people = begun.reduce(0) { $0 + ($1.population ?? 0) }
    let share = Double(main.population ?? 0) / Double(max(1, people))
    resolution.placement.score = min(resolution.placement.score ?? 0, (share * 100).rounded() / 100)
    for other in begun { reach([other], from: &resolution.placement) }
    if !resolution.candidates.isEmpty {
      resolution.candidates[0].score = share
      resolution.candidates += begun.filter { $0.citycode != main.citycode }.map {
        candidate(
          $0, postcode: code.text, score: Double($0.population ?? 0) / Double(max(1, people)), .codeAndSpelling)
      }
    }
    return resolution
  }

  /// The communes of the code's département that bear the name as typed today.
  func namesakes(_ code: KnownCode, _ witnesses: Witnesses) -> [Commune] {
    witnesses.named.filter { $0.kind == .name && $0.edits == 0 }.compactMap { gazetteer.commune($0.citycode) }
      .filter { code.departements.contains($0.departement) }
  }

  private func placed(
    at best: (commune: Commune, named: NamedCommune), _ code: KnownCode, _ witnesses: Witnesses
  ) -> Resolution {
    let isCedex = if case .cedex = code.meaning { true } else { false }
    let score =
      ResolverThresholds.spellingScore
      - Double(best.named.edits - 1) * ResolverThresholds.spellingScorePerEdit
    var placement = placement(
      at: best.commune, postcode: code.text, method: isCedex ? .cedex : .postcodeAndCity, score: score,
      marginMetres: isCedex ? Extent.cedexMarginMetres : 0, part: code.parts[best.commune.citycode],
      notes: witnesses.reading.notes + code.notes)
    describe(
      best.named, typed: witnesses.city, of: best.commune, marginMetres: isCedex ? Extent.cedexMarginMetres : 0,
      in: &placement)
    return weighed(placement) { [candidate(best.commune, postcode: code.text, score: score, .codeAndSpelling)] }
  }

  /// The commune with the name spelt most like the text: names of today, former communes, localities, labels.
  func speltAmong(
    _ code: KnownCode, _ city: String, _ key: PlaceNameKey
  ) -> (commune: Commune, named: NamedCommune)? {
    speltAmong(code.citycodes, code.numbers, hasArrondissements: code.hasArrondissements, city, key)
  }

  /// The same among any communes.
  func speltAmong(_ citycodes: [String], _ city: String) -> (commune: Commune, named: NamedCommune)? {
    speltAmong(
      citycodes, citycodes.compactMap(Commune.number(ofCitycode:)),
      hasArrondissements: citycodes.contains { Self.cityOfArrondissement($0) != nil }, city, nil)
  }

  private func speltAmong(
    _ citycodes: [String], _ numbers: [Int], hasArrondissements: Bool, _ city: String, _ key: PlaceNameKey?
  ) -> (commune: Commune, named: NamedCommune)? {
    var numbers = numbers
    if hasArrondissements {
      numbers += Set(citycodes.compactMap(Self.cityOfArrondissement)).compactMap(Commune.number(ofCitycode:)).sorted()
    }
    guard let named = communesSpelt(city, key: key, in: .communes(numbers)).first,
      let own = citycodes.first(where: { $0 == named.citycode })
        ?? citycodes.first(where: { Self.cityOfArrondissement($0) == named.citycode }),
      let commune = gazetteer.commune(own), !namesOtherArrondissement(city, than: commune)
    else { return nil }
    return (commune, named)
  }

  /// "marseille 14" is no spelling of Marseille's 2e.
  private func namesOtherArrondissement(_ city: String, than commune: Commune) -> Bool {
    guard commune.parent != nil else { return false }
    func number(_ text: String) -> Int? { text.split { !$0.isNumber }.last.flatMap { Int($0) } }
    return number(city).map { $0 != number(commune.name) && $0 <= Self.mostArrondissements } ?? false
  }

  /// Higher numbers behind a city's name are a département's or a post office's.
  private static let mostArrondissements = 20

  /// The commune whose name begins with the whole text, or the text with the whole name: "CHALONS", "BRIVE",
  /// "VILLENEUVE D ASCQ CITE SCIENTIFIQUE".
  func abridged(_ city: String, _ own: [Commune]) -> (commune: Commune, named: NamedCommune)? {
    for variant in Self.nameVariants(city) {
      let key = Array(PlaceNameKey(variant).text.utf8)
      for commune in own {
        guard !namesOtherArrondissement(city, than: commune) else { continue }
        let names = [commune.name] + (commune.parent.flatMap(gazetteer.commune).map { [$0.name] } ?? [])
        for name in names {
          let whole = Array(PlaceNameKey(name).text.utf8)
          let isFirstWord = key.count == Self.leastFirstWord && Self.firstWord(of: name, is: variant)
          guard isFirstWord || min(whole.count, key.count) >= Self.leastAbridged,
            whole.starts(with: key) || key.starts(with: whole)
          else { continue }
          return (commune, NamedCommune(citycode: commune.citycode, kind: .name, detail: "", edits: 1))
        }
      }
    }
    return nil
  }

  /// Letters that a beginning must have.
  static let leastAbridged = 4

  /// Letters that suffice for a whole word: "AIX" beside the code of Aix-en-Provence.
  private static let leastFirstWord = 3

  private static func firstWord(of name: String, is text: String) -> Bool {
    LatinFolding.fold(name).replacingHyphens.hasPrefix(text.replacingHyphens + " ")
  }

  /// Texts longer than every name are no name.
  private static let longestMisspeltText = 80
}
