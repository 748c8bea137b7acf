import Geocoding
import Geodesy

/// How far from the buyer the suppliers are.
struct LocalPurchasing: Sendable {
  /// A share of the contracts.
  struct Share: Sendable {
    var contracts = 0
    var suppliers = 0
    var total = AmountTotal()
  }

  /// A ring around the buyer.
  enum Band: Int, CaseIterable, Sendable {
    case to10, to30, to100, beyond, abroad, unplaced

    /// The band of a place at a distance in metres.
    init(distanceMetres: Double, of place: Place) {
      if place.departement.isEmpty {
        self = .abroad
        return
      }
      switch distanceMetres {
      case ..<10_000: self = .to10
      case ..<30_000: self = .to30
      case ..<100_000: self = .to100
      default: self = .beyond
      }
    }

    /// The same in every language, for files that programs read.
    var code: String {
      switch self {
      case .to10: "0-10"
      case .to30: "10-30"
      case .to100: "30-100"
      case .beyond: "100+"
      case .abroad: "abroad"
      case .unplaced: ""
      }
    }
  }

  /// A territory that the buyer is in.
  enum Territory: Int, CaseIterable, Sendable {
    case commune, epci, departement, region
  }

  /// Where the distances start.
  let buyer: Buyer
  /// By band, all of them.
  private(set) var bands: [(band: Band, share: Share)]
  /// The territories that are known, with their names and what is bought inside.
  private(set) var territories: [(territory: Territory, name: String, share: Share)]
  /// Everything.
  private(set) var all = Share()
  /// Metres, the median over the contracts with a position; `nil` without any.
  private(set) var medianMetres: Double?
  /// Metres from the buyer to each place.
  let distances: [Double]

  /// Counts the contracts; `nil` without a buyer. O(rows).
  init?(_ content: SupplierMapContent) {
    guard let buyer = content.options.buyer else { return nil }
    self.buyer = buyer
    let distances = content.places.map { $0.coordinate.distance(to: buyer.coordinate) }
    self.distances = distances
    let bandOfPlace = zip(content.places, distances).map { Band(distanceMetres: $1, of: $0) }
    let names = Self.territories(buyer, content)
    let insideOfPlace = content.places.map { Self.territories($0.citycode, departement: $0.departement, content) }
    bands = Band.allCases.map { ($0, Share()) }
    territories = names.map { ($0.territory, $0.name, Share()) }
    var bandSuppliers = Array(repeating: Set<Int>(), count: bands.count)
    var territorySuppliers = Array(repeating: Set<Int>(), count: names.count)
    var suppliers: Set<Int> = []
    for contract in content.contracts {
      let band: Band =
        if let place = contract.place {
          bandOfPlace[place]
        } else if contract.status == .foreign {
          .abroad
        } else {
          .unplaced
        }
      bands[band.rawValue].share.add(contract)
      bandSuppliers[band.rawValue].insert(contract.supplier)
      all.add(contract)
      suppliers.insert(contract.supplier)
      guard let place = contract.place else { continue }
      for (index, name) in names.enumerated() where insideOfPlace[place][name.territory] == name.code {
        territories[index].share.add(contract)
        territorySuppliers[index].insert(contract.supplier)
      }
    }
    for index in bands.indices { bands[index].share.suppliers = bandSuppliers[index].count }
    for index in territories.indices { territories[index].share.suppliers = territorySuppliers[index].count }
    all.suppliers = suppliers.count
    let known = content.contracts.compactMap { $0.place.map { distances[$0] } }.sorted()
    if !known.isEmpty { medianMetres = known[known.count / 2] }
  }

  private static func territories(
    _ buyer: Buyer, _ content: SupplierMapContent
  ) -> [(territory: Territory, code: String, name: String)] {
    let codes = territories(buyer.citycode, departement: buyer.departement, content)
    let gazetteer = content.options.gazetteer
    return Territory.allCases.compactMap { territory in
      guard let code = codes[territory] else { return nil }
      let name =
        switch territory {
        case .commune: gazetteer?.commune(code)?.name
        case .epci: gazetteer?.epciName(code)
        case .departement: gazetteer?.departement(code)?.name
        case .region: gazetteer?.regionName(code)
        }
      return (territory, code, name ?? code)
    }
  }

  /// The codes of what a commune lies in.
  private static func territories(
    _ citycode: String, departement: String, _ content: SupplierMapContent
  ) -> [Territory: String] {
    var codes: [Territory: String] = [:]
    let gazetteer = content.options.gazetteer
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

extension LocalPurchasing.Share {
  fileprivate mutating func add(_ contract: Contract) {
    contracts += 1
    total.add(contract.amount)
  }
}
