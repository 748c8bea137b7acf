import Foundation
import MapServer
import SupplierMaps
import Tables
import Testing

/// The layers of tables over HTTP.
@Suite(.serialized) struct LayerTests {
  /// Suppliers in three towns, two kinds of contract.
  private static let table = """
    Fournisseur;Code postal;Ville;Nature;Montant
    Alpha;59530;LE QUESNOY;Marchés de travaux;1000
    Beta;59530;LE QUESNOY;Marchés de services;2000
    Gamma;59570;BAVAY;Marchés de travaux;3000
    Delta;13001;MARSEILLE;Marchés de travaux;4000
    Epsilon;99998;NULLE PART;Marchés de travaux;5000

    """

  private func withTable(
    log: LoggedMessages = LoggedMessages(), _ body: @Sendable (LoopbackClient, URL) async throws -> Void
  ) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "layers-\(UInt64.random(in: 0...(.max))).csv")
    try Data(Self.table.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let tables = LayerTables(
      files: [file.path], tableOptions: TableOptions(), mapOptions: SupplierMapOptions(),
      resolver: RunningService.search.resolver)
    try await RunningService.run(tables: tables, log: log) { client in
      try await wait(client, for: "/health") { $0.status == 200 }
      try await body(client, file)
    }
  }

  private func wait(
    _ client: LoopbackClient, for target: String, until isThere: (LoopbackClient.Answer) throws -> Bool
  ) async throws {
    for _ in 0..<300 {
      if try isThere(await client.get(target)) { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("\(target) did not come")
  }

  @Test func listsTheLayers() async throws {
    try await withTable { client, _ in
      let list = try await client.get("/layers").json()
      #expect(list["rows"] as? Int == 5)
      #expect(list["placed"] as? Int == 4)
      let layers = try #require(list["layers"] as? [[String: Any]])
      #expect(layers.map { $0["name"] as? String } == ["suppliers", "marches-de-travaux", "marches-de-services"])
      #expect(layers.map { $0["features"] as? Int } == [4, 3, 1])
    }
  }

  @Test func clustersForTheZoomOfTheView() async throws {
    try await withTable { client, _ in
      let far = try await client.get("/layers/suppliers.geojson?bbox=-10,40,10,52&zoom=5")
      #expect(far.headers["content-type"]?.hasPrefix("application/geo+json") == true)
      // The three of the north are one, Marseille stands alone.
      let counts = try far.all("point_count").sorted()
      #expect(counts == ["1", "3"])
      #expect(try far.all("amount_sum").contains("6000"))
      // From near, Le Quesnoy's two suppliers share their place, and Bavay's stands alone.
      let near = try await client.get("/layers/suppliers.geojson?bbox=3,50,4,51&zoom=16")
      #expect(try near.all("name").sorted() == ["Alpha, Beta", "Gamma"])
      #expect(try near.properties().allSatisfy { $0["cluster"] as? Bool == false })
      let none = try await client.get("/layers/suppliers.geojson?bbox=8,52,9,53&zoom=16")
      #expect(try none.properties().isEmpty)
      let all = try await client.get("/layers/marches-de-travaux.geojson")
      #expect(try all.all("name").sorted() == ["Alpha", "Delta", "Gamma"])
    }
  }

  @Test func saysWhenNothingChanged() async throws {
    try await withTable { client, _ in
      let target = "/layers/suppliers.geojson?bbox=3,50,4,51&zoom=9"
      let first = try await client.get(target)
      let tag = try #require(first.headers["etag"])
      let second = try await client.get(target, headers: ["If-None-Match": tag])
      #expect(second.status == 304)
      #expect(second.body.isEmpty)
      #expect(try await client.get(target, headers: ["If-None-Match": "\"other\""]).status == 200)
    }
  }

  @Test func readsTheTableAgainWhenItChanges() async throws {
    let log = LoggedMessages()
    try await withTable(log: log) { client, file in
      try Data((Self.table + "Zeta;29200;BREST;Marchés de travaux;1\n").utf8).write(to: file)
      try await wait(client, for: "/layers") { try $0.json()["placed"] as? Int == 5 }
      // A table that cannot be read does not take away what is there.
      try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(to: file)
      try await wait(client, for: "/layers") { _ in log.contains("tables cannot be read") }
      #expect(try await client.get("/layers").json()["placed"] as? Int == 5)
    }
  }

  /// GDAL reads the tiles.
  @Test func writesTilesThatGDALReads() async throws {
    try await withTable { client, _ in
      // Zoom 8: Le Quesnoy (3.635, 50.247) and Bavay (3.794, 50.298) are in column 130, row 86.
      let tile = try await client.get("/tiles/suppliers/8/130/86.mvt")
      #expect(tile.headers["content-type"] == "application/vnd.mapbox-vector-tile")
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "tile-\(UInt64.random(in: 0...(.max)))")
      let column = folder.appendingPathComponent("8/130")
      try FileManager.default.createDirectory(at: column, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(tile.body).write(to: column.appendingPathComponent("86.mvt"))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "/vsistdout/", column.appendingPathComponent("86.mvt").path,
        "suppliers",
      ]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let features = try #require(collection["features"] as? [[String: Any]])
      let properties = features.compactMap { $0["properties"] as? [String: Any] }
      #expect(properties.map { $0["point_count"] as? Int ?? 0 }.reduce(0, +) == 3)
      let positions = features.compactMap { ($0["geometry"] as? [String: Any])?["coordinates"] as? [Double] }
      #expect(positions.allSatisfy { abs($0[0] - 3.68) < 0.15 && abs($0[1] - 50.26) < 0.1 }, "\(positions)")
      #expect(try await client.get("/tiles/suppliers/8/0/0.mvt").body.isEmpty)
    }
  }

  /// Boxes as maps send them that were dragged around the world or across the antimeridian, and as people type them.
  @Test func takesBoxesOfAllKinds() async throws {
    try await withTable { client, _ in
      func names(_ box: String) async throws -> [String] {
        try await client.get("/layers/suppliers.geojson?bbox=\(box)&zoom=16").all("name").sorted()
      }
      let north = ["Alpha, Beta", "Gamma"]
      #expect(try await names("3,50,4,51") == north)
      #expect(try await names("3,51,4,50") == north)
      #expect(try await names("363,50,364,51") == north)
      #expect(try await names("-717,50,-716,51") == north)
      // From New Zealand over America to Le Quesnoy; and from there on to New Zealand.
      #expect(try await names("170,50,4,51") == north)
      #expect(try await names("4,50,170,51") == [])
      let whole = try await client.get("/heatmap/suppliers.png?bbox=3,50,4,51&width=64&height=64")
      let dragged = try await client.get("/heatmap/suppliers.png?bbox=363,50,364,51&width=64&height=64")
      #expect(whole.body == dragged.body)
      for box in ["1,1,1,1", "170,-20,-170,-10", "200,88,210,90", "-3600,-90,3600,90"] {
        #expect(try await client.get("/heatmap/suppliers.png?bbox=\(box)").status == 200, "\(box)")
      }
    }
  }

  @Test func drawsTheDensity() async throws {
    try await withTable { client, _ in
      let picture = try await client.get("/heatmap/suppliers.png?bbox=2,49,5,51&width=120&height=80")
      #expect(picture.headers["content-type"] == "image/png")
      #expect(picture.body.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      // IHDR: width and height, big-endian (PNG, section 11.2.2).
      #expect(Array(picture.body[16..<24]) == [0, 0, 0, 120, 0, 0, 0, 80])
      #expect(try await client.get("/heatmap/suppliers.png").status == 200)
    }
  }

  /// Names and numbers that there are not: no layer, no file, no fault.
  @Test func refusesWhatThereIsNot() async throws {
    let cases = [
      ("/layers/nobody.geojson", 404), ("/layers/..%2F..%2Fetc%2Fpasswd.geojson", 404), ("/layers/%00.geojson", 404),
      ("/layers/../../etc/passwd", 404), ("/layers/suppliers.geojson?bbox=1,2,3", 400),
      ("/layers/suppliers.geojson?bbox=a,b,c,d", 400), ("/layers/suppliers.geojson?bbox=", 400),
      ("/layers/suppliers.geojson?zoom=99", 400), ("/layers/suppliers.geojson?zoom=nan", 400),
      ("/tiles/suppliers/25/0/0.mvt", 404), ("/tiles/suppliers/1/2/0.mvt", 404), ("/tiles/suppliers/x/0/0.mvt", 404),
      ("/tiles/nobody/1/0/0.mvt", 404), ("/heatmap/suppliers.png?width=0", 400),
      ("/heatmap/suppliers.png?width=99999", 400), ("/heatmap/suppliers.png?bbox=1,1,1,3601", 400),
      ("/heatmap/suppliers.png?radius=nan", 400), ("/assets/leaflet/..%2F..%2Fetc%2Fpasswd", 404),
    ]
    try await withTable { client, _ in
      for (target, status) in cases {
        let answer = try await client.get(target)
        #expect(answer.status == status, "\(target): \(answer.text)")
        #expect(try answer.json()["code"] as? Int == status, "\(target)")
      }
    }
  }

  @Test func printsAMapThatAsksTheService() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "umap-\(UInt64.random(in: 0...(.max))).csv")
    try Data(Self.table.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let tables = LayerTables(
      files: [file.path], tableOptions: TableOptions(), mapOptions: SupplierMapOptions(),
      resolver: RunningService.search.resolver)
    let bytes = try RemoteMap.umap(try tables.content(), title: "Essai", serviceURL: "https://cartes.example.fr/")
    let map = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let layers = try #require(map["layers"] as? [[String: Any]])
    let remotes = layers.compactMap { ($0["_umap_options"] as? [String: Any])?["remoteData"] as? [String: Any] }
    #expect(remotes.count == 3)
    let expected =
      "https://cartes.example.fr/layers/suppliers.geojson?bbox={west},{south},{east},{north}&zoom={zoom}"
    #expect(remotes.contains { $0["url"] as? String == expected })
    #expect(remotes.allSatisfy { $0["dynamic"] as? Bool == true && $0["proxy"] as? Bool == false })
  }
}
