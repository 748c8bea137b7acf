import Foundation
import FoundationXML
import Geodesy
import SQLite
import SharedTesting
import Testing

@testable import MapLayers

@Suite struct GeoPackageTests {
  private static func tables() -> [GeoPackageWriter.Table] {
    var properties = Properties()
    properties.add("name", "]]><script>'\"")
    properties.add("contracts", 3)
    properties.add("amount_sum", 1234.5, decimals: 2)
    properties.add("names", ["A", "B"])
    properties.set("cluster", .boolean(true))
    properties.set("contract_list", .array([.object(properties)]))
    var other = Properties()
    other.add("amount_sum", 7)
    let points = [
      PointFeature(coordinate: Coordinate(latitude: 50.2486, longitude: 3.6385), properties: properties),
      PointFeature(coordinate: Coordinate(latitude: -21, longitude: 55.5), properties: other),
      PointFeature(coordinate: Coordinate(latitude: 95, longitude: 0), properties: other),
    ]
    let ring = [(50.0, 3.0), (50.0, 4.0), (51.0, 4.0)].map { Coordinate(latitude: $0.0, longitude: $0.1) }
    var density = Properties()
    density.set("density", .number(0.25, decimals: 3))
    let style = QGISStyle(
      .classes(field: "name", [.init(name: "<b>\"", colour: "#D55E00")], otherColour: "#8A8A8A"), labelField: "name")
    return [
      .init(name: "points", title: "Fournisseurs", features: .points(points), style: style),
      .init(
        name: "density", title: "Densité", features: .areas([PolygonFeature(polygons: [[ring]], properties: density)]),
        style: QGISStyle(.ranges(field: "density", [.init(lower: 0, upper: 1, name: "0 à 1", colour: "#440154")]))),
    ]
  }

  /// The file in a folder of its own, opened by what reads databases.
  private static func opened<Value>(_ body: (SQLiteDatabase, String) throws -> Value) throws -> Value {
    let path = NSTemporaryDirectory() + "cartomarches-\(UUID().uuidString).gpkg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try GeoPackageWriter.bytes(of: tables())).write(to: URL(fileURLWithPath: path))
    return try body(try SQLiteDatabase(path: path), path)
  }

  private static func gdal(_ command: String) throws -> String {
    let run = try Program.run(executable: "/bin/sh", ["-c", command])
    #expect(run.status == 0, "\(run.error)")
    return run.output
  }

  @Test func hasTheTablesOfTheStandard() throws {
    try Self.opened { database, _ in
      #expect(try database.integer("PRAGMA application_id") == 0x4750_4B47)
      #expect(try database.integer("PRAGMA user_version") == 10300)
      #expect(
        try database.integer("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)") == 3)
      #expect(try database.integer("SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'") == 2)
      #expect(try database.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0)
      #expect(try database.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1)
      var boxes: [[Double]] = []
      try database.statement(
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents JOIN gpkg_geometry_columns USING (table_name) ORDER BY 1"
      ).forEachRow { row in boxes.append((0..<4).map(row.real)) }
      #expect(boxes == [[3, 50, 4, 51], [3.6385, -21, 55.5, 50.2486]])
    }
  }

  @Test func theSpatialIndexAnswersAndStaysTrue() throws {
    try Self.opened { database, path in
      #expect(
        try database.integer("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'") == 2)
      let indexed = try Self.gdal("ogrinfo -q -sql \"SELECT HasSpatialIndex('points', 'geom')\" '\(path)'")
      #expect(indexed.contains("HasSpatialIndex (Integer) = 1"))
      let near = try Self.gdal("ogrinfo -q -spat 3.6 50.2 3.7 50.3 '\(path)' points")
      #expect(near.contains("OGRFeature(points):1") && !near.contains("OGRFeature(points):2"))
      // GDAL brings the functions that the triggers call.
      _ = try Self.gdal("ogrinfo -q -dialect sqlite -sql 'DELETE FROM points WHERE fid = 1' '\(path)'")
      _ = try Self.gdal(
        "ogr2ogr -append -nln points '\(path)' "
          + "'{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[7,48]}}'")
      var boxes: [[Double]] = []
      try database.statement("SELECT minx, miny FROM rtree_points_geom ORDER BY id").forEachRow { row in
        boxes.append((0..<2).map(row.real))
      }
      #expect(boxes.count == 2 && boxes.last == [7, 48])
    }
  }

  @Test func gdalReadsWhatWasWritten() throws {
    try Self.opened { _, path in
      let text = try Self.gdal("ogr2ogr -f GeoJSON /vsistdout/ '\(path)' points")
      let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let features = try #require(document["features"] as? [[String: Any]])
      #expect(features.count == 2, "a position out of range is left out")
      let geometry = try #require(features[0]["geometry"] as? [String: Any])
      #expect(geometry["coordinates"] as? [Double] == [3.6385, 50.2486])
      let properties = try #require(features[0]["properties"] as? [String: Any])
      #expect(properties["name"] as? String == "]]><script>'\"")
      #expect(properties["contracts"] as? Int == 3)
      #expect(properties["amount_sum"] as? Double == 1234.5)
      #expect(properties["names"] as? String == "A, B")
      #expect(properties["cluster"] as? Bool == true)
      // GDAL writes a text that is JSON as JSON.
      let list = try #require(properties["contract_list"] as? [[String: Any]])
      #expect(list.map { $0["name"] as? String } == ["]]><script>'\""])
      #expect((features[1]["properties"] as? [String: Any])?["amount_sum"] as? Double == 7)
      let area = try Self.gdal("ogrinfo -al '\(path)' density")
      #expect(area.contains("MULTIPOLYGON (((3 50,4 50,4 51,3 50)))"))
      #expect(area.contains("density (Real) = 0.25"))
    }
  }

  @Test func stylesAreWellFormedAndQuoteNames() throws {
    try Self.opened { database, _ in
      var styles: [String: String] = [:]
      try database.statement(
        "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault AND f_geometry_column = 'geom'"
      ).forEachRow { styles[$0.text(0)] = $0.text(1) }
      #expect(Set(styles.keys) == ["points", "density"])
      let points = try XMLDocument(xmlString: try #require(styles["points"]))
      #expect(points.rootElement()?.name == "qgis")
      let values = try points.nodes(forXPath: "//category/@value").compactMap(\.stringValue)
      #expect(values == ["<b>\"", ""])
      let symbols = Set(try points.nodes(forXPath: "//symbols/symbol/@name").compactMap(\.stringValue))
      let used = Set(try points.nodes(forXPath: "//category/@symbol").compactMap(\.stringValue))
      #expect(symbols == used)
      let density = try XMLDocument(xmlString: try #require(styles["density"]))
      #expect(try density.nodes(forXPath: "//range").count == 1)
    }
  }

  /// Columns come in the order in which their keys are met, with a type for all their values; what a row lacks is NULL.
  @Test func columnsHoldAllTheirValues() throws {
    let rows: [[(String, PropertyValue)]] = [
      [("a", .integer(1)), ("b", .text("x")), ("c", .boolean(true))],
      [
        ("b", .integer(2)), ("d", .number(2.375, decimals: 2)), ("a", .number(0.5, decimals: 1)),
        ("c", .boolean(false)),
      ],
      [],
      [("d", .integer(7)), ("e", .array([])), ("a", .integer(3)), ("f", .array([.array([.text("\"")]), .text("y")]))],
    ]
    let features = GeoPackageWriter.Features.points(count: rows.count) { number in
      var properties = Properties()
      for (key, value) in rows[number] { properties.set(key, value) }
      return PointFeature(coordinate: Coordinate(latitude: 50, longitude: Double(number)), properties: properties)
    }
    let path = NSTemporaryDirectory() + "cartomarches-\(UUID().uuidString).gpkg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let table = GeoPackageWriter.Table(
      name: "t", title: "T", features: features, style: QGISStyle(.ranges(field: "a", [])))
    try Data(try GeoPackageWriter.bytes(of: [table])).write(to: URL(fileURLWithPath: path))
    let database = try SQLiteDatabase(path: path)
    var columns: [String] = []
    try database.statement("SELECT name || ' ' || type FROM pragma_table_info('t')").forEachRow {
      columns.append($0.text(0))
    }
    #expect(
      columns == ["fid INTEGER", "geom POINT", "a REAL", "b TEXT", "c BOOLEAN", "d REAL", "e TEXT", "f TEXT"])
    var cells: [[SQLiteValue]] = []
    try database.statement("SELECT a, b, c, d, e, f FROM t ORDER BY fid").forEachRow { row in
      cells.append((0..<6).map(row.value))
    }
    #expect(
      cells == [
        [.real(1), .text("x"), .integer(1), .null, .null, .null],
        [.real(0.5), .text("2"), .integer(0), .real(2.38), .null, .null],
        [.null, .null, .null, .null, .null, .null],
        [.real(3), .null, .null, .real(7), .text(""), .text("[[\"\\\"\"],\"y\"]")],
      ])
  }

  @Test func theSameFeaturesGiveTheSameBytes() throws {
    #expect(try GeoPackageWriter.bytes(of: Self.tables()) == GeoPackageWriter.bytes(of: Self.tables()))
  }
}
