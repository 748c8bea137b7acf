import ArgumentParser
import Geocoding

/// Options whose value is any text, one that begins with a hyphen too (`--title "- 2015 -"`), so that the parser takes whatever follows.
enum FreeText {
  /// Refuses an option of the command where a text should be: what follows `--title` when the title was forgotten.
  static func check(
    _ texts: [(option: String, text: String?)], of command: (some ParsableCommand).Type, _ language: Language
  ) throws(Failure) {
    for (option, text) in texts {
      // The list of options takes a moment to make, which few runs have to wait for.
      guard let text, text.hasPrefix("-"), options(of: command).contains(text[...]) else { continue }
      throw Failure(
        .usage,
        language.choose(
          "\(option) \(text) : le texte manque, \(text) est une option ; donnez le texte après \(option)",
          "\(option) \(text): the text is missing, \(text) is an option; give the text after \(option)"))
    }
  }

  private static func options(of command: (some ParsableCommand).Type) -> Set<Substring> {
    Set(command.helpMessage().split { " ,/\n".contains($0) }.filter { $0.hasPrefix("-") })
  }
}
