import Glibc

/// A file without a name: for bytes that must be read from their start, or more than once, and come only once. It is gone
/// when nobody has it open.
public final class SpoolFile: Sendable {
  /// Why a spool file cannot be used; the system's error number.
  public struct Failure: Error {
    /// As in `errno`.
    public var errno: Int32

    /// A failure of the system.
    public init(errno: Int32) { self.errno = errno }
  }

  /// Open for reading and writing, at any place.
  public let descriptor: Int32

  /// Makes a file in a folder, on a disk rather than in memory.
  public init(folder: String) throws(Failure) {
    // The X's are mkstemp's to replace.
    var path = Array("\(folder)/cartomarches-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Failure(errno: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(&path)
  }

  deinit { close(descriptor) }

  /// Writes bytes behind those written so far.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    guard let base = bytes.baseAddress else { return }
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, base + written, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(errno: errno) }
      written += count
    }
  }

  /// Writes what an open descriptor still has.
  public func append(contentsOf input: Int32) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
    while true {
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(errno: errno) }
      guard count > 0 else { return }
      var failure: Failure?
      chunk.withUnsafeBytes { bytes in
        do throws(Failure) { try append(UnsafeRawBufferPointer(rebasing: bytes[..<count])) } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }

  /// Goes back to the first byte, for reading.
  public func rewind() { lseek(descriptor, 0, SEEK_SET) }

  private static let chunkBytes = 1 << 20
}
