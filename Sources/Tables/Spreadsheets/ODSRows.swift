/// The sheets and cells of an OpenDocument spreadsheet as they come.
final class ODSRows: MarkupHandler {
  var row = RowText()
  /// The sheets met.
  private(set) var sheets: [WorkbookSheet] = []

  private enum CellType { case text, number, date, time, boolean }

  private let path: String
  private let part: String
  /// The sheet whose cells are read; `nil` to read none.
  private let wanted: Int?
  private var hiddenStyles: Set<String> = []
  private var styleName: String?

  /// The depth of the element whose children are the sheets; `nil` outside.
  private var spreadsheetDepth: Int?
  private var tableDepth = Int.max
  private var isInWanted = false

  /// 0-based.
  private var rowNumber = 0
  private var rowCopies = 1
  private var column = 0
  private var cellCopies = 1
  private var cellDepth = Int.max
  private var cellStart = 0
  private var type = CellType.text
  private var value: [UInt8] = []
  /// The depth of an element whose text is none of the cell's; `Int.max` outside.
  private var ignoredDepth = Int.max
  private var isInParagraph = false
  private var paragraphs = 0
  private var endsWithSpace = true

  /// Text rendered before the parser rests.
  private static let pieceBytes = 256 << 10
  /// Spaces that one `text:s` may stand for.
  private static let spacesInARow = 1000

  init(path: String, part: String, wanted: Int?) {
    self.path = path
    self.part = part
    self.wanted = wanted
  }

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if cellDepth != .max {
      startInCell(name, attributes)
    } else if isInWanted {
      if name.isLocal("table-cell") || name.isLocal("covered-table-cell") {
        startCell(attributes)
      } else if name.isLocal("table-row") {
        rowCopies = max(1, min(attributes.number("table:number-rows-repeated") ?? 1, SpreadsheetLimits.rows))
        column = 0
      }
    } else if let spreadsheetDepth, depth == spreadsheetDepth + 1, name.isLocal("table") {
      startTable(attributes)
    } else if name.isLocal("spreadsheet") {
      spreadsheetDepth = depth
    } else if name.isFull("style:style") {
      styleName = attributes.text("style:name")
    } else if name.isLocal("table-properties"), let styleName, attributes.text("table:display") == "false" {
      hiddenStyles.insert(styleName)
    }
  }

  override func end(_ name: MarkupName) {
    // `depth` no longer counts the element that ends.
    if cellDepth != .max {
      endInCell(name)
    } else if isInWanted, name.isLocal("table-row") {
      endRow()
    } else if depth < tableDepth, tableDepth != .max {
      tableDepth = .max
      if isInWanted { finish() }
      isInWanted = false
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInParagraph, ignoredDepth == .max else { return }
    for byte in bytes {
      // XML's spaces count as one, however many (part 3, 6.1.2).
      if byte <= 0x20 {
        if !endsWithSpace { row.scratch.append(0x20) }
        endsWithSpace = true
      } else {
        row.scratch.append(byte)
        endsWithSpace = false
      }
    }
    checkLength()
  }

  private func startTable(_ attributes: MarkupAttributes) {
    let style = attributes.text("table:style-name")
    guard sheets.count < SpreadsheetLimits.sheets else { return }
    isInWanted = sheets.count == wanted
    sheets.append(
      WorkbookSheet(
        name: attributes.text("table:name") ?? "", isVisible: style.map { !hiddenStyles.contains($0) } ?? true))
    tableDepth = depth
  }

  private func endRow() {
    // Blank rows are repeated to the end of the sheet; filled ones beyond it are an error.
    if row.rowIsEmpty {
      row.discardRow()
    } else if rowNumber + rowCopies > SpreadsheetLimits.rows {
      failure = .tooManyRows(path: path, limit: SpreadsheetLimits.rows)
    } else {
      row.endRow(rowNumber, copies: rowCopies)
      if row.hasCopies || row.output.count >= Self.pieceBytes { pause() }
    }
    rowNumber += rowCopies
  }

  // MARK: Cells

  private func startCell(_ attributes: MarkupAttributes) {
    cellDepth = depth
    cellStart = row.scratch.count
    cellCopies = max(1, min(attributes.number("table:number-columns-repeated") ?? 1, SpreadsheetLimits.columns))
    paragraphs = 0
    value.removeAll(keepingCapacity: true)
    var attribute: UnsafePointer<CChar>?
    switch attributes.text("office:value-type") {
    case "float", "currency", "percentage":
      type = .number
      attribute = attributes.value("office:value")
    case "date":
      type = .date
      attribute = attributes.value("office:date-value")
    case "time":
      type = .time
      attribute = attributes.value("office:time-value")
    case "boolean":
      type = .boolean
      attribute = attributes.value("office:boolean-value")
    default:
      type = .text
      attribute = attributes.value("office:string-value")
    }
    while let byte = attribute?.pointee, byte != 0 {
      value.append(UInt8(bitPattern: byte))
      attribute? += 1
    }
  }

  private func startInCell(_ name: MarkupName, _ attributes: MarkupAttributes) {
    guard ignoredDepth == .max else { return }
    if depth == cellDepth + 1 {
      if name.isFull("text:p") || name.isFull("text:h") {
        if paragraphs > 0 { row.scratch.append(0x0A) }
        paragraphs += 1
        isInParagraph = true
        endsWithSpace = true
      } else {
        // Notes and shapes have paragraphs too, which are none of the cell's.
        ignoredDepth = depth
      }
    } else if name.isFull("text:s") {
      let count = min(attributes.number("text:c") ?? 1, Self.spacesInARow)
      row.scratch.append(contentsOf: repeatElement(0x20, count: count))
      endsWithSpace = false
    } else if name.isFull("text:tab") {
      row.scratch.append(0x09)
      endsWithSpace = false
    } else if name.isFull("text:line-break") {
      row.scratch.append(0x0A)
      endsWithSpace = true
    } else if name.isFull("office:annotation") || name.isFull("text:note") || name.isFull("text:ruby-text") {
      ignoredDepth = depth
    }
  }

  private func endInCell(_ name: MarkupName) {
    if depth < ignoredDepth, ignoredDepth != .max {
      ignoredDepth = .max
    } else if depth == cellDepth {
      isInParagraph = false
    } else if depth < cellDepth {
      endCell()
    }
  }

  private func endCell() {
    cellDepth = .max
    isInParagraph = false
    ignoredDepth = .max
    let shown = row.scratch[cellStart...]
    if !(type == .text && !shown.isEmpty), !value.isEmpty, !(type == .number && showsZeros(shown)) {
      row.scratch.removeSubrange(cellStart...)
      appendValue()
    }
    let end = min(column + cellCopies, SpreadsheetLimits.columns)
    if row.scratch.count > cellStart, column < end {
      row.addCell(column, from: cellStart)
      row.repeatLastCell(in: column + 1..<end)
    }
    column = end
    checkLength()
  }

  /// True when the text shown is the number with zeros in front: a postal code.
  private func showsZeros(_ shown: ArraySlice<UInt8>) -> Bool {
    guard shown.first == 0x30, shown.count > 1, shown.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    var number: [UInt8] = []
    value.withUnsafeBufferPointer { NumberText.appendPlain($0, to: &number) }
    return shown.drop { $0 == 0x30 }.elementsEqual(number) || (number == [0x30] && shown.allSatisfy { $0 == 0x30 })
  }

  private func appendValue() {
    switch type {
    case .number: value.withUnsafeBufferPointer { NumberText.appendPlain($0, to: &row.scratch) }
    case .text, .boolean: row.scratch += value
    case .date:
      // 2015-04-01T10:30:00.000000000: spreadsheets know no fractions of a second.
      let date = value.prefix { $0 != 0x2E }
      let hasNoTime = date.suffix(9).elementsEqual("T00:00:00".utf8)
      row.scratch += hasNoTime ? date.dropLast(9) : date
    case .time: appendTime()
    }
  }

  /// Writes `PT10H30M00S` as 10:30:00.
  private func appendTime() {
    var seconds = 0
    var number = 0
    var isFraction = false
    guard value.starts(with: [0x50, 0x54]) else { return row.scratch += value }
    for byte in value.dropFirst(2) {
      switch byte {
      case 0x30...0x39: number = isFraction ? number : min(number * 10 + Int(byte - 0x30), 1 << 32)
      case 0x48, 0x4D, 0x53:
        seconds += number * (byte == 0x48 ? 3600 : byte == 0x4D ? 60 : 1)
        number = 0
        isFraction = false
      case 0x2E, 0x2C: isFraction = true
      default: return row.scratch += value
      }
    }
    SerialDate.appendTime(seconds, to: &row.scratch)
  }

  private func checkLength() {
    guard max(row.scratch.count, row.cellBytes) > TableReader.recordByteLimit else { return }
    failure = .recordTooLong(path: path, line: rowNumber + 1, limitBytes: TableReader.recordByteLimit)
  }
}
