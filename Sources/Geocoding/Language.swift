/// The languages in which the program speaks.
public enum Language: String, Sendable, CaseIterable {
  /// French.
  case french = "fr"
  /// English.
  case english = "en"

  /// The text of the language.
  public func choose(_ french: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
    self == .french ? french() : english()
  }
}
