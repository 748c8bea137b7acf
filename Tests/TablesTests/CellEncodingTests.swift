import SharedTesting
import Testing

@testable import Tables

@Suite struct CellEncodingTests {
  func encoded(_ text: String, safe: Bool = false) -> String {
    var bytes = Array("x;".utf8)
    CellEncoding(delimiter: 0x3B, safe: safe).append(text, to: &bytes)
    return String(decoding: bytes.dropFirst(2), as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a;b", "\"a;b\""), ("a,b", "a,b"), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
    ("a\rb", "\"a\rb\""), (" a", "\" a\""), ("a ", "\"a \""), ("=1+2", "=1+2"),
  ]) func quotesOnlyWhereNeeded(_ text: String, _ expected: String) {
    #expect(encoded(text) == expected)
  }

  @Test(arguments: [
    ("=1+2", "'=1+2"), ("@x", "'@x"), ("-x", "'-x"), ("+cmd|", "'+cmd|"), ("\tx", "'\tx"), ("-3.5", "-3.5"),
    ("-3,5", "-3,5"),
    ("+33 1", "+33 1"), ("-", "'-"), ("a=b", "a=b"), ("=a;b", "\"'=a;b\""), ("-2+3", "'-2+3"),
  ]) func safeCellsRunNoFormula(_ text: String, _ expected: String) {
    #expect(encoded(text, safe: true) == expected)
  }

  @Test func whatIsWrittenIsRead() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let rows = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<3).map { _ in
          (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            ["a", ";", "\"", "\n", "\r", " ", "é"].randomElement(using: &generator) ?? ""
          }.joined()
        }
      }
      for lineEnd in LineEnd.allCases {
        var bytes: [UInt8] = []
        for row in rows { CellEncoding(delimiter: 0x3B).appendRecord(row, lineEnd: lineEnd, to: &bytes) }
        let found = scanInPieces(bytes, cutAt: [], CSVScanner(delimiter: 0x3B))
        #expect(found.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } } == rows, "seed \(seed)")
      }
    }
  }

  @Test func aRecordOfOneEmptyCellIsNoBlankLine() {
    var bytes: [UInt8] = []
    CellEncoding(delimiter: 0x3B).appendRecord([""], to: &bytes)
    #expect(bytes == Array("\"\"\n".utf8))
  }
}
