/// What the user says about a table; all that is `nil` is detected.
public struct TableOptions: Sendable {
  /// How the bytes are text.
  public var encoding: TextEncoding?
  /// The ASCII byte between cells; no quote, no line end.
  public var delimiter: UInt8?
  /// The physical line, 1-based, of the header.
  public var headerRow: Int?
  /// False when the first line is data already.
  public var hasHeader: Bool?
  /// Columns whose role is fixed.
  public var roles: [(ColumnRole, ColumnSelector)]

  /// Options; by default everything is detected.
  public init(
    encoding: TextEncoding? = nil, delimiter: UInt8? = nil, headerRow: Int? = nil, hasHeader: Bool? = nil,
    roles: [(ColumnRole, ColumnSelector)] = []
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.headerRow = headerRow
    self.hasHeader = hasHeader
    self.roles = roles
  }
}

/// Points at one column of a table.
public enum ColumnSelector: Hashable, Sendable {
  /// By its header: the text as written, else the same apart from accents, case and punctuation.
  case header(String)
  /// By its place, 1-based.
  case number(Int)
}
