import CZip
import Glibc

/// An archive whose parts are read in order; owns libzip's handle.
final class ZipArchive {
  let path: String
  private let archive: OpaquePointer
  /// The archive's bytes when it is no file; libzip reads them in place.
  private let memory: UnsafeMutableRawBufferPointer?

  /// Opens the archive that a source holds.
  ///
  /// Throws ``TableError/truncated(path:)`` when its directory, which stands at the end, is missing, and
  /// ``TableError/missingLibrary(path:reason:)`` when there is no libzip.
  init(_ source: ByteSource) throws(TableError) {
    path = source.path
    if let failure = czip_load() { throw .missingLibrary(path: source.path, reason: String(cString: failure)) }
    var code: Int32 = 0
    if let descriptor = source.regularDescriptor {
      let copy = dup(descriptor)
      guard copy >= 0 else { throw .readFailed(path: source.path, errno: errno) }
      guard let archive = czip_fdopen(copy, &code) else {
        close(copy)
        throw Self.error(code, path: source.path)
      }
      self.archive = archive
      memory = nil
      return
    }
    let bytes = try source.readAll(limit: SpreadsheetLimits.pipedBytes)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    memory.copyBytes(from: bytes)
    guard let archive = czip_open_memory(memory.baseAddress, UInt64(bytes.count), &code) else {
      memory.deallocate()
      throw Self.error(code, path: source.path)
    }
    self.archive = archive
    self.memory = memory
  }

  deinit {
    czip_discard(archive)
    memory?.deallocate()
  }

  /// True when there is a part of that name, whatever its case.
  func contains(_ name: String) -> Bool { index(of: name) != nil }

  /// Opens a part of at most `limit` bytes; `nil` when there is none of that name.
  func part(_ name: String, limit: Int = SpreadsheetLimits.partBytes) throws(TableError) -> ZipPart? {
    guard let index = index(of: name) else { return nil }
    var status = zip_stat_t()
    guard czip_stat(archive, index, &status) == 0 else {
      throw .damaged(path: path, part: name, line: nil)
    }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .passwordProtected(path: path) }
    guard let file = czip_open_part(archive, index) else {
      throw .damaged(path: path, part: name, line: nil)
    }
    return ZipPart(
      file: file, archive: self, name: name, packedBytes: Int(clamping: status.comp_size),
      declaredBytes: Int(clamping: status.size), limit: limit)
  }

  /// Reads a small part whole; `nil` when there is none of that name.
  func bytes(of name: String) throws(TableError) -> [UInt8]? {
    guard let part = try part(name, limit: SpreadsheetLimits.smallPartBytes) else { return nil }
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
    defer { block.deallocate() }
    while true {
      let count = try part.read(into: block)
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
    }
  }

  private func index(of name: String) -> UInt64? {
    let exact = czip_locate(archive, name, 0)
    let found = exact >= 0 ? exact : czip_locate(archive, name, UInt32(ZIP_FL_NOCASE))
    return found >= 0 ? UInt64(found) : nil
  }

  private static func error(_ code: Int32, path: String) -> TableError {
    switch code {
    case ZIP_ER_NOZIP, ZIP_ER_INCONS, ZIP_ER_EOF, ZIP_ER_SEEK: .truncated(path: path)
    case ZIP_ER_MULTIDISK: .truncated(path: path)
    default: .damaged(path: path, part: "", line: nil)
    }
  }
}

/// One part of an archive, unpacked as it is read.
final class ZipPart: MarkupInput {
  let archive: ZipArchive
  let name: String
  var path: String { archive.path }
  var part: String { name }
  /// Bytes that the part takes in the archive.
  let packedBytes: Int
  /// Unpacked bytes read so far.
  private(set) var bytesRead = 0
  private let file: OpaquePointer
  private let declaredBytes: Int
  private let limit: Int

  fileprivate init(
    file: OpaquePointer, archive: ZipArchive, name: String, packedBytes: Int, declaredBytes: Int, limit: Int
  ) {
    self.file = file
    self.archive = archive
    self.name = name
    self.packedBytes = packedBytes
    self.declaredBytes = declaredBytes
    self.limit = limit
  }

  deinit { czip_close_part(file) }

  /// Packed bytes read so far, about.
  var packedBytesRead: Int {
    guard declaredBytes > 0 else { return packedBytes }
    return Int(Double(packedBytes) * min(1, Double(bytesRead) / Double(declaredBytes)))
  }

  /// Unpacks the next bytes; 0 at the end.
  ///
  /// Throws ``TableError/damaged(path:part:line:)`` and ``TableError/tooLarge(path:part:limitBytes:)``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    let count = czip_read(file, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else { throw .damaged(path: archive.path, part: name, line: nil) }
    bytesRead += Int(count)
    guard bytesRead <= limit else { throw .tooLarge(path: archive.path, part: name, limitBytes: limit) }
    if bytesRead > SpreadsheetLimits.packingRatioFloor,
      bytesRead / max(packedBytes, 1) > SpreadsheetLimits.packingRatio
    {
      throw .tooLarge(path: archive.path, part: name, limitBytes: SpreadsheetLimits.packingRatioFloor)
    }
    return Int(count)
  }
}
