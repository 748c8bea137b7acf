import SharedTesting
import Testing

@testable import Tables

/// What a batch holds, in the form of the plain parser.
func records(of batch: RecordBatch) -> [PlainCSVParser.Record] {
  (0..<batch.count).map { record in
    let columns = 0..<batch.cellCount(of: record)
    return PlainCSVParser.Record(
      line: batch.line(of: record), raw: Array(batch.bytes[batch.rawRange(of: record)]),
      cells: columns.map { Array(batch.text(record, $0).utf8) }, quoted: columns.map { batch.cell(record, $0).isQuoted }
    )
  }
}

/// Scans a text that comes in pieces, as the reader does: what a scan leaves is scanned again with the next piece.
func scanInPieces(_ text: [UInt8], cutAt cuts: [Int], _ scanner: CSVScanner) -> [PlainCSVParser.Record] {
  var result: [PlainCSVParser.Record] = []
  var left: [UInt8] = []
  var line = 1
  var start = 0
  for end in cuts + [text.count] {
    left += text[start..<end]
    start = end
    let index = RecordIndex()
    let consumed = left.withUnsafeBufferPointer {
      scanner.scan($0, isFinal: end == text.count, into: index)
    }
    let batch = RecordBatch(bytes: left, firstLine: line, index: index)
    result += records(of: batch)
    line += batch.count + (index.innerLineBreaks.last?.total ?? 0)
    left.removeFirst(consumed)
  }
  #expect(left.isEmpty)
  return result
}

@Suite struct CSVScannerTests {
  static let alphabets: [[String]] = [
    ["a", ",", "\"", "\n", "\r", " "],
    ["a", ",", ",", "\"", "\"", "\"", "\n"],
    ["abc", "é", ",", "\"", "\r\n", "\"\"", "\",\"", "\"\n"],
    ["some longer text without anything in it", ",", "\n", "\",\"", "\r\n"],
  ]

  static func randomText(_ alphabet: [String], _ generator: inout SeededGenerator, pieces: Int) -> [UInt8] {
    (0..<Int.random(in: 0...pieces, using: &generator)).flatMap { _ in
      Array((alphabet.randomElement(using: &generator) ?? "").utf8)
    }
  }

  @Test(arguments: alphabets) func equalsThePlainParserOnRandomText(_ alphabet: [String]) {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let small = CSVScanner.QuotedCellLimit(bytes: 20, lineBreaks: 2)
    for round in 0..<3000 {
      let text = Self.randomText(alphabet, &generator, pieces: round % 10 == 0 ? 300 : 40)
      for limit in [CSVScanner.QuotedCellLimit(), small] {
        let plain = PlainCSVParser(delimiter: 44, byteLimit: limit.bytes, lineBreakLimit: limit.lineBreaks)
        let found = scanInPieces(text, cutAt: [], CSVScanner(delimiter: 44, limit: limit))
        #expect(
          found == plain.records(text), "seed \(seed), text \(String(decoding: text, as: UTF8.self).debugDescription)")
        if found != plain.records(text) { return }
      }
    }
  }

  @Test(arguments: alphabets) func aBorderAtEveryByteChangesNothing(_ alphabet: [String]) {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    for round in 0..<60 {
      let text = Self.randomText(alphabet, &generator, pieces: round % 10 == 0 ? 60 : 25)
      for limit in [CSVScanner.QuotedCellLimit(), CSVScanner.QuotedCellLimit(bytes: 15, lineBreaks: 2)] {
        let scanner = CSVScanner(delimiter: 44, limit: limit)
        let whole = scanInPieces(text, cutAt: [], scanner)
        for cut in 0...text.count {
          let cutOnce = scanInPieces(text, cutAt: [cut], scanner)
          #expect(
            cutOnce == whole, "seed \(seed), cut at \(cut) of \(String(decoding: text, as: UTF8.self).debugDescription)"
          )
          if cutOnce != whole { return }
        }
        #expect(scanInPieces(text, cutAt: Array(0..<text.count), scanner) == whole, "seed \(seed)")
      }
    }
  }

  @Test func masksAgree() {
    var generator = SeededGenerator(seed: 7)
    let mask = StructuralMask(delimiter: 59)
    for _ in 0..<2000 {
      let bytes = (0..<64).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator)
          : [59, 34, 10, 13, 58, 60, 35, 11].randomElement(using: &generator) ?? 0
      }
      let expected = bytes.enumerated().reduce(UInt64(0)) {
        [59, 34, 10, 13].contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0
      }
      bytes.withUnsafeBufferPointer {
        #expect(mask.block(at: $0.baseAddress!) == expected)
        #expect(mask.wordBlock(at: $0.baseAddress!) == expected)
        #expect(mask.tail(at: $0.baseAddress!, count: 40) == expected & (1 << 40 - 1))
      }
    }
  }

  @Test func aStrayQuoteDoesNotSwallowTheRest() {
    let text = "a,b\n\"x,y\nc,\"d\"\ne,f\n"
    let found = scanInPieces(Array(text.utf8), cutAt: [], CSVScanner(delimiter: 44))
    #expect(
      found.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } } == [
        ["a", "b"], ["\"x", "y"], ["c", "d"], ["e", "f"],
      ])
    #expect(found.map(\.line) == [1, 2, 3, 4])
  }

  @Test func aQuotedCellOfManyLinesIsOneCellUpToTheLimit() {
    func records(_ breaks: Int) -> [PlainCSVParser.Record] {
      let text = "\"" + String(repeating: "x\n", count: breaks) + "\",y\nz,w\n"
      return scanInPieces(Array(text.utf8), cutAt: [], CSVScanner(delimiter: 44))
    }
    #expect(records(5_000).count == 2)
    #expect(records(5_000)[1].line == 5_002)
    #expect(records(5_001).count == 5_003)
  }

  @Test func oneLineOfMegabytes() {
    let text = Array(String(repeating: "abcdefgh,", count: 400_000).utf8)
    let found = scanInPieces(text, cutAt: [1_000_000, 2_000_001], CSVScanner(delimiter: 44))
    #expect(found.count == 1)
    #expect(found[0].cells.count == 400_001)
  }
}
