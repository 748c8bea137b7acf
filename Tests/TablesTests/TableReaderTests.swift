import Foundation
import SharedTesting
import Testing

@testable import Tables

@Suite struct TableReaderTests {
  /// The cells of every record, read in blocks of a given size.
  func cells(_ bytes: [UInt8], _ options: TableOptions = TableOptions(), blockBytes: Int = 1 << 18) throws -> [[String]]
  {
    let reader = try TableReader(
      source: ByteSource(bytes: bytes, name: "test"), options: options, sampleBytes: min(blockBytes * 4, 1 << 20),
      batchBytes: blockBytes, blockBytes: blockBytes, limit: CSVScanner.QuotedCellLimit())
    var rows: [[String]] = []
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count { rows.append((0..<batch.cellCount(of: record)).map { batch.text(record, $0) }) }
    }
    return rows
  }

  static let rows = [
    ["nom", "code postal", "ville", "objet"], ["Société Dupré", "59530", "Le Quesnoy", "Étude; lot 1, 2 | a\tb"],
    ["L'\"Œuvre\"", "08000", "Charleville", "deux\nlignes"], ["", "", "", ""], ["Fin", "2A004", "Ajaccio", "€"],
  ]

  static func table(_ delimiter: UInt8, lineEnd: LineEnd = .lf) -> String {
    var bytes: [UInt8] = []
    for row in rows { CellEncoding(delimiter: delimiter).appendRecord(row, lineEnd: lineEnd, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C] as [UInt8], TextEncoding.allCases)
  func theSameCellsInEveryEncodingAndDelimiter(_ delimiter: UInt8, _ encoding: TextEncoding) throws {
    for lineEnd in LineEnd.allCases {
      let bytes = TextDecoderTests.bytes(Self.table(delimiter, lineEnd: lineEnd), encoding)
      let reader = try TableReader(source: ByteSource(bytes: bytes, name: "test"))
      #expect(reader.layout.delimiter == delimiter)
      #expect(reader.layout.encoding == encoding || encoding == .latin1)
      #expect(reader.layout.lineEnd == lineEnd)
      #expect(reader.layout.columns.map(\.role) == [.name, .postcode, .city, .object])
      #expect(try cells(bytes) == Array(Self.rows.dropFirst()))
    }
  }

  @Test func blocksOfAnySizeGiveTheSame() throws {
    for encoding in TextEncoding.allCases {
      let bytes = TextDecoderTests.bytes(Self.table(0x3B, lineEnd: .crlf), encoding)
      for size in 1...40 {
        let options = TableOptions(encoding: encoding, delimiter: 0x3B, headerRow: 1)
        #expect(
          try cells(bytes, options, blockBytes: size) == Array(Self.rows.dropFirst()), "\(encoding), blocks of \(size)")
      }
    }
  }

  @Test func rawRecordsAndLinesAreThoseOfTheFile() throws {
    let text = "titre\r\n\r\nnom;ville\r\n\"a\r\nb\";\"x\"\r\n\r\nc;d"
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "test"))
    #expect(reader.layout.headerRow == 3)
    #expect(reader.layout.preamble.map { String(decoding: $0, as: UTF8.self) } == ["titre", ""])
    #expect(String(decoding: reader.layout.rawHeader, as: UTF8.self) == "nom;ville")
    #expect(reader.layout.firstRecordLine == 4)
    let batch = try #require(try reader.nextBatch())
    let raw = (0..<batch.count).map { String(decoding: batch.bytes[batch.rawRange(of: $0)], as: UTF8.self) }
    #expect(raw == ["\"a\r\nb\";\"x\"", "", "c;d"])
    #expect((0..<batch.count).map(batch.line(of:)) == [4, 6, 7])
    #expect(batch.text(0, 0) == "a\r\nb")
    #expect(batch.cell(0, 1).isQuoted && !batch.cell(2, 1).isQuoted)
    #expect(batch.isBlank(1))
    #expect(batch.text(1, 1) == "" && batch.text(2, 9) == "")
    #expect(try reader.nextBatch() == nil)
  }

  @Test func aLargeTableComesInBatchesInOrder() throws {
    var bytes = Array("id;ville\n".utf8)
    for row in 0..<200_000 { bytes += Array("\(row);Le Quesnoy \(row % 7)\n".utf8) }
    let reader = try TableReader(source: ByteSource(bytes: bytes, name: "test"))
    var next = 0
    var batches = 0
    while let batch = try reader.nextBatch() {
      batches += 1
      for record in 0..<batch.count {
        if batch.text(record, 0) != String(next) || batch.line(of: record) != next + 2 { Issue.record("row \(next)") }
        next += 1
      }
    }
    #expect(next == 200_000)
    #expect(batches > 2)
    #expect(reader.bytesRead == bytes.count && reader.bytesInAll == bytes.count)
  }

  @Test func aLineOfMegabytesIsOneRecord() throws {
    let long = String(repeating: "x", count: 3 << 20)
    let table = try TextTable(bytes: Array("nom;ville\n\(long);Bavay\na;b\n".utf8))
    #expect(table.rows.map { $0.map(\.count) } == [[3 << 20, 5], [1, 1]])
    let header = TableOptions(headerRow: 1)
    #expect(try TextTable(bytes: Array("nom;\(long)\na;b\n".utf8), options: header).rows == [["a", "b"]])
  }

  @Test func aRecordBeyondTheLimitIsAnError() throws {
    let text = "nom;ville\na;b\n" + String(repeating: "x", count: 300_000) + "\nc;d\n"
    let reader = try TableReader(
      source: ByteSource(bytes: Array(text.utf8), name: "t"), options: TableOptions(delimiter: 0x3B, headerRow: 1),
      sampleBytes: 100, batchBytes: 1000, blockBytes: 1000, recordByteLimit: 100_000,
      limit: CSVScanner.QuotedCellLimit())
    #expect(try reader.nextBatch()?.count == 1)
    #expect(throws: TableError.recordTooLong(path: "t", line: 3, limitBytes: 100_000)) { try reader.nextBatch() }
  }

  @Test func problemsAreReportedWhereTheyAre() throws {
    let text = "nom;ville\n\"Dupont;Bavay\nA;\"B\"C\nseul\nD;E;F\n"
    let reader = try TableReader(
      source: ByteSource(bytes: Array(text.utf8) + [0xE9, 0x3B, 0xC3, 0xA9, 0xC3, 0xA8, 10], name: "t"))
    while try reader.nextBatch() != nil {}
    #expect(
      Set(reader.problems) == [
        TableProblem(.unclosedQuote, row: 2, column: 0, text: "\"Dupont;Bavay"),
        TableProblem(.textAfterQuote, row: 3, column: 1, text: "BC"), TableProblem(.tooShort, row: 4, text: "1/2"),
        TableProblem(.tooLong, row: 5, text: "3/2"), TableProblem(.spoiltByte, row: 6),
      ])
  }

  @Test func excelsLineWithTheDelimiterIsPreamble() throws {
    for text in ["sep=|\nA|B\nC|D\n", "\"sep=|\"\r\nA|B\r\nC|D\r\n"] {
      let reader = try TableReader(
        source: ByteSource(bytes: Array(text.utf8), name: "t"), options: TableOptions(hasHeader: false))
      #expect(reader.layout.delimiter == 0x7C && reader.layout.preamble.count == 1)
      let batch = try #require(try reader.nextBatch())
      #expect(batch.count == 2 && batch.text(0, 1) == "B" && batch.line(of: 0) == 2)
    }
  }

  @Test func aStrayNulIsKept() throws {
    let table = try TextTable(bytes: Array("nom;ville\na\0b;Bavay\n".utf8))
    #expect(table.rows == [["a\0b", "Bavay"]])
  }

  @Test func smallTables() throws {
    func rows(_ text: String) throws -> ([String], [[String]]) {
      let table = try TextTable(bytes: Array(text.utf8))
      return (table.header, table.rows)
    }
    #expect(try rows("code postal\n59530\n1000\n") == (["code postal"], [["59530"], ["1000"]]))
    #expect(try rows("59530\n59000\n") == ([], [["59530"], ["59000"]]))
    #expect(try rows("nom;ville\n") == (["nom", "ville"], []))
    #expect(try rows("nom;ville") == (["nom", "ville"], []))
    #expect(try rows("ville\nLe Quesnoy, Nord\nBavay, Nord\n") == (["ville"], [["Le Quesnoy, Nord"], ["Bavay, Nord"]]))
    #expect(try rows("\u{FEFF}nom,ville\rA,Bavay\r") == (["nom", "ville"], [["A", "Bavay"]]))
    #expect(try TextTable(bytes: Array("\n\nnom;ville\nA;B\n".utf8)).lines == [4])
  }

  /// Spoils tables at random: whatever comes out, no crash, no hang, and every byte of every record is there.
  @Test(arguments: ["article-133.csv", "buyer-headers-hold-suppliers.csv", "grants-by-member.csv", "decp-tabular.csv"])
  func spoiltTablesAreReadWhole(_ name: String) throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    let original = Array(try Data(contentsOf: url))
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let spoilers: [[UInt8]] = [
      [0x22], [0x0A], [0x0D], [0x2C], [0x3B], [0xFF], [0xC3], [0], [0x22, 0x22], [0x2C, 0x22], [0x0D, 0x0A], [0x30],
    ]
    for _ in 0..<60 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes.insert(contentsOf: spoilers.randomElement(using: &generator) ?? [], at: position)
        } else {
          bytes.removeSubrange(position..<min(position + Int.random(in: 1...30, using: &generator), bytes.count))
        }
      }
      let reader = try TableReader(
        source: ByteSource(bytes: bytes, name: name), options: TableOptions(encoding: .utf8), sampleBytes: 500,
        batchBytes: 97, blockBytes: 97, limit: CSVScanner.QuotedCellLimit())
      var records = 0
      var text: [UInt8] = reader.layout.preamble.flatMap(\.self) + reader.layout.rawHeader
      while let batch = try reader.nextBatch() {
        records += batch.count
        for record in 0..<batch.count {
          text += batch.bytes[batch.rawRange(of: record)]
          for column in 0..<reader.layout.columns.count { _ = batch.text(record, column) }
        }
      }
      var decoder = TextDecoder(.utf8)
      var expected: [UInt8] = []
      let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      bytes[mark...].withUnsafeBufferPointer { decoder.decode($0, isFinal: true, into: &expected) }
      // Line ends between records are not part of them; inside cells they are.
      let isLineEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
      #expect(text.filter { !isLineEnd($0) } == expected.filter { !isLineEnd($0) }, "seed \(seed)")
    }
  }
}
