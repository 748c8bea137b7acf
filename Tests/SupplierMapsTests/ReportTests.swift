import Foundation
import FoundationXML
import Gazetteer
import Geocoding
import Geodesy
import SharedTesting
import SupplierMaps
import Testing

@Suite struct ReportTests {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func page(
    _ rows: [ContractRow] = Sample.rows, _ input: ReportInput = ReportInput(),
    _ change: (inout SupplierMapOptions) -> Void = { _ in }
  ) throws -> String {
    let gazetteer = try Gazetteer.embedded()
    let content = Sample.content(rows) { options in
      options.gazetteer = gazetteer
      change(&options)
    }
    return text(content.report(input))
  }

  /// The page without its script and style, which are literals, as XML: it is written to be both.
  private static func document(_ page: String) throws -> XMLDocument {
    var text = page.replacingOccurrences(of: "<!DOCTYPE html>\n", with: "")
    for name in ["script", "style"] {
      let start = try #require(text.range(of: "<\(name)>"))
      let end = try #require(text.range(of: "</\(name)>"))
      text.removeSubrange(start.lowerBound..<end.upperBound)
    }
    return try XMLDocument(xmlString: text)
  }

  private static func texts(_ document: XMLDocument, _ path: String) throws -> [String] {
    try document.nodes(forXPath: path).map { $0.stringValue ?? "" }
  }

  @Test func saysTheFigures() throws {
    let document = try Self.document(try Self.page())
    let figures = try Self.texts(document, "//*[local-name()='dd']")
    let names = try Self.texts(document, "//*[local-name()='dt']")
    #expect(Array(zip(names, figures)).contains { $0 == ("marchés", "7") })
    #expect(Array(zip(names, figures)).contains { $0 == ("lieux", "3") })
    #expect(Array(zip(names, figures)).contains { $0 == ("des lignes placées", "71,4\u{A0}%") })
    let headings = try Self.texts(document, "//*[local-name()='h2']")
    #expect(headings.first == "En bref" && headings.count == 6)
  }

  @Test func speaksEnglish() throws {
    let page = try Self.page { $0.language = .english }
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("71.4%"))
    #expect(!page.contains("Fournisseur"))
  }

  @Test(arguments: [(Language.french, "BE Belgique", "lignes 9, 9"), (.english, "BE Belgium", "rows 9, 9")])
  func countriesAreNamedInTheReportsLanguage(language: Language, country: String, rows: String) throws {
    let note = PlacementNote(.country, "BE Belgique")
    let row = ContractRow(
      rowNumber: 9, placement: Placement(status: .foreign, notes: [note]), location: "Atlantide")
    let page = try Self.page([row, row]) { $0.language = language }
    #expect(page.contains(country) && page.contains(rows))
  }

  @Test func namesWhatWasNotPlaced() throws {
    var lost = Sample.rows[5]
    lost.location = "99 123 NULLE PART"
    lost.suggestion = "donner la ville"
    let document = try Self.document(try Self.page(Sample.rows + [lost, lost]))
    let cells = try Self.texts(document, "//*[@id='quality']//*[local-name()='td' or local-name()='th']")
    #expect(cells.contains("99 123 NULLE PART"))
    #expect(cells.contains("donner la ville"))
  }

  @Test func isTheSameEveryTime() throws {
    #expect(try Self.page() == Self.page())
  }

  @Test func asksNothingOfAnyServer() throws {
    var input = ReportInput()
    input.commandLine = "cartomarches map a.csv --title 'x'"
    let page = try Self.page(Sample.rows, input) { $0.sources = ["INSEE https://example.org/"] }
    let document = try Self.document(page)
    for name in ["src", "href", "xlink:href", "action", "data", "srcset", "poster", "background"] {
      for value in try Self.texts(document, "//@*[name()='\(name)']") {
        #expect(value.hasPrefix("#"), "\(name) \(value)")
      }
    }
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func nothingInACellIsMarkup() throws {
    var input = ReportInput()
    input.commandLine = NastyCellsTests.cells.joined(separator: " ")
    input.files = NastyCellsTests.cells
    let rows = NastyCellsTests.rows.map { row in
      var row = row
      if row.rowNumber % 5 == 0 { row.placement = Sample.rows[5].placement }
      row.placement.city = row.name
      row.placement.label = row.name
      row.location = row.name
      row.suggestion = row.name
      return row
    }
    let plain = try Self.document(try Self.page(Sample.rows))
    let nasty = try Self.document(
      try Self.page(rows, input) { options in
        options.title = NastyCellsTests.cells.joined(separator: " ")
        options.sources = NastyCellsTests.cells
        options.dataDate = NastyCellsTests.cells[1]
      })
    let names = Set(try nasty.nodes(forXPath: "//*").compactMap(\.name))
    // Other shapes of circles and lists may occur; nothing else may.
    #expect(names.subtracting(try plain.nodes(forXPath: "//*").compactMap(\.name)).isSubset(of: ["g", "pre", "code"]))
    #expect(try nasty.nodes(forXPath: "//*[local-name()='script']").isEmpty)
    let attributes = Set(try nasty.nodes(forXPath: "//@*").compactMap(\.name))
    #expect(attributes.allSatisfy { !$0.hasPrefix("on") })
    let styles = try Self.texts(nasty, "//@style")
    #expect(styles.allSatisfy { $0.hasPrefix("width:") || $0.hasPrefix("background:#") })
    let shown = nasty.rootElement()?.stringValue ?? ""
    #expect(!shown.unicodeScalars.contains { $0.value == 0x202E })
  }

  @Test func onlyItsOwnScriptMayRun() throws {
    let page = try Self.page()
    let script = try #require(page.range(of: "<script>")).upperBound..<#require(page.range(of: "</script>")).lowerBound
    let digest = try Program.run(executable: "/usr/bin/sha256sum", [], input: String(page[script])).output.prefix(64)
    let bytes = stride(from: 0, to: digest.count, by: 2).compactMap { offset in
      UInt8(digest.dropFirst(offset).prefix(2), radix: 16)
    }
    #expect(page.contains("script-src 'sha256-\(Data(bytes).base64EncodedString())'"))
  }

  @Test func countsWhatIsBoughtNearby() throws {
    let page = try Self.page { options in
      options.buyer = Buyer(
        coordinate: Coordinate(latitude: 50.2486, longitude: 3.6385), label: "59530 Le Quesnoy", citycode: "59481",
        departement: "59")
    }
    let rows = try Self.document(page).nodes(forXPath: "//*[@id='local']//*[local-name()='tr']").map { row in
      (row.children ?? []).map { $0.stringValue ?? "" }
    }
    func row(_ name: String) -> [String] { rows.first { $0.first == name } ?? [] }
    // Bavay is 12 km from Le Quesnoy and Lyon some 500 km.
    #expect(row("Moins de 10 km").dropFirst(3).first == "3")
    #expect(row("10 à 30 km").dropFirst(3).first == "1")
    #expect(row("100 km et plus").dropFirst(3).first == "1")
    #expect(row("Non placés").dropFirst(3).first == "2")
    #expect(row("La région\u{A0}: Hauts-de-France").dropFirst(4).first == "57,1\u{A0}%")
    // 1 234,56 € and 207 000 € are the exact ones placed, 10 € is not placed.
    #expect(row("Moins de 10 km").last == "100\u{A0}%")
    #expect(row("L’intercommunalité\u{A0}: CC du Pays de Mormal").isEmpty == false)
  }

  @Test func survivesATableWithoutAnything() throws {
    let page = try Self.page([ContractRow(rowNumber: 2, placement: Sample.rows[6].placement)])
    #expect(page.contains("</html>"))
    let bare = Self.text(Sample.content([]).report())
    #expect(bare.contains("</html>"))
  }

  @Test func drawsAPoster() throws {
    let gazetteer = try Gazetteer.embedded()
    let svg = Sample.content(NastyCellsTests.rows) { $0.gazetteer = gazetteer }.poster().svg()
    let document = try XMLDocument(data: Data(svg))
    #expect(document.rootElement()?.name == "svg")
    let paths = try document.nodes(forXPath: "//*[@id='land']/*")
    #expect(paths.count == 96)
    #expect(svg.count < 200_000)
  }
}
