import ArgumentParser
import Geocoding
import Geodesy
import MapLayers
import SpatialAnalysis
import SupplierMaps
import Tables

/// `cartomarches heatmap FILE... [-o FILE]`.
struct HeatmapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heatmap", abstract: "Makes a density grid of the suppliers of tables: .asc .tif .png .geojson .csv.")

  enum Weight: String, ExpressibleByArgument, CaseIterable {
    case count, amount
  }

  @Argument(help: "The tables; several are compiled into one.")
  var files: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write (default: standard output).", valueName: "FILE"))
  var output = "-"

  @Option(help: "asc, tif, png, geojson or csv (default: from the extension, else asc).")
  var format: RasterFormat?

  @Option(help: ArgumentHelp("The distance between cells, in m or km.", valueName: "5km"))
  var cell = "5km"

  @Option(help: ArgumentHelp("How far a supplier's influence reaches, in m or km.", valueName: "25km"))
  var radius = "25km"

  @Option(help: "quartic, gaussian, epanechnikov, triangular or uniform.")
  var kernel = DensityKernel.quartic

  @Option(help: "What a row weighs: count or amount.")
  var weight = Weight.count

  @Option(help: "square or hex.")
  var grid = CellShape.square

  @Option(help: "2154, 3857, 4326, another EPSG code of a French territory, or auto.")
  var crs = "auto"

  // West of Greenwich a box begins with a minus.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("What the grid covers, degrees.", valueName: "W,S,E,N"))
  var bbox: String?

  @Option(help: ArgumentHelp("Write so many contour bands instead of cells (geojson).", valueName: "N"))
  var contours: Int?

  @Option(help: "viridis, magma, inferno or ylorrd.")
  var palette = ColourRamp.viridis

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Add ASCII grids made apart, with their .prj beside them.", valueName: "GRID"))
  var merge: [String] = []

  @Flag(help: "One file for each territory, its EPSG code in the name.")
  var perTerritory = false

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup(title: "Remote geocoding") var remote: RemoteOptions
  @OptionGroup(title: "Output") var counting: CountingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    let options = try densityOptions(language)
    guard !files.isEmpty || !merge.isEmpty else {
      throw Failure(.usage, language.choose("donnez un tableau, ou --merge GRILLE", "give a table, or --merge GRID"))
    }
    let format = try usedFormat(language)
    try checkForm(format, language)
    try counting.ending.check(output: output, language)
    do throws(RasterFailure) {
      let grids = try merge.map { path throws(RasterFailure) in try GridFile.read(path, language) }
      guard !files.isEmpty else { return try write(grids, as: format) }
      guard let collection = try RasterFailure.wrap({ () throws(Failure) in try collection() }) else { return }
      try write(collection.points, grids, options, as: format)
      try RasterFailure.wrap { () throws(Failure) in try collection.finish(counting.ending, common) }
    } catch {
      throw error.failure(language)
    }
  }

  /// Writes the grid of points, or one for each territory.
  private func write(
    _ points: SupplierPoints, _ grids: [DensityGrid], _ options: DensityOptions, as format: RasterFormat
  ) throws(RasterFailure) {
    let language = common.language
    let weights = weight == .amount ? points.amountsEuros : []
    if weight == .amount, !weights.contains(where: { $0 != 0 }) {
      throw .failure(
        Failure(
          .data,
          language.choose(
            "--weight amount : aucun montant exact ; indiquez la colonne avec --column amount=EN-TÊTE, ou --weight count",
            "--weight amount: no exact amount; name the column with --column amount=HEADER, or use --weight count")))
    }
    guard perTerritory else {
      let grid = try RasterFailure.wrap { () throws(SpatialAnalysisError) in
        try DensityGrid(coordinates: points.coordinates, weights: weights, options: options)
      }
      if options.box == nil, !common.quiet,
        let leftOut = GridTerritories(points, system: grid.geometry.system, language).leftOut
      {
        Console.error(leftOut)
      }
      return try write(grids + [grid], as: format)
    }
    for share in DensityGrid.shares(of: points.coordinates, weights: weights) {
      var options = options
      options.system = share.system
      let inside = points.coordinates.indices.filter {
        ReferenceSystem.officialCode(at: points.coordinates[$0]) == share.system.epsg
      }
      let chosen = options
      let grid = try RasterFailure.wrap { () throws(SpatialAnalysisError) in
        try DensityGrid(
          coordinates: inside.map { points.coordinates[$0] },
          weights: weights.isEmpty ? [] : inside.map { weights[$0] }, options: chosen)
      }
      try write(grid, as: format, to: GridFile.path(output, epsg: share.system.epsg))
    }
  }

  /// Writes the sum of grids, one at least.
  private func write(_ grids: [DensityGrid], as format: RasterFormat) throws(RasterFailure) {
    var sum = grids[0]
    for grid in grids.dropFirst() {
      let first = sum
      sum = try RasterFailure.wrap { () throws(SpatialAnalysisError) in try first.merged(with: grid) }
    }
    try write(sum, as: format, to: output)
  }

  private func collection() throws(Failure) -> PointCollection? {
    guard
      let collection = try PointCollection(
        files: files, input: input, geocoding: geocoding, remote: remote, common: common)
    else { return nil }
    // Without a point nothing says where a grid would lie.
    guard collection.points.coordinates.isEmpty, bbox == nil else { return collection }
    try counting.ending.report(collection.summary, common.messages)
    try collection.asked?.finish()
    let names = files.joined(separator: ", ")
    throw Failure(
      .data,
      common.language.choose(
        "\(names) : aucune ligne n'est placée ; il n'y a rien à dessiner (--bbox ferait une grille vide)",
        "\(names): no row is placed; there is nothing to draw (--bbox would make an empty grid)"))
  }

  private func write(_ grid: DensityGrid, as format: RasterFormat, to path: String) throws(RasterFailure) {
    try GridFile(grid: grid, ramp: palette, contours: contours).write(as: format, to: path, common.language)
  }

  // MARK: Options

  private func usedFormat(_ language: Language) throws(Failure) -> RasterFormat {
    guard let format = format ?? RasterFormat(path: output) else {
      let known = RasterFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: " ")
      throw Failure(
        .usage,
        language.choose(
          "-o \(output) : heatmap n'écrit pas ce format ; choisissez parmi \(known), ou donnez --format",
          "-o \(output): heatmap does not write this format; choose among \(known), or give --format"))
    }
    return format
  }

  /// What a format cannot hold is told of before any table is read.
  private func checkForm(_ format: RasterFormat, _ language: Language) throws(Failure) {
    if grid == .hexagon, format != .geojson && format != .csv || contours != nil || !merge.isEmpty {
      throw Failure(
        .usage,
        language.choose(
          "--grid hex : seulement en .geojson ou .csv, sans --contours ni --merge ; choisissez --format geojson",
          "--grid hex: in .geojson or .csv only, without --contours or --merge; choose --format geojson"))
    }
    guard !perTerritory || output != "-" && crs.lowercased() == "auto" && bbox == nil && merge.isEmpty else {
      throw Failure(
        .usage,
        language.choose(
          "--per-territory : donnez -o FICHIER, sans --crs, --bbox ni --merge ; chaque territoire a son fichier et son système",
          "--per-territory: give -o FILE, without --crs, --bbox or --merge; each territory has its own file and system")
      )
    }
    guard let contours else { return }
    guard format == .geojson else {
      throw Failure(
        .usage,
        language.choose(
          "--contours : des surfaces, donc en .geojson ; choisissez -o FICHIER.geojson ou --format geojson",
          "--contours: areas, so in .geojson; choose -o FILE.geojson or --format geojson"))
    }
    guard (1...DensityGrid.contourLimit).contains(contours) else {
      throw Failure(
        SpatialAnalysisError.optionOutOfRange(
          name: "contours", found: "\(contours)", expected: "1 … \(DensityGrid.contourLimit)"), language)
    }
  }

  private func densityOptions(_ language: Language) throws(Failure) -> DensityOptions {
    var options = DensityOptions()
    options.cellMetres = try metres(cell, "cell", language)
    options.radiusMetres = try metres(radius, "radius", language)
    guard options.radiusMetres >= options.cellMetres else {
      throw Failure(
        .usage,
        language.choose(
          "--radius \(radius) : plus petit que la maille (\(cell)) ; agrandissez-le ou réduisez --cell",
          "--radius \(radius): smaller than the cell (\(cell)); enlarge it or make --cell smaller"))
    }
    options.kernel = kernel
    options.shape = grid
    if crs.lowercased() != "auto" {
      guard let epsg = Int(crs.uppercased().replacingPrefix("EPSG:")), let system = ReferenceSystem(epsg: epsg) else {
        throw Failure(
          .usage,
          language.choose(
            "--crs \(crs) : système inconnu ; choisissez auto, 2154, 3857, 4326",
            "--crs \(crs): unknown system; choose auto, 2154, 3857, 4326"))
      }
      options.system = system
    }
    if let bbox { options.box = try box(bbox, language) }
    do throws(SpatialAnalysisError) { try options.check() } catch { throw Failure(error, language) }
    return options
  }

  private func metres(_ text: String, _ name: String, _ language: Language) throws(Failure) -> Double {
    let folded = text.lowercased().filter { $0 != " " }
    let (digits, factor) =
      folded.hasSuffix("km")
      ? (folded.dropLast(2), 1_000.0)
      : folded.hasSuffix("m") ? (folded.dropLast(1), 1.0) : (folded[...], 1.0)
    guard let value = Double(digits.map { $0 == "," ? "." : $0 }.map(String.init).joined()), value > 0, value.isFinite
    else {
      throw Failure(
        .usage,
        language.choose(
          "--\(name) \(text) : écrivez une longueur, 500m ou 5km", "--\(name) \(text): write a length, 500m or 5km"))
    }
    return value * factor
  }

  private func box(_ text: String, _ language: Language) throws(Failure) -> BoundingBox {
    let sides = text.split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
    guard sides.count == 4, sides[0] < sides[2], sides[1] < sides[3], abs(sides[1]) <= 90, abs(sides[3]) <= 90,
      abs(sides[0]) <= 180, abs(sides[2]) <= 180
    else {
      throw Failure(
        .usage,
        language.choose(
          "--bbox \(text) : écrivez ouest,sud,est,nord en degrés",
          "--bbox \(text): write west,south,east,north in degrees"))
    }
    return BoundingBox(west: sides[0], south: sides[1], east: sides[2], north: sides[3])
  }
}

extension DensityKernel: ExpressibleByArgument {}
extension CellShape: ExpressibleByArgument {}
extension ColourRamp: ExpressibleByArgument {}

extension String {
  fileprivate func replacingPrefix(_ prefix: String) -> Substring {
    hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
  }
}
