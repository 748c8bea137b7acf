import ArgumentParser
import Gazetteer
import Geocoding
import Glibc
import Tables

/// An end with an exit code and one line: what, where, what to do.
struct Failure: Error {
  /// Codes of sysexits.h.
  enum Code: Int32 {
    case unplaced = 1
    case usage = 64
    case data = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case inputOutput = 74
  }

  var code: Code
  var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  func printAndExit() -> Never {
    Console.error("cartomarches: \(message)")
    Interruption.removePendingFiles()
    exit(code.rawValue)
  }
}

extension Failure {
  /// The line for a table that cannot be read.
  init(_ error: TableError, _ language: Language) {
    let words = TableErrorWords(language: language)
    self.init(words.code(error), words.message(error))
  }

  /// The line for a gazetteer that cannot be opened.
  init(_ error: GazetteerError, _ language: Language) {
    switch error {
    case .unreadable(let table, let path, let number):
      let reason = Console.systemMessage(number, language)
      self.init(
        .noInput,
        language.choose(
          "\(path) : la table \(table) du répertoire géographique est illisible (\(reason)) ; vérifiez --gazetteer",
          "\(path): the gazetteer's table \(table) cannot be read (\(reason)); check --gazetteer"))
    case .malformed(let table, let line, let expected, let found):
      self.init(
        .data,
        language.choose(
          "\(table), ligne \(line) : « \(expected) » attendu, « \(found) » trouvé ; refaites-la avec gazetteer-build",
          "\(table), line \(line): expected “\(expected)”, found “\(found)”; make it anew with gazetteer-build"))
    }
  }
}
