import Foundation
import FoundationXML
import MapLayers
import SharedTesting
import Testing

@Suite struct MarkupWriterTests {
  private func written(_ write: (inout MarkupWriter) -> Void) -> String {
    var writer = MarkupWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func nestsElements() {
    let text = written { page in
      page.element("ul", [("class", "a")]) { list in
        list.element("li", text: "un")
        list.empty("br")
      }
    }
    #expect(text == "<ul class=\"a\"><li>un</li><br/></ul>")
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("R&D", "R&amp;D"),
    ("\" onload=\"x", "&quot; onload=&quot;x"), ("l'eau", "l'eau"), ("]]>", "]]&gt;"),
    ("a\u{202E}b\u{202C}", "ab"), ("a\nb\u{1}c", "a b c"), (" deux\u{A0}mots ", " deux\u{A0}mots "), (" ", " "),
    ("", ""),
  ])
  func escapesText(_ text: String, _ expected: String) {
    #expect(written { $0.text(text) } == expected)
  }

  @Test func escapesAttributes() {
    #expect(
      written { $0.element("p", [("title", "\"><img src=x onerror='y'>\n")], text: "") }
        == "<p title=\"&quot;&gt;&lt;img src=x onerror='y'&gt; \"></p>")
  }

  @Test func anyTextReadsBackAsXML() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let signs = Array("<>&\"'] [-!/=é€😀\u{0}\u{1F}\u{202E}\t\n".unicodeScalars)
    let texts = (0..<300).map { _ in
      var text = ""
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        text.unicodeScalars.append(signs[Int.random(in: 0..<signs.count, using: &generator)])
      }
      return text
    }
    let document = written { page in
      page.element("all") { all in
        for text in texts { all.element("a", [("b", text)], text: text) }
      }
    }
    let children = try XMLDocument(xmlString: document).rootElement()?.children ?? []
    #expect(children.count == texts.count, "seed \(seed)")
    for (child, text) in zip(children, texts) {
      let element = try #require(child as? XMLElement)
      let expected = DisplayText.inert(text)
      #expect(element.attribute(forName: "b")?.stringValue ?? "" == expected, "seed \(seed)")
      #expect(element.stringValue ?? "" == expected, "seed \(seed)")
      #expect(element.childCount <= 1, "seed \(seed)")
    }
  }
}
