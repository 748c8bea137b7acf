import Gazetteer
import Geocoding

/// In which of the buyer's territories a contract's supplier is, as far as its placement tells: a postal code that several
/// communes share does not say that the supplier is in the most populous of them, under whose name it is shown.
struct SupplierWhereabouts {
  enum Membership {
    case inside, possible, outside
  }

  /// What is known of a contract's supplier.
  struct Found {
    var isCommuneKnown: Bool
    /// By territory of the buyer's.
    var memberships: [Membership]
  }

  /// A territory that the buyer is in, by code.
  struct BuyersTerritory {
    let territory: LocalPurchasing.Territory
    let code: String
    let name: String
  }

  /// The territories that are known.
  let territories: [BuyersTerritory]
  private let buyer: Buyer
  private let places: [Place]
  private let gazetteer: Gazetteer?
  /// What was found for the contracts of a place that were placed alike.
  private var known: [Key: Found] = [:]

  private struct Key: Hashable {
    let place: Int
    let method: PlacementMethod?
    let isUnlikely: Bool
  }

  init(_ content: SupplierMapContent, buyer: Buyer) {
    self.buyer = buyer
    places = content.places
    let gazetteer = content.options.gazetteer
    self.gazetteer = gazetteer
    let codes = Self.codes(ofCommune: buyer.citycode, departement: buyer.departement, gazetteer)
    territories = LocalPurchasing.Territory.allCases.compactMap { territory in
      guard let code = codes[territory] else { return nil }
      let name =
        switch territory {
        case .commune: gazetteer?.commune(code)?.name
        case .epci: gazetteer?.epciName(code)
        case .departement: gazetteer?.departement(code)?.name
        case .region: gazetteer?.regionName(code)
        }
      return BuyersTerritory(territory: territory, code: code, name: name ?? code)
    }
  }

  /// Where the supplier of a contract is that was placed so, at this place. O(1) after the first of the place.
  mutating func of(_ quality: PlacementQuality, _ place: Int) -> Found {
    // A score is the chance that the commune is right.
    let key = Key(place: place, method: quality.method, isUnlikely: (quality.score ?? 1) < Self.leastLikely)
    if let found = known[key] { return found }
    let found = find(places[place], key)
    known[key] = found
    return found
  }

  /// From this score on the commune is taken for known.
  private static let leastLikely = 0.5

  private func find(_ place: Place, _ key: Key) -> Found {
    if key.method == .postcode, let sharing = gazetteer?.communes(ofPostcode: place.postcode), sharing.count > 1 {
      let codes = sharing.map {
        Self.codes(
          ofCommune: $0.citycode, departement: Departement.code(ofCitycode: $0.citycode), gazetteer)
      }
      return Found(
        isCommuneKnown: false,
        memberships: territories.map { territory in
          let inside = codes.count { $0[territory.territory] == territory.code }
          return inside == 0 ? .outside : inside == codes.count ? .inside : .possible
        })
    }
    let codes = Self.codes(ofCommune: place.citycode, departement: place.departement, gazetteer)
    let isCommuneKnown =
      switch key.method {
      case .inferred?, .departement?, .collectivity?: false
      default: !key.isUnlikely
      }
    return Found(
      isCommuneKnown: isCommuneKnown || place.departement.isEmpty,
      memberships: territories.map { territory in
        let isInside = codes[territory.territory] == territory.code
        switch territory.territory {
        case .commune, .epci:
          if isCommuneKnown { return isInside ? .inside : .outside }
          let isInDepartement = !place.departement.isEmpty && place.departement == buyer.departement
          return isInside || place.citycode.isEmpty && isInDepartement ? .possible : .outside
        case .departement, .region: return isInside ? .inside : .outside
        }
      })
  }

  /// The codes of what a commune lies in.
  private static func codes(
    ofCommune citycode: String, departement: String, _ gazetteer: Gazetteer?
  ) -> [LocalPurchasing.Territory: String] {
    var codes: [LocalPurchasing.Territory: String] = [:]
    if !citycode.isEmpty {
      let commune = gazetteer?.commune(citycode)
      // An arrondissement of Paris, Lyon or Marseille is in the city.
      codes[.commune] = commune?.parent ?? citycode
      codes[.epci] = commune?.epci
    }
    if !departement.isEmpty {
      codes[.departement] = departement
      codes[.region] = gazetteer?.departement(departement)?.region
    }
    return codes
  }
}
