import Geodesy
import SQLite

extension GeoPackageWriter {
  /// The features of a table, made when they are asked for: each once, in order.
  public struct Features: Sendable {
    /// How many there are.
    public let count: Int
    let source: Source

    enum Source: Sendable {
      case points(@Sendable (Int) -> PointFeature)
      case areas(@Sendable (Int) -> PolygonFeature)
    }

    /// So many points by their number, from 0.
    public static func points(count: Int, _ feature: @escaping @Sendable (Int) -> PointFeature) -> Features {
      Features(count: count, source: .points(feature))
    }

    /// Points.
    public static func points(_ features: [PointFeature]) -> Features {
      points(count: features.count) { features[$0] }
    }

    /// Polygons of several parts.
    public static func areas(_ features: [PolygonFeature]) -> Features {
      Features(count: features.count, source: .areas { features[$0] })
    }

    /// True when there is nothing to draw.
    public var isEmpty: Bool { count == 0 }

    /// The type of geometry.
    var geometryName: String {
      switch source {
      case .points: "POINT"
      case .areas: "MULTIPOLYGON"
      }
    }
  }

  /// A column of a table.
  struct Column {
    let name: String
    var type: ColumnType
  }

  /// The types of GeoPackage, table 1, that occur.
  enum ColumnType: String {
    case boolean = "BOOLEAN"
    case integer = "INTEGER"
    case real = "REAL"
    case text = "TEXT"

    init(_ value: PropertyValue) {
      switch value {
      case .boolean: self = .boolean
      case .integer: self = .integer
      case .number: self = .real
      case .text, .array, .object: self = .text
      }
    }

    /// The type that holds values of both.
    func joined(with other: ColumnType) -> ColumnType {
      switch (self, other) {
      case (.integer, .real), (.real, .integer): .real
      default: self == other ? self : .text
      }
    }
  }
}

/// The rows of a table. Which columns it has is known only when all features are there, so that values wait as SQLite will have
/// them: texts one after the other in the same memory, cells without the columns that a row lacks.
struct GeoPackageRows {
  /// Every key that occurs, in the order found, with a type that holds all its values.
  private(set) var columns: [GeoPackageWriter.Column] = []
  /// The box of each row; `nil` for an area without corners.
  private(set) var boxes: [BoundingBox?] = []
  private var rows: [Row] = []
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private var columnByName: [String: Int] = [:]
  private var json = JSONWriter()

  private struct Row {
    let geometry: Range<Int>
    /// The end of the row's cells, which begin where those of the row before end.
    var endCell: Int
  }

  private struct Cell {
    let column: UInt32
    let value: SQLitePackedValue
  }

  /// Asks for the features; points that are not valid (`Coordinate.isValid`) are left out.
  init(_ features: GeoPackageWriter.Features) {
    boxes.reserveCapacity(features.count)
    rows.reserveCapacity(features.count)
    switch features.source {
    case .points(let feature):
      for number in 0..<features.count { add(feature(number)) }
    case .areas(let feature):
      for number in 0..<features.count { add(feature(number)) }
    }
  }

  private mutating func add(_ feature: PointFeature) {
    let point = feature.coordinate
    guard point.isValid else { return }
    let start = bytes.count
    GeoPackageGeometry.append(point, to: &bytes)
    add(
      feature.properties, geometry: start..<bytes.count,
      box: BoundingBox(west: point.longitude, south: point.latitude, east: point.longitude, north: point.latitude))
  }

  private mutating func add(_ feature: PolygonFeature) {
    let start = bytes.count
    let box = BoundingBox(around: feature.polygons.lazy.flatMap { $0.lazy.flatMap(\.self) })
    GeoPackageGeometry.append(feature.polygons, box: box, to: &bytes)
    add(feature.properties, geometry: start..<bytes.count, box: box)
  }

  private mutating func add(_ properties: Properties, geometry: Range<Int>, box: BoundingBox?) {
    // Most features have the keys of the one before, in its order.
    var next = 0
    for entry in properties.entries {
      let column = column(entry.key, .init(entry.value), likely: next)
      cells.append(Cell(column: UInt32(column), value: packed(entry.value)))
      next = column + 1
    }
    rows.append(Row(geometry: geometry, endCell: cells.count))
    boxes.append(box)
  }

  /// What holds all features; `nil` when there are none. O(rows).
  var box: BoundingBox? {
    BoundingBox(
      around: boxes.lazy.compactMap(\.self).flatMap { box in
        [Coordinate(latitude: box.south, longitude: box.west), Coordinate(latitude: box.north, longitude: box.east)]
      })
  }

  /// The column of a key, a new one if need be.
  private mutating func column(_ name: String, _ type: GeoPackageWriter.ColumnType, likely: Int) -> Int {
    let isLikely = likely < columns.count && columns[likely].name == name
    guard let column = isLikely ? likely : columnByName[name] else {
      columnByName[name] = columns.count
      columns.append(.init(name: name, type: type))
      return columns.count - 1
    }
    if columns[column].type != type { columns[column].type = columns[column].type.joined(with: type) }
    return column
  }

  /// Lists of texts and numbers as `a, b`, other lists and objects as JSON.
  private mutating func packed(_ value: PropertyValue) -> SQLitePackedValue {
    switch value {
    case .integer(let number): return .integer(number)
    case .number(let number, let decimals): return .real(NumberText.rounded(number, decimals: decimals))
    case .boolean(let isTrue): return .integer(isTrue ? 1 : 0)
    case .text, .array, .object: break
    }
    let start = bytes.count
    if case .array(let values) = value, values.allSatisfy(\.isPlain) {
      for (number, value) in values.enumerated() {
        if number > 0 { bytes += [0x2C, 0x20] }
        append(value)
      }
    } else {
      append(value)
    }
    return .text(start..<bytes.count)
  }

  /// The value as it stands in JSON, texts without quotes.
  private mutating func append(_ value: PropertyValue) {
    if case .text(let text) = value {
      bytes.append(contentsOf: text.utf8)
      return
    }
    json.restart()
    json.value(value)
    bytes += json.bytes
  }

  /// Writes the rows in order: a statement's first parameter is the geometry, those after it are the columns.
  func insert(with statement: SQLiteStatement) throws(SQLiteError) {
    var values = [SQLitePackedValue](repeating: .null, count: columns.count + 1)
    var start = 0
    for row in rows {
      for index in values.indices { values[index] = .null }
      values[0] = .blob(row.geometry)
      for index in start..<row.endCell { values[Int(cells[index].column) + 1] = cells[index].value }
      try statement.run(values, in: bytes)
      start = row.endCell
    }
  }
}
