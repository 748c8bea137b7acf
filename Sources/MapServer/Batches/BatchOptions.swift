import Tables

/// How a form says that its table is to be read, put into the reader's own terms.
struct BatchOptions {
  /// The columns whose text is the question, in order; all that are found when empty.
  var columns: [String]
  /// Columns that hold one thing: the form's field, and the role of the column it names.
  var roleColumns: [(field: String, role: ColumnRole, column: String)]
  var table: TableOptions

  private static let roleFields: [(field: String, role: ColumnRole)] = [
    ("postcode", .postcode), ("citycode", .citycode), ("city", .city), ("lat", .latitude), ("latitude", .latitude),
    ("lon", .longitude), ("long", .longitude), ("longitude", .longitude),
  ]

  /// Reads the fields of a form. Throws a 400 that names the field.
  init(_ upload: TableUpload) throws(ServiceError) {
    columns = upload.all("columns")
    roleColumns = Self.roleFields.compactMap { field, role in
      upload.last(field).map { (field, role, $0) }
    }
    table = TableOptions()
    if let name = upload.last("encoding") {
      guard let encoding = TextEncoding(named: name) else {
        throw ServiceError(.badRequest, "Unknown encoding", "Unable to decode with encoding \"\(name)\".")
      }
      table.encoding = encoding
    }
    if let text = upload.last("delimiter") {
      let bytes = Array(text.utf8)
      guard let byte = text == "\\t" ? 9 : bytes.first, bytes.count == 1 || text == "\\t",
        byte == 9 || (0x20..<0x7F).contains(byte) && byte != 0x22
      else {
        throw .invalid("delimiter", "must be one ASCII character")
      }
      table.delimiter = byte
    }
  }

  /// The layout with the roles that the form asks for: of the columns named alone, when any are; for positions nothing but
  /// the two columns of degrees, and those that filter. Throws a 400 that lists the columns there are.
  func layout(_ found: TableLayout, isReverse: Bool) throws(ServiceError) -> TableLayout {
    try isReverse ? reverseLayout(found) : searchLayout(found)
  }

  /// Whether the columns of degrees are not where a row is, but near to what it may mean: as `lat` and `lon` of a search.
  var hasCentre: Bool {
    let named = roleColumns.map(\.role)
    return named.contains(.latitude) && named.contains(.longitude)
  }

  private func searchLayout(_ found: TableLayout) throws(ServiceError) -> TableLayout {
    var layout = found
    let named = try columns.map { column throws(ServiceError) in try place(of: column, in: found) }
    let isCentre = { (role: ColumnRole?) in hasCentre && (role == .latitude || role == .longitude) }
    if !named.isEmpty || roleColumns.contains(where: { !isCentre($0.role) }) {
      for index in layout.columns.indices where !named.contains(index) { layout.columns[index].role = nil }
    }
    for (_, role, column) in roleColumns {
      let place = try place(of: column, in: found)
      for index in layout.columns.indices where layout.columns[index].role == role { layout.columns[index].role = nil }
      layout.columns[place].role = role
    }
    // Columns of a question that say nothing by their headers or values are read as text that may hold anything.
    var text = layout
    for index in text.columns.indices where isCentre(text.columns[index].role) { text.columns[index].role = nil }
    if !text.hasLocation, let first = named.first(where: { text.columns[$0].role == nil }) ?? named.first {
      layout.columns[first].role = .address
      text.columns[first].role = .address
    }
    guard text.hasLocation else {
      throw ServiceError(
        .badRequest, "No location column",
        "No column says where (postal code, city, address, coordinates); name it with columns. Columns: \(list(found))."
      )
    }
    return layout
  }

  func place(of column: String, in layout: TableLayout) throws(ServiceError) -> Int {
    if let place = layout.columns.firstIndex(where: { $0.header == column || $0.name == column }) { return place }
    throw ServiceError(
      .badRequest, "Unknown column", "Cannot find column '\(column)' in columns [\(list(layout))].")
  }

  func list(_ layout: TableLayout) -> String {
    layout.columns.prefix(Self.columnsListed).map { "'\($0.name)'" }.joined(separator: ", ")
  }

  private static let columnsListed = 50
}

extension BatchOptions {
  private func reverseLayout(_ found: TableLayout) throws(ServiceError) -> TableLayout {
    var layout = found
    for index in layout.columns.indices where ![.latitude, .longitude].contains(layout.columns[index].role) {
      layout.columns[index].role = nil
    }
    for (_, role, column) in roleColumns {
      let place = try place(of: column, in: found)
      for index in layout.columns.indices where layout.columns[index].role == role { layout.columns[index].role = nil }
      layout.columns[place].role = role
    }
    guard layout.column(.latitude) != nil, layout.column(.longitude) != nil else {
      throw ServiceError(
        .badRequest, "No position columns",
        "No columns of latitude and longitude; name them with lat and lon. Columns: \(list(found)).")
    }
    return layout
  }
}
