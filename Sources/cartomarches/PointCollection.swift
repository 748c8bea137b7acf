import ContractTables
import Geocoding
import SupplierMaps
import TableGeocoding

/// The tables of a command geocoded into points, for the commands that need no table back.
struct PointCollection {
  var points: SupplierPoints
  var summary: GeocodingSummary

  /// Reads and geocodes tables; says on standard error how that went. Rows not placed are no failure, even if all are.
  init(
    files: [String], input: InputOptions, geocoding: GeocodingOptions, common: CommonOptions, spread: Bool = false
  ) throws(Failure) {
    let language = common.language
    let resolver = try geocoding.resolver(language)
    let tables = try InputTables(files, try input.tableOptions(language, resolver.gazetteer), language)
    try tables.requireLocation(language)
    if !common.quiet { tables.reportProblems(language) }
    try tables.requireRows(language)
    let geocoder = TableGeocoder(resolver: resolver, layouts: tables.layouts, names: tables.names)
    var options = SupplierMapOptions()
    options.spreadsSuppliers = spread
    options.gazetteer = resolver.gazetteer
    var builder = SupplierMapBuilder(options)
    var rowNumber = 0
    try tables.forEachBatch(common) { batch, table throws(Failure) in
      geocoder.visit(batch, ofTable: table) { row in
        rowNumber += 1
        builder.add(row, number: rowNumber, language: language)
      }
    }
    summary = geocoder.summary()
    points = builder.finish().points()
    if !common.quiet {
      for line in SummaryText(summary: summary, language: language).lines(isVerbose: common.verbose) {
        Console.error(line)
      }
    }
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
