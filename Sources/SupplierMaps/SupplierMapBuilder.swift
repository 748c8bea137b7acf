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

  /// A builder without rows.
  public init(_ options: SupplierMapOptions) {
    self.options = options
    content = SupplierMapContent(options: options)
  }

  /// Takes one row. O(length of its cells).
  public mutating func add(_ row: ContractRow) {
    content.rowCount += 1
    content.rowCountByStatus[row.placement.status, default: 0] += 1
    let place = placeIndex(row.placement)
    if place == nil {
      content.unplaced.add(row, language: options.language)
    } else {
      content.placedRowCount += 1
      for code in Set(row.placement.notes.map(\.code)) { content.rowCountByNote[code, default: 0] += 1 }
    }
    let supplier = supplierIndex(row, place: place)
    let contract = Contract(
      rowNumber: row.rowNumber, supplier: supplier, name: Self.text(row.name), place: place,
      category: content.categories.add(row.category),
      amount: Amount(row.amount), amountText: Self.text(row.amount), date: ContractDate(row.date),
      dateText: Self.text(row.date), object: Self.text(row.object), id: Self.text(row.id),
      quality: PlacementQuality(row.placement), status: row.placement.status)
    content.contracts.append(contract)
  }

  /// The map's content.
  ///
  /// Rows without a SIRET join the one supplier of their name and commune that has one.
  public consuming func finish() -> SupplierMapContent {
    var replacement = Array(content.suppliers.indices)
    for (identity, index) in supplierByIdentity {
      guard case .name(let key) = identity, let numbered = numberedSupplier[key] ?? nil else { continue }
      replacement[index] = numbered
    }
    for index in content.contracts.indices {
      content.contracts[index].supplier = replacement[content.contracts[index].supplier]
    }
    content.index()
    return content
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

  private mutating func supplierIndex(_ row: ContractRow, place: Int?) -> Int {
    let name = Self.text(row.name)
    let number = CompanyNumber(row.siret)
    let (identity, key) = identity(row, name: name, number: number, place: place)
    let index: Int
    if let known = supplierByIdentity[identity] {
      index = known
      if content.suppliers[index].name.isEmpty { content.suppliers[index].name = name }
    } else {
      index = content.suppliers.count
      supplierByIdentity[identity] = index
      content.suppliers.append(Supplier(name: name, siret: number?.digits ?? ""))
    }
    if case .number = identity, let key {
      switch numberedSupplier[key] {
      case nil: numberedSupplier[key] = .some(index)
      case .some(let other) where other != index: numberedSupplier[key] = .some(nil)
      default: break
      }
    }
    return index
  }

  private func identity(
    _ row: ContractRow, name: String, number: CompanyNumber?, place: Int?
  ) -> (SupplierIdentity, NameAndCommune?) {
    switch options.groupBy {
    case .row: return (.row(content.rowCount), nil)
    case .place: return (place.map(SupplierIdentity.place) ?? .row(content.rowCount), nil)
    case .supplier: break
    }
    let nameKey = CompanyNameKey(name).text
    let commune = row.placement.citycode.isEmpty ? place.map { "#\($0)" } ?? "" : row.placement.citycode
    let key = nameKey.isEmpty ? nil : NameAndCommune(name: nameKey, commune: commune)
    if let number { return (.number(number), key) }
    return (key.map(SupplierIdentity.name) ?? .row(content.rowCount), key)
  }
}

/// What makes two rows the same supplier's.
enum SupplierIdentity: Hashable, Sendable {
  case number(CompanyNumber)
  case name(NameAndCommune)
  case place(Int)
  case row(Int)
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
