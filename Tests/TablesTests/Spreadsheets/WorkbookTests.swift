import Testing

@testable import Tables

@Suite struct WorkbookTests {
  /// One table saved by several programs: the cells are those of the CSV that Python wrote.
  @Test(arguments: [
    "openpyxl.xlsx", "xlsxwriter.xlsx", "odfpy.ods", "xlwt.xls", "libreoffice.xlsx", "libreoffice.ods",
    "libreoffice.xls",
    "prefixed.xlsx",
  ])
  func cellsAreThoseOfTheText(_ name: String) throws {
    let text = try SpreadsheetFixture.table("suppliers.csv")
    let sheet = try SpreadsheetFixture.table(name)
    #expect(text.rows.count == 5)
    #expect(sheet.header == text.header)
    #expect(sheet.rows == text.rows)
    #expect(sheet.lines == [2, 3, 4, 5, 6])
    #expect(sheet.layout.columns.map(\.role) == text.layout.columns.map(\.role))
    #expect(sheet.layout.column(.postcode)?.header == "Code Postal Attributaire")
  }

  @Test func sheetOfSuppliersIsChosenAmongOthers() throws {
    let table = try SpreadsheetFixture.table("openpyxl.xlsx")
    #expect(table.layout.format == .xlsx)
    #expect(table.layout.sheet == "Marchés 2015")
    #expect(table.problems.contains(TableProblem(.sheetChosen, text: "Notice")))
  }

  /// Hidden sheets are read only when they are asked for.
  @Test func sheetsAreNamed() throws {
    for (name, wanted) in [
      ("openpyxl.xlsx", "Cachée"), ("openpyxl.xlsx", "cachee"), ("openpyxl.xlsx", "2"), ("xlwt.xls", "2"),
    ] {
      let table = try SpreadsheetFixture.table(name, TableOptions(sheet: wanted))
      #expect(table.layout.sheet == "Cachée")
      #expect(table.rows == [["X", "75001", "PARIS"]])
      #expect(!table.problems.contains { $0.kind == .sheetChosen })
    }
    let error = SpreadsheetFixture.error(
      { try ByteSource(path: SpreadsheetFixture.path("openpyxl.xlsx")) }, TableOptions(sheet: "4"))
    let path = try SpreadsheetFixture.path("openpyxl.xlsx")
    #expect(error == .noSuchSheet(path: path, wanted: "4", seen: ["Notice", "Cachée", "Marchés 2015"]))
  }

  /// Cells without places, out of order, of every type, with formats that are none.
  @Test func oddCells() throws {
    let table = try SpreadsheetFixture.table("odd-cells.xlsx")
    #expect(
      table.rows == [
        ["Sans place", "59530", "14237.5"],
        ["Riche texte", "59000", "#DIV/0!"],
        [],
        ["ligne\nsuite_", "", "71700000000000", "3"],
        ["", "true", "2015-04-01"],
      ])
    #expect(table.problems.contains(TableProblem(.formulaWithoutValue, row: 5, column: 1)))
  }

  @Test func repeatedCellsAndRows() throws {
    let table = try SpreadsheetFixture.table("repeats.ods")
    let row = ["Répétée", "01000", "BOURG", "26:05:00"]
    #expect(
      table.rows == [row, row, row, [], [], ["a   b\nc d\te", "", "x", "x"], ["", "0.25", "1234.5", "#N/D"]])
    #expect(table.lines == Array(2...8))
  }

  @Test func workbookFromMemoryIsThatOfTheFile() throws {
    let file = try SpreadsheetFixture.table("xlsxwriter.xlsx")
    let bytes = try SpreadsheetFixture.bytes("xlsxwriter.xlsx")
    let memory = try ReadTable(ByteSource(bytes: bytes, name: "-"), TableOptions())
    #expect(memory.rows == file.rows)
  }

  // MARK: Hostile files

  @Test(arguments: [
    ("bomb.xlsx", TableError.tooLarge(path: "", part: "xl/worksheets/sheet1.xml", limitBytes: 64 << 20)),
    ("entities.xlsx", .damaged(path: "", part: "xl/worksheets/sheet1.xml", line: 1)),
    ("deep.xlsx", .damaged(path: "", part: "xl/worksheets/sheet1.xml", line: 1)),
    ("flipped.xlsx", .damaged(path: "", part: "xl/worksheets/sheet1.xml", line: 2)),
    ("row-beyond.xlsx", .tooManyRows(path: "", limit: 1 << 20)),
    ("endless.ods", .tooLarge(path: "", part: "content.xml", limitBytes: 64 << 20)),
    ("binary.xlsb", .notATable(path: "", kind: .xlsb)),
    ("letter.docx", .notATable(path: "", kind: .zip)),
    ("not-a-workbook.zip", .notATable(path: "", kind: .zip)),
    ("password.xlsx", .passwordProtected(path: "")),
    ("password.ods", .passwordProtected(path: "")),
    ("table-outside.ods", .emptyFile(path: "")),
  ])
  func hostileFilesAreRefused(_ name: String, _ expected: TableError) throws {
    let bytes = try SpreadsheetFixture.bytes(name)
    #expect(SpreadsheetFixture.error { ByteSource(bytes: bytes, name: "") } == expected)
  }

  /// Wherever a copy broke off, the workbook is refused: its directory stands at its end.
  @Test(arguments: ["openpyxl.xlsx", "odfpy.ods"])
  func truncatedFilesAreRefused(_ name: String) throws {
    let bytes = try SpreadsheetFixture.bytes(name)
    for count in stride(from: 60, to: bytes.count - 22, by: 97) {
      let error = SpreadsheetFixture.error { ByteSource(bytes: Array(bytes[..<count]), name: "") }
      #expect(error == .truncated(path: ""), "\(count) bytes")
    }
  }

  /// Found by fuzzing: a cell in column 29,802, where old sheets have 256, made a table of that width.
  @Test func oldSheetsHaveNoColumnBeyondTheirLast() throws {
    var bytes = try SpreadsheetFixture.bytes("xlwt.xls")
    // The record of a shared string in row 6, column 9 of the first sheet that has so many.
    let cell: [UInt8] = [0xFD, 0x00, 0x0A, 0x00, 0x05, 0x00, 0x08, 0x00]
    let place = try #require(bytes.firstRange(of: cell)?.upperBound)
    bytes.replaceSubrange(place - 2..<place, with: [0x6A, 0x74])
    guard case .damaged(_, let part, _)? = SpreadsheetFixture.error({ ByteSource(bytes: bytes, name: "") }) else {
      Issue.record("no error")
      return
    }
    #expect(part == "Marchés")
  }

  /// Any byte may be any other: the reader answers with cells or an error.
  @Test(arguments: ["openpyxl.xlsx", "odfpy.ods", "xlwt.xls"])
  func changedBytesAreNoCrash(_ name: String) throws {
    let bytes = try SpreadsheetFixture.bytes(name)
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var refused = 0
    for _ in 0..<150 {
      var changed = bytes
      for _ in 0...random(4) { changed[random(bytes.count)] = UInt8(random(256)) }
      if SpreadsheetFixture.error({ ByteSource(bytes: changed, name: "") }) != nil { refused += 1 }
    }
    #expect(refused > 0, "seed \(seed)")
  }
}
