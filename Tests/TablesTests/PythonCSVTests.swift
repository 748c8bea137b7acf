import Testing

@testable import Tables

/// The scanner against an outside implementation. A blank line is an empty list in Python and one empty cell here.
@Suite struct PythonCSVTests {
  @Test(arguments: cases.indices) func readsAsPythonDoes(_ number: Int) {
    let (text, delimiter, rows) = Self.cases[number]
    let found = scanInPieces(Array(text.utf8), cutAt: [], CSVScanner(delimiter: Array(delimiter.utf8)[0]))
    #expect(found.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } } == rows, "\(text.debugDescription)")
  }
}
