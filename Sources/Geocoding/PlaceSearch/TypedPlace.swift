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
    hasDigit = text.utf8.contains(where: \.isDigit)
    var rest = LatinFolding.fold(text)
    if hasDigit {
      let words = rest.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      for word in words where word.utf8.count == 5 && word.utf8.allSatisfy(\.isDigit) {
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
    let typedArticle = rest.drop { $0 == " " }.article
    article = typedArticle.isEmpty ? nil : typedArticle
  }
}
