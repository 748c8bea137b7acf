/// A workbook of Excel 97 to 2003, held in memory: such files have at most 65,536 rows.
final class XLSWorkbook: Workbook {
  private(set) var sheets: [WorkbookSheet] = []
  let path: String
  let records: BIFFRecords
  private(set) var epoch = SerialDate.Epoch.from1900
  private(set) var formats: [NumberFormat] = []
  private(set) var strings = SharedStrings()
  /// Offsets of the sheets' first records.
  private var offsets: [Int] = []

  /// Reads all but the sheets.
  ///
  /// Throws ``TableError/passwordProtected(path:)``, ``TableError/damaged(path:part:line:)``, and
  /// ``TableError/notATable(path:kind:)`` for other OLE documents and for workbooks of Excel before 97.
  init(_ source: ByteSource) throws(TableError) {
    path = source.path
    let bytes = try source.readAll(limit: SpreadsheetLimits.oldWorkbookBytes)
    guard let file = CompoundFile(bytes) else { throw .damaged(path: path, part: "OLE", line: nil) }
    if file.contains("EncryptedPackage") { throw .passwordProtected(path: path) }
    guard let stream = file.stream("Workbook") else { throw .notATable(path: path, kind: .xls) }
    records = BIFFRecords(bytes: stream)
    guard let first = records.record(at: 0), first.kind == BIFFRecords.Kind.start,
      stream.littleEndian16(first.data.lowerBound) == 0x0600
    else { throw .damaged(path: path, part: "Workbook", line: nil) }
    try readGlobals(from: first.data.upperBound)
  }

  func open(_ sheet: Int) throws(TableError) -> any RenderedTable {
    try XLSSheet(self, name: sheets[sheet].name, offset: offsets[sheet])
  }

  private func readGlobals(from start: Int) throws(TableError) {
    var codes: [UInt16: NumberFormat] = [:]
    var formatNumbers: [UInt16] = []
    var offset = start
    while let record = records.record(at: offset), record.kind != BIFFRecords.Kind.endOfPart {
      let data = record.data.lowerBound
      switch record.kind {
      case BIFFRecords.Kind.password: throw .passwordProtected(path: path)
      case BIFFRecords.Kind.dateMode: epoch = records.bytes.littleEndian16(data) == 1 ? .from1904 : .from1900
      case BIFFRecords.Kind.format:
        codes[records.bytes.littleEndian16(data)] = NumberFormat(code: text(record, skipping: 2, lengthBytes: 2))
      case BIFFRecords.Kind.cellFormat where formatNumbers.count < SpreadsheetLimits.cellFormats:
        formatNumbers.append(records.bytes.littleEndian16(data + 2))
      case BIFFRecords.Kind.sheet where sheets.count < SpreadsheetLimits.sheets && record.data.count > 8:
        // Charts and modules are listed too.
        guard records.bytes[data + 5] == 0 else { break }
        sheets.append(
          WorkbookSheet(
            name: text(record, skipping: 6, lengthBytes: 1), isVisible: records.bytes[data + 4] & 0x03 == 0))
        offsets.append(Int(records.bytes.littleEndian32(data)))
      case BIFFRecords.Kind.sharedStrings: try readSharedStrings(record)
      default: break
      }
      offset = record.data.upperBound
    }
    formats = formatNumbers.map { codes[$0] ?? NumberFormat(builtIn: Int($0)) }
  }

  private func readSharedStrings(_ record: BIFFRecords.Record) throws(TableError) {
    var reader = BIFFTextReader(records, records.pieces(of: record), skipping: 8)
    let count = records.bytes.littleEndian32(record.data.lowerBound + 4)
    var text: [UInt8] = []
    while strings.count < count, !reader.isAtEnd() {
      text.removeAll(keepingCapacity: true)
      reader.readText(lengthBytes: 2, into: &text)
      text.withUnsafeBufferPointer { strings.append($0) }
      strings.endText()
      guard strings.byteCount <= SpreadsheetLimits.sharedStringBytes else {
        throw .tooLarge(path: path, part: "Workbook", limitBytes: SpreadsheetLimits.sharedStringBytes)
      }
    }
  }

  /// A text in a record.
  func text(_ record: BIFFRecords.Record, skipping count: Int, lengthBytes: Int) -> String {
    var text: [UInt8] = []
    var reader = BIFFTextReader(records, records.pieces(of: record), skipping: count)
    reader.readText(lengthBytes: lengthBytes, into: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
