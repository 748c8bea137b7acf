import Glibc

/// Bytes to read in order: a file, an open file descriptor such as standard input, or memory.
public final class ByteSource {
  /// How errors name the source.
  public let path: String
  /// Bytes in all; `nil` for a pipe.
  public let size: Int?
  /// Bytes read so far.
  public private(set) var position = 0
  private let descriptor: Int32
  private let closesDescriptor: Bool
  private let memory: [UInt8]

  /// Opens a file; throws ``TableError/notFound(path:)``, ``TableError/isDirectory(path:)``,
  /// ``TableError/permissionDenied(path:)`` or ``TableError/readFailed(path:errno:)``.
  public init(path: String) throws(TableError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(errno, path: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw Self.error(code, path: path)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw .isDirectory(path: path)
    }
    self.path = path
    self.descriptor = descriptor
    closesDescriptor = true
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    memory = []
  }

  /// Reads an open descriptor, which stays open; `name` is for errors. Throws ``TableError/isDirectory(path:)``.
  public init(descriptor: Int32, name: String) throws(TableError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.error(errno, path: name) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory(path: name) }
    path = name
    self.descriptor = descriptor
    closesDescriptor = false
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    memory = []
  }

  /// Reads bytes that are in memory; `name` is for errors.
  public init(bytes: [UInt8], name: String) {
    path = name
    descriptor = -1
    closesDescriptor = false
    size = bytes.count
    memory = bytes
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// Fills `buffer` as far as there are bytes; returns how many, fewer than asked only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    if descriptor < 0 {
      let count = min(buffer.count, memory.count - position)
      memory.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
      }
      position += count
      return count
    }
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(errno, path: path)
      }
      filled += count
      position += count
    }
    return filled
  }

  private static func error(_ code: Int32, path: String) -> TableError {
    switch code {
    case ENOENT, ENOTDIR: .notFound(path: path)
    case EISDIR: .isDirectory(path: path)
    case EACCES, EPERM: .permissionDenied(path: path)
    default: .readFailed(path: path, errno: code)
    }
  }
}
