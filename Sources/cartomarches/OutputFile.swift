import Geocoding
import Glibc

/// A file that appears whole or not at all: written beside its place under another name, then renamed.
final class OutputFile {
  /// Where the file will be, as the caller named it.
  let path: String
  /// Where it will be in the end: behind symbolic links, which stay.
  private let finalPath: String
  private let temporaryPath: String
  private let descriptor: Int32
  private let language: Language
  private var buffer: [UInt8] = []
  private var isOpen = true
  /// Special files (`/dev/stdout`, a named pipe) are written to directly.
  private let isDirect: Bool

  /// Bytes collected before they are written.
  private static let bufferBytes = 1 << 20
  /// Pieces as large as this are written without being copied.
  private static let directBytes = 1 << 17

  /// Creates the file beside its place. The folder must be there.
  init(path: String, language: Language) throws(Failure) {
    self.path = path
    self.language = language
    var status = stat()
    let exists = stat(path, &status) == 0
    if !exists, errno == ELOOP { throw Self.cannotCreate(path, ELOOP, language) }
    isDirect = exists && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(
        .cannotCreate,
        language.choose(
          "\(path) : c'est un dossier ; donnez un nom de fichier", "\(path): is a directory; give a file's name"))
    }
    finalPath = exists ? Self.resolved(path) : path
    temporaryPath = isDirect ? path : "\(finalPath).\(getpid()).partial"
    let made = isDirect ? Self.openDirectly(path) : Interruption.makeFile(temporaryPath)
    descriptor = made.descriptor
    guard descriptor >= 0 else { throw Self.cannotCreate(path, made.number, language) }
  }

  private static func openDirectly(_ path: String) -> (descriptor: Int32, number: Int32) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    return (descriptor, descriptor < 0 ? errno : 0)
  }

  private static func cannotCreate(_ path: String, _ number: Int32, _ language: Language) -> Failure {
    let reason = Console.systemMessage(number, language)
    return Failure(
      .cannotCreate,
      language.choose(
        "\(path) : le fichier ne peut pas être créé (\(reason)) ; vérifiez le dossier et ses droits",
        "\(path): the file cannot be created (\(reason)); check the folder and its permissions"))
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    if bytes.count < Self.directBytes {
      buffer += bytes
      if buffer.count >= Self.bufferBytes { try flushBuffer() }
    } else {
      try flushBuffer()
      try flush(bytes)
    }
  }

  /// Appends bytes, at once.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try flushBuffer()
    let number = Console.write(bytes, to: descriptor)
    if number != 0 { throw failed(number) }
  }

  /// Writes what is left and closes; the file is whole, but not yet in its place.
  func close() throws(Failure) {
    guard isOpen else { return }
    try flushBuffer()
    isOpen = false
    if Glibc.close(descriptor) != 0 { throw failed(errno) }
  }

  /// Puts the closed file in its place.
  func commit() throws(Failure) {
    try Self.commit([self])
  }

  /// Closes every file, then puts all in their places: an interruption leaves all of them or none.
  static func commit(_ files: [OutputFile]) throws(Failure) {
    for file in files { try file.close() }
    let renamed = files.filter { !$0.isDirect }
    if let failure = Interruption.settle(renamed.map { ($0.temporaryPath, $0.finalPath) }) {
      throw renamed[failure.file].failed(failure.number)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private func flushBuffer() throws(Failure) {
    guard !buffer.isEmpty else { return }
    try flush(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func flush(_ bytes: [UInt8]) throws(Failure) {
    let number = bytes.withUnsafeBytes { Console.write($0, to: descriptor) }
    if number != 0 { throw failed(number) }
  }

  private func failed(_ number: Int32) -> Failure {
    let reason = Console.systemMessage(number, language)
    return Failure(
      .inputOutput,
      language.choose(
        "\(path) : l'écriture a échoué (\(reason)) ; rien de partiel n'est laissé",
        "\(path): writing failed (\(reason)); nothing partial is left"))
  }
}
