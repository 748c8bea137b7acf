import ArgumentParser
import Gazetteer
import Geocoding
import Geodesy
import MapLayers
import SpatialAnalysis
import SupplierMaps

/// `cartomarches cluster FILE... [-o FILE]`.
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Gathers the suppliers of tables into clusters, as GeoJSON or CSV.")

  enum Method: String, ExpressibleByArgument, CaseIterable {
    case hierarchical, dbscan, place, commune, departement, region
  }

  enum Anchor: String, ExpressibleByArgument, CaseIterable {
    case centre, member
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case geojson, geojsonl, csv
  }

  @Argument(help: "The tables; several are compiled into one.")
  var files: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write (default: standard output).", valueName: "FILE"))
  var output = "-"

  @Option(help: "geojson, geojsonl or csv (default: from the extension, else geojson).")
  var format: Format?

  @Option(help: "hierarchical, dbscan, place, commune, departement or region.")
  var method = Method.hierarchical

  @Option(help: "The zoom of hierarchical clusters, 0 to 24 (8).")
  var zoom: Int?

  @Option(help: ArgumentHelp("Several zooms instead, each feature with its own.", valueName: "A-B"))
  var zooms: String?

  @Option(help: "Points within so many pixels join.")
  var radius = 60.0

  @Option(help: "Pixels along a tile's side.")
  var extent = 512.0

  @Option(help: "Points that make a cluster (2; 4 for dbscan).")
  var minPoints: Int?

  @Option(help: "Where a cluster's point lies: the centre, or the member nearest to it.")
  var anchor = Anchor.centre

  @Option(help: "Kilometres within which dbscan joins points.")
  var epsKm = 10.0

  @Flag(help: "Lay the suppliers of one place out around it before hierarchical clusters are made.")
  var spread = false

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup(title: "Remote geocoding") var remote: RemoteOptions
  @OptionGroup(title: "Output") var counting: CountingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    let table = try table(language)
    let zooms = try zoomRange(language)
    try checkOptions(zooms, language)
    try counting.ending.check(output: output, language)
    guard
      let collection = try PointCollection(
        files: files, input: input, geocoding: geocoding, remote: remote, common: common, spread: spread)
    else { return }
    try write(collection.points, zooms, as: table)
    try collection.finish(counting.ending, common)
  }

  private func write(
    _ points: SupplierPoints, _ zooms: ClosedRange<Int>, as table: FeatureTable.Format
  ) throws(Failure) {
    let language = common.language
    let gazetteer = try geocoding.source.open(language)
    switch method {
    case .hierarchical:
      let layer = try layer(of: points, zooms, language)
      try OutputFile.write(to: output, language) { sink throws(Failure) in
        try layer.write(zooms: zooms, as: table, to: sink)
      }
    case .dbscan:
      let features = GroupFeatures(points, try groups(of: points, language))
      try OutputFile.write(to: output, language) { sink throws(Failure) in
        try FeatureTable.write(features, as: table, to: sink)
      }
    case .place, .commune, .departement, .region:
      let level = TerritoryGroups.Level(rawValue: method.rawValue) ?? .place
      let groups = TerritoryGroups(points, level: level, gazetteer: gazetteer)
      try OutputFile.write(to: output, language) { sink throws(Failure) in
        try FeatureTable.write(groups.features, areas: groups.areas, as: table, to: sink)
      }
    }
  }

  private func table(_ language: Language) throws(Failure) -> FeatureTable.Format {
    switch try usedFormat(language) {
    case .geojson: .geoJSON
    case .geojsonl: .geoJSONLines
    case .csv: .csv
    }
  }

  private func usedFormat(_ language: Language) throws(Failure) -> Format {
    if let format { return format }
    switch FileExtension(output)?.name {
    case "csv"?: return .csv
    case "geojsonl"?, "geojsons"?, "jsonl"?, "ndjson"?: return .geojsonl
    case "geojson"?, "json"?: return .geojson
    case let name? where FileExtension.known.contains(name):
      throw Failure(
        .usage,
        language.choose(
          "-o \(output) : cluster écrit du GeoJSON ou du CSV ; nommez le fichier .geojson, .geojsonl ou .csv, ou donnez "
            + "--format",
          "-o \(output): cluster writes GeoJSON or CSV; name the file .geojson, .geojsonl or .csv, or give --format"))
    default: return .geojson
    }
  }

  /// The zoom of hierarchical clusters that nobody chose: a région fills the screen.
  private static let usualZoom = 8

  private func zoomRange(_ language: Language) throws(Failure) -> ClosedRange<Int> {
    guard let zooms else { return (zoom ?? Self.usualZoom)...(zoom ?? Self.usualZoom) }
    guard zoom == nil else {
      throw Failure(
        .usage,
        language.choose(
          "--zoom et --zooms : donnez l'un ou l'autre", "--zoom and --zooms: give one or the other"))
    }
    let ends = zooms.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
      throw Failure(
        .usage,
        language.choose(
          "--zooms \(zooms) : écrivez A-B, de 0 à \(ClusterOptions.deepestZoom) ; par exemple 5-9",
          "--zooms \(zooms): write A-B, from 0 to \(ClusterOptions.deepestZoom); for example 5-9"))
    }
    return first...last
  }

  /// Wrong options are told of before any table is read.
  private func checkOptions(_ zooms: ClosedRange<Int>, _ language: Language) throws(Failure) {
    do throws(SpatialAnalysisError) {
      switch method {
      case .hierarchical: try clusterOptions(zooms).check()
      case .dbscan: try DenseGroups.check(epsilonMetres: epsKm * 1_000, minimumPoints: usedMinimumPoints)
      case .place, .commune, .departement, .region: break
      }
    } catch {
      throw Failure(error, language)
    }
    guard !spread || method == .hierarchical else {
      throw Failure(
        .usage,
        language.choose(
          "--spread : seulement avec --method hierarchical ; les autres groupes se font aux vraies positions",
          "--spread: with --method hierarchical only; other groups are made of true positions"))
    }
  }

  private var usedMinimumPoints: Int { minPoints ?? (method == .dbscan ? 4 : 2) }

  private func clusterOptions(_ zooms: ClosedRange<Int>) throws(SpatialAnalysisError) -> ClusterOptions {
    guard zooms.lowerBound >= 0, zooms.upperBound <= ClusterOptions.deepestZoom else {
      let found = zooms.lowerBound < 0 ? zooms.lowerBound : zooms.upperBound
      throw .optionOutOfRange(name: "zoom", found: "\(found)", expected: "0 … \(ClusterOptions.deepestZoom)")
    }
    var options = ClusterOptions()
    options.maximumZoom = max(options.maximumZoom, zooms.upperBound)
    options.radiusPixels = radius
    options.extentPixels = extent
    options.minimumPoints = usedMinimumPoints
    options.anchor = anchor == .member ? .member : .centre
    return options
  }

  private func layer(
    of points: SupplierPoints, _ zooms: ClosedRange<Int>, _ language: Language
  ) throws(Failure) -> ClusterLayer {
    do throws(SpatialAnalysisError) {
      return ClusterLayer(
        index: try ClusterIndex(coordinates: points.displayedCoordinates, options: clusterOptions(zooms)),
        attributes: points.attributes, categoryNames: points.categoryNames, pointProperties: points.properties)
    } catch {
      throw Failure(error, language)
    }
  }

  private func groups(of points: SupplierPoints, _ language: Language) throws(Failure) -> DenseGroups {
    do throws(SpatialAnalysisError) {
      return try DenseGroups(
        coordinates: points.coordinates, epsilonMetres: epsKm * 1_000, minimumPoints: usedMinimumPoints)
    } catch {
      throw Failure(error, language)
    }
  }
}

extension Failure {
  /// The line for an analysis that cannot be made.
  init(_ error: SpatialAnalysisError, _ language: Language) {
    switch error {
    case .optionOutOfRange(let name, let found, let expected):
      self.init(
        .usage, language.choose("--\(name) \(found) : attendu \(expected)", "--\(name) \(found): expected \(expected)"))
    case .tooManyPoints(let found, let limit):
      self.init(.data, language.choose("\(found) points, au plus \(limit)", "\(found) points, at most \(limit)"))
    case .tooManyCells(let columns, let rows, let limit):
      self.init(
        .usage,
        language.choose(
          "la grille aurait \(columns) × \(rows) mailles, au plus \(limit) ; agrandissez --cell ou réduisez --bbox",
          "the grid would have \(columns) × \(rows) cells, at most \(limit); enlarge --cell or narrow --bbox"))
    case .noPoints:
      self.init(.data, language.choose("aucun point utilisable", "no usable point"))
    case .gridsDiffer(let what, let expected, let found):
      self.init(
        .data,
        language.choose(
          "les grilles diffèrent (\(what) : \(expected), \(found)) ; elles ne peuvent pas être additionnées",
          "the grids differ (\(what): \(expected), \(found)); they cannot be added"))
    }
  }
}
