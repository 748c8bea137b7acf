import Gazetteer
import Geodesy

extension Resolver {
  /// The named commune nearest to the code, in its département or not far: people write a neighbouring code, and
  /// a CEDEX names the delivery office.
  func nearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !witnesses.named.isEmpty else { return nil }
    let near = namedNear(code, witnesses)
    guard let best = near.min(by: { ($0.metres, $0.commune.citycode) < ($1.metres, $1.commune.citycode) }) else {
      return nil
    }
    if code.isUnknown, near.count > 1 { return nil }
    if case .postal = code.meaning, best.named.kind == .cedex { return placedInDistrict(code, best.named, witnesses) }
    var notes = witnesses.reading.notes + code.notes
    let method: PlacementMethod
    var score = ResolverThresholds.cityNotOfCodeScore
    switch code.meaning {
    case .postal, .cedex:
      method = if case .cedex = code.meaning { .cedex } else { .city }
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
    return weighed(placement) {
      [candidate(best.commune, postcode: placement.postcode, score: score, .name)]
        + communes(of: code).map { candidate($0, postcode: code.text, score: 1 - score, .code) }
    }
  }

  private func namedNear(
    _ code: KnownCode, _ witnesses: Witnesses
  ) -> [(commune: Commune, named: NamedCommune, metres: Double)] {
    let centre = representative(code)
    return witnesses.named.compactMap { named in
      guard let commune = gazetteer.commune(named.citycode) else { return nil }
      let metres = centre.map { $0.distance(to: commune.coordinate) }
      let isInDepartement = code.departements.contains(commune.departement)
      let isNear = metres.map { $0 <= ResolverThresholds.neighbouringCityMetres }
      guard isInDepartement || isNear == true, isInDepartement && named.kind == .name || isNear != false else {
        return nil
      }
      return (commune, named, metres ?? 0)
    }
  }

  /// A business district that lies in several communes, beside the postal code of one: "92400 Paris La Défense".
  private func placedInDistrict(_ code: KnownCode, _ named: NamedCommune, _ witnesses: Witnesses) -> Resolution? {
    guard var resolution = placedByCode(witnesses.reading) else { return nil }
    let district = named.detail.isEmpty ? witnesses.city : named.detail
    resolution.placement.notes.append(PlacementNote(.locality, "\(district) -> \(resolution.placement.city)"))
    return resolution
  }

  /// The named commune whose postal code differs from the code by one digit or two swapped ones.
  func repaired(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
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
    return weighed(placement) {
      [candidate(match.commune, postcode: match.postcode, score: ResolverThresholds.repairedScore, .repairedCode)]
        + communes(of: code).prefix(3).map { candidate($0, postcode: code.text, score: 0.2, .code) }
    }
  }

  /// A name spelt otherwise in the code's département.
  func speltNearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
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
    return weighed(placement) {
      [candidate(commune, postcode: placement.postcode, score: score, .spelling)]
    }
  }

  /// The city exists only far from the code: a known code is followed, an unknown one is not.
  func elsewhere(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
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
