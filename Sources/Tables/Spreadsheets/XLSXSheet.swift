import Glibc

/// A sheet of an Excel workbook, rendered as it is parsed.
final class XLSXSheet: RenderedTable {
  let format = TableFormat.xlsx
  let sheet: String?
  let beginsWithHeader = false
  var problems: [TableProblem] = []
  private let part: ZipPart
  private let rows: XLSXRows
  private let stream: MarkupStream
  private var hasMore = true

  init(_ workbook: XLSXWorkbook, part: ZipPart, name: String) throws(TableError) {
    sheet = name
    self.part = part
    rows = XLSXRows(workbook, path: part.archive.path, part: part.name)
    stream = try MarkupStream(part, rows)
  }

  var bytesRead: Int { part.packedBytesRead }

  func render() throws(TableError) -> [UInt8]? {
    guard hasMore else { return nil }
    hasMore = try stream.advance()
    return rows.row.take()
  }

  func rows(first: Int, count: Int) -> RenderedRows { RenderedRows(first: first + 1, jumps: []) }

  func takeProblems() -> [TableProblem] {
    defer { rows.problems = [] }
    return rows.problems
  }
}

/// The cells of a sheet as they come.
private final class XLSXRows: MarkupHandler {
  var row = RowText()
  var problems: [TableProblem] = []

  private enum CellType { case number, sharedString, text, boolean, error, date }

  private let workbook: XLSXWorkbook
  private let path: String
  private let part: String
  /// 0-based.
  private var rowNumber = -1
  private var column = -1
  private var type = CellType.number
  private var style = 0
  /// The text of the present cell.
  private var value: [UInt8] = []
  private var isInCell = false
  private var isInText = false
  private var hasFormula = false
  private var phoneticDepth = 0

  /// Text rendered before the parser rests.
  private static let pieceBytes = 256 << 10

  init(_ workbook: XLSXWorkbook, path: String, part: String) {
    self.workbook = workbook
    self.path = path
    self.part = part
  }

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name.isLocal("c") {
      startCell(attributes)
    } else if name.isLocal("v") {
      isInText = isInCell
    } else if name.isLocal("t") {
      isInText = isInCell && phoneticDepth == 0
    } else if name.isLocal("f") {
      hasFormula = true
    } else if name.isLocal("row") {
      // A row without a number, or with one that was there before, is the next.
      rowNumber = max(rowNumber + 1, (attributes.number("r") ?? 0) - 1)
      column = -1
      if rowNumber >= SpreadsheetLimits.rows { failure = .tooManyRows(path: path, limit: SpreadsheetLimits.rows) }
    } else if name.isLocal("rPh") {
      phoneticDepth += 1
    }
  }

  override func end(_ name: MarkupName) {
    if name.isLocal("c") {
      endCell()
    } else if name.isLocal("v") || name.isLocal("t") {
      isInText = false
    } else if name.isLocal("row") {
      row.endRow(rowNumber)
      if row.output.count >= Self.pieceBytes { pause() }
    } else if name.isLocal("rPh") {
      phoneticDepth -= 1
    } else if name.isLocal("sheetData") {
      // What follows, merged cells and shapes, holds no values.
      finish()
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    value.append(contentsOf: bytes)
    checkLength()
  }

  private func startCell(_ attributes: MarkupAttributes) {
    isInCell = true
    hasFormula = false
    style = 0
    type = .number
    var place: Int?
    var next = attributes.first
    while let (key, value) = next.pair {
      // The three attributes of cells have names of one letter.
      if key[1] == 0 {
        switch UInt8(bitPattern: key[0]) {
        case 0x72: place = Self.column(value)
        case 0x73: style = Int(strtol(value, nil, 10))
        case 0x74: type = Self.type(value)
        default: break
        }
      }
      next = next.next
    }
    column = place ?? column + 1
    if column >= SpreadsheetLimits.columns {
      failure = .damaged(path: path, part: part, line: nil)
    }
    value.removeAll(keepingCapacity: true)
  }

  private static func type(_ text: UnsafePointer<CChar>) -> CellType {
    switch UInt8(bitPattern: text[0]) {
    case 0x73: text[1] == 0 ? .sharedString : .text  // "s", "str"
    case 0x69: .text  // "inlineStr"
    case 0x62: .boolean
    case 0x65: .error
    case 0x64: .date
    default: .number
    }
  }

  /// The column, 0-based, of a place such as `AB12`; `nil` for what is none.
  private static func column(_ place: UnsafePointer<CChar>) -> Int? {
    var number = 0
    var next = place
    while true {
      let letter = UInt8(bitPattern: next[0]) & 0xDF
      guard (0x41...0x5A).contains(letter) else { break }
      number = number * 26 + Int(letter) - 0x40
      guard number <= SpreadsheetLimits.columns else { return nil }
      next += 1
    }
    return number > 0 ? number - 1 : nil
  }

  private func endCell() {
    isInCell = false
    guard !value.isEmpty else {
      if hasFormula, problems.count < TableReader.problemsKept {
        problems.append(TableProblem(.formulaWithoutValue, row: rowNumber + 1, column: column))
      }
      return
    }
    let start = row.scratch.count
    switch type {
    case .sharedString:
      let index = value.reduce(0) { $0 < 1 << 40 ? $0 * 10 + Int($1 & 0x0F) : $0 }
      workbook.strings.withText(index) { row.scratch.append(contentsOf: $0) }
    case .text:
      row.scratch += value
      EscapedText.undo(in: &row.scratch, from: start)
    case .number:
      let format = workbook.formats.indices.contains(style) ? workbook.formats[style] : .plain
      value.withUnsafeBufferPointer {
        NumberText.append($0, as: format, epoch: workbook.epoch, to: &row.scratch)
      }
    case .boolean:
      let isTrue = value[0] == 0x31 || value[0] | 0x20 == 0x74
      row.scratch += Array((isTrue ? "true" : "false").utf8)
    case .error: row.scratch += value
    case .date:
      let hasNoTime = value.count == 19 && value.suffix(9).elementsEqual("T00:00:00".utf8)
      row.scratch += hasNoTime ? value.dropLast(9) : value[...]
    }
    value.removeAll(keepingCapacity: true)
    row.addCell(column, from: start)
    checkLength()
  }

  private func checkLength() {
    guard max(row.scratch.count, value.count) > TableReader.recordByteLimit else { return }
    failure = .recordTooLong(path: path, line: rowNumber + 1, limitBytes: TableReader.recordByteLimit)
  }
}
