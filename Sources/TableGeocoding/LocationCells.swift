import Geocoding
import Tables

/// Which columns of a table say where, and how their cells become a query.
struct LocationCells {
  private let columns: [(role: ColumnRole, index: Int)]
  private let distinguishesCompanies: Bool

  private static let roles: [ColumnRole] = [
    .postcode, .city, .address, .citycode, .siret, .country, .latitude, .longitude,
  ]

  init(_ layout: TableLayout, distinguishesCompanies: Bool) {
    self.distinguishesCompanies = distinguishesCompanies
    columns = Self.roles.compactMap { role in layout.column(role).map { (role, $0.index) } }
  }

  /// Collects the cells of a row, one behind the other and apart, into a key: equal keys have equal queries.
  func collect(_ batch: RecordBatch, _ record: Int, into key: inout [UInt8]) {
    key.removeAll(keepingCapacity: true)
    for column in columns {
      let cell = batch.cell(record, column.index)
      if column.role == .siret, !distinguishesCompanies {
        // Company numbers differ on every row; only the country they speak for enters the query.
        key.append(contentsOf: CompanyNumberWitness.country(of: batch.text(record, column.index)).utf8)
      } else if cell.isPlain {
        batch.bytes.withUnsafeBufferPointer { key.append(contentsOf: UnsafeBufferPointer(rebasing: $0[cell.range])) }
      } else {
        batch.appendText(record, column.index, to: &key)
      }
      // No UTF-8 text holds this byte, so two rows with different cells never share a key.
      key.append(0xFF)
    }
  }

  /// The query of a row.
  func query(_ batch: RecordBatch, _ record: Int) -> LocationQuery {
    var query = LocationQuery()
    for column in columns {
      let text = batch.text(record, column.index)
      switch column.role {
      case .postcode: query.postcode = text
      case .city: query.city = text
      case .address: query.address = text
      case .citycode: query.citycode = text
      case .siret: query.siret = text
      case .country: query.country = text
      case .latitude: query.latitude = text
      case .longitude: query.longitude = text
      default: break
      }
    }
    return query
  }
}
