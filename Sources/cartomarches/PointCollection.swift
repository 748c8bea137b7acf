import Geocoding
import MapServer
import SupplierMaps
import TableGeocoding

/// The tables of a command geocoded into points, for the commands that need no table back.
struct PointCollection {
  var points: SupplierPoints
  var summary: GeocodingSummary

  /// Reads and geocodes tables; says on standard error how that went. Ends with 65 when nothing could be placed.
  init(
    files: [String], input: InputOptions, geocoding: GeocodingOptions, common: CommonOptions
  ) throws(Failure) {
    let language = common.language
    let resolver = try geocoding.resolver(language)
    let tables = try InputTables(files, try input.tableOptions(language), language)
    try tables.requireLocation(language)
    if !common.quiet { tables.reportProblems(language) }
    let geocoder = TableGeocoder(resolver: resolver, layouts: tables.layouts, names: tables.names)
    var builder = SupplierMapBuilder(SupplierMapOptions())
    var rowNumber = 0
    try tables.forEachBatch(common) { batch, table throws(Failure) in
      geocoder.visit(batch, ofTable: table) { row in
        rowNumber += 1
        if let contract = ContractRow(row, number: rowNumber, language: language) { builder.add(contract) }
      }
    }
    summary = geocoder.summary()
    points = builder.finish().points()
    if !common.quiet {
      for line in SummaryText(summary: summary, language: language).lines(isVerbose: common.verbose) {
        Console.error(line)
      }
    }
    guard !points.coordinates.isEmpty else {
      let names = files.joined(separator: ", ")
      throw Failure(
        .data,
        language.choose(
          "\(names) : aucune ligne n'est placée ; il n'y a rien à dessiner",
          "\(names): no row is placed; there is nothing to draw"))
    }
  }
}

extension OutputFile {
  /// Writes bytes to a file, or to standard output for `-`.
  static func write(_ bytes: [UInt8], to path: String, _ language: Language) throws(Failure) {
    guard path != "-" else { return try Console.output(bytes) }
    let file = try OutputFile(path: path, language: language)
    try file.write(bytes)
    try file.commit()
  }
}
