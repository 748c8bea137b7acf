import Glibc

/// Bytes to read in order: a file, an open file descriptor such as standard input, memory, or pieces as they come.
public final class ByteSource {
  /// How errors name the source.
  public let path: String
  /// Bytes in all; `nil` for a pipe.
  public let size: Int?
  /// Bytes read so far; of a spreadsheet, about.
  public var position: Int { max(bytesTaken, rendered?.bytesRead ?? 0) }
  /// The table in another form than text whose text this is; `nil` for bytes as they are.
  let rendered: (any RenderedTable)?
  private var bytesTaken = 0
  /// Bytes to give before others: rendered, or looked at before they were read.
  private var pending: [UInt8] = []
  private var pendingStart = 0
  private let descriptor: Int32
  private let closesDescriptor: Bool
  private let memory: [UInt8]
  /// The next piece of bytes that come from elsewhere.
  private let nextPiece: (@Sendable () throws(TableError) -> [UInt8]?)?

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
    rendered = nil
    nextPiece = nil
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
    rendered = nil
    nextPiece = nil
  }

  /// Reads pieces of any length as they come, the body of a request say: `next` gives one after the other, and `nil` at the
  /// end. It may wait, is called by one thread at a time, not always the same, and what it throws ends the reading.
  /// `size` is that of all pieces if it is known; `name` is for errors.
  public init(
    name: String, size: Int? = nil, next: @escaping @Sendable () throws(TableError) -> [UInt8]?
  ) {
    path = name
    self.size = size
    descriptor = -1
    closesDescriptor = false
    memory = []
    rendered = nil
    nextPiece = next
  }

  /// Reads bytes that are in memory; `name` is for errors.
  public init(bytes: [UInt8], name: String) {
    path = name
    descriptor = -1
    closesDescriptor = false
    size = bytes.count
    memory = bytes
    rendered = nil
    nextPiece = nil
  }

  /// The text of a table in another form; `size` is the file's.
  init(rendered: any RenderedTable, path: String, size: Int?) {
    self.path = path
    self.size = size
    self.rendered = rendered
    descriptor = -1
    closesDescriptor = false
    memory = []
    nextPiece = nil
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// Fills `buffer` as far as there are bytes; returns how many, fewer than asked only at the end.
  ///
  /// Throws ``TableError/shrunk(path:)`` when the end of a file comes earlier than it was when the file was opened.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    if rendered != nil { return try readPieces(into: buffer) { () throws(TableError) in try rendered?.render() } }
    if let nextPiece {
      let count = try readPieces(into: buffer, nextPiece)
      bytesTaken += count
      return count
    }
    if descriptor < 0 {
      let count = min(buffer.count, memory.count - bytesTaken)
      memory.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[bytesTaken..<bytesTaken + count]))
      }
      bytesTaken += count
      return count
    }
    var filled = takePending(into: buffer)
    bytesTaken += filled
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(errno, path: path)
      }
      filled += count
      bytesTaken += count
    }
    if filled < buffer.count, closesDescriptor, let size, bytesTaken < size { throw .shrunk(path: path) }
    return filled
  }

  private func takePending(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, pending.count - pendingStart)
    guard count > 0 else { return 0 }
    pending.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[pendingStart..<pendingStart + count]))
    }
    pendingStart += count
    if pendingStart == pending.count {
      pending = []
      pendingStart = 0
    }
    return count
  }

  private func readPieces(
    into buffer: UnsafeMutableRawBufferPointer, _ next: () throws(TableError) -> [UInt8]?
  ) throws(TableError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = takePending(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      filled += count
      if count > 0 { continue }
      guard let more = try next() else {
        if rendered != nil { bytesTaken = size ?? 0 }
        break
      }
      pending = more
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

  // MARK: What is no text

  /// The open file, when bytes of it can be read in any order.
  var regularDescriptor: Int32? {
    descriptor >= 0 && size != nil && bytesTaken == 0 && pending.isEmpty ? descriptor : nil
  }

  /// The first bytes, fewer than `count` only when there are no more; they are still to be read.
  func peek(_ count: Int) throws(TableError) -> [UInt8] {
    if descriptor < 0, nextPiece == nil { return Array(memory[bytesTaken...].prefix(count)) }
    guard pending.isEmpty, bytesTaken == 0 else { return Array(pending[pendingStart...].prefix(count)) }
    // Somebody may have read from an open file before us.
    let start = size == nil || descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_CUR)
    var head = [UInt8](repeating: 0, count: min(count, size.flatMap { $0 > 0 ? $0 + 1 : nil } ?? count))
    let filled = try head.readBlock(from: self)
    head.removeSubrange(filled...)
    if start < 0 || lseek(descriptor, start, SEEK_SET) != start { pending = head + pending[pendingStart...] }
    pendingStart = 0
    bytesTaken = 0
    return head
  }

  /// Reads all that is left; throws ``TableError/tooLarge(path:part:limitBytes:)`` beyond the limit.
  public func readAll(limit: Int) throws(TableError) -> [UInt8] {
    if descriptor < 0, nextPiece == nil {
      defer { bytesTaken = memory.count }
      return Array(memory[bytesTaken...])
    }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try block.readBlock(from: self)
      bytes += block[..<count]
      guard bytes.count <= limit else { throw .tooLarge(path: path, part: "", limitBytes: limit) }
      if count < block.count { return bytes }
    }
  }
}
