import Gazetteer
import Geodesy

extension Gazetteer {
  /// "59, Nord, Hauts-de-France": the national geocoder's context of a département.
  func context(ofDepartement code: String) -> String {
    guard let departement = departementName(code) else { return "" }
    let region = departement.region.flatMap(regionName)
    return [code, departement.name, region].compactMap { $0 }
      .reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      .joined(separator: ", ")
  }

  /// The most populous of some communes; the first of equals.
  func mostPopulous(_ communes: [Commune]) -> Commune? {
    communes.max { ($0.population ?? 0, $1.citycode) < ($1.population ?? 0, $0.citycode) }
  }
}

extension Resolver {
  /// A placement at a commune's point. What follows from the commune alone is kept for the next time.
  func placement(
    at commune: Commune, postcode: String, method: PlacementMethod, score: Double, marginMetres: Double = 0,
    part: CommunePart? = nil, notes: [PlacementNote]
  ) -> Placement {
    var placement = placement(at: commune)
    placement.method = method
    placement.score = score
    if !notes.isEmpty { placement.notes = notes }
    if marginMetres != 0 || part != nil { put(&placement, at: part, of: commune, marginMetres: marginMetres) }
    if !postcode.isEmpty, postcode != placement.postcode {
      placement.postcode = postcode
      placement.label = "\(postcode) \(placement.city)"
    }
    return placement
  }

  /// What a placement at a commune's point has whatever led there; worked out once.
  private func placement(at commune: Commune) -> Placement {
    guard let number = Commune.number(ofCitycode: commune.citycode) else { return newPlacement(at: commune) }
    return indexes.communePlacements.value(number) { newPlacement(at: commune) }
  }

  private func newPlacement(at commune: Commune) -> Placement {
    newPlacement(
      at: commune, part: nil, postcode: gazetteer.mainPostcode(ofCommune: commune.citycode),
      in: texts(ofDepartementOf: commune.citycode, Commune.number(ofCitycode: commune.citycode) ?? -1))
  }

  /// The same for an answer that is kept elsewhere. The number is that of the commune's INSEE code.
  func exactPlacement(
    at number: Int, _ citycode: String, part: CommunePart?, postcode: String, method: PlacementMethod, score: Double
  ) -> Placement? {
    gazetteer.withCommune(number, citycode) { commune, mainPostcode in
      var placement = newPlacement(
        at: commune, part: part, postcode: postcode.isEmpty ? mainPostcode : postcode,
        in: texts(ofDepartementOf: citycode, number))
      placement.method = method
      placement.score = score
      return placement
    }
  }

  private func newPlacement(
    at commune: Commune, part: CommunePart?, postcode: String, in departement: ResolverIndexes.DepartementTexts
  ) -> Placement {
    let radius = part.map { Extent.radiusMetres(of: $0, in: commune) } ?? Extent.radiusMetres(of: commune)
    let city = commune.parent.flatMap(gazetteer.commune)
    return Placement(
      coordinate: part?.coordinate ?? Extent.point(of: commune), radiusMetres: Extent.rounded(radius),
      postcode: postcode, city: city?.name ?? commune.name, citycode: commune.citycode,
      district: city == nil ? "" : commune.name, departement: departement.code, context: departement.context)
  }

  private func texts(ofDepartementOf citycode: String, _ number: Int) -> ResolverIndexes.DepartementTexts {
    // Three characters tell the département of every commune.
    indexes.departements.value(number < 0 ? -1 : number / 100) {
      let code = Departement.code(ofCitycode: citycode)
      return ResolverIndexes.DepartementTexts(code: code, context: gazetteer.context(ofDepartement: code))
    }
  }

  /// Gives a placement the point and radius of a commune, or of a part of it.
  func put(_ placement: inout Placement, at part: CommunePart?, of commune: Commune, marginMetres: Double) {
    placement.coordinate = part?.coordinate ?? Extent.point(of: commune)
    let radius = part.map { Extent.radiusMetres(of: $0, in: commune) } ?? Extent.radiusMetres(of: commune)
    placement.radiusMetres = Extent.rounded(radius + marginMetres)
  }

  /// Notes that a row names a former commune, and places it there where that is known.
  func place(
    _ placement: inout Placement, in former: FormerCommune, of commune: Commune, marginMetres: Double = 0
  ) {
    placement.oldCity = former.name
    placement.oldCitycode = former.citycode
    if let part = former.part { put(&placement, at: part, of: commune, marginMetres: marginMetres) }
  }

  func candidate(_ commune: Commune, postcode: String, score: Double, _ reason: Candidate.Reason) -> Candidate {
    Candidate(
      postcode: postcode, city: commune.name, citycode: commune.citycode, coordinate: Extent.point(of: commune),
      score: score, reason: reason)
  }

  /// Notes and names of a former commune or locality by which a commune was found; a former commune has a place of its
  /// own, with the margin that the commune's has.
  func describe(
    _ named: NamedCommune, typed: String, of commune: Commune, marginMetres: Double = 0, in placement: inout Placement
  ) {
    switch named.kind {
    case .former:
      let former = gazetteer.formerCommunes(named.detail)
      let key = PlaceNameKey(typed)
      if let match = former.first(where: { PlaceNameKey($0.name) == key }) ?? former.first {
        place(&placement, in: match, of: commune, marginMetres: marginMetres)
        noteFormer(match, in: &placement)
      }
    case .label where named.edits == 0:
      // La Poste still delivers to the name that a commune bore before it was renamed.
      let key = PlaceNameKey(typed)
      let former = gazetteer.formerCommunes(named.citycode)
      if let match = former.first(where: { PlaceNameKey($0.name) == key }) {
        place(&placement, in: match, of: commune, marginMetres: marginMetres)
        noteFormer(match, in: &placement)
      }
    case .locality where named.edits == 0:
      placement.notes.append(PlacementNote(.locality, "\(named.detail) -> \(placement.city)"))
    default: break
    }
    if named.edits > 0 {
      placement.notes.append(PlacementNote(.spelling, "\(typed) -> \(placement.city)"))
    }
  }

  /// Notes that a commune is a former one, unless today's bears its name.
  func noteFormer(_ former: FormerCommune, in placement: inout Placement) {
    guard former.name != placement.city else { return }
    placement.notes.append(PlacementNote(.formerCommune, "\(former.name) -> \(placement.city)"))
  }
}
