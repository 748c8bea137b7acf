import Geodesy
import SQLite

/// Writes an OGC GeoPackage 1.3 (OGC 12-128r17): tables of features in WGS 84 with the styles that QGIS picks up.
///
/// The bytes depend on the features alone (and on the version of SQLite): nothing is taken from the clock.
public enum GeoPackageWriter {
  /// A table of features of one kind of geometry.
  public struct Table: Sendable {
    /// Its name in the file: letters, digits and underscores.
    public var name: String
    /// Its name for readers.
    public var title: String
    /// What it holds.
    public var description: String
    /// Its features, in order; points that are not valid (`Coordinate.isValid`) are left out.
    public var features: Features
    /// How QGIS draws it at first.
    public var style: QGISStyle

    /// A table.
    public init(name: String, title: String, description: String = "", features: Features, style: QGISStyle) {
      self.name = name
      self.title = title
      self.description = description
      self.features = features
      self.style = style
    }
  }

  /// The features of a table.
  public enum Features: Sendable {
    /// Points.
    case points([PointFeature])
    /// Polygons of several parts.
    case areas([PolygonFeature])
  }

  /// The whole file. Throws what SQLite refuses: it is not installed, or memory does not suffice.
  public static func bytes(of tables: [Table]) throws(SQLiteError) -> [UInt8] {
    let database = try SQLiteDatabase(path: ":memory:")
    // The numbers by which readers know a GeoPackage ("GPKG") and its version, 1.3.0.
    try database.execute("PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300")
    try database.inTransaction { () throws(SQLiteError) in
      try database.execute(schema + extensionSchema)
      for table in tables { try add(table, to: database) }
    }
    return try database.bytes()
  }

  /// Clause 1.1 and 2.1: what every GeoPackage with features has; `layer_styles` is QGIS's own.
  private static let schema = """
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
      ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,
    AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],
    UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', 'longitude, latitude');
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
      description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
      geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
      f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
      styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
      update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
    INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
      VALUES ('layer_styles', 'attributes', 'layer_styles', '\(lastChange)');
    """

  /// The same for every file, as every byte is: files made from the same table compare equal.
  private static let lastChange = "2000-01-01T00:00:00.000Z"
  private static let system = 4326

  private static func add(_ table: Table, to database: SQLiteDatabase) throws(SQLiteError) {
    let rows = table.features.rows
    let columns = columns(of: rows)
    let definitions = columns.map { ", \(quoted($0.name)) \($0.type.rawValue)" }.joined()
    try database.execute(
      "CREATE TABLE \(quoted(table.name)) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
        + "geom \(table.features.geometryName)\(definitions))")
    let box = BoundingBox(around: rows.lazy.flatMap(\.positions))
    let sides: [SQLiteValue] =
      box.map { [.real($0.west), .real($0.south), .real($0.east), .real($0.north)] } ?? [.null, .null, .null, .null]
    try database.statement("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, \(system))").run(
      [.text(table.name), .text(table.title), .text(table.description), .text(lastChange)] + sides)
    try database.statement("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, \(system), 0, 0)").run(
      [.text(table.name), .text(table.features.geometryName)])
    try database.statement(
      "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        + "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
        + "VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', '\(lastChange)')"
    ).run([.text(table.name), .text(table.name), .text(table.style.document)])
    let places = Array(repeating: ", ?", count: columns.count).joined()
    let names = columns.map { ", \(quoted($0.name))" }.joined()
    let insert = try database.statement("INSERT INTO \(quoted(table.name)) (geom\(names)) VALUES (?\(places))")
    for row in rows {
      try insert.run(
        [.blob(row.geometry)] + columns.map { column in row.properties[column.name].map(Self.value) ?? .null })
    }
    try addIndex(of: table.name, rows, to: database)
  }
}

extension GeoPackageWriter {
  /// A column of a table.
  private struct Column {
    let name: String
    var type: ColumnType
  }

  /// The types of GeoPackage, table 1, that occur.
  private enum ColumnType: String {
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
  }

  /// Every key that occurs, in the order found, with a type that holds all its values.
  private static func columns(of rows: [Row]) -> [Column] {
    var columns: [Column] = []
    var indexByName: [String: Int] = [:]
    for row in rows {
      for entry in row.properties.entries {
        let type = ColumnType(entry.value)
        guard let index = indexByName[entry.key] else {
          indexByName[entry.key] = columns.count
          columns.append(Column(name: entry.key, type: type))
          continue
        }
        let known = columns[index].type
        if known != type { columns[index].type = Set([known, type]) == [.integer, .real] ? .real : .text }
      }
    }
    return columns
  }

  /// Lists of texts and numbers as `a, b`, other lists and objects as JSON.
  private static func value(_ value: PropertyValue) -> SQLiteValue {
    switch value {
    case .text(let text): return .text(text)
    case .integer(let number): return .integer(number)
    case .number(let number, _): return .real(number.isFinite ? Double(value.plainText) ?? number : 0)
    case .boolean(let isTrue): return .integer(isTrue ? 1 : 0)
    case .array(let values):
      let isPlain = values.allSatisfy { value in
        if case .object = value { return false }
        if case .array = value { return false }
        return true
      }
      return .text(isPlain ? values.map(\.plainText).joined(separator: ", ") : value.plainText)
    case .object: return .text(value.plainText)
    }
  }

  /// A feature as a row.
  struct Row {
    let geometry: [UInt8]
    let positions: [Coordinate]
    let properties: Properties
  }
}

extension GeoPackageWriter.Features {
  /// True when there is nothing to draw.
  public var isEmpty: Bool {
    switch self {
    case .points(let features): features.isEmpty
    case .areas(let features): features.isEmpty
    }
  }

  fileprivate var geometryName: String {
    switch self {
    case .points: "POINT"
    case .areas: "MULTIPOLYGON"
    }
  }

  fileprivate var rows: [GeoPackageWriter.Row] {
    switch self {
    case .points(let features):
      features.filter(\.coordinate.isValid).map { feature in
        .init(
          geometry: GeoPackageGeometry.point(feature.coordinate), positions: [feature.coordinate],
          properties: feature.properties)
      }
    case .areas(let features):
      features.map { feature in
        .init(
          geometry: GeoPackageGeometry.areas(feature.polygons),
          positions: feature.polygons.flatMap { $0.flatMap(\.self) },
          properties: feature.properties)
      }
    }
  }
}

/// Geometries as GeoPackage stores them (clause 2.1.3): a header, then well-known binary (OGC 06-103r4), little-endian.
enum GeoPackageGeometry {
  /// A point; without an envelope, which would repeat it.
  static func point(_ coordinate: Coordinate) -> [UInt8] {
    var bytes = header(flags: 0b0000_0001)
    begin(1, in: &bytes)
    append(coordinate, to: &bytes)
    return bytes
  }

  /// Areas as one MultiPolygon, each ring closed.
  static func areas(_ polygons: [PolygonFeature.Polygon]) -> [UInt8] {
    // Envelope of west, east, south, north.
    var bytes = header(flags: 0b0000_0011)
    let box = BoundingBox(around: polygons.lazy.flatMap { $0.lazy.flatMap(\.self) })
    for side in [box?.west, box?.east, box?.south, box?.north] { append((side ?? .nan).bitPattern, to: &bytes) }
    begin(6, in: &bytes)
    append(UInt32(polygons.count), to: &bytes)
    for polygon in polygons {
      begin(3, in: &bytes)
      append(UInt32(polygon.count), to: &bytes)
      for ring in polygon {
        append(UInt32(ring.isEmpty ? 0 : ring.count + 1), to: &bytes)
        for position in ring { append(position, to: &bytes) }
        if let first = ring.first { append(first, to: &bytes) }
      }
    }
    return bytes
  }

  /// "GP", version 1, the flags, WGS 84.
  private static func header(flags: UInt8) -> [UInt8] {
    var bytes: [UInt8] = [0x47, 0x50, 0, flags]
    append(UInt32(4326), to: &bytes)
    return bytes
  }

  /// The mark of little-endian order and a geometry's type.
  private static func begin(_ type: UInt32, in bytes: inout [UInt8]) {
    bytes.append(1)
    append(type, to: &bytes)
  }

  private static func append(_ coordinate: Coordinate, to bytes: inout [UInt8]) {
    append(coordinate.longitude.bitPattern, to: &bytes)
    append(coordinate.latitude.bitPattern, to: &bytes)
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}
