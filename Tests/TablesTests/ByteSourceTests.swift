import Foundation
import Locking
import Testing

@testable import Tables

@Suite struct ByteSourceTests {
  /// A source that gives bytes in pieces of a length, an empty one among them.
  private func source(_ bytes: [UInt8], pieceLength: Int, name: String = "corps", size: Int? = nil) -> ByteSource {
    let position = Mutex(-1)
    return ByteSource(name: name, size: size) { () throws(TableError) in
      position.withLock { position -> [UInt8]? in
        guard position >= 0 else {
          position = 0
          return []
        }
        guard position < bytes.count else { return nil }
        defer { position += pieceLength }
        return Array(bytes[position..<min(position + pieceLength, bytes.count)])
      }
    }
  }

  private func rows(_ source: ByteSource) throws -> [[String]] {
    let reader = try TableReader(source: source)
    var rows: [[String]] = []
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count { rows.append((0..<batch.cellCount(of: record)).map { batch.text(record, $0) }) }
    }
    return rows
  }

  @Test(arguments: ["article-133.csv", "grants-by-member.csv"]) func piecesReadAsTheWhole(_ name: String) throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    let bytes = Array(try Data(contentsOf: url))
    let expected = try rows(ByteSource(path: url.path))
    #expect(!expected.isEmpty)
    for length in [1, 7, 4096, 1 << 20] {
      #expect(try rows(source(bytes, pieceLength: length)) == expected, "pieces of \(length)")
      #expect(try rows(source(bytes, pieceLength: length, size: bytes.count)) == expected, "pieces of \(length)")
    }
  }

  @Test func piecesOfADocumentReadAsTheWhole() throws {
    let document = #"[{"code postal": "59530", "ville": "Le Quesnoy"}, {"code postal": "59000", "ville": "Lille"}]"#
    let expected = try rows(ByteSource(bytes: Array(document.utf8), name: "t.json"))
    #expect(expected == [["59530", "Le Quesnoy"], ["59000", "Lille"]])
    for length in [1, 7, 4096] { #expect(try rows(source(Array(document.utf8), pieceLength: length)) == expected) }
  }

  @Test func whatThePiecesThrowEndsTheReading() throws {
    let calls = Mutex(0)
    let source = ByteSource(name: "corps") { () throws(TableError) in
      let call = calls.withLock { calls -> Int in
        calls += 1
        return calls
      }
      if call > 200 { throw .readFailed(path: "corps", errno: ECONNRESET) }
      return Array(String(repeating: "59530;Le Quesnoy\n", count: 1000).utf8)
    }
    let reader = try TableReader(source: source, options: TableOptions(hasHeader: false))
    #expect(throws: TableError.readFailed(path: "corps", errno: ECONNRESET)) { while try reader.nextBatch() != nil {} }
  }
}
