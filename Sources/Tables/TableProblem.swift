/// Something in a table that a person should know, found while it was described or read.
public struct TableProblem: Hashable, Sendable {
  /// What it is.
  public var kind: Kind
  /// The physical line, or the row of a sheet, 1-based; `nil` when it concerns the whole table or a column.
  public var row: Int?
  /// The column, 0-based; `nil` when it concerns no single one.
  public var column: Int?
  /// What it is about: a header, a value, a count. The words around it are made where it is shown.
  public var text: String

  /// How many cells or rows it concerns.
  public var count = 1
  /// The first rows that it concerns, when it stands for several.
  public var rows: [Int] = []
  /// True for what the schema allows but a reader may want to know.
  public var isMinor = false
  /// True when a required cell is empty.
  public var isMissingCell = false
  /// The rule that cells break; `nil` for problems of other kinds.
  public internal(set) var rule: CellRule?

  /// What can be wrong with a table; the texts are those of `inspect --json`.
  public enum Kind: String, CaseIterable, Sendable {
    /// A column whose values are something else than its header says; text: "HEADER -> role".
    case contradictsHeader = "contradicts-header"
    /// A column about the buyer or the place of execution, not taken for the supplier's; text: its header.
    case refusedColumn = "refused-column"
    /// A column without a header; text: the name it is given.
    case emptyHeader = "empty-header"
    /// A header that occurs before; text: the name the column is given.
    case duplicateHeader = "duplicate-header"
    /// A record with fewer cells than the header; text: "found/expected".
    case tooShort = "too-short"
    /// A record with more cells than the header, and no single way to put it right; text: "found/expected".
    case tooLong = "too-long"
    /// A record whose cells were put back in their columns; text: the text that a delimiter had cut.
    case realigned
    /// A quote that opens a cell and is never closed, read as text; text: how the cell begins.
    case unclosedQuote = "unclosed-quote"
    /// Text after a closing quote; text: the cell.
    case textAfterQuote = "text-after-quote"
    /// A byte that is no text in the encoding, read as Windows-1252.
    case spoiltByte = "spoilt-byte"
    /// A NUL byte, kept.
    case nul
    /// Lines above the header; text: how many.
    case preamble
    /// A header and no record.
    case noRecords = "no-records"
    /// The sheet was chosen among several; text: the names of the others.
    case sheetChosen = "sheet-chosen"
    /// A formula that was saved without its value, read as empty.
    case formulaWithoutValue = "formula-without-value"
    /// A key that no object at the start of a long document has; text: the key.
    case unknownKey = "unknown-key"

    // Against the nearest schema, in the words of Validata.
    /// A column of the schema that the table lacks; text: its name.
    case missingColumn = "missing-column"
    /// A column that the schema does not know; text: its name.
    case extraColumn = "extra-column"
    /// A column of the schema under another name; text: "HEADER -> NAME".
    case misnamed
    /// Cells that are no date, number or truth value; text: an example.
    case typeError = "type-error"
    /// Cells that are no SIRET, code or identifier of the form asked for; text: an example.
    case formatError = "format-error"
    /// Cells that are empty, too long, out of range or not among the values allowed; text: an example.
    case constraintError = "constraint-error"
  }

  /// A problem and where it is.
  public init(_ kind: Kind, row: Int? = nil, column: Int? = nil, text: String = "") {
    self.kind = kind
    self.row = row
    self.column = column
    self.text = text
  }
}
