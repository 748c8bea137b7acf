/// A sheet of a workbook of Excel 97 to 2003.
final class XLSSheet: RenderedTable {
  let format = TableFormat.xls
  let sheet: String?
  let beginsWithHeader = false
  var problems: [TableProblem] = []
  private let workbook: XLSWorkbook
  private var row = RowText()
  /// Where the sheet's cells stand, by row and column.
  private var cells: [CellPlace] = []
  private var position = 0

  private struct CellPlace {
    var row: UInt16
    var column: UInt16
    /// The record's offset, and which of its numbers.
    var record: Int32
    var number: UInt16
  }

  /// Text rendered at a time.
  private static let pieceBytes = 256 << 10

  /// Throws ``TableError/damaged(path:part:line:)`` for a cell where such sheets have no column.
  init(_ workbook: XLSWorkbook, name: String, offset: Int) throws(TableError) {
    self.workbook = workbook
    sheet = name
    findCells(from: offset)
    guard cells.allSatisfy({ $0.column < SpreadsheetLimits.oldColumns }) else {
      throw .damaged(path: workbook.path, part: name, line: nil)
    }
  }

  /// The whole file is read when the workbook is opened.
  var bytesRead: Int { 0 }

  func render() -> [UInt8]? {
    guard position < cells.count else { return nil }
    while position < cells.count, row.output.count < Self.pieceBytes {
      let number = cells[position].row
      while position < cells.count, cells[position].row == number {
        appendCell(cells[position])
        position += 1
      }
      row.endRow(Int(number))
    }
    return row.take()
  }

  func rows(first: Int, count: Int) -> RenderedRows { RenderedRows(first: first + 1, jumps: []) }

  func takeProblems() -> [TableProblem] { [] }

  private func findCells(from start: Int) {
    let records = workbook.records
    var offset = start
    var depth = 0
    var isOrdered = true
    scan: while let record = records.record(at: offset) {
      let data = record.data.lowerBound
      switch record.kind {
      // Charts in the sheet are parts in the part.
      case BIFFRecords.Kind.start: depth += 1
      case BIFFRecords.Kind.endOfPart:
        depth -= 1
        if depth <= 0 { break scan }
      case BIFFRecords.Kind.formula, BIFFRecords.Kind.richText, BIFFRecords.Kind.sharedString,
        BIFFRecords.Kind.number, BIFFRecords.Kind.text, BIFFRecords.Kind.booleanOrError,
        BIFFRecords.Kind.shortNumber, BIFFRecords.Kind.severalNumbers:
        guard depth == 1, record.data.count >= 6 else { break }
        let first = CellPlace(
          row: records.bytes.littleEndian16(data), column: records.bytes.littleEndian16(data + 2),
          record: Int32(clamping: offset), number: 0)
        if let last = cells.last, (last.row, last.column) >= (first.row, first.column) { isOrdered = false }
        let count = record.kind == BIFFRecords.Kind.severalNumbers ? max((record.data.count - 6) / 6, 1) : 1
        for number in 0..<count {
          var cell = first
          cell.number = UInt16(clamping: number)
          cell.column = UInt16(clamping: Int(first.column) + number)
          cells.append(cell)
        }
      default: break
      }
      offset = record.data.upperBound
    }
    if !isOrdered { cells.sort { ($0.row, $0.column, $0.record) < ($1.row, $1.column, $1.record) } }
  }

  private func appendCell(_ cell: CellPlace) {
    guard let record = workbook.records.record(at: Int(cell.record)) else { return }
    let bytes = workbook.records.bytes
    let data = record.data.lowerBound
    let start = row.scratch.count
    let format = format(Int(bytes.littleEndian16(data + 4)))
    switch record.kind {
    case BIFFRecords.Kind.sharedString:
      workbook.strings.withText(Int(bytes.littleEndian32(data + 6))) { row.scratch.append(contentsOf: $0) }
    case BIFFRecords.Kind.text, BIFFRecords.Kind.richText:
      row.scratch += Array(workbook.text(record, skipping: 6, lengthBytes: 2).utf8)
    case BIFFRecords.Kind.number: append(Double(bitPattern: bytes.littleEndian64(data + 6)), format)
    case BIFFRecords.Kind.shortNumber: append(Self.shortNumber(bytes.littleEndian32(data + 6)), format)
    case BIFFRecords.Kind.severalNumbers:
      let place = data + 4 + Int(cell.number) * 6
      append(Self.shortNumber(bytes.littleEndian32(place + 2)), self.format(Int(bytes.littleEndian16(place))))
    case BIFFRecords.Kind.booleanOrError:
      append(value: bytes.littleEndian16(data + 6) & 0xFF, isError: bytes.littleEndian16(data + 6) >> 8 == 1)
    case BIFFRecords.Kind.formula: appendFormula(record, format)
    default: break
    }
    row.addCell(Int(cell.column), from: start)
  }

  private func format(_ style: Int) -> NumberFormat {
    workbook.formats.indices.contains(style) ? workbook.formats[style] : .plain
  }

  private func append(_ number: Double, _ format: NumberFormat) {
    guard number.isFinite else { return }
    Array(number.description.utf8).withUnsafeBufferPointer {
      NumberText.append($0, as: format, epoch: workbook.epoch, to: &row.scratch)
    }
  }

  /// A number in 30 bits ([MS-XLS] 2.5.217): the top of a double or a whole number, either of them in hundredths.
  private static func shortNumber(_ bits: UInt32) -> Double {
    let number = bits & 2 == 0 ? Double(bitPattern: UInt64(bits & ~3) << 32) : Double(Int32(bitPattern: bits) >> 2)
    return bits & 1 == 0 ? number : number / 100
  }

  private func append(value: UInt16, isError: Bool) {
    let text =
      if isError {
        switch value {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        default: "#N/A"
        }
      } else {
        value == 0 ? "false" : "true"
      }
    row.scratch += Array(text.utf8)
  }

  private func appendFormula(_ record: BIFFRecords.Record, _ format: NumberFormat) {
    let bytes = workbook.records.bytes
    let result = record.data.lowerBound + 6
    guard bytes.littleEndian16(result + 6) == 0xFFFF else {
      return append(Double(bitPattern: bytes.littleEndian64(result)), format)
    }
    switch bytes.littleEndian16(result) & 0xFF {
    case 0:
      // The text follows, at times behind the formula that several cells share.
      var offset = record.data.upperBound
      for _ in 0..<3 {
        guard let next = workbook.records.record(at: offset) else { return }
        if next.kind == BIFFRecords.Kind.formulaText {
          row.scratch += Array(workbook.text(next, skipping: 0, lengthBytes: 2).utf8)
          return
        }
        offset = next.data.upperBound
      }
    case 1: append(value: bytes.littleEndian16(result + 2) & 0xFF, isError: false)
    case 2: append(value: bytes.littleEndian16(result + 2) & 0xFF, isError: true)
    default: break
    }
  }
}
