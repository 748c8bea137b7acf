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
  /// A placement at a commune's point.
  func placement(
    at commune: Commune, postcode: String, method: PlacementMethod, score: Double, radiusMetres: Double? = nil,
    notes: [PlacementNote]
  ) -> Placement {
    var placement = Placement(status: .ok, notes: notes)
    placement.method = method
    placement.coordinate = commune.coordinate
    placement.score = score
    placement.type = .municipality
    placement.radiusMetres = Extent.rounded(radiusMetres ?? Extent.radiusMetres(of: commune))
    let city = commune.parent.flatMap(gazetteer.commune)
    placement.city = city?.name ?? commune.name
    placement.citycode = commune.citycode
    placement.district = city == nil ? "" : commune.name
    placement.postcode =
      postcode.isEmpty ? gazetteer.postcodes(ofCommune: commune.citycode).first?.postcode ?? "" : postcode
    placement.label = placement.postcode.isEmpty ? placement.city : "\(placement.postcode) \(placement.city)"
    placement.departement = commune.departement
    placement.context = gazetteer.context(ofDepartement: commune.departement)
    return placement
  }

  func candidate(_ commune: Commune, postcode: String, score: Double, _ reason: Candidate.Reason) -> Candidate {
    Candidate(
      postcode: postcode, city: commune.name, citycode: commune.citycode, coordinate: commune.coordinate, score: score,
      reason: reason)
  }

  /// Notes and names of a former commune or locality by which a commune was found.
  func describe(_ named: NamedCommune, typed: String, in placement: inout Placement) {
    switch named.kind {
    case .former:
      let former = gazetteer.formerCommunes(named.detail)
      let key = PlaceNameKey(typed)
      if let match = former.first(where: { PlaceNameKey($0.name) == key }) ?? former.first {
        placement.oldCity = match.name
        placement.oldCitycode = match.citycode
        placement.notes.append(PlacementNote(.formerCommune, "\(match.name) -> \(placement.city)"))
      }
    case .label where named.edits == 0:
      // La Poste still delivers to the name that a commune bore before it was renamed.
      let key = PlaceNameKey(typed)
      let former = gazetteer.formerCommunes(named.citycode)
      if let match = former.first(where: { PlaceNameKey($0.name) == key }) {
        placement.oldCity = match.name
        placement.oldCitycode = match.citycode
        placement.notes.append(PlacementNote(.formerCommune, "\(match.name) -> \(placement.city)"))
      }
    case .locality where named.edits == 0:
      placement.notes.append(PlacementNote(.locality, "\(named.detail) -> \(placement.city)"))
    default: break
    }
    if named.edits > 0 {
      placement.notes.append(PlacementNote(.spelling, "\(typed) -> \(placement.city)"))
    }
  }
}
