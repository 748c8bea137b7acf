import Geocoding
import Glibc

/// Standard output and standard error.
enum Console {
  /// Writes a line to standard error; it stays one line whatever is in the names and cells that it quotes.
  static func error(_ line: String) {
    let bytes = Array((printable(line) + "\n").utf8)
    _ = bytes.withUnsafeBytes { write($0, to: STDERR_FILENO) }
  }

  /// Lines for a terminal, each of which stays one.
  static func printable(lines: [String]) -> String { lines.map { printable($0) + "\n" }.joined() }

  /// Line breaks and other control characters in their written form: a file's name or a cell must not move the cursor.
  static func printable(_ text: String) -> String {
    // 0xC2 begins those from U+0080 on.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { printable, scalar in
      switch scalar.value {
      case 0x0A: printable += "\\n"
      case 0x0D: printable += "\\r"
      case 0x09: printable += " "
      case ..<0x20, 0x7F...0x9F: printable += "?"
      default: printable.unicodeScalars.append(scalar)
      }
    }
  }

  /// Opens what the caller closed of the standard descriptors, in the wrong direction: else the first file that is opened
  /// would take the number, and messages would be written into it.
  static func holdStandardDescriptors() {
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", mode)
    }
  }

  /// Writes to standard error without ending the line.
  static func status(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write($0, to: STDERR_FILENO) }
  }

  /// Writes text to standard output.
  static func output(_ text: String) throws(Failure) {
    try output(Array(text.utf8))
  }

  /// Writes bytes to standard output.
  static func output(_ bytes: [UInt8]) throws(Failure) {
    try check(bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) })
  }

  /// Writes bytes to standard output.
  static func output(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try check(write(bytes, to: STDOUT_FILENO))
  }

  private static func check(_ number: Int32) throws(Failure) {
    guard number != 0 else { return }
    // Who reads no more need not be told so.
    if number == EPIPE { Interruption.endAsByBrokenPipe() }
    let reason = systemMessage(number, .ofEnvironment)
    throw Failure(
      .inputOutput,
      Language.ofEnvironment.choose(
        "sortie standard : l'écriture a échoué (\(reason)) ; écrivez dans un fichier avec -o",
        "standard output: writing failed (\(reason)); write to a file with -o"))
  }

  /// Writes all bytes; returns 0, or the system's error number.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = Glibc.write(descriptor, base + written, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      written += count
    }
    return 0
  }

  /// The system's words for an error number. Its own are English unless its translations are installed, so those that users
  /// meet are here.
  static func systemMessage(_ number: Int32, _ language: Language) -> String {
    let words: String? =
      switch language == .french ? number : 0 {
      case ENOENT: "introuvable"
      case EACCES, EPERM: "accès refusé"
      case EISDIR: "c'est un dossier"
      case ENOTDIR: "le chemin passe par un fichier"
      case EEXIST: "existe déjà"
      case ENOSPC: "plus de place sur le disque"
      case EDQUOT: "quota de disque dépassé"
      case EROFS: "système de fichiers en lecture seule"
      case EFBIG: "fichier trop grand"
      case ENAMETOOLONG: "nom trop long"
      case ELOOP: "liens symboliques en boucle"
      case EMFILE, ENFILE: "trop de fichiers ouverts"
      case ENOMEM: "mémoire insuffisante"
      case EIO: "erreur de lecture ou d'écriture du support"
      default: nil
      }
    return words ?? String(cString: strerror(number))
  }
}
