import Foundation
import Testing

@testable import Gazetteer

struct LatinFoldingTests {
  @Test(arguments: [
    ("  Œuilly-sur-Mer ", "oeuilly-sur-mer"), ("LE QUESNOY", "le quesnoy"), ("Huế", "hue"), ("Đà Nẵng", "da nang"),
    ("Göttingen", "gottingen"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Ærø", "aero"), ("L’Haÿ", "l'hay"),
    ("５９５３０", "59530"), ("59\u{A0}530", "59 530"), ("e\u{301}t\u{E9}", "ete"), ("soft\u{AD}hyphen", "softhyphen"),
    ("Brăila", "braila"), ("Ǎ", "a"), ("Ș", "s"), ("", ""), ("\u{FFFD}", ""), ("ﬁn", "fin"), ("Ẅ", "w"), ("1ᵉʳ", "1er"),
    ("Ħal", "hal"),
  ])
  func folds(text: String, folded: String) {
    #expect(LatinFolding.fold(text) == folded)
  }

  /// Every Latin letter that Unicode decomposes to an ASCII letter and marks folds to that letter.
  @Test func agreesWithUnicodeDecomposition() {
    for scalar in (0xC0...0x24F).map(UInt32.init) + (0x1E00...0x1EFF).map(UInt32.init) {
      guard let unicode = Unicode.Scalar(scalar) else { continue }
      let decomposed = String(unicode).decomposedStringWithCanonicalMapping.unicodeScalars
      guard let base = decomposed.first, base.isASCII, decomposed.count > 1 else { continue }
      #expect(
        LatinFolding.fold(String(unicode)) == String(base).lowercased(), "U+\(String(scalar, radix: 16)) \(unicode)")
    }
  }

  @Test func bytesThatAreNoTextSeparate() {
    #expect(LatinFolding.fold([0x61, 0xFF, 0x62, 0xE2, 0x82]) == Array("a b".utf8))
  }
}
