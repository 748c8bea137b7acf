/// A header reduced to what its spellings have in common: lower-case words of ASCII letters and digits.
///
///     HeaderText("CODE POSTAL ATTRIBUTAIRE").words     // ["code", "postal", "attributaire"]
///     HeaderText("codePostalEtablissement").words      // ["code", "postal", "etablissement"]
///     HeaderText("Montant du marché (€ HT)").words     // ["montant", "marche", "ht"]
struct HeaderText: Hashable, Sendable {
  /// The words, without articles and prepositions.
  let words: [String]

  /// The words as one: "codepostal"; for spellings that have lost their borders.
  var joined: String { words.joined() }

  private static let particles: Set<String> = [
    "de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "en", "of", "the", "et", "au", "aux", "a",
  ]

  init(_ text: String) {
    var words: [String] = []
    var word = ""
    var last = Kind.other
    let folded = Self.folded(text)
    for (position, (scalar, kind)) in folded.enumerated() {
      let startsWord: Bool
      switch (last, kind) {
      case (_, .other): startsWord = true
      case (.lower, .upper), (.digit, .upper), (.digit, .lower), (.lower, .digit), (.upper, .digit): startsWord = true
      // The last capital of "INSEECommune" begins the next word.
      case (.upper, .upper): startsWord = position + 1 < folded.count && folded[position + 1].kind == .lower
      default: startsWord = false
      }
      if startsWord, !word.isEmpty {
        words.append(word)
        word = ""
      }
      if kind != .other { word.unicodeScalars.append(scalar) }
      last = kind
    }
    if !word.isEmpty { words.append(word) }
    let meaningful = words.filter { !Self.particles.contains($0) }
    self.words = meaningful.isEmpty ? words : meaningful
  }

  /// Text in lower case, marks dropped, every other sign a space.
  static func foldedText(_ text: String) -> String {
    var result = ""
    for (scalar, _) in folded(text) { result.unicodeScalars.append(scalar) }
    return result
  }

  private enum Kind { case lower, upper, digit, other }

  /// U+00C0 to U+00FF without marks; a blank for what is no letter.
  private static let latin1 = Array("aaaaaaaceeeeiiiidnooooo ouuuuy  aaaaaaaceeeeiiiidnooooo ouuuuy y".unicodeScalars)

  private static func folded(_ text: String) -> [(scalar: Unicode.Scalar, kind: Kind)] {
    var folded: [(scalar: Unicode.Scalar, kind: Kind)] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: folded.append((scalar, .digit))
      case 0x61...0x7A: folded.append((scalar, .lower))
      case 0x41...0x5A: folded.append((Unicode.Scalar(UInt8(scalar.value) | 0x20), .upper))
      case 0xC0...0xFF:
        let letter = latin1[Int(scalar.value) - 0xC0]
        folded.append((letter, letter == " " ? .other : scalar.value < 0xE0 ? .upper : .lower))
      case 0x152: folded += [("o", .upper), ("e", .upper)]
      case 0x153: folded += [("o", .lower), ("e", .lower)]
      case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0xFEFF: break
      default: folded.append((" ", .other))
      }
    }
    return folded
  }
}
