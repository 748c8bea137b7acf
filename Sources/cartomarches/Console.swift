import Glibc

/// Standard output and standard error.
enum Console {
  /// Writes a line to standard error.
  static func error(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write($0, to: STDERR_FILENO) }
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
    let number = bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) }
    if number != 0 { throw Failure(.inputOutput, "stdout: \(systemMessage(number))") }
  }

  /// Writes bytes to standard output.
  static func output(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    let number = write(bytes, to: STDOUT_FILENO)
    if number != 0 { throw Failure(.inputOutput, "stdout: \(systemMessage(number))") }
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

  /// The system's words for an error number.
  static func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
}
