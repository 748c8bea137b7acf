import Testing

@testable import Tables

@Suite struct RecordAlignerTests {
  static let head = "id,objet,titulaire,cp,date,montant\n"
  static let rows = (0..<8).map { "\($0),Objet \($0),Titulaire \($0),\(59530 + $0),0\($0 + 1)/02/2015,1\($0) 000.50\n" }
    .joined()

  func read(_ line: String) throws -> (batch: RecordBatch, problems: [TableProblem]) {
    let reader = try TableReader(source: ByteSource(bytes: Array((Self.head + Self.rows + line).utf8), name: "t"))
    let batch = try #require(try reader.nextBatch())
    return (batch, reader.problems)
  }

  @Test func aStrayDelimiterInATextIsUndone() throws {
    let line = "9,\"Pose\",ACME,59000,01/02/2015,1000,5\n"
    // The amount is the only cell that fits when joined.
    let (batch, problems) = try read(line)
    #expect(batch.realignment(of: 8) == Realignment(column: 5, excess: 1))
    #expect((0..<6).map { batch.text(8, $0) } == ["9", "Pose", "ACME", "59000", "01/02/2015", "1000,5"])
    #expect(problems.map(\.kind) == [.realigned] && problems[0].row == 10 && problems[0].column == 5)
  }

  @Test func ofTwoTextsTheOneWithTheSpaceIsJoined() throws {
    let (batch, problems) = try read("9,Pose de bordures, de pavés,ACME,59000,01/02/2015,1 000.50\n")
    #expect(
      batch.text(8, 1) == "Pose de bordures, de pavés" && batch.text(8, 2) == "ACME" && batch.text(8, 3) == "59000")
    #expect(problems == [TableProblem(.realigned, row: 10, column: 1, text: "Pose de bordures, de pavés")])
    let raw = String(decoding: batch.bytes[batch.rawRange(of: 8)], as: UTF8.self)
    #expect(raw == "9,Pose de bordures, de pavés,ACME,59000,01/02/2015,1 000.50")
    #expect(batch.cellCount(of: 8) == 7)
    #expect(batch.text(7, 3) == "59537")
  }

  @Test func withoutASingleWayNothingIsMoved() throws {
    let (batch, problems) = try read("9,Pose,pavés,ACME,59000,01/02/2015,1 000.50\n")
    #expect(batch.realignment(of: 8) == nil && batch.text(8, 2) == "pavés")
    #expect(problems == [TableProblem(.tooLong, row: 10, text: "7/6")])
  }

  @Test func emptyCellsAtTheEndAreNoProblem() throws {
    let (batch, problems) = try read("9,Pose,ACME,59000,01/02/2015,1 000.50,,\n")
    #expect(batch.text(8, 3) == "59000" && problems.isEmpty)
  }

  @Test func shortRowsReadAsEmpty() throws {
    let (batch, problems) = try read("9,Pose,ACME\n\n")
    #expect(batch.text(8, 3) == "" && batch.cellCount(of: 9) == 1)
    #expect(problems == [TableProblem(.tooShort, row: 10, text: "3/6")])
  }
}
