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
    let rows = GeoPackageRows(table.features)
    let columns = rows.columns
    let definitions = columns.map { ", \(quoted($0.name)) \($0.type.rawValue)" }.joined()
    try database.execute(
      "CREATE TABLE \(quoted(table.name)) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
        + "geom \(table.features.geometryName)\(definitions))")
    let sides: [SQLiteValue] =
      rows.box.map { [.real($0.west), .real($0.south), .real($0.east), .real($0.north)] } ?? [
        .null, .null, .null, .null,
      ]
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
    try rows.insert(with: insert)
    try addIndex(of: table.name, rows, to: database)
  }
}
