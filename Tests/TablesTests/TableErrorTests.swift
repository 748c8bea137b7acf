import Foundation
import Testing

@testable import Tables

@Suite struct TableErrorTests {
  func error(_ bytes: [UInt8], _ options: TableOptions = TableOptions()) -> TableError? {
    do {
      _ = try TextTable(bytes: bytes, options: options, name: "t")
      return nil
    } catch {
      return error
    }
  }

  @Test func emptyFiles() {
    #expect(error([]) == .emptyFile(path: "t"))
    #expect(error([0xEF, 0xBB, 0xBF]) == .emptyFile(path: "t"))
    #expect(error(Array(" \r\n\n".utf8)) == .emptyFile(path: "t"))
  }

  static let foreign: [([UInt8], ForeignFormat)] = [
    ([0x1F, 0x8B, 8, 0], .compressed),
    (Array("%PDF-1.4\n".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47, 13, 10], .image), ([0xFF, 0xD8, 0xFF, 0xE0], .image),
    (Array("<!DOCTYPE html>\n<p>404".utf8), .html),
    (Array("PAR1xxxx".utf8), .parquet), (Array("SQLite format 3\0".utf8), .sqlite),
    ((0..<4000).map { UInt8($0 * 7 % 251) }, .binary), ([UInt8](repeating: 0, count: 500), .binary),
  ]

  @Test(arguments: foreign) func otherFormatsAreNamed(_ bytes: [UInt8], _ kind: ForeignFormat) {
    #expect(error(bytes) == .notATable(path: "t", kind: kind))
  }

  /// Archives that end before their directory does.
  @Test(arguments: [
    "\u{14}\0[Content_Types].xml", "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "\u{14}\0a.jpg",
  ])
  func brokenArchivesAreTruncated(_ head: String) {
    #expect(error([0x50, 0x4B, 3, 4] + Array(head.utf8)) == .truncated(path: "t"))
  }

  @Test func documentsWithoutContractsAreEmpty() {
    #expect(error(Array("{\"marches\": []}".utf8)) == .emptyFile(path: "t"))
    #expect(error(Array("<?xml version=\"1.0\"?><marches/>".utf8)) == .emptyFile(path: "t"))
    #expect(error(Array("\u{FEFF} [\n {\"a\": 1}]".utf8)) == nil)
  }

  @Test func aDamagedCompoundFileIsNamed() {
    let error = error([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])
    guard case .damaged(path: "t", part: "OLE", line: nil) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func missingColumnsAndBadOptions() {
    let table = Array("Nom;Ville\nA;B\n".utf8)
    #expect(
      error(table, TableOptions(roles: [(.postcode, .header("CP"))]))
        == .noSuchColumn(role: .postcode, wanted: .header("CP"), seen: ["Nom", "Ville"]))
    #expect(
      error(table, TableOptions(roles: [(.city, .number(3))]))
        == .noSuchColumn(role: .city, wanted: .number(3), seen: ["Nom", "Ville"]))
    #expect(error(table, TableOptions(delimiter: 0x22)) == .badDelimiter(0x22))
    #expect(error(table, TableOptions(headerRow: 9)) == .noSuchHeaderRow(wanted: 9, lines: 2))
    #expect(error(table, TableOptions(headerRow: 0)) == .noSuchHeaderRow(wanted: 0, lines: 2))
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = folder.appendingPathComponent("none.csv").path
    #expect(throws: TableError.notFound(path: missing)) { try ByteSource(path: missing) }
    #expect(throws: TableError.isDirectory(path: folder.path)) { try ByteSource(path: folder.path) }
    let locked = folder.appendingPathComponent("locked.csv").path
    #expect(FileManager.default.createFile(atPath: locked, contents: Data(), attributes: [.posixPermissions: 0]))
    if getuid() != 0 {
      #expect(throws: TableError.permissionDenied(path: locked)) { try ByteSource(path: locked) }
    }
    #expect(throws: TableError.readFailed(path: "closed", errno: EBADF)) {
      try ByteSource(descriptor: 9999, name: "closed")
    }
  }

  @Test func readsFilesAndPipesAlike() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let bytes = Array("nom;ville\nA;Bavay\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let source = try ByteSource(path: file)
    #expect(source.size == bytes.count)
    let reader = try TableReader(source: source)
    #expect(try reader.nextBatch()?.text(0, 1) == "Bavay")
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data(bytes))
    try pipe.fileHandleForWriting.close()
    let piped = try TableReader(source: ByteSource(descriptor: pipe.fileHandleForReading.fileDescriptor, name: "-"))
    #expect(piped.bytesInAll == nil)
    #expect(try piped.nextBatch()?.text(0, 1) == "Bavay")
    #expect(try piped.nextBatch() == nil)
  }
}
