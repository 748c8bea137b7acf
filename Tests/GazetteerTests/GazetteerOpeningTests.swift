import Foundation
import SharedTesting
import Testing

@testable import Gazetteer

struct GazetteerOpeningTests {
  /// A folder with a copy of the embedded tables, some of them replaced.
  private static func tables(replacing replaced: [String: String?] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../gazetteer").standardizedFileURL
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path) where file.hasSuffix(".csv") {
      let text = try String(contentsOf: source.appendingPathComponent(file), encoding: .utf8)
      if let replacement = replaced[file, default: text] { try folder.write(file, replacement) }
    }
    return folder
  }

  @Test func aFolderAnswersAsTheEmbeddedTables() throws {
    let folder = try Self.tables()
    let gazetteer = try Gazetteer(directory: folder.root)
    let embedded = try Gazetteer.embedded()
    #expect(gazetteer.counts() == embedded.counts())
    #expect(gazetteer.communes(ofPostcode: "59530") == embedded.communes(ofPostcode: "59530"))
    #expect(gazetteer.commune("59481")?.name == "Le Quesnoy")
  }

  @Test func aMissingFolderOrTableIsNamed() throws {
    #expect(throws: GazetteerError.unreadable(table: "communes.csv", path: "/nowhere/communes.csv", errno: ENOENT)) {
      try Gazetteer(directory: "/nowhere")
    }
    let folder = try Self.tables(replacing: ["names.csv": nil])
    #expect(throws: GazetteerError.unreadable(table: "names.csv", path: "\(folder.root)/names.csv", errno: ENOENT)) {
      try Gazetteer(directory: folder.root)
    }
  }

  @Test func anEmptyTableAndAnotherHeaderAreRefused() throws {
    let empty = try Self.tables(replacing: ["regions.csv": ""])
    #expect(
      throws: GazetteerError.malformed(table: "regions.csv", line: 1, expected: "a header", found: "an empty file")
    ) { try Gazetteer(directory: empty.root) }
    let other = try Self.tables(replacing: ["regions.csv": "id;name\n11;X\n"])
    #expect(throws: GazetteerError.malformed(table: "regions.csv", line: 1, expected: "code;name", found: "id;name")) {
      try Gazetteer(directory: other.root)
    }
  }

  @Test func theEmbeddedTablesHaveNoDefect() throws {
    #expect(try Gazetteer.embedded().defects() == [])
  }

  /// Every defect of tables that were broken on purpose is told: file, what is done to it, what must be said.
  @Test func brokenTablesAreTold() throws {
    let breaks = [
      ("communes.csv", "59481;Le Quesnoy;;50.", "59481;Le Quesnoy;;40.", "outside its département"),
      ("communes.csv", "59464;Poix-du-Nord", "59464;", "no name"),
      ("communes.csv", "59607;Vendegies-au-Bois", "5960;Vendegies-au-Bois", "out of order"),
      ("postal_codes.csv", "59530;59481;", "59530;59999;", "its commune 59999 is missing"),
      ("postal_codes.csv", "59300;59606;", "5930X;59606;", "not five digits"),
      ("cedex_codes.csv", "59605;cedex;59392;", "59605;cedex;;", "a CEDEX without a commune"),
      ("cedex_codes.csv", "59612;cedex;59249;", "59612;cedex;59999;", "its commune 59999 is missing"),
      ("names.csv", "quesnoy;59481;", "Le Quesnoy;59481;", "not a key"),
      ("names.csv", "maubeuge;59392;name;;", "maubeuge;59392;name;;1", "wrong about whether a city abroad has it"),
      ("communes.csv", "|59777|59800;", "|59777|59800;1", "another place has the name too"),
      ("former_communes.csv", ";50129;", ";50999;", "its commune 50999 is missing"),
    ]
    let folder = try Self.tables()
    for (file, whole, broken, _) in breaks {
      let text = try folder.read(file)
      let range = try #require(text.range(of: whole), "\(file) has no \(whole)")
      try folder.write(file, text.replacingCharacters(in: range, with: broken))
    }
    let defects = try Gazetteer(directory: folder.root).defects()
    for (file, _, _, defect) in breaks {
      #expect(defects.contains { $0.table == file && $0.text == defect }, "\(file): \(defect)")
    }
  }
}
