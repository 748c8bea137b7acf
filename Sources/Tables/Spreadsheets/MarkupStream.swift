import CExpat
import Glibc

/// Where markup comes from.
protocol MarkupInput {
  /// The file's name for errors.
  var path: String { get }
  /// The part of the file; empty when it is the file itself.
  var part: String { get }
  /// Fills `buffer` as far as there are bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableError) -> Int
}

/// Elements of a document as they come: override what is of interest.
class MarkupHandler {
  /// Set to end the parse with this error.
  final var failure: TableError? {
    didSet { if failure != nil { stop(resumably: false) } }
  }
  /// True when the rest of the document is of no interest.
  final private(set) var isDone = false
  fileprivate final var parser: XML_Parser?
  /// Elements that are open, with the one that begins, without the one that ends.
  fileprivate(set) final var depth = 0

  /// An element begins.
  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {}
  /// An element ends.
  func end(_ name: MarkupName) {}
  /// Some of the text between elements; a run of text may come in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// Lets ``MarkupStream/advance()`` return; the next call goes on.
  final func pause() { stop(resumably: true) }

  /// Leaves out the rest of the document.
  final func finish() {
    isDone = true
    stop(resumably: false)
  }

  private func stop(resumably: Bool) {
    guard let parser else { return }
    XML_StopParser(parser, XML_Bool(resumably ? XML_TRUE : XML_FALSE))
  }
}

/// The name of an element, valid in the call that hands it over.
struct MarkupName {
  fileprivate let full: UnsafePointer<CChar>
  fileprivate let local: UnsafePointer<CChar>

  fileprivate init(_ full: UnsafePointer<CChar>) {
    self.full = full
    local = strrchr(full, 0x3A).map { UnsafePointer($0 + 1) } ?? full
  }

  /// True when this is the element's name, whatever its prefix.
  @inline(__always)
  func isLocal(_ name: StaticString) -> Bool {
    UInt8(bitPattern: local[0]) == name.utf8Start[0] && strcmp(local, Self.pointer(name)) == 0
  }

  /// True when this is the element's name with its prefix.
  @inline(__always)
  func isFull(_ name: StaticString) -> Bool { strcmp(full, Self.pointer(name)) == 0 }

  /// The name without its prefix.
  var localText: String { String(cString: local) }

  fileprivate static func pointer(_ name: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

/// The attributes of an element, valid in the call that hands them over.
struct MarkupAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// One attribute and those after it.
  struct Cursor {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

    /// The name and the value; `nil` after the last.
    var pair: (key: UnsafePointer<CChar>, value: UnsafePointer<CChar>)? {
      guard let key = pairs[0], let value = pairs[1] else { return nil }
      return (key, value)
    }

    var next: Cursor { Cursor(pairs: pairs + 2) }
  }

  var first: Cursor { Cursor(pairs: pairs) }

  /// The value of the attribute of that name, prefix and all.
  func value(_ name: StaticString) -> UnsafePointer<CChar>? {
    var next = pairs
    while let key = next[0] {
      if strcmp(key, MarkupName.pointer(name)) == 0 { return next[1] }
      next += 2
    }
    return nil
  }

  /// The value of the first attribute of that name, whatever its prefix.
  func local(_ name: StaticString) -> UnsafePointer<CChar>? {
    var next = pairs
    while let key = next[0] {
      if MarkupName(key).isLocal(name) { return next[1] }
      next += 2
    }
    return nil
  }

  func text(_ name: StaticString) -> String? { value(name).map { String(cString: $0) } }

  /// The value as a whole number of at least 0; `nil` for what is none or absurd.
  func number(_ name: StaticString) -> Int? {
    value(name).flatMap { Int(String(cString: $0)) }.flatMap { $0 >= 0 ? $0 : nil }
  }
}

/// Parses a document in pieces, with memory that does not depend on its size; owns expat's parser.
///
/// Documents of this kind declare no entities, so a document type declaration is refused: an entity cannot expand that
/// cannot be declared.
final class MarkupStream {
  private let parser: XML_Parser
  private let input: any MarkupInput
  private let handler: MarkupHandler
  private var isSuspended = false
  private var isLastBlock = false
  private var bytesFed = 0

  private static let blockBytes: Int32 = 64 << 10

  init(_ input: some MarkupInput, _ handler: MarkupHandler) throws(TableError) {
    guard let parser = XML_ParserCreate(nil) else { throw .readFailed(path: input.path, errno: ENOMEM) }
    self.parser = parser
    self.input = input
    self.handler = handler
    handler.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let handler = MarkupStream.handler(data), let name, let attributes else { return }
        handler.depth += 1
        guard handler.depth <= SpreadsheetLimits.depth else { return handler.pauseForGood() }
        handler.start(MarkupName(name), MarkupAttributes(pairs: attributes))
      },
      { data, name in
        guard let handler = MarkupStream.handler(data), let name else { return }
        handler.depth -= 1
        handler.end(MarkupName(name))
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let handler = MarkupStream.handler(data), let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
    XML_SetUnknownEncodingHandler(parser, { _, name, info in MarkupStream.describe(name, info) }, nil)
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in MarkupStream.handler(data)?.pauseForGood() }
  }

  deinit {
    handler.parser = nil
    XML_ParserFree(parser)
  }

  /// Parses until the handler pauses, then returns true, or to the end, then returns false.
  ///
  /// Throws the handler's failure, ``TableError/damaged(path:part:line:)`` and what unpacking can.
  func advance() throws(TableError) -> Bool {
    while true {
      if isSuspended {
        isSuspended = false
        if try wasPaused(XML_ResumeParser(parser)) { return true }
      } else {
        guard !isLastBlock, !handler.isDone else { return false }
        guard let buffer = XML_GetBuffer(parser, Self.blockBytes) else {
          throw .tooLarge(path: input.path, part: input.part, limitBytes: SpreadsheetLimits.tokenBytes)
        }
        let count = try input.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(Self.blockBytes)))
        isLastBlock = count == 0
        bytesFed += count
        if try wasPaused(XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)) { return true }
        guard handler.isDone || bytesFed - Int(XML_GetCurrentByteIndex(parser)) <= SpreadsheetLimits.tokenBytes else {
          throw .tooLarge(path: input.path, part: input.part, limitBytes: SpreadsheetLimits.tokenBytes)
        }
      }
    }
  }

  private func wasPaused(_ status: XML_Status) throws(TableError) -> Bool {
    if let failure = handler.failure { throw failure }
    if handler.isDone { return false }
    switch status {
    case XML_STATUS_OK: return false
    case XML_STATUS_SUSPENDED:
      isSuspended = true
      return true
    default:
      throw .damaged(path: input.path, part: input.part, line: Int(XML_GetCurrentLineNumber(parser)))
    }
  }

  /// Tells expat of the encodings of text that it does not know, which have a byte per character.
  private static func describe(
    _ name: UnsafePointer<CChar>?, _ info: UnsafeMutablePointer<XML_Encoding>?
  ) -> Int32 {
    guard let name, let info, let encoding = TextEncoding(named: String(cString: name)),
      [.windows1252, .latin9].contains(encoding)
    else { return Int32(XML_STATUS_ERROR.rawValue) }
    withUnsafeMutableBytes(of: &info.pointee.map) { map in
      let scalars = map.bindMemory(to: Int32.self)
      for byte in 0..<256 {
        scalars[byte] = byte < 0x80 ? Int32(byte) : Int32(encoding.scalar(UInt8(byte)))
      }
    }
    info.pointee.data = nil
    info.pointee.convert = nil
    info.pointee.release = nil
    return Int32(XML_STATUS_OK.rawValue)
  }

  private static func handler(_ data: UnsafeMutableRawPointer?) -> MarkupHandler? {
    data.map { Unmanaged<MarkupHandler>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension MarkupHandler {
  /// Ends the parse as one of a damaged document.
  fileprivate func pauseForGood() {
    guard let parser else { return }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }
}

extension ZipArchive {
  /// Parses a small part to its end; false when there is none of that name.
  func parse(
    _ name: String, limit: Int = SpreadsheetLimits.smallPartBytes, _ handler: MarkupHandler
  ) throws(TableError) -> Bool {
    guard let part = try part(name, limit: limit) else { return false }
    let stream = try MarkupStream(part, handler)
    while try stream.advance() {}
    return true
  }
}
