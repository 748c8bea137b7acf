import Geocoding
import Glibc
import Tables

/// A file of the command line that can be opened, and if need be opened again.
final class ReadableInput {
  private let name: String
  /// A copy of what can only be read once.
  private let copy: SpoolFile?
  /// The file itself, open, if its name is not UTF-8; else -1.
  private let descriptor: Int32

  init(_ name: String, isReadTwice: Bool, _ language: Language) throws(Failure) {
    self.name = name
    if let bytes = ProgramArguments.bytes(ofName: name) {
      descriptor = open(bytes, O_RDONLY | O_CLOEXEC)
      copy = nil
      return
    }
    descriptor = -1
    var status = stat()
    let isThere = name == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(name, &status) == 0
    // What is not there, or a folder, is for the reader to complain about.
    let readsOnce = isThere && status.st_mode & S_IFMT != S_IFDIR && (name == "-" || status.st_mode & S_IFMT != S_IFREG)
    copy = isReadTwice && readsOnce ? try Self.copied(name, language) : nil
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The bytes, from the start.
  func source() throws(TableError) -> ByteSource {
    if descriptor >= 0 {
      lseek(descriptor, 0, SEEK_SET)
      return try ByteSource(descriptor: descriptor, name: name)
    }
    if let copy {
      copy.rewind()
      return try ByteSource(descriptor: copy.descriptor, name: name)
    }
    return name == "-" ? try ByteSource(descriptor: STDIN_FILENO, name: name) : try ByteSource(path: name)
  }

  private static func copied(_ name: String, _ language: Language) throws(Failure) -> SpoolFile {
    let folder = TemporaryFolder.path
    let input = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
    defer { if input > STDIN_FILENO { close(input) } }
    do throws(SpoolFile.Failure) {
      guard input >= 0 else { throw SpoolFile.Failure(errno: errno) }
      let copy = try SpoolFile(folder: folder)
      try copy.append(contentsOf: input)
      return copy
    } catch {
      let reason = Console.systemMessage(error.errno, language)
      throw Failure(
        .inputOutput,
        language.choose(
          "\(name) : la copie dans \(folder) a échoué (\(reason)) ; donnez un fichier plutôt qu'un tube",
          "\(name): copying to \(folder) failed (\(reason)); give a file instead of a pipe"))
    }
  }
}
