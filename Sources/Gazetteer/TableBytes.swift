import Glibc

/// The bytes of one table of the gazetteer, in memory for as long as this object lives: embedded in the executable, or
/// mapped from a file.
///
/// The pointer never leaves this file and ``SortedTable``; nothing writes through it, hence `@unchecked Sendable`.
final class TableBytes: @unchecked Sendable {
  let buffer: UnsafeBufferPointer<UInt8>
  private let isMapped: Bool

  /// Bytes that live as long as the program.
  init(static buffer: UnsafeBufferPointer<UInt8>) {
    self.buffer = buffer
    isMapped = false
  }

  /// Maps a file read-only.
  init(mapping path: String, table: String) throws(GazetteerError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(table: table, path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(table: table, path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(table: table, path: path, errno: EISDIR) }
    let size = Int(status.st_size)
    guard size > 0 else { throw .malformed(table: table, line: 1, expected: "a header", found: "an empty file") }
    guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
      throw .unreadable(table: table, path: path, errno: errno)
    }
    buffer = UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: size)
    isMapped = true
  }

  deinit {
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: buffer.baseAddress), buffer.count) }
  }
}
