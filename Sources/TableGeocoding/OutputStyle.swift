import Tables

/// How geocoded tables are written.
public struct OutputStyle: Hashable, Sendable {
  /// For spreadsheets: a byte order mark at the start, CR LF at line ends.
  public var isForSpreadsheets: Bool
  /// Cells that a spreadsheet would run as a formula get an apostrophe in front.
  public var hasSafeCells: Bool
  /// Rows are JSON objects, a line each; the other two then mean nothing.
  public var isJSONLines: Bool
  /// The result columns that are added, in their order.
  public var columns: [ResultColumn]

  /// The plain style, one for spreadsheets, or JSON lines.
  public init(
    isForSpreadsheets: Bool = false, hasSafeCells: Bool = false, isJSONLines: Bool = false,
    columns: [ResultColumn] = ResultColumn.usual
  ) {
    self.columns = columns
    self.isForSpreadsheets = isForSpreadsheets
    self.hasSafeCells = hasSafeCells
    self.isJSONLines = isJSONLines
  }
}
