extension ByteSource {
  /// Bytes that tell what a file is.
  private static let headBytes = 4096

  /// The same source, or the text of the table that it holds in another form.
  ///
  /// Throws what opening a workbook can, and ``TableError/notATable(path:kind:)`` for an archive of something else.
  func asText(_ options: TableOptions) throws(TableError) -> ByteSource {
    guard rendered == nil, let format = ForeignFormat(sniffing: try peek(Self.headBytes)) else { return self }
    let table: any RenderedTable
    switch format {
    case .xlsx, .ods, .zip: table = try openArchive(options)
    case .xls: table = try openSheet(of: XLSWorkbook(self), options)
    case .json: table = try ElementTable(self, isMarkup: false, options: options)
    case .xml: table = try ElementTable(self, isMarkup: true, options: options)
    default: return self
    }
    return ByteSource(rendered: table, path: path, size: size)
  }

  private func openArchive(_ options: TableOptions) throws(TableError) -> any RenderedTable {
    let archive = try ZipArchive(self)
    if archive.contains("content.xml") {
      return try openSheet(of: ODSWorkbook(archive), options)
    }
    guard archive.contains("_rels/.rels") || archive.contains("xl/workbook.xml") else {
      throw .notATable(path: path, kind: .zip)
    }
    return try openSheet(of: XLSXWorkbook(archive), options)
  }

  private func openSheet(of workbook: some Workbook, _ options: TableOptions) throws(TableError) -> any RenderedTable {
    let sheet = try SheetChoice.run(workbook, path: path, options: options)
    let table = try workbook.open(sheet)
    let others = workbook.sheets.indices.filter { $0 != sheet && workbook.sheets[$0].isVisible }
    if options.sheet == nil, !others.isEmpty {
      table.problems.append(
        TableProblem(.sheetChosen, text: others.map { workbook.sheets[$0].name }.joined(separator: ", ")))
    }
    return table
  }
}

extension TableOptions {
  /// Puts what is known of a rendered table in the place of what is said of a text.
  mutating func becomeThose(of table: some RenderedTable) {
    encoding = .utf8
    delimiter = 0x3B
  }
}

extension CSVScanner.QuotedCellLimit {
  /// For text that was quoted by rule.
  static let none = CSVScanner.QuotedCellLimit(bytes: .max, lineBreaks: .max)
}
