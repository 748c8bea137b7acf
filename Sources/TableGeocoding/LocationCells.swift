import Geocoding
import Tables

/// Which columns of a table say where, and how their cells become a query.
struct LocationCells: Sendable {
  private let columns: [(role: ColumnRole, index: Int)]
  private let distinguishesCompanies: Bool
  /// The columns when they stand side by side and are compared as they are, so that the row has the key in one piece.
  private let adjacent: ClosedRange<Int>?
  private let keepsZeros: Bool
  /// What tells the keys of one table from those of others that share its cache, whose cells may mean something else.
  private let mark: [UInt8]
  private let kinds: RowKinds
  /// What the table says of its coordinates; `nil` for most tables.
  private let precision: CoordinatePrecision.Columns?
  /// The column of the supplier's kind of number.
  private let identifierKind: Int?
  /// The two columns of a table that says where in these alone.
  private let codeAndCity: (postcode: Int, city: Int)?

  private static let roles: [ColumnRole] = [
    .postcode, .city, .address, .citycode, .siret, .country, .latitude, .longitude,
  ]

  init(_ layout: TableLayout, distinguishesCompanies: Bool, isAlone: Bool = true) {
    self.distinguishesCompanies = distinguishesCompanies
    keepsZeros = layout.column(.postcode)?.keepsZeros ?? false
    columns = Self.roles.compactMap { role in layout.column(role).map { (role, $0.index) } }
    let roles = Self.roles.reduce(UInt8(0)) { $0 << 1 | (layout.column($1) == nil ? 0 : 1) }
    mark = isAlone ? [] : [roles, keepsZeros ? 1 : 0, layout.hasCoordinatesOfCommunes ? 1 : 0]
    let places = columns.map(\.index).sorted()
    precision = CoordinatePrecision.Columns(layout)
    identifierKind = layout.contractColumns.identifierKind
    let isPlain = precision == nil && identifierKind == nil
    let summarizesCompanies = !distinguishesCompanies && columns.contains { $0.role == .siret }
    // Of several tables each may have its columns in another order, and read as numbers or not.
    if isAlone, isPlain, !summarizesCompanies, let first = places.first, let last = places.last,
      last - first == places.count - 1
    {
      adjacent = first...last
    } else {
      adjacent = nil
    }
    kinds = RowKinds(layout)
    let (postcode, city) = (layout.column(.postcode)?.index, layout.column(.city)?.index)
    codeAndCity = isPlain && columns.count == 2 ? postcode.flatMap { code in city.map { (code, $0) } } : nil
  }

  /// Those of several tables, whose rows a remote service may tell apart by their companies.
  static func of(_ layouts: [TableLayout], _ overlay: AnswerOverlay?) -> [LocationCells] {
    layouts.map {
      LocationCells(
        $0, distinguishesCompanies: overlay?.distinguishesCompanies ?? false, isAlone: layouts.count == 1)
    }
  }

  /// Finds the keys of consecutive records: equal keys have equal queries.
  func collect(_ batch: RecordBatch, _ rows: RecordPointers?, from first: Int, into keys: KeyGroup) {
    if let rows, let adjacent,
      keys.takeInPlace(rows, from: first, columns: adjacent, textCount: batch.bytes.count)
    {
      return
    }
    keys.removeAll()
    for record in first..<first + keys.count {
      keys.append(mark)
      var saysNothing = true
      for column in columns {
        let cell = batch.cell(record, column.index)
        if column.role == .siret, !distinguishesCompanies {
          // Company numbers differ on every row; only the country they speak for enters the query.
          let country = country(batch, record, column.index, cell)
          keys.append(country.utf8)
        } else {
          append(cell, batch, record, column.index, to: keys)
        }
        if column.role != .siret, saysNothing, !cell.range.allSatisfy({ batch.bytes[$0] <= 0x20 }) {
          saysNothing = false
        }
        // No UTF-8 text holds this byte, so two rows with different cells never share a key, nor with one in place.
        keys.append(CollectionOfOne(0xFF))
      }
      for column in precision?.places ?? [] {
        append(batch.cell(record, column), batch, record, column, to: keys)
        keys.append(CollectionOfOne(0xFF))
      }
      if let territory = territory(batch, record) { keys.append(territory.rawValue.utf8) }
      // Rows that say nothing of where are told apart by what they are.
      if saysNothing, let found = kinds.find(batch, record) {
        keys.append(found.kind.rawValue.utf8)
        keys.append(found.text.utf8)
      }
      keys.endKey()
    }
  }

  /// Appends a cell's text to the key.
  private func append(
    _ cell: RecordBatch.Cell, _ batch: RecordBatch, _ record: Int, _ column: Int, to keys: KeyGroup
  ) {
    if cell.isPlain {
      batch.bytes.withUnsafeBytes { keys.append(UnsafeRawBufferPointer(rebasing: $0[cell.range])) }
    } else {
      keys.append(batch.text(record, column).utf8)
    }
  }

  /// True for a row that is certainly a record.
  func isRecord(_ rows: RecordPointers?, _ record: Int) -> Bool {
    rows.map { codeAndCity != nil && kinds.isRecord($0, record) } ?? false
  }

  /// The answer to a row that is no record: it has no place, and the note says what it is. `nil` for a record.
  func resolution(ofOther batch: RecordBatch, _ record: Int) -> Resolution? {
    if territory(batch, record) == .abroad, query(batch, record).saysNothing {
      return Resolution(
        Placement(status: .foreign, notes: [PlacementNote(.country, IdentifierTerritory.abroad.rawValue)]))
    }
    guard let found = kinds.find(batch, record), let code = PlacementNote.Code(found.kind) else { return nil }
    return Resolution(Placement(status: .empty, notes: [PlacementNote(code, found.text)]))
  }

  private func country(_ batch: RecordBatch, _ record: Int, _ column: Int, _ cell: RecordBatch.Cell) -> String {
    // A SIRET as it should be needs no reading.
    if cell.range.count == 14, batch.bytes[cell.range].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return "FR" }
    if cell.range.isEmpty { return "" }
    return CompanyNumberWitness.country(of: batch.text(record, column))
  }

  /// Reads the code and the city of a record, when these are all that its table has to say where; `nil` for another table.
  func withCodeAndCity<Result>(
    _ batch: RecordBatch, _ record: Int,
    _ body: (_ postcode: UnsafeBufferPointer<UInt8>, _ city: UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    guard let codeAndCity else { return nil }
    return batch.withText(record, codeAndCity.postcode) { postcode in
      batch.withText(record, codeAndCity.city) { city in body(postcode, city) }
    }
  }

  /// The same, where they stand in the batch; `nil` when one has doubled quotes too.
  func codeAndCity(
    _ rows: RecordPointers, _ record: Int
  ) -> (postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>)? {
    guard let codeAndCity, let postcode = rows.cellInPlace(record, codeAndCity.postcode),
      let city = rows.cellInPlace(record, codeAndCity.city)
    else { return nil }
    return (postcode, city)
  }

  /// What a code and a city mean; `nil` when these need reading.
  func meaning(
    _ postcode: UnsafeBufferPointer<UInt8>, _ city: UnsafeBufferPointer<UInt8>, _ cache: AnswerCache
  ) -> LocationMeaning? {
    cache.meaning(ofPostcode: postcode, city: city, columnKeepsZeros: keepsZeros)
  }

  /// The query of a row.
  func query(_ batch: RecordBatch, _ record: Int) -> LocationQuery {
    var query = LocationQuery(columnKeepsZeros: keepsZeros)
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
    if let precision, query.namesNothing { query.citycode = precision.citycode(batch, record) }
    if let name = territory(batch, record)?.name, query.saysNothing { query.city = name }
    return query
  }

  /// The query of another holder of the row's contract: the row's place is the first one's.
  func query(of holder: HolderColumns, _ batch: RecordBatch, _ record: Int) -> LocationQuery {
    func text(_ column: Int?) -> String { column.map { batch.text(record, $0) } ?? "" }
    var query = LocationQuery(siret: text(holder.number))
    if let name = IdentifierTerritory(kind: text(holder.identifierKind))?.name { query.city = name }
    return query
  }

  /// What the row says of how good its coordinates are; `nil` when it does not.
  func precision(_ batch: RecordBatch, _ record: Int) -> CoordinatePrecision? { precision?.read(batch, record) }

  /// The territory that the kind of the supplier's number speaks for.
  private func territory(_ batch: RecordBatch, _ record: Int) -> IdentifierTerritory? {
    guard let identifierKind else { return nil }
    // Nearly all are SIRETs: no text is made of them.
    let isSiret = batch.withText(record, identifierKind) { $0.count <= 3 || $0[0] & 0xDF == 0x53 }
    return isSiret ? nil : IdentifierTerritory(kind: batch.text(record, identifierKind))
  }
}

extension LocationQuery {
  /// True when nothing names a place, coordinates aside.
  fileprivate var namesNothing: Bool {
    [postcode, city, address, citycode, country].allSatisfy { $0.utf8.allSatisfy { $0 <= 0x20 } }
  }

  /// True when nothing says where, the company number aside.
  fileprivate var saysNothing: Bool {
    namesNothing && latitude.utf8.allSatisfy { $0 <= 0x20 } && longitude.utf8.allSatisfy { $0 <= 0x20 }
  }
}

extension PlacementNote.Code {
  /// The note of a row that is no record; `nil` for a record.
  fileprivate init?(_ kind: RowKind) {
    switch kind {
    case .record: return nil
    case .blank: self = .blankRow
    case .title: self = .sectionTitle
    case .subtotal: self = .subtotal
    case .repeatedHeader: self = .repeatedHeader
    }
  }
}
