import Gazetteer
import Geodesy

extension Resolver {
  /// The named commune nearest to the code, not far from it, or in its département when no table has the code: people
  /// write a neighbouring code, and a CEDEX names the delivery office.
  func nearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let near = named(witnesses, from: code).filter { entry in
      entry.metres.map { $0 <= ResolverThresholds.neighbouringCityMetres } ?? entry.isInDepartement
    }
    if code.isUnknown, near.count > 1 { return nil }
    guard let best = near.min(by: { $0.order < $1.order }) else { return nil }
    // A name of another département that is borne in the code's own too, only farther off.
    if !best.isInDepartement, !namesakes(code, witnesses).isEmpty { return nil }
    if case .postal = code.meaning, best.named.kind == .cedex { return placedInDistrict(code, best.named, witnesses) }
    return placed(at: best, code, witnesses)
  }

  /// A commune of the code's département that lies far from it: the two contradict each other, nothing is sure, and the
  /// radius reaches the code.
  func inDepartement(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let own = named(witnesses, from: code).filter { $0.isInDepartement && $0.named.kind == .name && $0.metres != nil }
    guard let best = own.min(by: { $0.order < $1.order }) else { return nil }
    return placed(at: best, code, witnesses)
  }

  /// A commune that bears the city's name, and where it is from the code.
  private struct NamedFromCode {
    var commune: Commune
    var named: NamedCommune
    /// From the point that stands for the code; `nil` when no table has it.
    var metres: Double?
    var isInDepartement: Bool

    /// Communes of the code's département first, then the nearest.
    var order: (Int, Double, String) {
      (isInDepartement && named.kind == .name ? 0 : 1, metres ?? 0, commune.citycode)
    }
  }

  private func named(_ witnesses: Witnesses, from code: KnownCode) -> [NamedFromCode] {
    let centre = representative(code)
    return witnesses.named.compactMap { named in
      gazetteer.commune(named.citycode).map { commune in
        NamedFromCode(
          commune: commune, named: named, metres: centre.map { $0.distance(to: commune.coordinate) },
          isInDepartement: code.departements.contains(commune.departement))
      }
    }
  }

  private func placed(at best: NamedFromCode, _ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    var notes = witnesses.reading.notes + code.notes
    let method: PlacementMethod
    let metres = best.metres ?? 0
    let isFar = metres > ResolverThresholds.neighbouringCityMetres
    var score =
      metres <= ResolverThresholds.adjoiningCityMetres
      ? ResolverThresholds.cityNotOfCodeScore
      : isFar ? ResolverThresholds.contradictionScore : ResolverThresholds.cityBeyondScore
    switch code.meaning {
    case .postal, .cedex:
      method = if case .cedex = code.meaning { .cedex } else { .city }
      notes.append(
        isFar
          ? PlacementNote(.codeElsewhere, code.text)
          : PlacementNote(.cityNotOfCode, "\(code.text), \(best.commune.name)"))
    case .unknown:
      if wholeCity(code)?.citycode == best.commune.citycode {
        return placedAsWholeCity(code, witnesses.reading, notes: notes)
      }
      method = .inferred
      score = ResolverThresholds.inferredFromCityScore
      notes.append(PlacementNote(.codeUnknown, code.text))
    }
    let isCedexLike = method == .cedex || method == .inferred && witnesses.reading.isCedex
    let margin = isCedexLike ? Extent.cedexMarginMetres : 0
    var placement = placement(
      at: best.commune, postcode: method == .cedex ? code.text : "", method: method, score: score,
      marginMetres: margin, notes: notes)
    describe(best.named, typed: witnesses.city, of: best.commune, marginMetres: margin, in: &placement)
    if isFar, let main = gazetteer.mostPopulous(communes(of: code)) { reach([main], from: &placement) }
    return weighed(placement) {
      let sharing = communes(of: code)
      let people = Double(max(1, sharing.reduce(0) { $0 + ($1.population ?? 0) }))
      return [candidate(best.commune, postcode: placement.postcode, score: score, .name)]
        + sharing.sorted { ($1.population ?? 0, $0.citycode) < ($0.population ?? 0, $1.citycode) }.map {
          // What the city leaves is shared out by inhabitants.
          candidate($0, postcode: code.text, score: (1 - score) * Double($0.population ?? 0) / people, .code)
        }
    }
  }

  /// A business district that lies in several communes, beside the postal code of one: "92400 Paris La Défense".
  private func placedInDistrict(_ code: KnownCode, _ named: NamedCommune, _ witnesses: Witnesses) -> Resolution? {
    guard var resolution = placedByCode(witnesses.reading) else { return nil }
    let district = named.detail.isEmpty ? witnesses.city : named.detail
    resolution.placement.notes.append(PlacementNote(.locality, "\(district) -> \(resolution.placement.city)"))
    return resolution
  }

  /// The named commune whose postal code differs from the code by one digit or two swapped ones, or from four digits by the
  /// one that is missing.
  func repaired(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    let typed = [code.text] + (code.shortForm.map { [$0] } ?? [])
    var found: [(commune: Commune, postcodes: [String], named: NamedCommune)] = []
    // "31750 Saint-Laurent" is the one of the département with another code rather than 01750.
    let namesakes = code.shortForm == nil ? Set(namesakes(code, witnesses).map(\.citycode)) : []
    for named in witnesses.named where namesakes.isEmpty || namesakes.contains(named.citycode) {
      guard !found.contains(where: { $0.commune.citycode == named.citycode }),
        let commune = gazetteer.commune(named.citycode)
      else { continue }
      let near = postcodes(ofCity: commune).filter { entry in
        typed.contains { EditDistance.between(Array($0.utf8), Array(entry.postcode.utf8), limit: 1) != nil }
      }
      if near.count == 1, near[0].commune != commune.citycode, let district = gazetteer.commune(near[0].commune) {
        found.append((district, [near[0].postcode], named))
      } else if !near.isEmpty {
        found.append((commune, near.map(\.postcode), named))
      }
    }
    guard found.count == 1, let match = found.first else { return nil }
    let isOfSeveral = match.postcodes.count > 1 && Arrondissement.hasSome(LatinFolding.fold(match.commune.name))
    let last = match.postcodes[match.postcodes.count - 1]
    let meant = isOfSeveral ? "\(match.postcodes[0])...\(last)" : match.postcodes[0]
    let notes =
      witnesses.reading.notes + code.notes.filter { code.shortForm == nil || $0.code != .leadingZero }
      + [PlacementNote(.codeRepaired, "\(code.shortForm ?? code.text) -> \(meant)")]
    var placement = placement(
      at: match.commune, postcode: isOfSeveral ? "" : meant, method: .postcodeAndCity,
      score: ResolverThresholds.repairedScore, notes: notes)
    describe(match.named, typed: witnesses.city, of: match.commune, in: &placement)
    return weighed(placement) {
      [candidate(match.commune, postcode: placement.postcode, score: ResolverThresholds.repairedScore, .repairedCode)]
        + communes(of: code).prefix(ResolverThresholds.repairedCodeCandidateCount).map {
          candidate($0, postcode: code.text, score: ResolverThresholds.repairedCodeScore, .code)
        }
    }
  }

  /// Four digits beside the name of a commune of today whose code has them and one more: rather that than a lost zero that
  /// leads to another département.
  func repairedShort(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard code.shortForm != nil else { return nil }
    var own = witnesses
    own.named = witnesses.named.filter { $0.kind == .name }
    return repaired(code, own)
  }

  /// The postal codes of a commune, of Paris, Lyon and Marseille those of their arrondissements.
  private func postcodes(ofCity commune: Commune) -> [(postcode: String, commune: String)] {
    let own = gazetteer.postcodes(ofCommune: commune.citycode).map { ($0, commune.citycode) }
    guard own.isEmpty else { return own }
    return gazetteer.communes(ofDepartement: commune.departement).filter { $0.parent == commune.citycode }
      .flatMap { district in
        gazetteer.postcodes(ofCommune: district.citycode).map { ($0, district.citycode) }
      }
  }

  /// A name spelt otherwise in the code's département.
  func speltNearby(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard witnesses.named.isEmpty, !witnesses.reading.isCityFromAddress, !code.departements.isEmpty else { return nil }
    let centre = representative(code)
    let near = communesSpelt(witnesses.city, in: .departements(code.departements)).filter { named in
      guard let commune = gazetteer.commune(named.citycode), let centre else { return true }
      return centre.distance(to: commune.coordinate) <= ResolverThresholds.neighbouringCityMetres
    }
    guard Self.areOfOneCommune(near), let named = near.first,
      let commune = gazetteer.commune(named.citycode)
    else { return nil }
    let score = ResolverThresholds.cityNotOfCodeScore - Double(named.edits) * ResolverThresholds.spellingScorePerEdit
    let notes =
      witnesses.reading.notes + code.notes
      + [PlacementNote(code.isUnknown ? .codeUnknown : .cityNotOfCode, "\(code.text), \(commune.name)")]
    var placement = placement(
      at: commune, postcode: "", method: code.isUnknown ? .inferred : .city, score: score, notes: notes)
    describe(named, typed: witnesses.city, of: commune, in: &placement)
    return weighed(placement) {
      [candidate(commune, postcode: placement.postcode, score: score, .spelling)]
    }
  }

  /// The city exists only far from the code, in another département: a known code is followed, an unknown one is not.
  func elsewhere(_ code: KnownCode, _ witnesses: Witnesses) -> Resolution? {
    guard !witnesses.named.isEmpty else { return nil }
    if code.isUnknown {
      guard var resolution = placedByCity(witnesses.reading) else { return nil }
      resolution.placement.notes.append(PlacementNote(.codeElsewhere, code.text))
      if resolution.placement.isPlaced { resolution.placement.score = ResolverThresholds.contradictionScore }
      return resolution
    }
    guard var resolution = placedByCode(witnesses.reading) else { return nil }
    guard !witnesses.reading.isCityFromAddress else { return resolution }
    resolution.placement.notes.append(PlacementNote(.cityElsewhere, witnesses.city))
    let share = (resolution.placement.score ?? 0) * ResolverThresholds.contradictionScore
    resolution.placement.score = (share * 100).rounded() / 100
    reach(witnesses.named.compactMap { gazetteer.commune($0.citycode) }, from: &resolution.placement)
    return resolution
  }

  /// Widens a radius to the nearest of some communes: of two witnesses one is wrong, and nothing on the row says which.
  func reach(_ communes: [Commune], from placement: inout Placement) {
    guard let point = placement.coordinate else { return }
    let reaches = communes.map { point.distance(to: Extent.point(of: $0)) + Extent.radiusMetres(of: $0) }
    if let nearest = reaches.min() {
      placement.radiusMetres = max(placement.radiusMetres ?? 0, Extent.rounded(nearest))
    }
  }

  /// A point that stands for the code when distances to it are asked.
  private func representative(_ code: KnownCode) -> Coordinate? {
    gazetteer.mostPopulous(communes(of: code))?.coordinate
  }
}
