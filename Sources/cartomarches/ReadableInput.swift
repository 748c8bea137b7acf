import Geocoding
import Glibc
import Tables

/// A file of the command line that can be opened, and if need be opened again.
final class ReadableInput {
  private let name: String
  /// A copy of what can only be read once, which has no name and goes away with the descriptor; or the file itself, if its
  /// name is not UTF-8.
  private let copy: Int32?

  /// Bytes copied at a time.
  private static let chunkBytes = 1 << 20

  init(_ name: String, isReadTwice: Bool, _ language: Language) throws(Failure) {
    self.name = name
    if let bytes = ProgramArguments.bytes(ofName: name) {
      let file = open(bytes, O_RDONLY | O_CLOEXEC)
      if file >= 0, lseek(file, 0, SEEK_SET) == 0 {
        copy = file
        return
      }
      if file >= 0 { close(file) }
    }
    var status = stat()
    let isThere = name == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(name, &status) == 0
    // What is not there, or a folder, is for the reader to complain about.
    let readsOnce = isThere && status.st_mode & S_IFMT != S_IFDIR && (name == "-" || status.st_mode & S_IFMT != S_IFREG)
    copy = isReadTwice && readsOnce ? try Self.copied(name, language) : nil
  }

  deinit {
    if let copy { close(copy) }
  }

  /// The bytes, from the start.
  func source() throws(TableError) -> ByteSource {
    if let copy {
      lseek(copy, 0, SEEK_SET)
      return try ByteSource(descriptor: copy, name: name)
    }
    return name == "-" ? try ByteSource(descriptor: STDIN_FILENO, name: name) : try ByteSource(path: name)
  }

  private static func copied(_ name: String, _ language: Language) throws(Failure) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/cartomarches.XXXXXX".utf8CString)
    let copy = mkstemp(&path)
    if copy >= 0 { unlink(path) }
    let input = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
    defer { if input > STDIN_FILENO { close(input) } }
    var number = copy < 0 || input < 0 ? errno : 0
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while number == 0 {
      let count = read(input, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        number = errno == EINTR ? 0 : errno
        continue
      }
      number = chunk.withUnsafeBytes { Console.write(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: copy) }
    }
    guard number == 0 else {
      if copy >= 0 { close(copy) }
      let reason = Console.systemMessage(number)
      throw Failure(
        .inputOutput,
        language.choose(
          "\(name) : la copie dans \(folder) a échoué (\(reason)) ; donnez un fichier plutôt qu'un tube",
          "\(name): copying to \(folder) failed (\(reason)); give a file instead of a pipe"))
    }
    return copy
  }
}
