import Glibc

/// Takes a `multipart/form-data` body apart as it arrives (RFC 7578, RFC 2046 section 5.1), in memory that does not grow
/// with the body.
///
///     var reader = try MultipartReader(contentType: "multipart/form-data; boundary=x")
///     try reader.read(chunk) { event in … }
///     try reader.finish()
///
/// Parts come one after the other: a `.part`, its content in `.content` pieces of any size, then `.partEnd`. Content is
/// looked at where it is: the reader runs at the speed of memory, and keeps of it only what may be a boundary's beginning.
struct MultipartReader {
  /// The head of a part.
  struct Part: Equatable {
    /// The field's name; empty when the part names none.
    var name: String
    /// The file's name; `nil` for a field that is no file.
    var fileName: String?
  }

  enum Event {
    case part(Part)
    /// Bytes of a part, good for the time of the call.
    case content(UnsafeRawBufferPointer)
    case partEnd
  }

  /// What is wrong with a body.
  enum Fault: Error, Equatable {
    /// The content type is another one.
    case notMultipart
    /// The content type names no boundary, or one that no body can have.
    case noBoundary
    /// The head of a part is longer than any.
    case headTooLong
    /// More parts than a form has fields.
    case tooManyParts
    /// What stands where a part's head or the next boundary must be.
    case malformed
    /// The body ends before its last boundary.
    case cutShort
  }

  /// Bytes of a part's head: a name and a file's name, with room to spare.
  static let headLimit = 8 << 10
  /// Parts of a body; the national geocoder's own limit.
  static let partLimit = 64
  /// The longest boundary that the standard allows.
  private static let boundaryLimit = 70

  private enum State {
    /// Before the first boundary.
    case preamble
    /// After a boundary: two dashes for the last one, or a line end.
    case boundaryEnd
    case head
    case content
    case epilogue
  }

  /// What separates parts: a line end, two dashes and the boundary.
  private let separator: [UInt8]
  private var state = State.preamble
  /// What is read and not yet understood: less than a part's head, or than a separator.
  private var pending: [UInt8]
  private var parts = 0

  /// A reader for the content type of a request.
  init(contentType: String) throws(Fault) {
    let value = HeaderValue(contentType)
    guard value.text.lowercased() == "multipart/form-data" else { throw .notMultipart }
    guard let boundary = value.parameters["boundary"], (1...Self.boundaryLimit).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), boundary.last != " "
    else { throw .noBoundary }
    separator = Array("\r\n--\(boundary)".utf8)
    // The first boundary stands at the very start, without a line end before it.
    pending = [0x0D, 0x0A]
  }

  /// Takes the next bytes of the body and tells what they are. O(bytes).
  mutating func read(_ bytes: UnsafeRawBufferPointer, _ onEvent: (Event) throws -> Void) throws {
    guard !pending.isEmpty else {
      pending += try understand(bytes, onEvent)
      return
    }
    let joined = pending + bytes
    pending.removeAll()
    try joined.withUnsafeBytes { pending += try understand($0, onEvent) }
  }

  /// Understands bytes as far as it goes; what is left are those to understand with the next.
  private mutating func understand(
    _ bytes: UnsafeRawBufferPointer, _ onEvent: (Event) throws -> Void
  ) throws -> Slice<UnsafeRawBufferPointer> {
    var start = 0
    while try step(bytes, &start, onEvent) {}
    return bytes[start...]
  }

  /// Says that the body is at its end.
  func finish() throws(Fault) {
    guard state == .epilogue else { throw .cutShort }
  }

  /// Understands one piece from `start` on; false when more bytes are needed.
  private mutating func step(
    _ bytes: UnsafeRawBufferPointer, _ start: inout Int, _ onEvent: (Event) throws -> Void
  ) throws -> Bool {
    switch state {
    case .preamble, .content:
      let isContent = state == .content
      let (end, isWhole) = Self.find(separator, in: bytes, from: start)
      if isContent, end > start { try onEvent(.content(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))) }
      start = end
      guard isWhole else { return false }
      if isContent { try onEvent(.partEnd) }
      start += separator.count
      state = .boundaryEnd
    case .boundaryEnd:
      // Spaces may follow a boundary; they say nothing.
      while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
      guard bytes.count - start >= 2 else { return false }
      switch (bytes[start], bytes[start + 1]) {
      case (0x2D, 0x2D): state = .epilogue
      case (0x0D, 0x0A): state = .head
      default: throw Fault.malformed
      }
      // The line end of a head's first line is that of the boundary: a part without a head is `\r\n\r\n` from here.
      if state == .epilogue { start += 2 }
    case .head:
      let (end, isWhole) = Self.find(Self.headEnd, in: bytes, from: start)
      guard end - start <= Self.headLimit else { throw Fault.headTooLong }
      guard isWhole else { return false }
      parts += 1
      guard parts <= Self.partLimit else { throw Fault.tooManyParts }
      try onEvent(.part(Self.part(bytes[start..<end])))
      start = end + Self.headEnd.count
      state = .content
    case .epilogue:
      start = bytes.count
      return false
    }
    return true
  }

  private static let headEnd: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

  private static func part(_ head: Slice<UnsafeRawBufferPointer>) -> Part {
    let text = String(decoding: head, as: UTF8.self)
    for line in text.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { continue }
      let value = HeaderValue(String(parts[1]))
      let fileName = value.parameters["filename"] ?? value.parameters["filename*"]
      return Part(name: value.parameters["name"] ?? "", fileName: fileName)
    }
    return Part(name: "", fileName: nil)
  }

  /// Where a pattern begins from an offset on, or where the bytes end with what may be its beginning, or their end. Patterns
  /// begin with a line end, which `memchr` finds many bytes at a time.
  private static func find(
    _ pattern: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> (offset: Int, isWhole: Bool) {
    guard let base = bytes.baseAddress else { return (0, false) }
    return pattern.withUnsafeBytes { wanted in
      guard let first = wanted.baseAddress else { return (start, false) }
      var offset = start
      while offset < bytes.count, let found = memchr(base + offset, Int32(wanted[0]), bytes.count - offset) {
        offset = UnsafeRawPointer(found) - base
        let length = min(wanted.count, bytes.count - offset)
        if memcmp(found, first, length) == 0 { return (offset, length == wanted.count) }
        offset += 1
      }
      return (bytes.count, false)
    }
  }
}
