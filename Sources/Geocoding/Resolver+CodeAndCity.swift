import Gazetteer
import Geodesy

extension Resolver {
  /// A code and a city's name, two witnesses: agreeing, agreeing after a repair, or not.
  func placedByCodeAndCity(_ reading: LocationReading) -> Resolution? {
    let codes = knownCodes(reading)
    guard !codes.isEmpty, !reading.city.isEmpty else { return nil }
    for city in [reading.city, reading.otherCity] where !city.isEmpty {
      let witnesses = Witnesses(reading: reading, city: city, named: communes(named: city))
      for code in codes {
        if let agreed = agreeing(code, witnesses) { return agreed }
      }
    }
    let witnesses = Witnesses(reading: reading, city: reading.city, named: communes(named: reading.city))
    func firstOf(_ step: (KnownCode, Witnesses) -> Resolution?) -> Resolution? {
      for code in codes {
        if let resolution = step(code, witnesses) { return resolution }
      }
      return nil
    }
    if let near = firstOf(spelt) ?? firstOf(nearby) ?? firstOf(repaired) { return near }
    return foreignLookAlike(witnesses) ?? firstOf(speltNearby) ?? firstOf(elsewhere)
  }

  /// A city's text beside a code, and the communes that bear it.
  struct Witnesses {
    var reading: LocationReading
    var city: String
    var named: [NamedCommune]
  }

  // MARK: Agreement

  /// The commune among the code's own that bears the name.
  private func agreeing(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    var notes = witnesses.reading.notes + code.notes
    let matches = communes(of: code).compactMap { commune -> (commune: Commune, named: NamedCommune)? in
      // The arrondissement's own name first, then its city's.
      let named =
        witnesses.named.first { $0.citycode == commune.citycode }
        ?? witnesses.named.first { $0.citycode == commune.parent }
      return named.map { (commune, $0) }
    }
    if let match = matches.min(by: { order($0) < order($1) }) {
      let isCedex = if case .cedex = code.meaning { true } else { false }
      let score =
        match.named.kind == .name || match.named.kind == .arrondissement
        ? ResolverThresholds.exactScore : ResolverThresholds.otherNameScore
      var placement = placement(
        at: match.commune, postcode: code.text, method: isCedex ? .cedex : .postcodeAndCity, score: score,
        radiusMetres: isCedex ? cedexRadiusMetres(match.commune) : nil, notes: notes)
      describe(match.named, typed: witnesses.city, in: &placement)
      let others = communes(of: code).filter { $0.citycode != match.commune.citycode }
      let candidates =
        [candidate(match.commune, postcode: code.text, score: score, .codeAndName)]
        + others.map { candidate($0, postcode: code.text, score: 0, .code) }
      return Resolution(placement, candidates: Array(candidates.prefix(ResolverThresholds.candidateCount)))
    }
    guard let insee = commune(ofCitycode: code.text),
      witnesses.named.contains(where: { $0.citycode == insee.commune.citycode || $0.citycode == insee.commune.parent })
    else { return nil }
    let postcode = gazetteer.postcodes(ofCommune: insee.commune.citycode).first?.postcode ?? ""
    notes.append(PlacementNote(.citycodeInPostcode, "\(code.text) -> \(postcode)"))
    var placement = placement(
      at: insee.commune, postcode: postcode, method: .citycode, score: ResolverThresholds.exactScore, notes: notes)
    if let former = insee.former {
      placement.oldCity = former.name
      placement.oldCitycode = former.citycode
    }
    return Resolution(
      placement, candidates: [candidate(insee.commune, postcode: postcode, score: placement.score ?? 0, .citycode)])
  }

  private func order(_ match: (commune: Commune, named: NamedCommune)) -> (Int, Int, String) {
    let strength = PlaceName.Kind.allCases.firstIndex(of: match.named.kind) ?? 0
    return (strength, -(match.commune.population ?? 0), match.commune.citycode)
  }

  func cedexRadiusMetres(_ commune: Commune) -> Double {
    Extent.radiusMetres(of: commune) + Extent.cedexMarginMetres
  }

  // MARK: Spelling

  /// A name spelt otherwise, or cut short, among the names of the code's communes.
  private func spelt(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let own = communes(of: code)
    guard !own.isEmpty else { return nil }
    let codes = Set(own.map(\.citycode) + own.compactMap(\.parent))
    var best: (commune: Commune, named: NamedCommune)?
    for variant in Self.nameVariants(witnesses.city) {
      let key = PlaceNameKey(variant).text
      let length = key.utf8.count
      for commune in own {
        guard let edits = leastEdits(key, commune, limit: ResolverThresholds.edits(forLength: length)),
          edits < (best?.named.edits ?? .max)
        else { continue }
        best = (commune, NamedCommune(citycode: commune.citycode, kind: .name, detail: "", edits: max(1, edits)))
      }
      if best != nil { break }
    }
    if best == nil {
      // The other names of these communes: former communes, localities, labels.
      let departements = Array(Set(own.map(\.departement))).sorted()
      let near = communesSpelt(witnesses.city, in: departements).filter { codes.contains($0.citycode) }
      if let named = near.first, let commune = own.first(where: { [$0.citycode, $0.parent].contains(named.citycode) }) {
        best = (commune, named)
      }
    }
    guard let best else { return nil }
    let isCedex = if case .cedex = code.meaning { true } else { false }
    let score =
      ResolverThresholds.spellingScore
      - Double(best.named.edits - 1) * ResolverThresholds.spellingScorePerEdit
    var placement = placement(
      at: best.commune, postcode: code.text, method: isCedex ? .cedex : .postcodeAndCity, score: score,
      radiusMetres: isCedex ? cedexRadiusMetres(best.commune) : nil, notes: witnesses.reading.notes + code.notes)
    describe(best.named, typed: witnesses.city, in: &placement)
    return Resolution(
      placement, candidates: [candidate(best.commune, postcode: code.text, score: score, .codeAndSpelling)])
  }

  /// Edits between a key and a commune's name, or one when either begins with the whole of the other: "CHALONS",
  /// "BRIVE", "VILLENEUVE D ASCQ CITE SCIENTIFIQUE".
  private func leastEdits(_ key: String, _ commune: Commune, limit: Int) -> Int? {
    let names = [commune.name] + (commune.parent.flatMap(gazetteer.commune).map { [$0.name] } ?? [])
    return names.compactMap { name -> Int? in
      let own = PlaceNameKey(name).text
      if min(own.utf8.count, key.utf8.count) >= 4, own.hasPrefix(key) || key.hasPrefix(own) { return 1 }
      return EditDistance.between(Array(key.utf8), Array(own.utf8), limit: limit)
    }.min()
  }

  // MARK: Disagreement

  /// The named commune nearest to the code, in its département or not far: people write a neighbouring code, and
  /// a CEDEX names the delivery office.
  private func nearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let centre = representative(code)
    let near = witnesses.named.compactMap { named -> (commune: Commune, named: NamedCommune, metres: Double)? in
      guard let commune = gazetteer.commune(named.citycode) else { return nil }
      let metres = centre.map { $0.distance(to: commune.coordinate) }
      let isInDepartement = code.departements.contains(commune.departement)
      guard isInDepartement || metres.map({ $0 <= ResolverThresholds.neighbouringCityMetres }) == true,
        isInDepartement && named.kind == .name
          || metres.map({ $0 <= ResolverThresholds.neighbouringCityMetres }) != false
      else { return nil }
      return (commune, named, metres ?? 0)
    }
    guard let best = near.min(by: { ($0.metres, $0.commune.citycode) < ($1.metres, $1.commune.citycode) }) else {
      return nil
    }
    if code.isUnknown, near.count > 1 { return nil }
    var notes = witnesses.reading.notes + code.notes
    let method: PlacementMethod
    var score = ResolverThresholds.cityNotOfCodeScore
    switch code.meaning {
    case .postal:
      method = .city
      notes.append(PlacementNote(.cityNotOfCode, "\(code.text), \(best.commune.name)"))
    case .cedex:
      method = .cedex
      notes.append(PlacementNote(.cityNotOfCode, "\(code.text), \(best.commune.name)"))
    case .unknown:
      if wholeCity(code, witnesses.reading)?.commune.citycode == best.commune.citycode {
        return placedAsWholeCity(code, witnesses.reading, notes: notes)
      }
      method = .inferred
      score = ResolverThresholds.inferredFromCityScore
      notes.append(PlacementNote(.codeUnknown, code.text))
    }
    let isCedexLike = method == .cedex || method == .inferred && witnesses.reading.isCedex
    var placement = placement(
      at: best.commune, postcode: method == .cedex ? code.text : "", method: method, score: score,
      radiusMetres: isCedexLike ? cedexRadiusMetres(best.commune) : nil, notes: notes)
    describe(best.named, typed: witnesses.city, in: &placement)
    let candidates =
      [candidate(best.commune, postcode: placement.postcode, score: score, .name)]
      + communes(of: code).map { candidate($0, postcode: code.text, score: 1 - score, .code) }
    return Resolution(placement, candidates: Array(candidates.prefix(ResolverThresholds.candidateCount)))
  }

  /// The named commune whose postal code differs from the code by one digit or two swapped ones.
  private func repaired(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let typed = Array(code.text.utf8)
    var found: [(commune: Commune, postcode: String, named: NamedCommune)] = []
    for named in witnesses.named {
      guard let commune = gazetteer.commune(named.citycode) else { continue }
      for postal in gazetteer.postcodes(ofCommune: named.citycode)
      where EditDistance.between(typed, Array(postal.postcode.utf8), limit: 1) != nil {
        if !found.contains(where: { $0.commune.citycode == commune.citycode }) {
          found.append((commune, postal.postcode, named))
        }
      }
    }
    guard found.count == 1, let match = found.first else { return nil }
    let notes =
      witnesses.reading.notes + code.notes
      + [PlacementNote(.codeRepaired, "\(code.text) -> \(match.postcode)")]
    var placement = placement(
      at: match.commune, postcode: match.postcode, method: .postcodeAndCity, score: ResolverThresholds.repairedScore,
      notes: notes)
    describe(match.named, typed: witnesses.city, in: &placement)
    return Resolution(
      placement,
      candidates: [
        candidate(match.commune, postcode: match.postcode, score: ResolverThresholds.repairedScore, .repairedCode)
      ] + communes(of: code).prefix(3).map { candidate($0, postcode: code.text, score: 0.2, .code) })
  }

  /// A name spelt otherwise in the code's département.
  private func speltNearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard witnesses.named.isEmpty, !witnesses.reading.isCityFromAddress, !code.departements.isEmpty else { return nil }
    let centre = representative(code)
    let near = communesSpelt(witnesses.city, in: code.departements).filter { named in
      guard let commune = gazetteer.commune(named.citycode), let centre else { return true }
      return centre.distance(to: commune.coordinate) <= ResolverThresholds.neighbouringCityMetres
    }
    guard Set(near.map(\.citycode)).count == 1, let named = near.first,
      let commune = gazetteer.commune(named.citycode)
    else { return nil }
    let score = ResolverThresholds.cityNotOfCodeScore - Double(named.edits) * ResolverThresholds.spellingScorePerEdit
    let notes =
      witnesses.reading.notes + code.notes
      + [PlacementNote(code.isUnknown ? .codeUnknown : .cityNotOfCode, "\(code.text), \(commune.name)")]
    var placement = placement(
      at: commune, postcode: "", method: code.isUnknown ? .inferred : .city, score: score, notes: notes)
    describe(named, typed: witnesses.city, in: &placement)
    return Resolution(
      placement, candidates: [candidate(commune, postcode: placement.postcode, score: score, .spelling)])
  }

  /// The city exists only far from the code: a known code is followed, an unknown one is not.
  private func elsewhere(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !witnesses.named.isEmpty else { return nil }
    if code.isUnknown {
      guard var resolution = placedByCity(witnesses.reading) else { return nil }
      resolution.placement.notes.append(PlacementNote(.codeElsewhere, code.text))
      if resolution.placement.isPlaced { resolution.placement.score = ResolverThresholds.contradictionScore }
      return resolution
    }
    guard var resolution = placedByCode(witnesses.reading) else { return nil }
    if !witnesses.reading.isCityFromAddress {
      resolution.placement.notes.append(PlacementNote(.cityElsewhere, witnesses.city))
      resolution.placement.score = min(resolution.placement.score ?? 0, ResolverThresholds.contradictionScore)
    }
    return resolution
  }

  /// A point that stands for the code when distances to it are asked.
  private func representative(_ code: KnownCode) -> Coordinate? {
    gazetteer.mostPopulous(communes(of: code))?.coordinate
  }
}
