import Gazetteer
import Geodesy

extension Resolver {
  /// A code alone: a postal code's point, a CEDEX's office, an INSEE code, or what lies next to an unknown code.
  func placedByCode(_ reading: LocationReading) -> Resolution? {
    let codes = reading.known
    guard var code = codes.first else { return nil }
    if let known = codes.first(where: { !$0.isUnknown }) { code = known }
    var notes = reading.notes + code.notes
    let isCityUnknown = !reading.city.isEmpty && !reading.isCityFromAddress && reading.named.isEmpty
    if isCityUnknown { notes.append(PlacementNote(.cityUnknown, reading.city)) }
    let isDoubtful = code.shortForm != nil && (isCityUnknown || reading.keepsZeros)
    if let departement = otherDepartement(reading, than: code) {
      return placedByCode(code, beside: departement, notes: notes)
    }
    switch code.meaning {
    case .postal:
      guard var resolution = placedByPostcode(code, notes: notes) else { return nil }
      if isDoubtful {
        resolution.placement.score = min(resolution.placement.score ?? 0, ResolverThresholds.doubtfulZeroScore)
      }
      if Set(codes.filter { !$0.isUnknown }.map { $0.departements.first ?? "" }).count > 1 {
        resolution.placement.score = min(resolution.placement.score ?? 0, ResolverThresholds.contradictionScore)
      }
      return resolution
    case .cedex(let cedex):
      guard var resolution = placedByCedex(cedex, notes: notes) else { return nil }
      if reading.city.isEmpty, !reading.isCedex { weighArrondissement(code.text, against: &resolution) }
      if isDoubtful { resolution.placement.score = ResolverThresholds.doubtfulZeroScore }
      return resolution
    case .unknown:
      var resolution =
        placedByINSEECode(code, notes: notes) ?? placedAsWholeCity(code, reading, notes: notes)
        ?? placedByNeighbours(code, reading, notes: notes)
      if isDoubtful { resolution?.placement.score = ResolverThresholds.doubtfulZeroScore }
      return resolution
    }
  }

  /// The département that a cell names beside a code of another one: "59530 | Creuse".
  private func otherDepartement(_ reading: LocationReading, than code: KnownCode) -> Departement? {
    guard let named = reading.departement, !code.isUnknown, code.shortForm == nil,
      !code.departements.contains(named),
      !code.citycodes.contains(where: { Departement.code(ofCitycode: $0) == named })
    else { return nil }
    return gazetteer.departement(named)
  }

  /// A code beside the name of another département: nothing says which is wrong, so the radius reaches the latter.
  private func placedByCode(
    _ code: KnownCode, beside departement: Departement, notes: [PlacementNote]
  ) -> Resolution? {
    let notes = notes + [PlacementNote(.cityElsewhere, departement.name)]
    var found: Resolution?
    if case .cedex(let cedex) = code.meaning {
      found = placedByCedex(cedex, notes: notes)
    } else {
      found = placedByPostcode(code, notes: notes)
    }
    guard var resolution = found, let point = resolution.placement.coordinate else { return nil }
    let share = (resolution.placement.score ?? 0) * ResolverThresholds.contradictionScore
    resolution.placement.score = (share * 100).rounded() / 100
    let metres = point.distance(to: departement.coordinate)
    resolution.placement.radiusMetres = max(resolution.placement.radiusMetres ?? 0, Extent.rounded(metres))
    return resolution
  }

  private func placedByPostcode(_ code: KnownCode, notes: [PlacementNote]) -> Resolution? {
    let sharing = communes(of: code)
    guard let main = gazetteer.mostPopulous(sharing) else { return nil }
    let areas = sharing.map { commune in
      code.parts[commune.citycode].map { Extent.Area($0, of: commune) } ?? Extent.Area(commune)
    }
    let people = zip(sharing, areas).map { commune, area in commune.population == nil ? 0 : area.people }
    let point = Extent.medianPoint(of: areas) ?? main.coordinate
    let total = people.reduce(0, +)
    let mainPeople = sharing.firstIndex { $0.citycode == main.citycode }.map { people[$0] } ?? 0
    let share = sharing.count == 1 ? 1 : Double(mainPeople) / Double(max(1, total))
    var notes = notes
    if sharing.count > 1 { notes.append(PlacementNote(.communesShareCode, "\(sharing.count)")) }
    var placement = placement(
      at: main, postcode: code.text, method: .postcode,
      score: (min(ResolverThresholds.otherNameScore, share) * 100).rounded() / 100,
      notes: notes)
    placement.type = .postcode
    placement.coordinate = point
    placement.radiusMetres = Extent.rounded(Extent.radiusMetres(around: point, holding: areas))
    return weighed(placement) {
      zip(sharing, people).sorted { ($1.1, $0.0.citycode) < ($0.1, $1.0.citycode) }.map { commune, people in
        candidate(commune, postcode: code.text, score: Double(people) / Double(max(1, total)), .code)
      }
    }
  }

  private func placedByCedex(_ cedex: CedexCode, notes: [PlacementNote]) -> Resolution? {
    guard let commune = cedex.citycode.flatMap(gazetteer.commune) else { return nil }
    let placement = placement(
      at: commune, postcode: cedex.postcode, method: .cedex, score: ResolverThresholds.cedexScore,
      marginMetres: Extent.cedexMarginMetres, notes: notes)
    return weighed(placement) { [candidate(commune, postcode: cedex.postcode, score: placement.score ?? 0, .cedex)] }
  }

  /// 75109 is a CEDEX of the 2e and the INSEE code of the 9e: with nothing beside it either may be meant, so the score is
  /// halved and the radius reaches both.
  private func weighArrondissement(_ code: String, against resolution: inout Resolution) {
    guard Self.cityOfArrondissement(code) != nil, code != resolution.placement.citycode,
      let arrondissement = gazetteer.commune(code)
    else { return }
    let score = ResolverThresholds.cedexScore * ResolverThresholds.contradictionScore
    resolution.placement.score = score
    resolution.placement.notes.append(PlacementNote(.alsoCitycode, arrondissement.name))
    reach([arrondissement], from: &resolution.placement)
    if !resolution.candidates.isEmpty {
      resolution.candidates[0].score = score
      resolution.candidates.append(
        candidate(
          arrondissement, postcode: gazetteer.mainPostcode(ofCommune: code), score: score, .citycode))
    }
  }

  private func placedByINSEECode(_ code: KnownCode, notes: [PlacementNote]) -> Resolution? {
    guard let found = commune(ofCitycode: code.text) else { return nil }
    // A CEDEX too new for the table looks the same: next to a run of CEDEX codes, a village's INSEE code is the less likely.
    let isCorsican = code.text.hasPrefix("2A") || code.text.hasPrefix("2B")
    // Corsica's communes had numbers of 20 until 1976: nobody types these today.
    guard isCorsican || !code.text.hasPrefix("20") else { return nil }
    let nearest = neighbourVotes(code).map(\.nearest).min() ?? .max
    guard
      isCorsican || nearest > ResolverThresholds.citycodeNeighbourSpan
        || (found.commune.population ?? 0) >= ResolverThresholds.citycodeLeastPopulation
    else { return nil }
    let postcode = gazetteer.mainPostcode(ofCommune: found.commune.citycode)
    var placement = placement(
      at: found.commune, postcode: postcode, method: .citycode,
      score: isCorsican ? ResolverThresholds.cityScore : ResolverThresholds.citycodeAloneScore,
      notes: notes + [
        PlacementNote(.citycodeInPostcode, "\(code.text) -> \(postcode.isEmpty ? found.commune.name : postcode)")
      ])
    if let former = found.former {
      place(&placement, in: former, of: found.commune)
    }
    if !isCorsican, let point = placement.coordinate {
      // A slip in a postal code keeps its first digits most often: then it is somewhere in the département.
      let departement = gazetteer.communes(ofDepartement: found.commune.departement).map { Extent.Area($0) }
      placement.radiusMetres = Extent.rounded(Extent.radiusMetres(around: point, holding: departement))
    }
    return weighed(placement) { [candidate(found.commune, postcode: postcode, score: placement.score ?? 0, .citycode)] }
  }

  // MARK: Codes in no table

  /// The city that a code such as 75000 or 69000 is meant for: the département's main town.
  func wholeCity(_ code: KnownCode) -> Commune? {
    guard code.isUnknown, code.text.hasSuffix("000"), let departement = code.departements.first,
      let prefecture = gazetteer.departement(departement)?.prefecture
    else { return nil }
    return gazetteer.commune(prefecture)
  }

  func placedAsWholeCity(_ code: KnownCode, _ reading: LocationReading, notes: [PlacementNote]) -> Resolution? {
    guard let commune = wholeCity(code) else { return nil }
    let placement = placement(
      at: commune, postcode: code.text, method: reading.city.isEmpty ? .inferred : .city,
      score: ResolverThresholds.wholeCityScore,
      notes: notes + [PlacementNote(.wholeCityCode, "\(code.text), \(commune.name)")])
    return weighed(placement) { [candidate(commune, postcode: code.text, score: placement.score ?? 0, .wholeCity)] }
  }

  /// The commune to which the CEDEX codes next to an unknown one belong, when they agree enough.
  private func placedByNeighbours(
    _ code: KnownCode, _ reading: LocationReading, notes: [PlacementNote]
  ) -> Resolution? {
    // A text that names no commune beside a code in no table: an address abroad, most often.
    if reading.isCityFromAddress, !reading.city.isEmpty { return nil }
    let votes = neighbourVotes(code)
    guard let best = votes.first, best.share >= ResolverThresholds.neighbourMajority, best.neighbours.count > 1 else {
      return nil
    }
    let isNext = votes.contains { $0.nearest == 1 }
    // Wide enough for every neighbour's office, and for the companies around it.
    var radius =
      Extent.radiusMetres(
        around: best.commune.coordinate, holding: votes.map { Extent.Area($0.commune) }, share: 1)
      + Extent.cedexMarginMetres
    if !isNext { radius = max(radius, ResolverThresholds.distantNeighbourRadiusMetres) }
    let score =
      isNext && reading.city.isEmpty ? ResolverThresholds.nextCodeScore : ResolverThresholds.distantCodeScore
    var placement = placement(
      at: best.commune, postcode: code.text, method: .inferred, score: score,
      notes: notes + [
        PlacementNote(.codeUnknown, code.text), PlacementNote(.fromNeighbours, best.neighbours.joined(separator: ", ")),
      ])
    placement.radiusMetres = Extent.rounded(radius)
    return weighed(placement) {
      votes.map { candidate($0.commune, postcode: code.text, score: score * $0.share, .neighbouringCodes) }
    }
  }

  /// A commune's part in the votes of an unknown code's neighbours.
  private struct Vote {
    var commune: Commune
    /// Of all votes, 0 to 1.
    var share: Double
    /// The codes that vote for it, nearest first.
    var neighbours: [String]
    /// How far the nearest of them is, in number.
    var nearest: Int
  }

  /// The communes of neighbouring CEDEX codes; a code votes with the inverse of its distance in number.
  private func neighbourVotes(_ code: KnownCode) -> [Vote] {
    guard let number = Int(code.text), !code.departements.isEmpty else { return [] }
    var votes: [String: (weight: Double, neighbours: [String], nearest: Int)] = [:]
    var total = 0.0
    for cedex in gazetteer.cedexCodes(near: code.text, count: ResolverThresholds.neighbourCount) {
      guard let neighbour = Int(cedex.postcode), let citycode = cedex.citycode,
        code.departements.contains(Departement.code(ofCitycode: citycode))
      else { continue }
      let distance = max(1, abs(neighbour - number))
      guard distance <= ResolverThresholds.neighbourSpan else { continue }
      var vote = votes[cityCode(of: citycode)] ?? (0, [], distance)
      vote.weight += 1 / Double(distance)
      vote.neighbours.append(cedex.postcode)
      votes[cityCode(of: citycode)] = vote
      total += 1 / Double(distance)
    }
    return votes.compactMap { citycode, vote -> Vote? in
      gazetteer.commune(citycode).map {
        Vote(commune: $0, share: vote.weight / total, neighbours: vote.neighbours, nearest: vote.nearest)
      }
    }.sorted { ($1.share, $0.commune.citycode) < ($0.share, $1.commune.citycode) }
  }

  /// What an unplaced row may mean, for a person to settle.
  func guesses(_ reading: LocationReading) -> [Candidate] {
    var found: [Candidate] = []
    for code in reading.known where code.isUnknown {
      found += neighbourVotes(code).map {
        candidate($0.commune, postcode: code.text, score: ResolverThresholds.guessScore * $0.share, .neighbouringCodes)
      }
    }
    if !reading.city.isEmpty {
      for named in communesSpelt(reading.city, in: .country).prefix(ResolverThresholds.spellingCandidateCount) {
        guard let commune = gazetteer.commune(named.citycode) else { continue }
        found.append(
          candidate(
            commune, postcode: gazetteer.mainPostcode(ofCommune: commune.citycode),
            score: ResolverThresholds.guessScore, .spelling))
      }
    }
    return Array(found.prefix(ResolverThresholds.candidateCount))
  }
}
