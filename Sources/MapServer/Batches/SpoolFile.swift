import Glibc

/// A file without a name that holds an upload until its fields are known: the fields that say how to read a table may
/// come after it, and a table of 50 MB is not kept in memory for that. It is gone when nobody has it open.
final class SpoolFile: Sendable {
  /// Why a spool file cannot be used; the system's error number.
  struct Failure: Error { var errno: Int32 }

  /// Open for reading and writing, at any place.
  let descriptor: Int32

  /// Makes a file in a folder, on a disk rather than in memory.
  init(folder: String) throws(Failure) {
    var path = Array("\(folder)/cartomarches-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Failure(errno: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(&path)
  }

  deinit { close(descriptor) }

  /// Writes bytes behind those written so far.
  func append(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var failure: Int32?
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let base = buffer.baseAddress {
        let count = write(descriptor, base + written, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else {
          failure = errno
          return
        }
        written += count
      }
    }
    if let failure { throw Failure(errno: failure) }
  }

  /// Goes back to the first byte, for reading.
  func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
