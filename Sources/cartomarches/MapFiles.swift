import Geocoding
import MapLayers
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
    let files = try createFiles()
    let work = FileWork(featureWork(files))
    let leftOut = try work.run { () throws(Failure) in
      let density = try SupplierDensity(of: content, formats, language)
      work.add(densityWork(density, files) + pictureWork(report, density, files))
      return GridTerritories(density.points, system: density.grid.geometry.system, language).leftOut
    }
    let described = folder.names.filter { !$0.hasSuffix(".csv") }.map { name in
      DataPackage.File(name: name, mediaType: Self.mediaType(name), title: FileWords.title(name, fileLanguage))
    }
    try folder.write("datapackage.json", content.dataPackage(tables: tables, files: described))
    return leftOut
  }

  /// The files that are asked for, empty, by name.
  private func createFiles() throws(Failure) -> [String: OutputFile] {
    var files: [String: OutputFile] = [:]
    for (name, format) in Self.fileNames where format.map(formats.contains) ?? true {
      files[name] = try folder.file(name)
    }
    return files
  }

  /// In the order in which they are listed; those without a format are always written.
  private static let fileNames: [(name: String, format: MapFormat?)] = [
    ("suppliers.geojson", .geojson), ("places.geojson", .geojson), ("suppliers.geojsonl", .geojsonl),
    ("places.geojsonl", .geojsonl), ("map.umap", .umap), ("map.kml", .kml), ("map.png", .png), ("map.svg", .svg),
    ("clusters.geojson", .geojson), ("heatmap.asc", nil), ("heatmap.prj", nil), ("heatmap.geojson", .geojson),
    ("heatmap.png", .png), ("heatmap.pgw", .png), ("map.gpkg", .gpkg), ("report.html", .html),
  ]

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
}
