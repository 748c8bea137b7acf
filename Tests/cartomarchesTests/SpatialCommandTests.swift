import Foundation
import SharedTesting
import Testing

/// `cluster`, `heatmap` and `map --spread` as a user meets them, with GDAL as second reader.
@Suite struct SpatialCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 60 rows: towns, a crowd in one commune, La Réunion, both sides of the antimeridian, a pole.
  private var table: String {
    var lines = ["Fournisseur;Code postal;Nature;Montant;latitude;longitude"]
    for number in 0..<12 { lines.append("QUESNOY \(number);59530;Travaux;\(100 + number);;") }
    for number in 0..<20 {
      lines.append("NORD \(number);;Services;10;\(50 + Double(number) / 50);\(3 + Double(number * 7 % 20) / 30)")
    }
    for number in 0..<20 { lines.append("SUD \(number);97400;Fournitures;;;") }
    for number in 0..<6 { lines.append("MER \(number);;Travaux;1;-17.5;\(number % 2 == 0 ? 179.99 : -179.99)") }
    lines += ["POLE;;Travaux;5;90;0", "ZERO;59000;Travaux;0;;"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func features(_ text: String) throws -> [(properties: [String: Any], geometry: [String: Any])] {
    let features = try #require(try jsonObject(text)["features"] as? [[String: Any]])
    return try features.map {
      (try #require($0["properties"] as? [String: Any]), try #require($0["geometry"] as? [String: Any]))
    }
  }

  @Test func clustersAddUpAtEveryZoom() throws {
    for extra in [[], ["--anchor", "member"], ["--min-points", "5"], ["--spread"]] {
      let run = try Program.run(["cluster", "-", "--zooms", "0-18", "--quiet"] + extra, input: table)
      #expect(run.status == 0 && run.error.isEmpty)
      let byZoom = Dictionary(grouping: try features(run.output)) { $0.properties["zoom"] as? Int ?? -1 }
      #expect(byZoom.keys.sorted() == Array(0...18))
      for (zoom, features) in byZoom {
        // Every feature has an id of its own; the ids of points are no cluster's at any zoom.
        #expect(Set(features.compactMap { $0.properties["cluster_id"] as? Int }).count == features.count)
        for feature in features where feature.properties["cluster"] as? Bool == false {
          #expect(feature.properties["point_count"] as? Int == 1)
          #expect(feature.properties["point_count_abbreviated"] as? String == "1")
        }
        #expect(features.reduce(0) { $0 + ($1.properties["point_count"] as? Int ?? 0) } == 60, "zoom \(zoom)")
        let sum = features.reduce(0.0) { sum, feature in
          let isCluster = feature.properties["cluster"] as? Bool == true
          let amount =
            isCluster
            ? feature.properties["amount_sum"] as? Double ?? 0
            : Double(feature.properties["amount"] as? String ?? "0") ?? 0
          return sum + amount
        }
        // 12 from 100 to 111, 20 of 10, 6 of 1, one of 5.
        #expect(sum == 1477, "zoom \(zoom)")
        for feature in features where feature.properties["cluster"] as? Bool == true {
          #expect(feature.properties["cluster_id"] is Int && feature.properties["point_count_abbreviated"] is String)
          let counts = try #require(feature.properties["categories"] as? [String: Int])
          #expect(counts.values.reduce(0, +) == feature.properties["point_count"] as? Int)
        }
      }
    }
  }

  @Test func rowsNotPlacedAreNoFailureButMakeNoGrid() throws {
    let unplaced = "Fournisseur;Code postal\nA;99999\nB;N/A\n"
    for method in ["hierarchical", "dbscan", "place", "departement"] {
      let run = try Program.run(["cluster", "-", "--method", method], input: unplaced)
      #expect(run.status == 0, "\(method): \(run.error)")
      #expect(try features(run.output).isEmpty)
    }
    let grid = try Program.run(["heatmap", "-", "--lang", "en"], input: unplaced)
    #expect(grid.status == 65 && grid.error.contains("no row is placed"))
    let box = try Program.run(["heatmap", "-", "--bbox", "2,48,3,49", "--quiet"], input: unplaced)
    #expect(box.status == 0 && box.output.hasPrefix("ncols"))
    for command in ["cluster", "heatmap", "map"] {
      let run = try Program.run([command, "-"], input: "Fournisseur;Code postal\n")
      #expect(run.status == 65)
    }
  }

  @Test func aSpreadCommuneShowsEverySupplierAndItsTruePlace() throws {
    let arguments = ["cluster", "-", "--zoom", "16", "--quiet"]
    let piled = try features(try Program.run(arguments, input: table).output)
    #expect(piled.contains { $0.properties["point_count"] as? Int == 12 })
    let spread = try features(try Program.run(arguments + ["--spread"], input: table).output)
    let quesnoy = spread.filter { ($0.properties["name"] as? String)?.hasPrefix("QUESNOY") == true }
    #expect(quesnoy.count == 12)
    let positions = try quesnoy.map { try #require($0.geometry["coordinates"] as? [Double]) }
    #expect(Set(positions).count == 12)
    for (feature, position) in zip(quesnoy, positions) {
      #expect(feature.properties["displayed"] as? Bool == true)
      let latitude = try #require(feature.properties["true_latitude"] as? Double)
      let longitude = try #require(feature.properties["true_longitude"] as? Double)
      let north = (position[1] - latitude) * 111.2
      let east = (position[0] - longitude) * 111.2 * cos(latitude * .pi / 180)
      // Le Quesnoy has 14 km²: a disc of 2.1 km.
      #expect(hypot(north, east) < 2.1)
    }
    // Own coordinates are not moved.
    #expect(spread.contains { $0.properties["point_count"] as? Int == 3 })
    let refused = try Program.run(["cluster", "-", "--spread", "--method", "dbscan"], input: table)
    #expect(refused.status == 64)
  }

  @Test func aSpreadMapMovesMarkersAndNothingElse() throws {
    let file = try folder.write("t.csv", table)
    for (name, extra) in [("plain", []), ("spread", ["--spread"])] {
      let run = try Program.run(["map", file, "-o", folder.path(name), "--quiet"] + extra)
      #expect(run.status == 0, "\(run.error)")
    }
    for name in ["located.csv", "places.geojson", "heatmap.asc", "map.svg"] {
      #expect(try folder.read("plain/\(name)") == folder.read("spread/\(name)"), "\(name)")
    }
    let suppliers = try features(folder.read("spread/suppliers.geojson"))
    let moved = suppliers.filter { $0.properties["displayed"] as? Bool == true }
    #expect(moved.count == 32)
    #expect(Set(moved.compactMap { $0.geometry["coordinates"] as? [Double] }).count == 32)
    #expect(try features(folder.read("plain/suppliers.geojson")).allSatisfy { $0.properties["displayed"] == nil })
    let umap = try jsonObject(folder.read("spread/map.umap"))
    let layers = try #require(umap["layers"] as? [[String: Any]])
    let works = try #require(layers.first { ($0["properties"] as? [String: Any])?["name"] as? String == "Travaux" })
    // 12 of Le Quesnoy, 2 seas, the pole, Lille.
    #expect((works["features"] as? [[String: Any]])?.count == 16)
  }

  @Test func groupsHaveCountsSharesAndOutlines() throws {
    func groups(_ method: String) throws -> [(properties: [String: Any], geometry: [String: Any])] {
      try features(try Program.run(["cluster", "-", "--method", method, "--quiet"], input: table).output)
    }
    for method in ["place", "commune", "departement", "region"] {
      let found = try groups(method)
      #expect(found.reduce(0) { $0 + ($1.properties["point_count"] as? Int ?? 0) } == 60, "\(method)")
      let shares = found.reduce(0) { $0 + (($1.properties["share"] as? NSNumber)?.doubleValue ?? 0) }
      #expect(abs(shares - 1) < 0.01, "\(method)")
    }
    let reunion = try #require(try groups("departement").first { $0.properties["code"] as? String == "974" })
    #expect(reunion.properties["point_count"] as? Int == 20)
    #expect(reunion.properties["name"] as? String == "La Réunion")
    #expect(["Polygon", "MultiPolygon"].contains(reunion.geometry["type"] as? String))
    #expect(reunion.properties["latitude"] is Double)
    let hauts = try #require(try groups("region").first { $0.properties["name"] as? String == "Hauts-de-France" })
    #expect(hauts.geometry["type"] as? String == "MultiPolygon")
    for method in ["dbscan", "place", "commune", "departement", "region"] {
      for group in try groups(method) {
        #expect(group.properties["cluster"] is Bool && group.properties["cluster_id"] is Int)
        #expect(group.properties["point_count"] is Int && group.properties["point_count_abbreviated"] is String)
        #expect(group.properties["zoom"] as? Int == 0)
      }
    }
    let noise = try groups("dbscan").filter { $0.properties["cluster_id"] as? Int == -1 }
    #expect(noise.contains { $0.properties["name"] as? String == "POLE" })
    #expect(noise.allSatisfy { $0.properties["cluster"] as? Bool == false })
    _ = try folder.write("t.csv", table)
    let seen = try Program.shell(
      "$PROGRAM cluster t.csv --quiet --method departement -o d.geojson && ogrinfo -al -so d.geojson", in: folder)
    #expect(seen.status == 0 && seen.output.contains("point_count: Integer"), "\(seen.output)\(seen.error)")
  }

  @Test func theExtensionGivesTheFormat() throws {
    let file = try folder.write("t.csv", table)
    for (name, beginning) in [
      ("a.geojson", "{\"type\":\"FeatureCollection\""), ("a.geojsonl", "{\"type\":\"Feature\","),
      ("a.out", "{\"type\":\"FeatureCollection\""), ("a.csv", "zoom,cluster"), ("a.ndjson", "{\"type\":\"Feature\","),
    ] {
      #expect(try Program.run(["cluster", file, "--quiet", "-o", folder.path(name)]).status == 0)
      #expect(try folder.read(name).hasPrefix(beginning), "\(name)")
    }
    #expect(try Program.run(["cluster", file, "-o", folder.path("no/a.csv")]).status == 73)
    // What is named after another format would be taken for it.
    for (command, name) in [
      ("cluster", "a.kml"), ("cluster", "a.html"), ("cluster", "a.asc"), ("heatmap", "a.json"), ("heatmap", "a.KML"),
      ("heatmap", "a.umap"), ("geocode", "g.geojson"), ("geocode", "g.gpkg"),
    ] {
      let refused = try Program.run([command, file, "-o", folder.path(name)])
      #expect(refused.status == 64 && refused.error.contains(name) && !folder.names.contains(name), "\(refused.error)")
    }
    let named = try Program.run(["heatmap", file, "--quiet", "--format", "csv", "-o", folder.path("h.json")])
    #expect(named.status == 0)
    #expect(try folder.read("h.json").contains(","))
  }

  @Test(arguments: [
    ["cluster", "--zoom", "25"], ["cluster", "--zooms", "9-5"], ["cluster", "--zooms", "5-"],
    ["cluster", "--zooms", "5--7"], ["cluster", "--zoom", "3", "--zooms", "2-4"],
    ["cluster", "--radius", "0"], ["cluster", "--extent", "0"], ["cluster", "--min-points", "1"],
    ["cluster", "--method", "kmeans"], ["cluster", "--method", "dbscan", "--eps-km", "0"],
    ["cluster", "--method", "dbscan", "--min-points", "0"], ["heatmap", "--cell", "5km", "--radius", "4km"],
    ["heatmap", "--cell", "1m"], ["heatmap", "--cell", "0"], ["heatmap", "--cell", "big"],
    ["heatmap", "--radius", "5000km"], ["heatmap", "--crs", "9999"], ["heatmap", "--bbox", "3,50,2,51"],
    ["heatmap", "--bbox", "1,2,3"], ["heatmap", "--contours", "5"],
    ["heatmap", "--contours", "0", "--format", "geojson"],
    ["heatmap", "--grid", "hex"], ["heatmap", "--grid", "hex", "--format", "tif"], ["heatmap", "--kernel", "box"],
    ["heatmap", "--per-territory"], ["heatmap", "--per-territory", "-o", "x.asc", "--crs", "2154"],
    ["heatmap", "--palette", "grey"], ["heatmap", "--weight", "people"],
  ])
  func wrongOptionsAreRefusedInOneLine(_ arguments: [String]) throws {
    let file = try folder.write("t.csv", table)
    let run = try Program.run(arguments + [file, "--quiet"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.error.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(run.error)")
  }

  @Test func nothingToWeighIsSaid() throws {
    let run = try Program.run(["heatmap", "-", "--weight", "amount"], input: "Nom;Code postal\nA;59530\n")
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.error.contains("--weight count"))
  }

  @Test func gdalReadsTheGrids() throws {
    _ = try folder.write("t.csv", table)
    let made = try Program.shell(
      """
      for f in asc tif png csv geojson; do "$PROGRAM" heatmap t.csv --quiet --cell 2km --radius 10km -o h.$f || exit; done
      "$PROGRAM" heatmap t.csv --quiet --cell 2km --radius 10km --grid hex -o x.geojson
      "$PROGRAM" heatmap t.csv --quiet --cell 2km --radius 10km --contours 4 -o c.geojson
      """, in: folder)
    #expect(made.status == 0 && made.error.isEmpty, "\(made.error)")
    let expected: Set = ["h.asc", "h.prj", "h.tif", "h.png", "h.pgw", "h.legend.png", "h.csv", "h.geojson"]
    #expect(expected.isSubset(of: folder.names))
    let header = try folder.read("h.asc").split(separator: "\n").prefix(7)
    let names = header.map { $0.split(separator: " ").first.map(String.init) ?? "" }
    #expect(names.prefix(6) == ["ncols", "nrows", "xllcorner", "yllcorner", "cellsize", "NODATA_value"])
    #expect(Double(names[6]) != nil)
    for name in ["h.asc", "h.tif"] {
      let info = try Program.shell("gdalinfo \(name)", in: folder)
      #expect(info.output.contains("Lambert-93") || info.output.contains("Lambert_93"), "\(info.output)\(info.error)")
      #expect(info.output.contains("NoData Value=-9999"))
    }
    // The densest cell of the CSV is where GDAL finds it in both rasters, with the same value.
    let rows = try folder.read("h.csv").split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    let densest = try #require(rows.max { (Double($0[4]) ?? 0) < (Double($1[4]) ?? 0) })
    for name in ["h.asc", "h.tif"] {
      for place in ["-geoloc \(name) \(densest[0]) \(densest[1])", "-wgs84 \(name) \(densest[2]) \(densest[3])"] {
        let value = try Program.shell("gdallocationinfo -valonly \(place)", in: folder)
        let read = Double(value.output.trimmingCharacters(in: .whitespacesAndNewlines))
        let expected = try #require(Double(densest[4]))
        #expect(abs(try #require(read, "\(value.error)") - expected) < 1e-6 * expected, "\(place)")
      }
    }
    let contour = try Program.shell(
      "gdal_contour -q -i 0.01 h.tif lines.geojson && ogrinfo -al -so lines.geojson", in: folder)
    #expect(contour.status == 0 && contour.output.contains("Line String"), "\(contour.output)\(contour.error)")
    for (name, count) in [("c.geojson", 4), ("x.geojson", 50)] {
      let seen = try Program.shell("ogrinfo -al -so \(name)", in: folder).output
      let number = try #require(seen.split(separator: "\n").first { $0.hasPrefix("Feature Count: ") })
      #expect(try #require(Int(number.dropFirst(15))) >= count)
    }
  }

  @Test func mergedGridsAreTheGridOfAll() throws {
    let lines = table.split(separator: "\n").map(String.init)
    let nord = lines[1...32]
    _ = try folder.write("all.csv", ([lines[0]] + nord).joined(separator: "\n"))
    _ = try folder.write("a.csv", ([lines[0]] + nord.prefix(9)).joined(separator: "\n"))
    _ = try folder.write("b.csv", ([lines[0]] + nord.dropFirst(9)).joined(separator: "\n"))
    let run = try Program.shell(
      """
      "$PROGRAM" heatmap a.csv --quiet -o a.asc && "$PROGRAM" heatmap b.csv --quiet -o b.asc || exit
      "$PROGRAM" heatmap all.csv --quiet -o all.asc && "$PROGRAM" heatmap --merge a.asc b.asc -o sum.asc || exit
      "$PROGRAM" heatmap b.csv --quiet --merge a.asc -o sum2.asc
      """, in: folder)
    #expect(run.status == 0, "\(run.error)")
    func numbers(_ name: String) throws -> [Double] {
      try folder.read(name).split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    }
    let whole = try numbers("all.asc")
    for name in ["sum.asc", "sum2.asc"] {
      let sum = try numbers(name)
      #expect(sum.count == whole.count && whole.count > 100)
      #expect(zip(sum, whole).allSatisfy { abs($0 - $1) <= 2e-6 * max(abs($1), 1e-4) })
    }
  }

  @Test func eachTerritoryMayHaveItsGrid() throws {
    _ = try folder.write("t.csv", table)
    let one = try Program.run(["heatmap", folder.path("t.csv"), "-o", folder.path("one.asc"), "--lang", "en"])
    #expect(one.error.contains("--per-territory") && one.error.contains("La Réunion 20"))
    let all = try Program.run(
      ["heatmap", folder.path("t.csv"), "--quiet", "--per-territory", "-o", folder.path("h.tif")])
    #expect(all.status == 0)
    #expect(Set(folder.names).isSuperset(of: ["h-2154.tif", "h-2975.tif"]))
    let info = try Program.shell("gdalinfo h-2975.tif", in: folder)
    #expect(info.output.contains("UTM zone 40S"))
    // A box has the system of what is in it, and a system has the bounds of its own territory.
    let arguments = ["heatmap", folder.path("t.csv"), "--quiet"]
    let boxed = try Program.run(arguments + ["--bbox", "55,-21.5,56,-20.7", "-o", folder.path("box.asc")])
    #expect(boxed.status == 0)
    #expect(try folder.read("box.prj").contains("UTM_40S") || folder.read("box.prj").contains("UTM_Zone_40S"))
    let metropole = try Program.run(arguments + ["--crs", "2154", "-o", folder.path("2154.asc")])
    #expect(metropole.status == 0)
    #expect(try folder.read("2154.asc") == folder.read("one.asc"))
  }

  /// The grid's sum times the true areas of its cells is the number of points, whatever the system.
  @Test(arguments: ["auto", "2154", "3857", "4326"]) func cellsHaveTheirTrueAreas(crs: String) throws {
    let rows = table.split(separator: "\n").prefix(33).joined(separator: "\n")
    for grid in ["square", "hex"] {
      let run = try Program.run(
        ["heatmap", "-", "--quiet", "--format", "csv", "--crs", crs, "--grid", grid, "--cell", "2km"], input: rows)
      #expect(run.status == 0)
      let cells = run.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      let total = cells.reduce(0) { $0 + (Double($1[5]) ?? 0) }
      #expect(abs(total - 32) < 0.03, "\(crs) \(grid): \(total)")
    }
  }
}
