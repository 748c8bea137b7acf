import Geocoding
import TableGeocoding

extension GeocodeRun {
  /// The run that plain arguments ask for: `geocode`, then files, `-o`, `--threads` and flags, each as a word of its own and
  /// once. `nil` for any other, which are for ``GeocodeCommand`` to understand, to explain or to refuse.
  ///
  /// The parser of that command makes some two hundred generic types at run time and looks for what they conform to, which
  /// takes longer than all the rest of a run over one row: scripts that call the program row by row do not wait for it.
  init?(plain arguments: [String]) {
    guard arguments.first == "geocode" else { return nil }
    self.init(files: [], messages: MessageStyle(language: .ofEnvironment))
    var seen: [String] = []
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        files.append(word)
        continue
      }
      let option = word == "--output" ? "-o" : word
      guard !seen.contains(option) else { return nil }
      seen.append(option)
      switch option {
      case "--quiet": messages.isQuiet = true
      case "--verbose": messages.isVerbose = true
      case "--excel": style.isForSpreadsheets = true
      case "--safe-cells": style.hasSafeCells = true
      case "--fail-on-unplaced": ending.failsOnUnplaced = true
      case "-o":
        guard let path = rest.popFirst(), !path.hasPrefix("-") || path == "-" else { return nil }
        output = path
      case "--threads":
        guard let text = rest.popFirst(), !text.hasPrefix("-"), let number = Int(text) else { return nil }
        threads = number
      case "--lang":
        guard let language = rest.popFirst().flatMap(Language.init(rawValue:)) else { return nil }
        messages.language = language
      default: return nil
      }
    }
    guard !files.isEmpty, let isJSONLines = try? GeocodeCommand.Format.ofFile(output, messages.language) == .jsonl
    else { return nil }
    style.isJSONLines = isJSONLines
  }
}
