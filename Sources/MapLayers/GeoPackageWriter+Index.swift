import Geodesy
import SQLite

extension GeoPackageWriter {
  /// The tables of clause 2.3 that extensions are listed in.
  static let extensionSchema = """
    CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
      definition TEXT NOT NULL, scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    """

  /// Adds the spatial index of a table whose rows are in it (annex F.3, "RTree Spatial Indexes"), so that a map of many
  /// points opens at once; without the index where SQLite was built without trees, which readers take as well.
  ///
  /// The triggers keep the index true when a reader changes features; they call functions that every reader who changes
  /// features brings along, and are made last because SQLite itself has none of these.
  static func addIndex(of table: String, _ rows: GeoPackageRows, to database: SQLiteDatabase) throws(SQLiteError) {
    guard try database.integer("SELECT 1 FROM pragma_module_list WHERE name = 'rtree'") != nil else { return }
    let name = quoted(table)
    let index = quoted("rtree_\(table)_geom")
    try database.execute("CREATE VIRTUAL TABLE \(index) USING rtree(id, minx, maxx, miny, maxy)")
    let insert = try database.statement("INSERT INTO \(index) VALUES (?, ?, ?, ?, ?)")
    for (number, box) in rows.boxes.enumerated() {
      guard let box else { continue }
      try insert.run(
        [.integer(number + 1), .real(box.west), .real(box.east), .real(box.south), .real(box.north)], in: [])
    }
    try database.statement(
      "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
        + "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"
    ).run([.text(table)])
    let isThere = "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)"
    let isGone = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    let add =
      "INSERT OR REPLACE INTO \(index) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), "
      + "ST_MaxY(NEW.geom));"
    let remove = "DELETE FROM \(index) WHERE id = OLD.fid;"
    let triggers = [
      ("insert", "AFTER INSERT ON \(name) WHEN \(isThere)", add),
      ("update1", "AFTER UPDATE OF geom ON \(name) WHEN OLD.fid = NEW.fid AND \(isThere)", add),
      ("update2", "AFTER UPDATE OF geom ON \(name) WHEN OLD.fid = NEW.fid AND \(isGone)", remove),
      ("update3", "AFTER UPDATE ON \(name) WHEN OLD.fid != NEW.fid AND \(isThere)", remove + " " + add),
      (
        "update4", "AFTER UPDATE ON \(name) WHEN OLD.fid != NEW.fid AND \(isGone)",
        "DELETE FROM \(index) WHERE id IN (OLD.fid, NEW.fid);"
      ),
      ("delete", "AFTER DELETE ON \(name) WHEN OLD.geom NOTNULL", remove),
    ]
    for (event, condition, action) in triggers {
      try database.execute(
        "CREATE TRIGGER \(quoted("rtree_\(table)_geom_\(event)")) \(condition) BEGIN \(action) END")
    }
  }

  /// A name of ours as SQL's identifier.
  static func quoted(_ name: String) -> String { "\"\(name.filter { $0 != "\"" })\"" }
}
