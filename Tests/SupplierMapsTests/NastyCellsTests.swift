import Foundation
import SupplierMaps
import Testing

/// Cells that would break out of JSON, HTML or uMap's markup if they could.
@Suite struct NastyCellsTests {
  static let cells = [
    "A<B", "<script>alert(1)</script>", "*gras*", "**fort**", "{x}", "{{https://x/y.png}}", "{{{https://x/}}}",
    "[[link]]",
    "[[https://evil.example/|lien]]", "# titre", "---", "https://example.org/a", "h_t_t_p://x", "R&D", "&lt;b&gt;",
    "\"onload=\"alert(1)", "null", "undefined", "NaN", "=CMD()", "😀 👩‍🚀", "שלום", "\u{202E}evil\u{202C}",
    String(repeating: "X", count: 500), "ligne\nbreak", "a|b", "javascript:alert(1)", "]]>", "{\"json\":1}", "\u{2028}",
    "ctrl\u{1}\u{2}", "* item", "\\n", "Dupont, Durand", "<img src=x onerror=alert(1)>", "{name}", "a=b<c>d",
    "\u{FEFF}bom",
  ]

  static var rows: [ContractRow] {
    cells.enumerated().map { index, cell in
      ContractRow(
        rowNumber: index + 2, name: cell, category: index % 2 == 0 ? cell : "Travaux", amount: cell, date: cell,
        object: cell,
        id: cell, placement: index % 3 == 0 ? Sample.leQuesnoy : Sample.bavay)
    }
  }

  /// Character references read back as a browser does.
  private func unescaped(_ text: String) -> String {
    var text = text
    for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")] {
      text = text.replacingOccurrences(of: reference, with: character)
    }
    for code in [42, 35, 91, 93, 123, 125, 124, 95, 58, 45] {
      text = text.replacingOccurrences(of: "&#\(code);", with: String(UnicodeScalar(UInt8(code))))
    }
    return text.replacingOccurrences(of: "&amp;", with: "&")
  }

  private func shown(_ cell: String) -> String {
    String(
      String.UnicodeScalarView(cell.unicodeScalars.filter { !"\u{202E}\u{202C}\u{FEFF}".unicodeScalars.contains($0) })
    )
    .replacingOccurrences(of: "\n", with: " ").replacingOccurrences(of: "\u{2028}", with: " ")
    .replacingOccurrences(of: "\u{1}\u{2}", with: "").trimmingCharacters(in: .whitespaces)
  }

  @Test func everySupplierIsInALabelOrANameListAndInAPopup() throws {
    let layers = try Sample.layers(Sample.content(Self.rows).umap())
    let markers = layers.filter { $0.settings["type"] as? String == "Default" }.flatMap(\.features)
    let names = markers.map { "\($0["names"] as? String ?? "") \($0["name"] as? String ?? "")" }.joined(separator: "\n")
      .replacingOccurrences(of: "\u{2060}", with: "")
    let popups = unescaped(markers.compactMap { $0["popup"] as? String }.joined(separator: "\n"))
    for text in Self.cells.map(shown) where !text.isEmpty {
      #expect(names.contains(text), "label of \(text.prefix(40))")
      #expect(popups.contains("**\(text)**"), "popup of \(text.prefix(40))")
    }
  }

  @Test func nothingInAPopupIsMarkupButOurs() throws {
    let layers = try Sample.layers(Sample.content(Self.rows).umap())
    for popup in layers.flatMap(\.features).compactMap({ $0["popup"] as? String }) {
      #expect(!popup.contains("<"))
      #expect(!popup.contains("{"))
      #expect(!popup.contains("[["))
      #expect(!popup.contains("http:") && !popup.contains("https:"))
      for line in popup.split(separator: "\n") {
        let own = line.hasPrefix("## ") || line.hasPrefix("### ") || !line.hasPrefix("#")
        #expect(own && !line.hasPrefix("---"), "\(line.prefix(60))")
        let stars = line.replacingOccurrences(of: "**", with: "").filter { $0 == "*" }.count
        #expect(
          stars == 0 || line.hasPrefix("* ") || (line.hasPrefix("*Position") && line.hasSuffix("*")),
          "\(line.prefix(60))")
      }
    }
  }

  @Test func nothingIsNullAndKeysAreSimple() throws {
    func check(_ value: Any) {
      #expect(!(value is NSNull))
      if let list = value as? [Any] { list.forEach(check) }
      if let object = value as? [String: Any] { object.values.forEach(check) }
    }
    let content = Sample.content(Self.rows)
    for bytes in [content.umap(), content.suppliersGeoJSON(), content.placesGeoJSON()] {
      let document = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      check(document)
    }
    for properties in try Sample.properties(content.suppliersGeoJSON()) {
      for key in properties.keys { #expect(key.allSatisfy { $0.isLetter || $0 == "_" }, "\(key)") }
    }
  }

  @Test func geoJSONKeepsTheTextItself() throws {
    let names = try Sample.properties(Sample.content(Self.rows).suppliersGeoJSON()).compactMap { $0["name"] as? String }
    for cell in Self.cells where !shown(cell).isEmpty {
      #expect(names.contains(shown(cell)), "\(shown(cell).prefix(40))")
    }
  }

  @Test func sameInputSameBytes() {
    #expect(Sample.content(Self.rows).umap() == Sample.content(Self.rows).umap())
    #expect(Sample.content(Self.rows).suppliersGeoJSON() == Sample.content(Self.rows).suppliersGeoJSON())
  }
}
