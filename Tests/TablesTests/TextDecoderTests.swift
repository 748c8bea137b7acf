import Foundation
import SharedTesting
import Testing

@testable import Tables

@Suite struct TextDecoderTests {
  static let text = "Année;Société d'œuvres — 15 € «œil» Ÿ\nÀ l'été, déjà\n"

  /// The text in an encoding, by Foundation where it knows it.
  static func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    let foundation: String.Encoding
    switch encoding {
    case .utf8: foundation = .utf8
    case .utf16LittleEndian: foundation = .utf16LittleEndian
    case .utf16BigEndian: foundation = .utf16BigEndian
    case .windows1252, .latin1: foundation = .windowsCP1252
    case .latin9:
      let own: [Character: UInt8] = ["€": 0xA4, "œ": 0xBD, "Œ": 0xBC, "Ÿ": 0xBE, "—": 0x2D]
      return text.flatMap { character in
        own[character].map { [$0] } ?? Array(character.unicodeScalars.map { UInt8($0.value) })
      }
    }
    return Array(text.data(using: foundation) ?? Data())
  }

  func decode(_ bytes: [UInt8], _ encoding: TextEncoding, cutAt cuts: [Int] = []) -> (text: [UInt8], spoilt: [Int]) {
    var decoder = TextDecoder(encoding)
    var output: [UInt8] = []
    var start = 0
    for end in cuts + [bytes.count] {
      bytes[start..<end].withUnsafeBufferPointer {
        decoder.decode($0, isFinal: end == bytes.count, into: &output)
      }
      start = end
    }
    #expect(min(decoder.spoiltCount, TextDecoder.spoiltOffsetLimit) == decoder.spoiltOffsets.count)
    return (output, decoder.spoiltOffsets)
  }

  @Test(arguments: TextEncoding.allCases) func readsWhatFoundationWrote(_ encoding: TextEncoding) {
    let expected = encoding == .latin9 ? Self.text.replacingOccurrences(of: "—", with: "-") : Self.text
    let bytes = Self.bytes(Self.text, encoding)
    #expect(String(decoding: decode(bytes, encoding).text, as: UTF8.self) == expected)
    for cut in 0...bytes.count {
      #expect(decode(bytes, encoding, cutAt: [cut]).text == Array(expected.utf8))
    }
    #expect(decode(bytes, encoding, cutAt: Array(0..<bytes.count)).text == Array(expected.utf8))
  }

  @Test func charactersBeyondTheBasicPlane() {
    let text = "a😀b𝒜"
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let bytes = Self.bytes(text, encoding)
      for cut in 0...bytes.count {
        #expect(String(decoding: decode(bytes, encoding, cutAt: [cut]).text, as: UTF8.self) == text)
      }
    }
  }

  @Test func spoiltBytesInUTF8AreReadAsWindows1252() {
    // An "é" of Windows-1252 between two of UTF-8, and a euro sign; then a sequence that the end cuts.
    let bytes: [UInt8] = [0xC3, 0xA9, 0x2C, 0xE9, 0x2C, 0x80, 0x2C, 0xC3, 0xA9, 0x2C, 0xE2, 0x82]
    let expected = "é,é,€,é,â‚"
    for cut in 0...bytes.count {
      let found = decode(bytes, .utf8, cutAt: [cut])
      #expect(String(decoding: found.text, as: UTF8.self) == expected, "cut at \(cut)")
      #expect(found.spoilt == [3, 6, 13, 15])
    }
  }

  @Test func randomBytesDecodeAlikeInAnyPieces() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let alphabet: [UInt8] = [
      0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xFF, 0xED, 0xA0, 0x00, 0xD8,
    ]
    for _ in 0..<300 {
      let bytes = (0..<40).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      for encoding in TextEncoding.allCases {
        let whole = decode(bytes, encoding)
        #expect(String(validating: whole.text, as: UTF8.self) != nil)
        let cuts = (0...bytes.count).filter { _ in Bool.random(using: &generator) }.filter { $0 < bytes.count }
        let pieces = decode(bytes, encoding, cutAt: cuts)
        #expect(pieces.text == whole.text, "seed \(seed)")
        #expect(pieces.spoilt == whole.spoilt, "seed \(seed)")
      }
    }
  }

  @Test func loneSurrogatesAreReplaced() {
    let found = decode([0x41, 0x00, 0x3D, 0xD8, 0x42, 0x00, 0x00, 0xDC, 0x43], .utf16LittleEndian)
    #expect(String(decoding: found.text, as: UTF8.self) == "A\u{FFFD}B\u{FFFD}\u{FFFD}")
    #expect(found.spoilt.count == 3)
  }

  func detected(_ bytes: [UInt8]) -> TextEncoding.Detection {
    bytes.withUnsafeBufferPointer { TextEncoding.detect($0) }
  }

  @Test func detectsEachEncoding() {
    for encoding in TextEncoding.allCases where encoding != .latin1 {
      let found = detected(Self.bytes(Self.text, encoding))
      #expect(found == TextEncoding.Detection(encoding: encoding, markLength: 0))
    }
    #expect(detected(Self.bytes("\u{FEFF}" + Self.text, .utf8)).markLength == 3)
    #expect(
      detected(Self.bytes("\u{FEFF}" + Self.text, .utf16BigEndian)) == .init(encoding: .utf16BigEndian, markLength: 2))
    #expect(detected(Array("a;b\n1;2\n".utf8)).encoding == .utf8)
    #expect(detected(Self.bytes("Libellé;10\nÀ côté", .windows1252)).encoding == .windows1252)
    #expect(detected(Self.bytes("Prix 10 €", .latin9)).encoding == .latin9)
    // Cut inside a character.
    #expect(detected(Self.bytes("Libellé", .utf8).dropLast()).encoding == .utf8)
    // Mostly UTF-8 with one spoilt byte.
    #expect(detected(Self.bytes("été, été", .utf8) + [0xE9]).encoding == .utf8)
    // Two tables put together: as much of the one as of the other.
    #expect(detected(Self.bytes("a;Évreux\n", .utf8) + Self.bytes("b;Orléans\n", .windows1252)).encoding == .utf8)
    // A cell in mojibake, or signs that happen to make a sequence, in a text of one byte per letter.
    let latin = Self.bytes(String(repeating: "Orléans à côté;", count: 9), .windows1252)
    #expect(detected(latin + Self.bytes("Ã©", .windows1252)).encoding == .windows1252)
    #expect(detected([0x43, 0x41, 0x46, 0xC9, 0xA0, 0x21, 0x20, 0xE9, 0x74]).encoding == .windows1252)
  }

  @Test(arguments: [
    ("UTF-8", TextEncoding.utf8), ("utf8", .utf8), ("Windows-1252", .windows1252), ("cp1252", .windows1252),
    ("latin1", .latin1), ("ISO-8859-1", .latin1), ("iso_8859-15", .latin9), ("UTF-16LE", .utf16LittleEndian),
    ("utf-16be", .utf16BigEndian),
  ]) func knowsUsualNames(_ name: String, _ encoding: TextEncoding) {
    #expect(TextEncoding(named: name) == encoding)
    #expect(TextEncoding(named: "klingon") == nil)
  }
}
