import Geocoding

extension Language {
  /// A text between the language's quotation marks.
  func quoted(_ text: some StringProtocol) -> String { choose("« \(text) »", "“\(text)”") }
}
