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
  /// The sheet of a workbook, by its name or, as a number, by its place, 1-based; hidden ones count.
  public var sheet: String?
  /// What becomes of contracts that were modified, in documents that tell of modifications.
  public var modifications = Modifications.latest
  /// What tells postal and INSEE codes from other numbers in columns whose header says neither; without it their look does.
  public var placeCodes: PlaceCodes?

  /// Which states of a contract are rows.
  public enum Modifications: String, CaseIterable, Sendable {
    /// The contract as its last modification left it.
    case latest
    /// The contract as it was concluded, and as each modification left it.
    case all
    /// The contract as it was concluded.
    case initial
  }

  /// Options; by default everything is detected.
  public init(
    encoding: TextEncoding? = nil, delimiter: UInt8? = nil, headerRow: Int? = nil, hasHeader: Bool? = nil,
    roles: [(ColumnRole, ColumnSelector)] = [], sheet: String? = nil, modifications: Modifications = .latest
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.headerRow = headerRow
    self.hasHeader = hasHeader
    self.roles = roles
    self.sheet = sheet
    self.modifications = modifications
  }
}

/// Points at one column of a table.
public enum ColumnSelector: Hashable, Sendable {
  /// By its header: the text as written, else the same apart from accents, case and punctuation.
  case header(String)
  /// By its place, 1-based.
  case number(Int)
}
