import Geocoding
import MapLayers
import SQLite
import SupplierMaps

// Shares of the work are about those of a table of 100,000 rows.
extension MapFiles {
  private typealias Sink = FileWork.Sink

  /// The files of features: they need nothing but the content.
  func featureWork(_ files: [String: OutputFile]) -> [FileWork.Piece] {
    let content = content
    return [
      Self.piece(["suppliers.geojson", "suppliers.geojsonl"], of: files, share: 4) { (sinks) throws(Failure) in
        try content.writeSuppliers(lines: sinks[1], collection: sinks[0])
      },
      Self.piece(["places.geojson", "places.geojsonl"], of: files, share: 1) { (sinks) throws(Failure) in
        try content.writePlaces(lines: sinks[1], collection: sinks[0])
      },
      Self.piece(["map.umap"], of: files, share: 4) { (sinks) throws(Failure) in
        if let sink = sinks[0] { try content.writeUMap(to: sink) }
      },
      Self.piece(["map.kml"], of: files, share: 7) { (sinks) throws(Failure) in
        if let sink = sinks[0] { try content.writeKML(to: sink) }
      },
    ].compactMap(\.self)
  }

  /// `clusters.geojson` and `heatmap.*`, of no points too: who runs the program again finds no file of the last run beside the
  /// new ones. And the GeoPackage, which has all in one.
  func densityWork(_ density: SupplierDensity, _ files: [String: OutputFile]) -> [FileWork.Piece] {
    let (content, language) = (content, language)
    let names = [
      "clusters.geojson", "heatmap.asc", "heatmap.prj", "heatmap.geojson", "heatmap.png", "heatmap.pgw",
    ]
    return [
      Self.piece(names, of: files, share: 1) { (sinks) throws(Failure) in
        try sinks[0]?(GeoJSONWriter.collection(density.clusters))
        try sinks[1]?(Self.raster(language) { () throws(RasterError) in try ASCIIGridWriter.bytes(of: density.grid) })
        try sinks[2]?(Array(density.grid.geometry.system.wellKnownText.utf8))
        if let sink = sinks[3] {
          var writer = GeoJSONWriter()
          for cell in density.cells { writer.add(cell) }
          try sink(writer.finish())
        }
        let image = DensityImage()
        try sinks[4]?(Self.raster(language) { () throws(RasterError) in try image.bytes(of: density.grid) })
        try sinks[5]?(image.worldFile(of: density.grid))
      },
      Self.piece(["map.gpkg"], of: files, share: 10) { (sinks) throws(Failure) in
        guard let sink = sinks[0] else { return }
        let grid = density.points.coordinates.isEmpty ? nil : density.grid
        let bytes: [UInt8]
        do throws(SQLiteError) {
          bytes = try content.geoPackage(clusters: density.clusters, density: grid, cells: density.cells)
        } catch {
          throw Self.failure(error, language)
        }
        try sink(bytes)
      },
    ].compactMap(\.self)
  }

  /// The poster and the report, which share their pictures.
  func pictureWork(
    _ input: ReportInput, _ density: SupplierDensity, _ files: [String: OutputFile]
  ) -> [FileWork.Piece] {
    let (content, language) = (content, language)
    var report = input
    report.density = density.isDrawn ? density.grid : nil
    report.companions = (folder.names.filter { $0 != "report.html" } + ["datapackage.json"]).map {
      ($0, FileWords.title($0, fileLanguage))
    }
    let described = report
    return [
      Self.piece(["map.png", "map.svg", "report.html"], of: files, share: 4) { (sinks) throws(Failure) in
        let pictures = SupplierPictures(content)
        if sinks[0] != nil || sinks[1] != nil {
          let poster = content.poster(pictures)
          try sinks[0]?(Self.raster(language) { () throws(RasterError) in try poster.png() })
          try sinks[1]?(poster.svg())
        }
        try sinks[2]?(content.report(described, pictures: pictures))
      }
    ].compactMap(\.self)
  }

  /// The work on those of the files that are asked for; `nil` when none is.
  private static func piece(
    _ names: [String], of files: [String: OutputFile], share: Int,
    _ write: @escaping @Sendable ([Sink?]) throws(Failure) -> Void
  ) -> FileWork.Piece? {
    let named = names.map { files[$0] }
    return named.contains { $0 != nil } ? FileWork.Piece(files: named, share: share, write: write) : nil
  }

  private static func raster<Value>(
    _ language: Language, _ body: () throws(RasterError) -> Value
  ) throws(Failure) -> Value {
    do throws(RasterFailure) { return try RasterFailure.wrap(body) } catch { throw error.failure(language) }
  }

  private static func failure(_ error: SQLiteError, _ language: Language) -> Failure {
    error.kind == .missing
      ? Failure(
        .unavailable,
        language.choose(
          "map.gpkg : SQLite manque (\(error.message)) ; installez libsqlite3-0, ou ôtez gpkg de --formats",
          "map.gpkg: SQLite is missing (\(error.message)); install libsqlite3-0, or take gpkg out of --formats"))
      : Failure(.inputOutput, "map.gpkg: \(error.message)")
  }
}
