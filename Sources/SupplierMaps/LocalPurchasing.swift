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
    case to10, to30, to100, beyond
    /// The radius of the position reaches into another ring.
    case uncertain
    case abroad, unplaced

    /// The band of a place at a distance in metres.
    init(distanceMetres: Double, isAbroad: Bool) {
      if isAbroad {
        self = .abroad
        return
      }
      self.init(distanceMetres: distanceMetres)
    }

    private init(distanceMetres: Double) {
      switch distanceMetres {
      case ..<10_000: self = .to10
      case ..<30_000: self = .to30
      case ..<100_000: self = .to100
      default: self = .beyond
      }
    }

    /// The same for a position that is right within a radius.
    init(distanceMetres: Double, isAbroad: Bool, radiusMetres: Int) {
      self.init(distanceMetres: distanceMetres, isAbroad: isAbroad)
      guard self != .abroad else { return }
      let nearest = Band(distanceMetres: max(0, distanceMetres - Double(radiusMetres)))
      let farthest = Band(distanceMetres: distanceMetres + Double(radiusMetres))
      self = nearest == farthest ? nearest : .uncertain
    }

    /// The same in every language, for files that programs read.
    var code: String {
      switch self {
      case .to10: "0-10"
      case .to30: "10-30"
      case .to100: "30-100"
      case .beyond: "100+"
      case .uncertain: "uncertain"
      case .abroad: "abroad"
      case .unplaced: ""
      }
    }
  }

  /// A territory that the buyer is in.
  enum Territory: Int, CaseIterable, Sendable {
    case commune, epci, departement, region
  }

  /// What is bought in a territory of the buyer's.
  struct Inside: Sendable {
    let territory: Territory
    let name: String
    /// From suppliers that are in it.
    var share = Share()
    /// From suppliers that may be in it: no more is known of them than a postal code of several communes, or a département.
    var possible = Share()
  }

  /// Where the distances start.
  let buyer: Buyer
  /// By band, all of them.
  private(set) var bands: [(band: Band, share: Share)]
  /// The territories that are known.
  private(set) var territories: [Inside]
  /// Everything.
  private(set) var all = Share()
  /// Metres, the median over the contracts with a position; where the commune is not known the radius is added. `nil` without
  /// any.
  private(set) var medianMetres: Double?
  /// Metres from the buyer to each place.
  let distances: [Double]

  /// Counts the contracts; `nil` without a buyer. O(rows).
  init?(_ content: SupplierMapContent) {
    guard let buyer = content.options.buyer else { return nil }
    self.buyer = buyer
    let distances = content.distancesToBuyer
    self.distances = distances
    var whereabouts = SupplierWhereabouts(content, buyer: buyer)
    bands = Band.allCases.map { ($0, Share()) }
    territories = whereabouts.territories.map { Inside(territory: $0.territory, name: $0.name) }
    var bandSuppliers = Array(repeating: Set<Int>(), count: bands.count)
    var territorySuppliers = Array(repeating: (inside: Set<Int>(), possible: Set<Int>()), count: territories.count)
    var suppliers: Set<Int> = []
    var reaches: [Double] = []
    for contract in content.contracts {
      var band: Band = contract.status == .foreign ? .abroad : .unplaced
      if let place = contract.place {
        let found = whereabouts.of(contract.quality, place)
        let radiusMetres = found.isCommuneKnown ? 0 : contract.quality.radiusMetres
        band = Band(
          distanceMetres: distances[place], isAbroad: content.places[place].departement.isEmpty,
          radiusMetres: radiusMetres)
        reaches.append(distances[place] + Double(radiusMetres))
        for (index, membership) in found.memberships.enumerated() {
          switch membership {
          case .inside:
            territories[index].share.add(contract)
            territorySuppliers[index].inside.insert(contract.supplier)
          case .possible:
            territories[index].possible.add(contract)
            territorySuppliers[index].possible.insert(contract.supplier)
          case .outside: break
          }
        }
      }
      bands[band.rawValue].share.add(contract)
      bandSuppliers[band.rawValue].insert(contract.supplier)
      all.add(contract)
      suppliers.insert(contract.supplier)
    }
    for index in bands.indices { bands[index].share.suppliers = bandSuppliers[index].count }
    for index in territories.indices {
      territories[index].share.suppliers = territorySuppliers[index].inside.count
      territories[index].possible.suppliers = territorySuppliers[index].possible.count
    }
    all.suppliers = suppliers.count
    reaches.sort()
    if !reaches.isEmpty { medianMetres = reaches[reaches.count / 2] }
  }
}

extension LocalPurchasing.Share {
  fileprivate mutating func add(_ contract: Contract) {
    contracts += 1
    total.add(contract.amount)
  }
}
