import Geocoding
import Tables

/// Geocodes tables row by row into one output table, with a look at each row: each row once, in order, its cells as they
/// were, the result columns added.
///
///     let geocoder = TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"])
///     var output = geocoder.header()
///     while let batch = try reader.nextBatch() { geocoder.append(batch, ofTable: 0, to: &output) }
///
/// A distinct location is resolved once. Rows of one table are copied as their bytes; rows of several are put into the
/// columns of the compiled table. For the bytes alone, on several threads, there is ``ParallelGeocoder``.
public final class TableGeocoder {
  private let table: OutputTable
  private let cache: AnswerCache
  private let rows: RowGeocoder
  private let block = ByteBlock()

  /// A geocoder for tables of these layouts; `names` are written in the column `source_file` when there are several.
  /// Answers of the overlay come before the resolver's.
  public init(
    resolver: Resolver, layouts: [TableLayout], names: [String], style: OutputStyle = OutputStyle(),
    overlay: AnswerOverlay? = nil
  ) {
    table = OutputTable(layouts: layouts, names: names, style: style, overlay: overlay)
    cache = AnswerCache(
      resolver: resolver, overlay: overlay, output: table, listsCandidates: true, isResolverShared: true)
    rows = RowGeocoder(
      output: table, locations: LocationCells.of(layouts, overlay), cache: cache, keepsResolutions: true)
  }

  /// The output's first line; empty when the input has none.
  public func header() -> [UInt8] { table.header() }

  /// False when the output has no line of names, as the input has none.
  public var hasHeader: Bool { table.hasHeader }

  /// The names of all columns of the output, the input's own as they are.
  public var columnNames: [String] { table.columnNames }

  /// The byte between the output's cells.
  public var delimiter: UInt8 { table.encoding.delimiter }

  /// Appends the rows of a batch with their results.
  public func append(_ batch: RecordBatch, ofTable table: Int, to output: inout [UInt8]) {
    block.removeAll()
    rows.append(batch, ofTable: table, to: block)
    output.append(contentsOf: block.bytes)
  }

  /// Appends the rows of a batch with their results and calls `onRow` for each, in order.
  public func append(
    _ batch: RecordBatch, ofTable table: Int, to output: inout [UInt8], onRow: (GeocodedRow) -> Void
  ) {
    block.removeAll()
    rows.visit(batch, ofTable: table, to: block, onRow: onRow)
    output.append(contentsOf: block.bytes)
  }

  /// Resolves the rows of a batch without writing them and calls `onRow` for each, in order.
  public func visit(_ batch: RecordBatch, ofTable table: Int, onRow: (GeocodedRow) -> Void) {
    rows.visit(batch, ofTable: table, to: nil, onRow: onRow)
  }

  /// Resolves the rows of a batch without writing them; calls `onLocation` for each location not met before, or forgotten
  /// since.
  public func survey(
    _ batch: RecordBatch, ofTable table: Int, onLocation: (LocationQuery, Resolution) -> Void
  ) {
    rows.survey(batch, ofTable: table, onLocation: onLocation)
  }

  /// What became of the rows so far.
  public func summary() -> GeocodingSummary { cache.summary(rows.rowsByKind) }
}
