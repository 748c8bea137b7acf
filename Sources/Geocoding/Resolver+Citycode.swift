import Gazetteer
import Geodesy

extension Resolver {
  /// The code of the INSEE column, weighed against the postal code and the city beside it: of three witnesses the two
  /// that agree are followed, and of two that contradict each other the city when it lies in the INSEE code's
  /// département, else the INSEE code.
  func placedByCitycode(_ query: LocationQuery, _ reading: LocationReading) -> Resolution? {
    let typed = query.citycode.trimmingSpaces.uppercased()
    guard !typed.isEmpty, !(reading.isForeign && reading.country?.source == .column) else { return nil }
    var code = typed.hasSuffix(".0") ? String(typed.dropLast(2)) : typed
    var notes: [PlacementNote] = []
    if code.utf8.count == 4, code.utf8.allSatisfy(\.isDigit) {
      notes.append(PlacementNote(.leadingZero, "\(code) -> 0\(code)"))
      code = "0" + code
    }
    guard let found = commune(ofCitycode: code), !isRatherPostcode(code, found.former, reading) else {
      return placedByPostcodeInCitycode(code, reading)
    }
    var witness = CitycodeWitness(
      code: code, commune: arrondissement(of: found.commune, reading) ?? found.commune, former: found.former,
      notes: notes)
    weighCity(reading, &witness)
    weighPostcodes(reading, &witness)
    guard !witness.otherPlaces.isEmpty || !witness.otherCodes.isEmpty else {
      return followed(witness, reading, score: ResolverThresholds.exactScore)
    }
    if let moved = placedByPostcodeOfWitness(witness, reading) { return moved }
    switch (witness.otherPlaces.isEmpty, witness.otherCodes.isEmpty) {
    case (false, false): return placedByMajority(against: witness, reading) ?? placedBesideOtherCity(witness, reading)
    case (true, _): return placedBesideOtherPostcode(witness, reading)
    case (_, true): return placedBesideOtherCity(witness, reading)
    }
  }

  /// What the INSEE column says, and what the other cells say of it.
  private struct CitycodeWitness {
    /// Five characters.
    var code: String
    /// Its commune of today; of Paris, Lyon and Marseille the arrondissement where the other cells name one.
    var commune: Commune
    var former: FormerCommune?
    var notes: [PlacementNote]
    /// The city's text names the commune.
    var isNamed = false
    /// The communes that the city's text names instead.
    var otherPlaces: [OtherPlace] = []
    /// The postal code is the commune's.
    var hasPostcode = false
    /// The postal codes that are not the commune's.
    var otherCodes: [KnownCode] = []
  }

  private typealias OtherPlace = (named: NamedCommune, commune: Commune)

  /// 75019 is a postal code of Paris, and was Châtenay-Malabry's INSEE code until 1968.
  private func isRatherPostcode(_ code: String, _ former: FormerCommune?, _ reading: LocationReading) -> Bool {
    former != nil && reading.city.isEmpty && reading.known.isEmpty && !gazetteer.communes(ofPostcode: code).isEmpty
  }

  /// A postal code in the INSEE code's place, where the row has no other.
  private func placedByPostcodeInCitycode(_ code: String, _ reading: LocationReading) -> Resolution? {
    guard reading.known.isEmpty, code.utf8.count == 5 else { return nil }
    var moved = reading
    moved.codes = [CellReading.Code(text: code, form: .full)]
    moved.known = knownCodes(moved)
    guard moved.known.contains(where: { !$0.isUnknown }) else { return nil }
    moved.notes.append(PlacementNote(.postcodeInCitycode, code))
    return placedByCodeAndCity(moved) ?? placedByCode(moved)
  }

  /// The arrondissement that the postal code and the city name beside the INSEE code of all Paris, Lyon or Marseille;
  /// `nil` when they name none, or not one.
  private func arrondissement(of city: Commune, _ reading: LocationReading) -> Commune? {
    guard Self.citiesWithArrondissements.contains(city.citycode) else { return nil }
    let byName = Set(reading.named.map(\.citycode)).filter { Self.cityOfArrondissement($0) == city.citycode }
    let byCode = Set(reading.known.flatMap(\.citycodes)).filter { Self.cityOfArrondissement($0) == city.citycode }
    let meant = byName.isEmpty ? byCode : byCode.isEmpty ? byName : byName.intersection(byCode)
    return meant.count == 1 ? meant.first.flatMap(gazetteer.commune) : nil
  }

  // MARK: Weighing

  /// True for one commune, and for an arrondissement and its city.
  private func isPart(_ citycode: String, of commune: Commune) -> Bool {
    citycode == commune.citycode || citycode == commune.parent
      || Self.cityOfArrondissement(citycode) == commune.citycode
  }

  /// Whether the city's text names the commune, another one, or nothing that is known.
  private func weighCity(_ reading: LocationReading, _ witness: inout CitycodeWitness) {
    let own = witness.commune
    for text in [reading.city, reading.otherCity] where !text.isEmpty {
      let named = communes(named: text, in: reading)
      if named.contains(where: { isPart($0.citycode, of: own) }) || isSpelling(text, of: own, named) {
        witness.isNamed = true
        return
      }
    }
    guard !reading.city.isEmpty else { return }
    var named = reading.named
    if named.isEmpty, !reading.isCityFromAddress {
      named = communesSpelt(reading.city, key: reading.key, in: .departements([own.departement]))
        .filter { $0.kind == .name && $0.edits == 1 }
      if let code = knownCode(witness.code, reading), !code.citycodes.isEmpty,
        let best = speltAmong(code, reading.city, reading.key)
      {
        // "59605 Maubege": a CEDEX's city, misspelt.
        named = [best.named]
      }
      if named.isEmpty { witness.notes.append(PlacementNote(.cityUnknown, reading.city)) }
    }
    let places = named.compactMap { entry in gazetteer.commune(entry.citycode).map { (entry, $0) } }
    witness.otherPlaces = places.filter { isOther($0, witness, reading) }
  }

  /// Whether a commune that the city's text names speaks against the INSEE code.
  private func isOther(_ place: OtherPlace, _ witness: CitycodeWitness, _ reading: LocationReading) -> Bool {
    let own = witness.commune
    let isInDepartement = place.commune.departement == own.departement
    // A CEDEX names its delivery office's town.
    if reading.isCedex || place.named.kind == .cedex,
      own.coordinate.distance(to: place.commune.coordinate) <= ResolverThresholds.neighbouringCityMetres
    {
      return false
    }
    if reading.isCityFromAddress {
      // Any text may stand in an address: it has to agree with another cell, or be likely.
      return isInDepartement && place.named.kind == .name
        || reading.known.contains { $0.citycodes.contains { isPart($0, of: place.commune) } }
    }
    return switch place.named.kind {
    case .name, .arrondissement: true
    // Small places have such names all over the country.
    case .label, .former: isInDepartement
    case .locality, .cedex: false
    }
  }

  /// "St Maur" for Saint-Maur-des-Fossés, "Mondrepui" for Mondrepuis; not the exact name of another commune of today that
  /// is only like this one's.
  private func isSpelling(_ text: String, of commune: Commune, _ named: [NamedCommune]) -> Bool {
    let isExactElsewhere = named.contains { $0.kind == .name || $0.kind == .arrondissement }
    let own = [commune.citycode] + (commune.parent.map { [$0] } ?? [])
    if let best = speltAmong(own, text) { return !isExactElsewhere || best.named.edits <= 1 }
    guard isExactElsewhere else { return abridged(text, [commune]) != nil }
    let key = PlaceNameKey(text).text
    return key.utf8.count >= Self.leastAbridged && PlaceNameKey(commune.name).text.hasPrefix(key)
  }

  /// Whether a postal code is the commune's, or that of a place from which a CEDEX may serve it.
  private func weighPostcodes(_ reading: LocationReading, _ witness: inout CitycodeWitness) {
    let own = witness.commune
    for code in reading.known {
      if code.text == witness.code || code.citycodes.contains(where: { isPart($0, of: own) })
        || code.isUnknown && commune(ofCitycode: code.text)?.commune.citycode == own.citycode
      {
        witness.hasPostcode = true
        witness.otherCodes = []
        return
      }
      let isOther =
        switch code.meaning {
        case .postal: true
        case .cedex:
          communes(of: code).contains {
            $0.coordinate.distance(to: own.coordinate) > ResolverThresholds.neighbouringCityMetres
          }
        case .unknown: !code.departements.isEmpty && !code.departements.contains(own.departement)
        }
      if isOther { witness.otherCodes.append(code) }
    }
  }

  // MARK: Following

  /// The commune of the INSEE code.
  private func followed(_ witness: CitycodeWitness, _ reading: LocationReading, score: Double) -> Resolution {
    let code = reading.known.first { $0.citycodes.contains(witness.commune.citycode) }
    let isCedex = if case .cedex? = code?.meaning { witness.commune.parent != nil } else { false }
    var placement = placement(
      at: witness.commune, postcode: code?.text ?? "", method: .citycode, score: score,
      marginMetres: isCedex ? Extent.cedexMarginMetres : 0, notes: witness.notes)
    if let former = witness.former {
      place(&placement, in: former, of: witness.commune)
      noteFormer(former, in: &placement)
    }
    return weighed(placement) {
      [candidate(witness.commune, postcode: placement.postcode, score: score, .citycode)]
        + witness.otherPlaces.map { place in
          candidate(
            place.commune, postcode: gazetteer.mainPostcode(ofCommune: place.commune.citycode), score: 1 - score, .name)
        }
    }
  }

  /// The digits of a postal code or CEDEX in the INSEE column, which the city or the postal code confirms: "59605 |
  /// Maubeuge" is no Uxem.
  private func placedByPostcodeOfWitness(_ witness: CitycodeWitness, _ reading: LocationReading) -> Resolution? {
    guard let code = knownCode(witness.code, reading), !code.isUnknown else { return nil }
    let others = witness.otherPlaces.map(\.commune) + witness.otherCodes.flatMap { communes(of: $0) }
    guard code.citycodes.contains(where: { own in others.contains { isPart(own, of: $0) } }) else { return nil }
    var moved = reading
    moved.notes.append(PlacementNote(.postcodeInCitycode, witness.code))
    if witness.otherCodes.isEmpty { moved.known = [code] }
    return placedByCodeAndCity(moved) ?? placedByCode(moved)
  }

  private func knownCode(_ text: String, _ reading: LocationReading) -> KnownCode? {
    guard text.utf8.count == 5 else { return nil }
    var own = reading
    own.codes = [CellReading.Code(text: text, form: .full)]
    return knownCodes(own).first
  }

  /// What the postal code and the city say together against the INSEE code; `nil` when these two disagree as well.
  private func placedByMajority(against witness: CitycodeWitness, _ reading: LocationReading) -> Resolution? {
    guard var other = placedByCodeAndCity(reading), other.placement.status == .ok,
      let score = other.placement.score, score > ResolverThresholds.contradictionScore
    else { return nil }
    other.placement.score = min(score, ResolverThresholds.majorityScore)
    other.placement.notes.append(elsewhere(witness))
    other.candidates.append(candidate(witness.commune, postcode: "", score: 1 - score, .citycode))
    return other
  }

  private func elsewhere(_ witness: CitycodeWitness) -> PlacementNote {
    PlacementNote(.citycodeElsewhere, "\(witness.code) \(witness.commune.name)")
  }

  /// The INSEE code beside a postal code that its commune does not have.
  private func placedBesideOtherPostcode(_ witness: CitycodeWitness, _ reading: LocationReading) -> Resolution? {
    // A name that a commune of the code bears too confirms neither.
    let other = witness.isNamed ? placedByCodeAndCity(reading)?.placement : nil
    let isConfirmed =
      witness.isNamed
      && !(other?.status == .ok && (other?.method == .postcodeAndCity || other?.method == .cedex)
        && other?.citycode != witness.commune.citycode)
    var resolution = followed(
      witness, reading,
      score: isConfirmed ? ResolverThresholds.majorityScore : ResolverThresholds.contradictionScore)
    let codes = witness.otherCodes.map(\.text).joined(separator: ", ")
    resolution.placement.notes.append(PlacementNote(.postcodeElsewhere, codes))
    if !isConfirmed {
      if let citycode = other?.citycode, let commune = gazetteer.commune(citycode) {
        reach([commune], from: &resolution.placement)
      } else {
        for code in witness.otherCodes { reach(code, from: &resolution.placement) }
      }
    }
    return resolution
  }

  /// Widens a radius to a postal code: to the nearest of its communes, or to the chief town of its département.
  private func reach(_ code: KnownCode, from placement: inout Placement) {
    let own = communes(of: code)
    guard own.isEmpty else { return reach(own, from: &placement) }
    let towns = code.departements.compactMap { gazetteer.departement($0)?.prefecture }.compactMap(gazetteer.commune)
    reach(towns, from: &placement)
  }

  /// The INSEE code beside the name of another commune.
  private func placedBesideOtherCity(_ witness: CitycodeWitness, _ reading: LocationReading) -> Resolution? {
    let places = witness.otherPlaces
    if witness.hasPostcode {
      let sharing = places.filter { place in
        reading.known.contains { $0.citycodes.contains { isPart($0, of: place.commune) } }
      }
      guard sharing.isEmpty else { return placed(at: sharing, beside: witness, reading) }
      var resolution = followed(witness, reading, score: ResolverThresholds.majorityScore)
      resolution.placement.notes.append(PlacementNote(.cityElsewhere, reading.city))
      return resolution
    }
    let repaired = places.filter {
      EditDistance.between(Array(witness.code.utf8), Array($0.commune.citycode.utf8), limit: 1) != nil
    }
    if repaired.count == 1, witness.otherCodes.isEmpty { return placedByRepair(repaired[0], of: witness, reading) }
    let own = places.filter { $0.commune.departement == witness.commune.departement }
    guard own.isEmpty else { return placed(at: own, beside: witness, reading) }
    var resolution = followed(witness, reading, score: ResolverThresholds.contradictionScore)
    resolution.placement.notes.append(PlacementNote(.cityElsewhere, reading.city))
    reach(places.map(\.commune), from: &resolution.placement)
    for code in witness.otherCodes { reach(code, from: &resolution.placement) }
    return resolution
  }

  /// The named commune nearest to that of the INSEE code, with a radius that reaches the latter.
  private func placed(
    at places: [OtherPlace], beside witness: CitycodeWitness, _ reading: LocationReading
  ) -> Resolution? {
    let from = witness.commune.coordinate
    guard
      let best = places.min(by: {
        from.distance(to: $0.commune.coordinate) < from.distance(to: $1.commune.coordinate)
      })
    else { return nil }
    let code = reading.known.first { $0.citycodes.contains(best.commune.citycode) }
    let score = ResolverThresholds.contradictionScore
    var placement = placement(
      at: best.commune, postcode: code?.text ?? "", method: code == nil ? .city : .postcodeAndCity, score: score,
      notes: reading.notes)
    describe(best.named, typed: reading.city, of: best.commune, in: &placement)
    placement.notes.append(elsewhere(witness))
    reach([witness.commune], from: &placement)
    for code in witness.otherCodes { reach(code, from: &placement) }
    return weighed(placement) {
      [
        candidate(best.commune, postcode: placement.postcode, score: score, .name),
        candidate(witness.commune, postcode: "", score: score, .citycode),
      ]
    }
  }

  /// The named commune whose INSEE code is the typed one but for a digit or two swapped ones.
  private func placedByRepair(
    _ place: OtherPlace, of witness: CitycodeWitness, _ reading: LocationReading
  ) -> Resolution {
    let score = ResolverThresholds.repairedScore
    var placement = placement(
      at: place.commune, postcode: "", method: .citycode, score: score,
      notes: reading.notes + [PlacementNote(.codeRepaired, "\(witness.code) -> \(place.commune.citycode)")])
    describe(place.named, typed: reading.city, of: place.commune, in: &placement)
    return weighed(placement) {
      [
        candidate(place.commune, postcode: placement.postcode, score: score, .repairedCode),
        candidate(witness.commune, postcode: "", score: 1 - score, .citycode),
      ]
    }
  }
}
