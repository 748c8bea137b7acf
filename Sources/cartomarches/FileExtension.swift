/// The end of a file's name that says its format.
struct FileExtension {
  /// In small letters, without the dot: `geojson`.
  let name: String

  /// The extension of a path; `nil` when it has none, as `-` and `/dev/stdout` have.
  init?(_ path: String) {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return nil }
    name = file[file.index(after: dot)...].lowercased()
  }

  /// Extensions that promise a format. A file that is named with one of them and holds another misleads whoever opens it; any
  /// other name is the user's own business.
  static let known: Set<String> = [
    "asc", "csv", "fgb", "geojson", "geojsonl", "geojsons", "gml", "gpkg", "gpx", "htm", "html", "jpeg", "jpg", "json",
    "jsonl", "kml", "kmz", "mbtiles", "mvt", "ndjson", "ods", "parquet", "pbf", "pdf", "png", "shp", "sqlite", "svg",
    "tif", "tiff", "topojson", "tsv", "umap", "xls", "xlsx", "xml", "zip",
  ]
}
