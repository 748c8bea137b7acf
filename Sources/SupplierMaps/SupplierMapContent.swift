import Geocoding
import Geodesy
import Glibc
import MapLayers
import SpatialAnalysis

/// What a map of suppliers shows, ready to be written as files.
///
/// Order everywhere: suppliers, places and contracts by their first row in the table.
public struct SupplierMapContent: Sendable {
  /// Rows taken.
  public internal(set) var rowCount = 0
  /// Holders that rows name beside their first.
  public internal(set) var furtherHolderCount = 0
  /// How many of these have a place.
  public internal(set) var placedFurtherHolderCount = 0
  /// Contracts: the rows, but a contract of several holders once.
  public internal(set) var contractCount = 0
  /// Rows that have a position.
  public internal(set) var placedRowCount = 0
  /// Rows by what became of them; statuses that did not occur are absent.
  public internal(set) var rowCountByStatus: [PlacementStatus: Int] = [:]

  /// Rows by what was put right or remarked in them.
  public internal(set) var rowCountByNote: [PlacementNote.Code: Int] = [:]

  let options: SupplierMapOptions
  let words: MapWords
  var contracts: [Contract] = []
  var suppliers: [Supplier] = []
  var places: [Place] = []
  var categories = CategoryCatalogue()
  var unplaced = UnplacedRows()
  /// Contracts of one supplier at one place, by first row; contracts without a place are in none.
  private(set) var supplierPlaces: [SupplierPlace] = []
  /// Indexes into ``supplierPlaces`` for each place.
  private(set) var supplierPlacesByPlace: [[Int]] = []
  /// Categories in the order in which readers expect them.
  private(set) var categoryOrder: [Int] = []
  /// For each category its place in that order.
  private var categoryRank: [Int] = []
  /// The names of the categories in that order; empty for that of rows without a kind.
  private var categoryNamesByRank: [String] = []
  /// Metres from the buyer to each place; empty without a buyer.
  private(set) var distancesToBuyer: [Double] = []
  /// True when a directory of companies told sectors or sizes.
  private(set) var describesCompanies = false
  /// Suppliers with at least one row, placed or not.
  public private(set) var supplierCount = 0

  init(options: SupplierMapOptions) {
    self.options = options
    words = MapWords(language: options.language)
  }

  /// The map's title, on one line.
  var title: String { options.title.isEmpty ? words.defaultTitle : DisplayText.oneLine(options.title) }

  /// Positions that hold at least one supplier.
  public var placeCount: Int { places.count }

  /// Kinds of contract, those rows without one not counted.
  public var categoryNames: [String] {
    categoryOrder.map { categories.categories[$0] }.filter { !$0.key.isEmpty }.map(\.name)
  }

  /// One supplier at one place.
  struct SupplierPlace: Sendable {
    let supplier: Int
    let place: Int
    var contracts: [Int]
    /// Where the supplier is shown when not at its place; see ``SupplierMapOptions/spreadsSuppliers``.
    var displayed: Coordinate?
  }

  /// Groups the contracts; called once, when all are there. O(rows).
  mutating func index() {
    struct Pair: Hashable {
      let supplier: Int
      let place: Int
    }
    categoryOrder = categories.order
    categoryRank = Array(repeating: 0, count: categoryOrder.count)
    for (rank, category) in categoryOrder.enumerated() { categoryRank[category] = rank }
    categoryNamesByRank = categoryOrder.map { categories.categories[$0] }.map { $0.key.isEmpty ? "" : $0.name }
    if let buyer = options.buyer { distancesToBuyer = places.map { $0.coordinate.distance(to: buyer.coordinate) } }
    describesCompanies = suppliers.contains { !$0.activity.isEmpty || !$0.sizeClass.isEmpty }
    var known: [Pair: Int] = [:]
    var seen = Array(repeating: false, count: suppliers.count)
    supplierPlacesByPlace = Array(repeating: [], count: places.count)
    for (index, contract) in contracts.enumerated() {
      if !seen[contract.supplier] {
        seen[contract.supplier] = true
        supplierCount += 1
      }
      guard let place = contract.place else { continue }
      let pair = Pair(supplier: contract.supplier, place: place)
      if let group = known[pair] {
        supplierPlaces[group].contracts.append(index)
      } else {
        known[pair] = supplierPlaces.count
        supplierPlacesByPlace[place].append(supplierPlaces.count)
        supplierPlaces.append(SupplierPlace(supplier: contract.supplier, place: place, contracts: [index]))
      }
    }
    if options.spreadsSuppliers { spreadSuppliers() }
  }

  /// Gives every supplier that shares its position a displayed one.
  private mutating func spreadSuppliers() {
    for (place, groups) in supplierPlacesByPlace.enumerated() where groups.count > 1 {
      guard let radius = spreadRadiusMetres(place) else { continue }
      let positions = SunflowerSpread.positions(
        count: groups.count, around: places[place].coordinate, radiusMetres: radius)
      for (group, position) in zip(groups, positions) { supplierPlaces[group].displayed = position }
    }
  }

  /// The name to show: the company's, else its number, else its place.
  func displayName(supplier: Int, place: Int) -> String {
    if options.groupBy == .place { return places[place].label }
    if !suppliers[supplier].name.isEmpty { return suppliers[supplier].name }
    if !suppliers[supplier].code.isEmpty { return suppliers[supplier].code }
    let siret = suppliers[supplier].siret
    return siret.isEmpty ? places[place].label : "SIRET \(siret)"
  }

  /// The worst of the contracts' placements.
  func quality(_ contractIndexes: [Int]) -> PlacementQuality? {
    guard let first = contractIndexes.first else { return nil }
    return contractIndexes.dropFirst().reduce(contracts[first].quality) { $0.worse(contracts[$1].quality) }
  }

  /// The contracts' amounts together.
  func total(_ contractIndexes: [Int]) -> AmountTotal {
    var total = AmountTotal()
    for index in contractIndexes { total.add(contracts[index].amount) }
    return total
  }

  /// The contracts' years, ascending.
  func years(_ contractIndexes: [Int]) -> [Int] {
    var years: [Int] = []
    for index in contractIndexes {
      // There are a hundred and fifty at most, and a handful in nearly all tables.
      if let year = contracts[index].date?.year, !years.contains(year) { years.append(year) }
    }
    return years.sorted()
  }

  /// When the data is from: as the options say, else the years of the contracts' dates; empty without either. O(rows).
  var dataDate: String {
    if !options.dataDate.isEmpty { return options.dataDate }
    let years = contracts.lazy.compactMap { $0.date?.year }
    guard let first = years.min(), let last = years.max() else { return "" }
    return first == last ? "\(first)" : "\(first)–\(last)"
  }

  /// Kinds of the contracts with their counts, in the catalogue's order; rows without a kind under an empty name.
  func categoryCounts(_ contractIndexes: [Int]) -> [(name: String, count: Int)] {
    // Nearly all suppliers have contracts of one or two kinds.
    var counts: [(rank: Int, count: Int)] = []
    for index in contractIndexes {
      let rank = categoryRank[contracts[index].category]
      if let known = counts.firstIndex(where: { $0.rank == rank }) {
        counts[known].count += 1
      } else {
        counts.append((rank, 1))
      }
    }
    if counts.count > 1 { counts.sort { $0.rank < $1.rank } }
    return counts.map { (categoryNamesByRank[$0.rank], $0.count) }
  }

  /// The kind of a contract; empty for none.
  func categoryName(ofContract index: Int) -> String { categoryNamesByRank[categoryRank[contracts[index].category]] }

  /// 0 to 1: the logarithm of a number of contracts against that of the most at one place, so that one big supplier does not
  /// make all the others pale. Contracts, not euros: most tables state bands, or nothing.
  func heatWeight(_ count: Int, most: Int) -> Double {
    most <= 0 ? 0 : log1p(Double(count)) / log1p(Double(most))
  }
}
