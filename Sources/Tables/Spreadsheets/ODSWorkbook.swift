/// An OpenDocument spreadsheet (ISO/IEC 26300): all sheets stand in one document, one after the other.
final class ODSWorkbook: Workbook {
  private(set) var sheets: [WorkbookSheet] = []
  private let archive: ZipArchive

  private static let content = "content.xml"

  /// Reads the document once for its sheets' names; throws ``TableError/notATable(path:kind:)`` for another archive.
  init(_ archive: ZipArchive) throws(TableError) {
    self.archive = archive
    // A manifest may have a document type declaration, which the parser refuses.
    if let manifest = try archive.bytes(of: "META-INF/manifest.xml"), manifest[...].contains(text: "encryption-data") {
      throw .passwordProtected(path: archive.path)
    }
    let rows = ODSRows(path: archive.path, part: Self.content, wanted: nil)
    guard try archive.parse(Self.content, limit: SpreadsheetLimits.partBytes, rows) else {
      throw .notATable(path: archive.path, kind: .zip)
    }
    sheets = rows.sheets
  }

  func open(_ sheet: Int) throws(TableError) -> any RenderedTable {
    guard let part = try archive.part(Self.content) else {
      throw .damaged(path: archive.path, part: Self.content, line: nil)
    }
    return try ODSSheet(part: part, index: sheet, name: sheets[sheet].name)
  }
}

/// A sheet of an OpenDocument spreadsheet, rendered as it is parsed.
private final class ODSSheet: RenderedTable {
  let format = TableFormat.ods
  let sheet: String?
  let beginsWithHeader = false
  var problems: [TableProblem] = []
  private let part: ZipPart
  private let rows: ODSRows
  private let stream: MarkupStream
  private var hasMore = true

  init(part: ZipPart, index: Int, name: String) throws(TableError) {
    sheet = name
    self.part = part
    rows = ODSRows(path: part.archive.path, part: part.name, wanted: index)
    stream = try MarkupStream(part, rows)
  }

  var bytesRead: Int { part.packedBytesRead }

  func render() throws(TableError) -> [UInt8]? {
    guard hasMore || rows.row.hasCopies else { return nil }
    if !rows.row.hasCopies { hasMore = try stream.advance() }
    let text = rows.row.take()
    guard rows.row.repeatedBytes <= SpreadsheetLimits.repeatedBytes else {
      throw .tooLarge(path: part.archive.path, part: part.name, limitBytes: SpreadsheetLimits.repeatedBytes)
    }
    return text
  }

  func rows(first: Int, count: Int) -> RenderedRows { RenderedRows(first: first + 1, jumps: []) }

  func takeProblems() -> [TableProblem] { [] }
}
