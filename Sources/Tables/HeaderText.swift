/// A header reduced to what its spellings have in common: lower-case words of ASCII letters and digits.
///
///     HeaderText("CODE POSTAL ATTRIBUTAIRE").words     // ["code", "postal", "attributaire"]
///     HeaderText("codePostalEtablissement").words      // ["code", "postal", "etablissement"]
///     HeaderText("Montant du marché (€ HT)").words     // ["montant", "marche", "ht"]
///     HeaderText("Objet du marchÃ©").words             // ["objet", "marche"]
struct HeaderText: Hashable, Sendable {
  /// The words, without articles and prepositions.
  let words: [String]

  private static let particles: Set<String> = [
    "de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "en", "of", "the", "et", "au", "aux", "a",
  ]

  init(_ text: String) {
    var words: [String] = []
    var word: [UInt8] = []
    var last = PlainLetters.Kind.other
    let letters = PlainLetters(Array(MisreadText.repaired(text).utf8))
    for position in letters.bytes.indices {
      let kind = letters.kinds[position]
      let startsWord: Bool
      switch (last, kind) {
      case (_, .other): startsWord = true
      case (.lower, .upper), (.digit, .upper), (.digit, .lower), (.lower, .digit), (.upper, .digit): startsWord = true
      // The last capital of "INSEECommune" begins the next word.
      case (.upper, .upper): startsWord = position + 1 < letters.kinds.count && letters.kinds[position + 1] == .lower
      default: startsWord = false
      }
      if startsWord, !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
      if kind != .other { word.append(letters.bytes[position]) }
      last = kind
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    let meaningful = words.filter { !Self.particles.contains($0) }
    self.words = meaningful.isEmpty ? words : meaningful
  }
}
