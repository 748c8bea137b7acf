import ContractTables
import Geocoding
import SupplierMaps
import TableGeocoding

/// The tables of a command geocoded into points, for the commands that need no table back.
struct PointCollection {
  let points: SupplierPoints
  let summary: GeocodingSummary
  /// What a remote service said, when one was asked.
  let asked: AskedService?

  /// Reads and geocodes tables; a remote service may be asked. Rows not placed are no failure, even if all are. `nil` when the
  /// service was only to be told of what it would be asked.
  init?(
    files: [String], input: InputOptions, geocoding: GeocodingOptions, remote: RemoteOptions, common: CommonOptions,
    spread: Bool = false
  ) throws(Failure) {
    let language = common.language
    let resolver = try geocoding.resolver(language)
    let provider = try remote.provider(language)
    var tables = try InputTables(
      files, try input.tableOptions(language, resolver.gazetteer), language, isReadTwice: provider != nil)
    try tables.requireLocation(language, asksItself: true, companiesSuffice: remote.placesCompanies)
    if !common.quiet { tables.reportProblems(language) }
    try tables.requireRows(language)
    asked = try provider.map { provider throws(Failure) in
      try remote.ask(provider, about: &tables, resolver, common.messages)
    }
    guard !remote.dryRun else { return nil }
    let geocoder = TableGeocoder(
      resolver: resolver, layouts: tables.layouts, names: tables.names, overlay: asked?.overlay)
    var options = SupplierMapOptions()
    options.spreadsSuppliers = spread
    options.gazetteer = resolver.gazetteer
    var builder = SupplierMapBuilder(options)
    var rowNumber = 0
    try tables.forEachBatch(common.messages) { batch, table throws(Failure) in
      geocoder.visit(batch, ofTable: table) { row in
        rowNumber += 1
        builder.add(row, number: rowNumber, language: language)
      }
    }
    summary = geocoder.summary()
    points = builder.finish().points()
  }

  /// Says how it went, when all is written: the counts, then what has to end the run.
  func finish(_ ending: RunEnding, _ common: CommonOptions) throws(Failure) {
    try ending.finish(summary, common.messages)
    try asked?.finish()
  }
}

extension OutputFile {
  /// Standard output gets pieces of about this size: as much as a pipe holds.
  private static let outputPieceBytes = 1 << 16

  /// Writes a file, or to standard output for `-`, piece by piece.
  static func write(
    to path: String, _ language: Language,
    _ body: (_ sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    guard path != "-" else {
      var waiting: [UInt8] = []
      try body { bytes throws(Failure) in
        waiting += bytes
        guard waiting.count >= outputPieceBytes else { return }
        try Console.output(waiting)
        waiting.removeAll(keepingCapacity: true)
      }
      return try Console.output(waiting)
    }
    let file = try OutputFile(path: path, language: language)
    try body { bytes throws(Failure) in try file.write(bytes) }
    try file.commit()
  }

  /// Writes bytes to a file, or to standard output for `-`.
  static func write(_ bytes: [UInt8], to path: String, _ language: Language) throws(Failure) {
    guard path != "-" else { return try Console.output(bytes) }
    let file = try OutputFile(path: path, language: language)
    try file.write(bytes)
    try file.commit()
  }
}
