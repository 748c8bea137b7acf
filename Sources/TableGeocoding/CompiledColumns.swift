import Gazetteer
import Tables

/// The columns of one or several tables put together: matched by role, then by header.
struct CompiledColumns {
  /// One column of the compiled table.
  struct Column {
    /// The header as first written.
    var header: String
    var role: ColumnRole?
    /// For each table, the place of the column in it; `nil` where it has none.
    var places: [Int?]
  }

  /// In the order in which they first occur.
  private(set) var columns: [Column] = []

  init(_ layouts: [TableLayout]) {
    for (table, layout) in layouts.enumerated() {
      for column in layout.columns {
        let match = columns.firstIndex { known in
          known.places.count <= table && Self.isSame(known, column)
        }
        if let match {
          pad(match, to: table)
          columns[match].places.append(column.index)
        } else {
          columns.append(
            Column(
              header: column.header, role: column.role,
              places: Array(repeating: nil, count: table) + [column.index]))
        }
      }
    }
    for index in columns.indices { pad(index, to: layouts.count) }
  }

  private mutating func pad(_ index: Int, to count: Int) {
    while columns[index].places.count < count { columns[index].places.append(nil) }
  }

  private static func isSame(_ known: Column, _ column: TableColumn) -> Bool {
    if known.role != nil || column.role != nil { return known.role == column.role }
    return !known.header.isEmpty && PlaceNameKey(known.header) == PlaceNameKey(column.header)
  }
}
