import Geocoding
import Geodesy
import MapLayers
import SQLite
import SpatialAnalysis
import SupplierMaps

/// What `map` can write.
enum MapFormat: String, CaseIterable {
  case geojson, geojsonl, umap, csv, kml, gpkg, png, svg, html

  /// All but those that few ask for.
  static let usual: [MapFormat] = [.geojson, .umap, .csv, .png, .svg, .html]

  /// The formats of a list separated by commas.
  static func parse(_ text: String, _ language: Language) throws(Failure) -> Set<MapFormat> {
    var formats: Set<MapFormat> = []
    for name in text.split(separator: ",") {
      guard let format = MapFormat(rawValue: name.filter { $0 != " " }.lowercased()) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          .usage,
          language.choose(
            "--formats \(name) : format inconnu ; choisissez parmi \(known)",
            "--formats \(name): unknown format; choose among \(known)"))
      }
      formats.insert(format)
    }
    return formats
  }
}

/// The files of a map beside its tables.
struct MapFiles {
  var content: SupplierMapContent
  var folder: OutputFolder
  var formats: Set<MapFormat>
  /// The language of messages.
  var language: Language
  /// The language of what is in the files.
  var fileLanguage: Language

  /// Writes them all. Returns what the density grid leaves out, in words; `nil` when it leaves out nothing.
  func write(report: ReportInput, tables: [DataPackage.Table]) throws(Failure) -> String? {
    let leftOut = try featureFiles().write { () throws(Failure) in try writePicturesAndReport(report) }
    let files = folder.names.filter { !$0.hasSuffix(".csv") }.map { name in
      DataPackage.File(name: name, mediaType: Self.mediaType(name), title: FileWords.title(name, fileLanguage))
    }
    try folder.write("datapackage.json", content.dataPackage(tables: tables, files: files))
    return leftOut
  }

  private func writePicturesAndReport(_ input: ReportInput) throws(Failure) -> String? {
    let pictures = formats.isDisjoint(with: [.svg, .png, .html]) ? nil : SupplierPictures(content)
    try writePoster(pictures)
    let points = content.points()
    let density = try writeDensity(points)
    let leftOut = GridTerritories(points, system: density.geometry.system, language).leftOut
    guard formats.contains(.html) else { return leftOut }
    var report = input
    // The report draws France in Europe.
    let isDrawn = density.geometry.system == .lambert93 && !points.coordinates.isEmpty
    report.density = isDrawn ? density : nil
    report.companions = (folder.names + ["datapackage.json"]).map { ($0, FileWords.title($0, fileLanguage)) }
    try folder.write("report.html", content.report(report, pictures: pictures))
    return leftOut
  }

  private func writePoster(_ pictures: SupplierPictures?) throws(Failure) {
    guard formats.contains(.svg) || formats.contains(.png) else { return }
    let poster = content.poster(pictures)
    if formats.contains(.png) {
      do throws(RasterFailure) {
        try write("map.png", RasterFailure.wrap { () throws(RasterError) in try poster.png() })
      } catch {
        throw error.failure(language)
      }
    }
    if formats.contains(.svg) { try folder.write("map.svg", poster.svg()) }
  }

  private static func mediaType(_ name: String) -> String {
    switch name.split(separator: ".").last {
    case "geojson": "application/geo+json"
    case "geojsonl": "application/x-ndjson"
    case "umap": "application/json"
    case "html": "text/html"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "kml": "application/vnd.google-earth.kml+xml"
    case "gpkg": "application/geopackage+sqlite3"
    default: "text/plain"
    }
  }

  /// What the grid of a map covers on which no row is placed: France in Europe, as its picture. Nothing is anywhere on it.
  private static let emptyGridBox = BoundingBox(west: -5.2, south: 41.3, east: 9.6, north: 51.1)

  /// `clusters.geojson` and `heatmap.*`, of no points too: who runs the program again finds no file of the last run beside the
  /// new ones. Returns the grid.
  private func writeDensity(_ points: SupplierPoints) throws(Failure) -> DensityGrid {
    let isEmpty = points.coordinates.isEmpty
    do throws(RasterFailure) {
      var options = DensityOptions()
      if isEmpty { options.box = Self.emptyGridBox }
      let chosen = options
      let grid = try RasterFailure.wrap { () throws(SpatialAnalysisError) in
        try DensityGrid(coordinates: points.coordinates, options: chosen)
      }
      let clusters = try clusterFeatures(points)
      if formats.contains(.geojson) { try write("clusters.geojson", GeoJSONWriter.collection(clusters)) }
      try write("heatmap.asc", RasterFailure.wrap { () throws(RasterError) in try ASCIIGridWriter.bytes(of: grid) })
      try write("heatmap.prj", Array(grid.geometry.system.wellKnownText.utf8))
      if formats.contains(.geojson) { try write("heatmap.geojson", grid.cellsAsGeoJSON()) }
      if formats.contains(.png) {
        let image = DensityImage()
        try write("heatmap.png", RasterFailure.wrap { () throws(RasterError) in try image.bytes(of: grid) })
        try write("heatmap.pgw", image.worldFile(of: grid))
      }
      try RasterFailure.wrap { () throws(Failure) in
        try writeGeoPackage(clusters: clusters, density: isEmpty ? nil : grid)
      }
      return grid
    } catch {
      throw error.failure(language)
    }
  }

  private func clusterFeatures(_ points: SupplierPoints) throws(RasterFailure) -> [PointFeature] {
    guard formats.contains(.geojson) || formats.contains(.gpkg) else { return [] }
    let index = try RasterFailure.wrap { () throws(SpatialAnalysisError) in
      try ClusterIndex(coordinates: points.displayedCoordinates)
    }
    let layer = ClusterLayer(
      index: index, attributes: points.attributes, categoryNames: points.categoryNames,
      pointProperties: points.properties)
    return layer.features(zooms: Self.clusterZoom...Self.clusterZoom)
  }

  private func writeGeoPackage(clusters: [PointFeature], density: DensityGrid?) throws(Failure) {
    guard formats.contains(.gpkg) else { return }
    let bytes: [UInt8]
    do throws(SQLiteError) {
      bytes = try content.geoPackage(clusters: clusters, density: density)
    } catch {
      throw error.kind == .missing
        ? Failure(
          .unavailable,
          language.choose(
            "map.gpkg : SQLite manque (\(error.message)) ; installez libsqlite3-0, ou ôtez gpkg de --formats",
            "map.gpkg: SQLite is missing (\(error.message)); install libsqlite3-0, or take gpkg out of --formats"))
        : Failure(.inputOutput, "map.gpkg: \(error.message)")
    }
    try folder.write("map.gpkg", bytes)
  }

  /// The zoom of `clusters.geojson`: a région fills the screen.
  private static let clusterZoom = 8

  private func write(_ name: String, _ bytes: [UInt8]) throws(RasterFailure) {
    try RasterFailure.wrap { () throws(Failure) in try folder.write(name, bytes) }
  }
}
