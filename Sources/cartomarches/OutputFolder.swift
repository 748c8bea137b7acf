import Geocoding
import Glibc

/// The folder of a map: its files appear together when all are written.
final class OutputFolder {
  let path: String
  private let language: Language
  private var files: [(name: String, file: OutputFile)] = []

  /// Makes the folder and those above it where they are missing.
  init(path: String, language: Language) throws(Failure) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    self.language = language
    let number = Self.make(trimmed)
    if number != 0 {
      let reason = Console.systemMessage(number, language)
      throw Failure(
        .cannotCreate,
        language.choose(
          "\(trimmed) : le dossier ne peut pas être créé (\(reason)) ; choisissez-en un autre avec -o",
          "\(trimmed): the folder cannot be created (\(reason)); choose another with -o"))
    }
  }

  /// The names of the files, in the order of their making.
  var names: [String] { files.map(\.name) }

  /// Starts a file.
  func file(_ name: String) throws(Failure) -> OutputFile {
    let file = try OutputFile(path: "\(path)/\(name)", language: language)
    files.append((name, file))
    return file
  }

  /// Writes a whole file.
  func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    try file(name).write(bytes)
  }

  /// Closes every file, then puts each in its place.
  func commit() throws(Failure) {
    try OutputFile.commit(files.map(\.file))
  }

  private static func make(_ path: String) -> Int32 {
    var status = stat()
    if stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR ? 0 : ENOTDIR }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      let number = make(String(path[..<slash]))
      if number != 0 { return number }
    }
    let number = Interruption.makeFolder(path)
    return number == EEXIST ? 0 : number
  }
}
