import Gazetteer
import Tables

extension PlaceCodes {
  /// The codes and names of a gazetteer.
  public init(_ gazetteer: Gazetteer) {
    self.init(
      exists: { code, role in !gazetteer.citycodes(of: code, role).isEmpty },
      isOf: { code, role, city in
        let places = gazetteer.places(named: PlaceNameKey(city))
        guard !places.isEmpty else { return nil }
        let own = gazetteer.citycodes(of: code, role)
        return places.contains { own.contains($0.citycode) }
      })
  }
}

extension Gazetteer {
  /// The communes of today that a postal, CEDEX or INSEE code stands for; with an arrondissement its city too.
  fileprivate func citycodes(of code: String, _ role: ColumnRole) -> Set<String> {
    var own: Set<String> = []
    if role == .postcode {
      own.formUnion(communes(ofPostcode: code).map(\.citycode))
      if let citycode = cedexCode(code)?.citycode { own.insert(citycode) }
    } else if commune(code) != nil {
      own.insert(code)
    } else {
      own.formUnion(formerCommunes(code).map(\.current))
    }
    return own.union(own.compactMap { commune($0)?.parent })
  }
}
