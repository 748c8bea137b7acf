/// A file of sheets.
protocol Workbook: AnyObject {
  /// The sheets in the order of their tabs.
  var sheets: [WorkbookSheet] { get }
  /// Opens a sheet to be read from its start.
  func open(_ sheet: Int) throws(TableError) -> any RenderedTable
}

/// A sheet as the workbook lists it.
struct WorkbookSheet: Sendable {
  var name: String
  /// False for a sheet that is not shown.
  var isVisible = true
}

/// Finds the sheet to read.
enum SheetChoice {
  /// Text of a sheet that is looked at: some hundreds of rows.
  private static let sampleBytes = 128 << 10
  /// Sheets that are looked at.
  private static let sheetsLookedAt = 60

  /// The sheet that the options name, else the one that looks most like a table of suppliers.
  ///
  /// Throws ``TableError/noSuchSheet(path:wanted:seen:)`` and ``TableError/emptyFile(path:)``.
  static func run(
    _ workbook: some Workbook, path: String, options: TableOptions
  ) throws(TableError) -> Int {
    let sheets = workbook.sheets
    if let wanted = options.sheet {
      guard let found = index(of: wanted, in: sheets) else {
        throw .noSuchSheet(path: path, wanted: wanted, seen: sheets.map(\.name))
      }
      return found
    }
    var candidates = sheets.indices.filter { sheets[$0].isVisible }
    if candidates.isEmpty { candidates = Array(sheets.indices) }
    guard let first = candidates.first else { throw .emptyFile(path: path) }
    guard candidates.count > 1 else { return first }
    var best = (sheet: first, score: -1.0)
    for sheet in candidates.prefix(sheetsLookedAt) {
      let score = try score(workbook.open(sheet), path: path, options: options)
      if score > best.score { best = (sheet, score) }
    }
    return best.sheet
  }

  private static func index(of wanted: String, in sheets: [WorkbookSheet]) -> Int? {
    if let exact = sheets.firstIndex(where: { $0.name == wanted }) { return exact }
    let folded = HeaderText(wanted).words
    if !folded.isEmpty, Int(wanted) == nil,
      let alike = sheets.firstIndex(where: { HeaderText($0.name).words == folded })
    {
      return alike
    }
    guard let number = Int(wanted), (1...max(sheets.count, 1)).contains(number) else { return nil }
    return sheets.isEmpty ? nil : number - 1
  }

  /// What a role says for a table of suppliers: above all where they are, then who they are, then the contract.
  private static func weight(_ role: ColumnRole) -> Double {
    switch role {
    case .postcode: 3
    case .city, .citycode, .address, .siret, .name: 2
    case .latitude, .longitude, .amount, .date, .object, .category, .country, .id: 1
    }
  }

  /// 0 and more; -1 for a sheet that is no table.
  private static func score(
    _ table: any RenderedTable, path: String, options: TableOptions
  ) throws(TableError) -> Double {
    var text: [UInt8] = []
    while text.count < sampleBytes, let more = try table.render() { text += more }
    let sample = RenderedSample(text: text, format: table.format)
    var options = options
    options.becomeThose(of: sample)
    do throws(TableError) {
      var input = try DecodedInput(
        ByteSource(rendered: sample, path: path, size: nil), encoding: .utf8, sampleBytes: sampleBytes * 2)
      let found = try LayoutDetection.run(&input, options: options, limit: .none)
      let roles = found.layout.columns.reduce(0.0) { sum, column in
        sum + (column.role.map { weight($0) * column.confidence } ?? 0)
      }
      // Among alike the one with something in it.
      return found.layout.problems.contains { $0.kind == .noRecords } ? roles / 10 : roles
    } catch .noSuchColumn, .emptyFile, .noSuchHeaderRow {
      return -1
    }
  }
}

/// The head of a sheet.
private final class RenderedSample: RenderedTable {
  let format: TableFormat
  let sheet: String? = nil
  let beginsWithHeader = false
  var problems: [TableProblem] = []
  var bytesRead: Int { 0 }
  private var text: [UInt8]?

  init(text: [UInt8], format: TableFormat) {
    self.text = text
    self.format = format
  }

  func render() -> [UInt8]? {
    defer { text = nil }
    return text
  }

  func rows(first: Int, count: Int) -> RenderedRows { RenderedRows(first: first + 1, jumps: []) }

  func takeProblems() -> [TableProblem] { [] }
}
