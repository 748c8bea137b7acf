import MapLayers
import Testing

/// Every left-hand side was shown as typed by uMap 3.7.3 once escaped like this.
@Suite struct UMapTextTests {
  static let popups: [(String, String)] = [
    ("A<B", "A&lt;B"), ("R&D", "R&amp;D"), ("*gras*", "&#42;gras&#42;"), ("# titre", "&#35; titre"),
    ("---", "-&#45;&#45;"),
    ("a - b", "a - b"), ("[[x|y]]", "&#91;&#91;x&#124;y&#93;&#93;"), ("{{i.png}}", "&#123;&#123;i.png&#125;&#125;"),
    ("https://x.fr", "https&#58;//x.fr"), ("h_t_t_p", "h&#95;t&#95;t&#95;p"), ("&lt;", "&amp;lt;"), ("é 😀", "é 😀"),
    (" a\r\n\tb ", "a b"), ("\u{202E}txt", "txt"), ("", ""), ("\"q\"", "&quot;q&quot;"),
  ]

  @Test(arguments: popups) func popup(text: String, expected: String) {
    #expect(UMapText.popup(text) == expected)
  }

  static let labels: [(String, String)] = [
    ("A<B", "A<\u{2060}B"), ("3 < 4", "3 < 4"), ("</b>", "<\u{2060}/b>"), ("<!--", "<\u{2060}!--"),
    ("R&D", "R&\u{2060}D"),
    ("A & B", "A & B"), ("&lt;", "&\u{2060}lt;"), ("&#42;", "&\u{2060}#42;"), ("*x* {y} [[z]]", "*x* {y} [[z]]"),
    ("שלום", "שלום"), ("👩‍🚀", "👩‍🚀"), ("\u{2066}x\u{2069}", "x"), ("a\u{A0}b", "a b"),
  ]

  @Test(arguments: labels) func label(text: String, expected: String) {
    #expect(UMapText.label(text) == expected)
  }

  @Test func choicesCannotLeaveTheirAttribute() {
    #expect(UMapText.choice("x\" onmouseover=\"f()") == "x\u{201D} onmouseover=\u{201D}f()")
  }

  static let lines: [(String, String)] = [
    ("SOCIÉTÉ DU NORD", "SOCIÉTÉ DU NORD"), (" SOCIÉTÉ\r\n DU  NORD ", "SOCIÉTÉ DU NORD"), ("é", "é"), ("é é", "é é"),
    ("é ", "é"), ("à\u{AD}b", "àb"), ("a\u{85}b", "a b"), ("œ €", "œ €"), ("", ""), (" ", ""), ("\u{C0}\u{FF}", "Àÿ"),
    ("\u{0}", ""),
  ]

  @Test(arguments: lines) func oneLine(text: String, expected: String) {
    #expect(DisplayText.oneLine(text) == expected)
  }

  static let cuts: [(String, Int, String)] = [
    ("FABRIQUE DES GAVOTTES", 12, "FABRIQUE DE…"), ("FABRIQUE DES", 12, "FABRIQUE DES"), ("A B C", 3, "A…"),
    ("👩‍🚀👩‍🚀👩‍🚀", 2, "👩‍🚀…"), ("", 0, ""), ("ab", 0, "…"),
  ]

  @Test(arguments: cuts) func truncated(text: String, count: Int, expected: String) {
    #expect(DisplayText.truncated(text, to: count) == expected)
    #expect(DisplayText.isLonger(text, than: count) == (text.count > count))
  }

  /// Every scalar of the planes in use, by the rule as it is documented: controls and line separators become spaces, marks
  /// that reorder or hide go, everything else stays.
  @Test func inertTextKeepsAllButWhatActs() {
    let gone: Set<UInt32> = [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF]
    for value in (0...0x1_FFFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected =
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: "a b"
        case 0x202A...0x202E, 0x2060...0x2069: "ab"
        case _ where gone.contains(value): "ab"
        default: "a\(scalar)b"
        }
      if DisplayText.inert("a\(scalar)b").unicodeScalars.elementsEqual(expected.unicodeScalars) { continue }
      Issue.record("U+\(String(value, radix: 16))")
    }
  }
}
