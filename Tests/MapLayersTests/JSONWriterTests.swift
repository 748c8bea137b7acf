import Foundation
import SharedTesting
import Testing

@testable import MapLayers

@Suite struct JSONWriterTests {
  /// Right-hand sides: Python 3.11 `json.dumps(text, ensure_ascii=False)`, with U+2028 and U+2029 escaped too.
  static let strings: [(String, String)] = [
    ("plain", "\u{22}plain\u{22}"),
    ("quote \u{22} and \u{5C} slash /", "\u{22}quote \u{5C}\u{22} and \u{5C}\u{5C} slash /\u{22}"),
    ("tab\u{9}here", "\u{22}tab\u{5C}there\u{22}"),
    ("line\u{A}break\u{D}\u{A}", "\u{22}line\u{5C}nbreak\u{5C}r\u{5C}n\u{22}"),
    ("bell\u{7} nul\u{0} unit\u{1F} del\u{7F}", "\u{22}bell\u{5C}u0007 nul\u{5C}u0000 unit\u{5C}u001f del\u{7F}\u{22}"),
    ("\u{E9} \u{E0} \u{153} \u{20AC} \u{1F600}", "\u{22}\u{E9} \u{E0} \u{153} \u{20AC} \u{1F600}\u{22}"),
    ("</script>", "\u{22}</script>\u{22}"),
    ("\u{2028} and \u{2029}", "\u{22}\u{5C}u2028 and \u{5C}u2029\u{22}"),
    ("\u{2027}\u{202A}\u{2030}", "\u{22}\u{2027}\u{202A}\u{2030}\u{22}"),
    ("b\u{8}f\u{C}", "\u{22}b\u{5C}bf\u{5C}f\u{22}"),
    ("", "\u{22}\u{22}"),
    ("\u{D7FF}\u{E000}\u{10FFFF}", "\u{22}\u{D7FF}\u{E000}\u{10FFFF}\u{22}"),
    ("\u{5E9}\u{5DC}\u{5D5}\u{5DD}", "\u{22}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{22}"),
  ]

  @Test(arguments: strings) func stringsAsPythonWritesThem(text: String, expected: String) {
    var json = JSONWriter()
    json.text(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  /// Texts without anything to escape are taken eight bytes at a time: every character at every place of such a word.
  @Test func everyCharacterAtEveryPlaceReadsBack() throws {
    let scalars =
      (0...0xFF).compactMap { Unicode.Scalar($0) } + ["\u{2027}", "\u{2028}", "\u{2029}", "\u{20AC}", "\u{1F600}"]
    for scalar in scalars {
      for place in 0...17 {
        let text = String(repeating: "a", count: place) + String(scalar) + String(repeating: "z", count: 17 - place)
        var json = JSONWriter()
        json.beginArray()
        json.text(text)
        json.endArray()
        let back = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
        #expect(back == [text], "U+\(String(scalar.value, radix: 16)) at \(place)")
        #expect(!json.bytes.contains { $0 < 0x20 }, "U+\(String(scalar.value, radix: 16)) at \(place)")
      }
    }
  }

  static let decimals: [(Double, Int, String)] = [
    (50.2486, 6, "50.2486"), (3.638512345, 6, "3.638512"), (-0.0000004, 6, "0"), (-0.5, 6, "-0.5"), (0, 6, "0"),
    (-2.7633105, 6, "-2.763311"), (1e15, 2, "1000000000000000"), (207_000, 2, "207000"), (89_999.99, 2, "89999.99"),
    (0.005, 2, "0.01"),
    (100, 0, "100"), (1e300, 3, "1e+300"), (.infinity, 2, "0"), (.nan, 2, "0"), (-.infinity, 2, "0"),
    (12.30, 2, "12.3"),
    (0.001, 3, "0.001"), (179_999.98, 2, "179999.98"),
  ]

  @Test(arguments: decimals) func fixedDecimals(value: Double, decimals: Int, expected: String) {
    var json = JSONWriter()
    json.number(value, decimals: decimals)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    #expect(NumberText.rounded(value, decimals: decimals) == Double(expected))
  }

  @Test func randomNumbersReadBack() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.next())
      var json = JSONWriter()
      json.number(value)
      let text = String(decoding: json.bytes, as: UTF8.self)
      // The C library's reader; Foundation's JSON reader is off by the last bits.
      #expect(strtod(text, nil) == (value.isFinite ? value : 0), "seed \(seed): \(text)")
      let document = Data(Array("[".utf8) + json.bytes + Array("]".utf8))
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: document) }
    }
  }

  @Test func randomCoordinatesWithinHalfALastDigit() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let value = Double.random(in: -180...180, using: &generator)
      var json = JSONWriter()
      json.number(value, decimals: 6)
      let text = String(decoding: json.bytes, as: UTF8.self)
      let read = try #require(Double(text))
      #expect(abs(read - value) <= 0.5000001e-6, "seed \(seed): \(value) as \(text)")
      #expect(NumberText.rounded(value, decimals: 6) == read, "seed \(seed): \(value)")
      #expect(!text.contains(".") || text.last != "0", "seed \(seed): \(text)")
    }
  }

  @Test func nestingAndCommas() throws {
    var json = JSONWriter()
    var inner = Properties()
    inner.set("vide", .array([]))
    inner.add("absent", "")
    inner.add("absent", nil as Int?)
    inner.add("nan", Double.nan, decimals: 2)
    inner.set("oui", .boolean(true))
    json.value(.array([.integer(Int.min), .object(inner), .boolean(false), .text("["), .text("x")]))
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"[-9223372036854775808,{"vide":[],"oui":true},false,"[","x"]"#)
  }
}
