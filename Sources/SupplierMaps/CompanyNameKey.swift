import Gazetteer

/// The form of a company's name under which two spellings of it are one: without case, accents, punctuation and legal form.
///
///     CompanyNameKey("S.A.R.L. Dubois & Fils").text   // "dubois fils"
///     CompanyNameKey("DUBOIS ET FILS").text           // "dubois fils"
struct CompanyNameKey: Hashable, Sendable {
  let text: String

  init(_ name: String) {
    let folded = LatinFolding.fold(Array(name.utf8))
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    func isLetterOrDigit(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    for (index, byte) in folded.enumerated() {
      if isLetterOrDigit(byte) {
        word.append(byte)
        continue
      }
      // The points of "S.A.R.L." join its letters: each stands between two lone letters.
      let isInitialsPoint =
        byte == 0x2E && index + 1 < folded.count && isLetterOrDigit(folded[index + 1])
        && (index + 2 >= folded.count || !isLetterOrDigit(folded[index + 2]))
      if isInitialsPoint || word.isEmpty { continue }
      words.append(word)
      word = []
    }
    if !word.isEmpty { words.append(word) }
    let meaning = words.map { String(decoding: $0, as: UTF8.self) }.filter { !Self.emptyWords.contains($0) }
    if words.isEmpty {
      // A name in another script folds to nothing: it is compared by its own letters.
      text = name.contains(where: \.isLetter) ? name.lowercased() : ""
      return
    }
    // A name of nothing but such words ("SAS", "Groupement SA") is compared as it is.
    text = (meaning.isEmpty ? words.map { String(decoding: $0, as: UTF8.self) } : meaning).joined(separator: " ")
  }

  /// Legal forms, and the word that a sign may replace.
  private static let emptyWords: Set<String> = [
    "sas", "sasu", "sarl", "eurl", "sa", "scop", "scp", "sci", "snc", "sem", "spl", "gie", "scea", "earl", "gaec",
    "selarl", "selas", "ste", "societe", "ets", "etablissements", "entreprise", "sprl", "gmbh", "bv", "et",
  ]
}
