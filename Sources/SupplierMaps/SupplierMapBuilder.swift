import Geocoding
import Geodesy
import MapLayers

/// Collects the rows of a table of contracts, and makes the map of their suppliers.
///
///     var builder = SupplierMapBuilder(SupplierMapOptions())
///     for row in rows { builder.add(row) }
///     let content = builder.finish()
///     let file = content.umap()
///
/// Everything is kept in the order of the rows, so that the same rows and options give the same bytes. Memory: one
/// contract per row, with its object's text.
public struct SupplierMapBuilder: Sendable {
  private let options: SupplierMapOptions
  private var content: SupplierMapContent
  private var supplierByIdentity: [SupplierIdentity: Int] = [:]
  private var placeByPosition: [PositionKey: Int] = [:]
  /// The one supplier with a SIRET of a name and commune; `nil` inside when there are several.
  private var numberedSupplier: [NameAndCommune: Int?] = [:]
  /// The contracts of each key, in tables with a row per holder.
  private var contractsByKey: [String: [Int]] = [:]

  /// Shorter numbers of companies are remarks: "NC", "-".
  private static let shortestCode = 5

  /// A builder without rows.
  public init(_ options: SupplierMapOptions) {
    self.options = options
    content = SupplierMapContent(options: options)
  }

  /// Takes one row. O(length of its cells).
  public mutating func add(_ row: ContractRow) {
    let place = placeIndex(row.placement)
    count(row, isPlaced: place != nil)
    let name = Self.text(row.name)
    let supplier = supplierIndex(row, name: name, place: place)
    let contract = Contract(
      rowNumber: row.rowNumber, supplier: supplier, name: name, place: place,
      category: content.categories.add(row.category),
      amount: Amount(row.amount), amountText: Self.text(row.amount),
      date: ContractDate(Mojibake.repaired(row.date) ?? row.date),
      dateText: Self.text(row.date), object: Self.text(row.object), id: Self.text(row.id),
      quality: PlacementQuality(row.placement), status: row.placement.status)
    if !row.contractKey.isEmpty { contractsByKey[row.contractKey, default: []].append(content.contracts.count) }
    content.contracts.append(contract)
  }

  /// Counts a row of the table, or a further holder in one, by what became of it.
  private mutating func count(_ row: ContractRow, isPlaced: Bool) {
    guard !row.isFurtherHolder else {
      content.furtherHolderCount += 1
      if isPlaced { content.placedFurtherHolderCount += 1 }
      return
    }
    content.rowCount += 1
    content.rowCountByStatus[row.placement.status, default: 0] += 1
    guard isPlaced else { return content.unplaced.add(row, options) }
    content.placedRowCount += 1
    guard !row.placement.notes.isEmpty else { return }
    for code in Set(row.placement.notes.map(\.code)) { content.rowCountByNote[code, default: 0] += 1 }
  }

  /// The map's content.
  ///
  /// Rows without a SIRET join the one supplier of their name and commune that has one. Holders of one contract share its
  /// amount; a holder's further rows of it are left out.
  public consuming func finish() -> SupplierMapContent {
    var replacement = Array(content.suppliers.indices)
    for (identity, index) in supplierByIdentity {
      guard case .name(let key) = identity, let numbered = numberedSupplier[key] ?? nil else { continue }
      replacement[index] = numbered
    }
    for index in replacement.indices where replacement[index] != index {
      let joined = content.suppliers[index]
      for (text, count) in joined.spellings { content.suppliers[replacement[index]].count(text, rows: count) }
      content.suppliers[replacement[index]].describe(activity: joined.activity, sizeClass: joined.sizeClass)
    }
    for index in content.contracts.indices {
      content.contracts[index].supplier = replacement[content.contracts[index].supplier]
    }
    if !contractsByKey.isEmpty { shareContracts() }
    content.contractCount = content.contracts.count { !$0.isFurtherHolder }
    content.index()
    return content
  }

  /// Gives each holder of a contract an equal share of its amount, so that sums count it once. The rows of one holder are
  /// states of the contract: the last is kept.
  private mutating func shareContracts() {
    struct Holder: Hashable {
      let supplier: Int
      let place: Int?
    }
    var isLeftOut = Array(repeating: false, count: content.contracts.count)
    for indexes in contractsByKey.values where indexes.count > 1 {
      var lastByHolder: [Holder: Int] = [:]
      for index in indexes {
        let contract = content.contracts[index]
        let holder = Holder(supplier: contract.supplier, place: contract.place)
        if let earlier = lastByHolder.updateValue(index, forKey: holder) { isLeftOut[earlier] = true }
      }
      let kept = indexes.filter { !isLeftOut[$0] }
      for (position, index) in kept.enumerated() {
        content.contracts[index].holders = kept.count
        content.contracts[index].isFurtherHolder = position > 0
        content.contracts[index].amount = content.contracts[index].amount?.share(position, of: kept.count)
      }
    }
    content.contracts = content.contracts.indices.filter { !isLeftOut[$0] }.map { content.contracts[$0] }
  }

  private static func text(_ cell: String) -> String { DisplayText.oneLine(Mojibake.repaired(cell) ?? cell) }

  private mutating func placeIndex(_ placement: Placement) -> Int? {
    guard let coordinate = placement.coordinate, coordinate.isValid else { return nil }
    let key = PositionKey(coordinate)
    if let known = placeByPosition[key] { return known }
    let index = content.places.count
    placeByPosition[key] = index
    content.places.append(Place(coordinate: coordinate, placement: placement))
    return index
  }

  private mutating func supplierIndex(_ row: ContractRow, name: String, place: Int?) -> Int {
    let number = CompanyNumber(row.siret)
    let enterprise = options.bySiren ? EnterpriseNumber(row.siret) : nil
    let (identity, key) = identity(row, name: name, number: number, enterprise: enterprise, place: place)
    let index: Int
    if let known = supplierByIdentity[identity] {
      index = known
    } else {
      index = content.suppliers.count
      supplierByIdentity[identity] = index
      var code = ""
      if case .code(let typed) = identity { code = typed }
      content.suppliers.append(Supplier(siret: number?.digits ?? "", siren: enterprise?.digits ?? "", code: code))
    }
    content.suppliers[index].count(name)
    content.suppliers[index].describe(
      activity: DisplayText.oneLine(row.activity), sizeClass: DisplayText.oneLine(row.sizeClass))
    if identity.isNumber, let key {
      switch numberedSupplier[key] {
      case nil: numberedSupplier[key] = .some(index)
      case .some(let other) where other != index: numberedSupplier[key] = .some(nil)
      default: break
      }
    }
    return index
  }

  private func identity(
    _ row: ContractRow, name: String, number: CompanyNumber?, enterprise: EnterpriseNumber?, place: Int?
  ) -> (SupplierIdentity, NameAndCommune?) {
    switch options.groupBy {
    case .row: return (.row(content.contracts.count), nil)
    case .place: return (place.map(SupplierIdentity.place) ?? .row(content.contracts.count), nil)
    case .supplier: break
    }
    let nameKey = CompanyNameKey(name).text
    let commune = row.placement.citycode.isEmpty ? place.map { "#\($0)" } ?? "" : row.placement.citycode
    let key = nameKey.isEmpty ? nil : NameAndCommune(name: nameKey, commune: commune)
    if let enterprise { return (.enterprise(enterprise), key) }
    if let number, !options.bySiren { return (.number(number), key) }
    if let key { return (.name(key), key) }
    // A foreign VAT number, a RIDET, a TAHITI: without a name it is all that tells suppliers apart.
    let code = String(decoding: CompanyNumber.significant(row.siret), as: UTF8.self)
    return (code.utf8.count >= Self.shortestCode ? .code(code) : .row(content.contracts.count), nil)
  }
}

/// What makes two rows the same supplier's.
enum SupplierIdentity: Hashable, Sendable {
  case number(CompanyNumber)
  case enterprise(EnterpriseNumber)
  case name(NameAndCommune)
  case code(String)
  case place(Int)
  case row(Int)

  /// True for an official number.
  var isNumber: Bool {
    switch self {
    case .number, .enterprise: true
    case .name, .code, .place, .row: false
    }
  }
}

/// A company's normalised name and its commune.
struct NameAndCommune: Hashable, Sendable {
  let name: String
  let commune: String
}

/// A position as files show it: two coordinates that print alike are one place.
struct PositionKey: Hashable, Sendable {
  private let latitude: Int
  private let longitude: Int

  init(_ coordinate: Coordinate) {
    latitude = Int((coordinate.latitude * 1e6).rounded())
    longitude = Int((coordinate.longitude * 1e6).rounded())
  }
}
