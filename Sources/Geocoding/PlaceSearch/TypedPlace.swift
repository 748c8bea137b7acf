import Gazetteer

/// A text typed into a search box, taken apart: a postal code, and the key of what else there is.
struct TypedPlace {
  /// A five-digit code that the gazetteer knows.
  var code: String?
  /// The communes of that code.
  var communesOfCode: [Int]?
  /// The text when it is nothing but digits: the beginning of a code, say.
  var digits = ""
  /// The ``PlaceNameKey`` of what is left; empty when nothing is.
  var name = ""
  /// The article that it begins with; `nil` without one.
  var article: String?
  var hasDigit: Bool

  init(_ text: String, _ index: PlaceSearchIndex) {
    hasDigit = text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    var rest = LatinFolding.fold(text)
    if hasDigit {
      let words = rest.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      for word in words where word.utf8.count == 5 && word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
        let communes = index.communes(ofCode: String(word))
        guard !communes.isEmpty else { continue }
        code = String(word)
        communesOfCode = communes
        let (before, after) = (rest[..<word.startIndex], rest[word.endIndex...])
        rest = PlaceNameKey(String(after)).text.isEmpty ? String(before) : String(after)
        break
      }
      if code == nil, words.count == 1, words[0].utf8.count <= 5, words[0].utf8.allSatisfy({ $0 < 0x3A }) {
        digits = String(words[0])
        return
      }
    }
    name = PlaceNameKey(rest).text
    let typedArticle = Self.article(of: rest)
    article = typedArticle.isEmpty ? nil : typedArticle
  }

  /// "le", "la", "les" or "l" when a name begins with it; empty otherwise.
  static func article(of name: String) -> String {
    let folded = LatinFolding.fold(name).drop { $0 == " " }
    for article in ["les", "le", "la", "l"] where folded.hasPrefix(article) {
      let next = folded.dropFirst(article.count).first
      if next == " " || next == "'" || next == "-" { return article }
    }
    return ""
  }
}
