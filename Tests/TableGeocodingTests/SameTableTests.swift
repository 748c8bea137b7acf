import Foundation
import Gazetteer
import Geocoding
import TableGeocoding
import Tables
import Testing

/// One table saved in every form that people have: the placements are the same.
@Suite struct SameTableTests {
  /// The fixtures of the spreadsheet tests: one table as several programs save it.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../TablesTests/Fixtures/spreadsheets").standardizedFileURL.path

  /// The name, place and result columns of the rows with something in them.
  private func results(_ source: ByteSource) throws -> [[String]] {
    let reader = try TableReader(source: source)
    let geocoder = TableGeocoder(
      resolver: Resolver(gazetteer: try .embedded()), layouts: [reader.layout], names: ["t"])
    var found: [[String]] = []
    while let batch = try reader.nextBatch() {
      geocoder.visit(batch, ofTable: 0) { row in
        guard row.isRecord else { return }
        found.append(
          [row.text(.name), row.text(.postcode), row.text(.city)] + ResultColumn.allCases.map(row.placement.text))
      }
    }
    return found
  }

  private func text() throws -> String { try String(contentsOfFile: "\(Self.folder)/suppliers.csv", encoding: .utf8) }

  private func expected() throws -> [[String]] {
    let found = try results(ByteSource(bytes: Array(try text().utf8), name: "t"))
    #expect(found.count == 4)
    // Looked up by hand: Bourg-en-Bresse, Le Quesnoy, Ajaccio, Saint-Denis of La Réunion.
    let citycodes = found.map { $0[3 + (ResultColumn.allCases.firstIndex(of: .citycode) ?? 0)] }
    #expect(citycodes == ["01053", "59481", "2A004", "97411"])
    return found
  }

  static let encodings: [(name: String, mark: [UInt8], encoding: String.Encoding)] = [
    ("UTF-8", [], .utf8), ("UTF-8 with mark", [0xEF, 0xBB, 0xBF], .utf8),
    ("UTF-16LE", [0xFF, 0xFE], .utf16LittleEndian), ("UTF-16BE", [0xFE, 0xFF], .utf16BigEndian),
    ("Windows-1252", [], .windowsCP1252), ("ISO-8859-1", [], .isoLatin1),
  ]

  @Test(arguments: encodings) func inAnyEncodingAndWithAnyDelimiter(
    _ name: String, _ mark: [UInt8], _ encoding: String.Encoding
  ) throws {
    let wanted = try expected()
    let rows = parseCSV(try text(), delimiter: ";")
    for delimiter in [";", ",", "\t", "|"] {
      for lineEnd in ["\n", "\r\n"] {
        let written = rows.map { row in
          row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: delimiter)
        }.joined(separator: lineEnd)
        let bytes = mark + [UInt8](try #require(written.data(using: encoding)))
        #expect(try results(ByteSource(bytes: bytes, name: "t")) == wanted, "\(name), \(delimiter)")
      }
    }
  }

  @Test(arguments: [
    "openpyxl.xlsx", "xlsxwriter.xlsx", "libreoffice.xlsx", "odfpy.ods", "libreoffice.ods", "xlwt.xls",
    "libreoffice.xls", "suppliers.json", "suppliers.jsonl",
  ])
  func fromAnyProgram(_ name: String) throws {
    #expect(try results(ByteSource(path: "\(Self.folder)/\(name)")) == expected())
  }
}
