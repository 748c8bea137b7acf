import ArgumentParser
import Geocoding
import Geodesy
import MapLayers
import SpatialAnalysis
import Tables

/// The formats of a density grid.
enum RasterFormat: String, ExpressibleByArgument, CaseIterable {
  case asc, tif, png, geojson, csv

  /// The format of a file's extension, `asc` for none and for those that promise nothing; `nil` for another format's.
  init?(path: String) {
    switch FileExtension(path)?.name {
    case "tiff"?: self = .tif
    case let name?:
      if let format = RasterFormat(rawValue: name) {
        self = format
      } else if FileExtension.known.contains(name) {
        return nil
      } else {
        self = .asc
      }
    case nil: self = .asc
    }
  }
}

/// Why a grid cannot be made or written.
enum RasterFailure: Error {
  case analysis(SpatialAnalysisError)
  case raster(RasterError)
  case failure(Failure)

  static func wrap<Value>(_ body: () throws(SpatialAnalysisError) -> Value) throws(RasterFailure) -> Value {
    do throws(SpatialAnalysisError) { return try body() } catch { throw .analysis(error) }
  }

  static func wrap<Value>(_ body: () throws(RasterError) -> Value) throws(RasterFailure) -> Value {
    do throws(RasterError) { return try body() } catch { throw .raster(error) }
  }

  static func wrap<Value>(_ body: () throws(Failure) -> Value) throws(RasterFailure) -> Value {
    do throws(Failure) { return try body() } catch { throw .failure(error) }
  }

  /// The line to end with.
  func failure(_ language: Language) -> Failure {
    switch self {
    case .analysis(let error): Failure(error, language)
    case .failure(let failure): failure
    case .raster(.hexagonalCells):
      Failure(
        .usage,
        language.choose(
          "des hexagones ne vont ni dans une grille ni dans une image ; choisissez .geojson ou .csv, ou --grid square",
          "hexagons fit in no grid or picture; choose .geojson or .csv, or --grid square"))
    case .raster(.tooLarge):
      Failure(
        .data,
        language.choose(
          "la grille dépasse ce qu'un fichier de cette forme contient ; agrandissez --cell ou donnez --bbox",
          "the grid is more than a file of this form holds; make --cell larger or give --bbox"))
    case .raster(.notAnASCIIGrid(let line, let expected, let found)):
      Failure(
        .data,
        language.choose(
          "grille ASCII, ligne \(line) : « \(expected) » attendu, « \(found) » trouvé ; refaites le fichier",
          "ASCII grid, line \(line): expected “\(expected)”, found “\(found)”; make the file anew"))
    }
  }
}

/// A density grid as files: the grid, and what goes beside it.
struct GridFile {
  var grid: DensityGrid
  var ramp = ColourRamp.viridis
  var contours: Int?

  /// Writes the grid; an ASCII grid gets its `.prj`, a picture its world file and legend.
  func write(as format: RasterFormat, to path: String, _ language: Language) throws(RasterFailure) {
    var companions: [(ending: String, bytes: [UInt8])] = []
    switch format {
    case .asc:
      guard grid.geometry.shape == .square else { throw .raster(.hexagonalCells) }
      companions = [("prj", Array(grid.geometry.system.wellKnownText.utf8))]
      try RasterFailure.wrap { () throws(Failure) in
        try OutputFile.write(to: path, language) { sink throws(Failure) in
          try ASCIIGridWriter.write(grid, to: sink)
        }
      }
    case .csv:
      try RasterFailure.wrap { () throws(Failure) in
        try OutputFile.write(to: path, language) { sink throws(Failure) in
          try grid.writeCentres(to: sink)
        }
      }
    case .geojson where contours == nil:
      try RasterFailure.wrap { () throws(Failure) in
        try OutputFile.write(to: path, language) { sink throws(Failure) in
          try grid.writeCells(to: sink)
        }
      }
    case .geojson, .tif, .png:
      let bytes = try wholeFile(format, &companions)
      try RasterFailure.wrap { () throws(Failure) in try OutputFile.write(bytes, to: path, language)
      }
    }
    guard path != "-", !path.hasPrefix("/dev/") else { return }
    let stem = GridFile.stem(path)
    for companion in companions {
      try RasterFailure.wrap { () throws(Failure) in
        try OutputFile.write(companion.bytes, to: "\(stem).\(companion.ending)", language)
      }
    }
  }

  /// The formats that are packed as one.
  private func wholeFile(
    _ format: RasterFormat, _ companions: inout [(ending: String, bytes: [UInt8])]
  ) throws(RasterFailure) -> [UInt8] {
    switch format {
    case .tif:
      return try RasterFailure.wrap { () throws(RasterError) in try GeoTIFFWriter.bytes(of: grid) }
    case .png:
      let image = DensityImage(ramp: ramp)
      let legend = try RasterFailure.wrap { () throws(RasterError) in
        try image.legend(maximum: grid.maximum)
      }
      companions = [("pgw", image.worldFile(of: grid)), ("legend.png", legend)]
      return try RasterFailure.wrap { () throws(RasterError) in try image.bytes(of: grid) }
    default:
      return try RasterFailure.wrap { () throws(SpatialAnalysisError) in
        try grid.contoursAsGeoJSON(count: contours ?? 1, ramp: ramp)
      }
    }
  }

  /// A grid written before, from its ASCII file and the projection beside it.
  static func read(_ path: String, _ language: Language) throws(RasterFailure) -> DensityGrid {
    let (grid, projection) = try RasterFailure.wrap { () throws(Failure) in
      (try bytes(of: path, language), try bytes(of: "\(stem(path)).prj", language))
    }
    guard let system = ReferenceSystem(wellKnownText: String(decoding: projection, as: UTF8.self)) else {
      throw .failure(
        Failure(
          .data,
          language.choose(
            "\(stem(path)).prj : projection inconnue ; refaites la grille",
            "\(stem(path)).prj: unknown projection; make the grid anew")))
    }
    do throws(RasterError) {
      return try ASCIIGridReader.grid(from: grid, system: system)
    } catch {
      let failure = RasterFailure.raster(error).failure(language)
      throw .failure(Failure(failure.code, "\(path)\(language.choose(" : ", ": "))\(failure.message)"))
    }
  }

  private static func bytes(of path: String, _ language: Language) throws(Failure) -> [UInt8] {
    do throws(TableError) {
      return try ByteSource(path: path).readAll(limit: gridByteLimit)
    } catch {
      throw Failure(error, language)
    }
  }

  /// The text of the largest grid that fits in memory.
  private static let gridByteLimit = 2 << 30

  /// `dir/heat.asc` is `dir/heat`.
  static func stem(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }

  /// The path of a territory's file: the EPSG code before the extension.
  static func path(_ path: String, epsg: Int) -> String {
    guard path != "-" else { return path }
    return "\(stem(path))-\(epsg)\(path.dropFirst(stem(path).count))"
  }
}
