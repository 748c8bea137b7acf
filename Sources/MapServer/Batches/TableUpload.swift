import Glibc
import Hummingbird
import NIOCore
import Tables

/// A form with a table as it came: the fields, and the table in a spool file.
struct TableUpload {
  /// The fields in the order in which they came; names may repeat.
  private(set) var fields: [(name: String, value: String)] = []
  /// The table; rewound.
  private(set) var file: SpoolFile?
  /// The table's own name, without folders.
  private(set) var fileName = ""
  /// Bytes of the table.
  private(set) var fileBytes = 0

  /// Bytes of a field that is no file.
  private static let fieldLimit = 4 << 10

  /// All values of a field, in order, empty ones left out.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }

  /// The last value of a field; `nil` when it is missing or empty.
  func last(_ name: String) -> String? { all(name).last }

  /// Reads a request's body to its end. Throws a 400, 408, 413 or 415.
  init(_ request: Request, _ context: ServiceContext, limits: ServiceLimits, spoolFolder: String) async throws {
    let tooLarge = ServiceError.tooLarge("The body may have \(limits.bodyBytes) bytes.")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes { throw tooLarge }
    var reader = try Self.faults { try MultipartReader(contentType: request.headers[.contentType] ?? "") }
    var collector = Collector(limits: limits, spoolFolder: spoolFolder)
    context.inviteBody()
    var taken = 0
    var body = request.body.makeAsyncIterator()
    while let chunk = try await Self.next(&body, limits) {
      taken += chunk.readableBytes
      guard taken <= limits.bodyBytes else { throw tooLarge }
      try Self.faults { try chunk.withUnsafeReadableBytes { try reader.read($0) { try collector.take($0) } } }
    }
    try Self.faults { try reader.finish() }
    fields = collector.fields
    file = collector.file
    fileName = collector.fileName
    fileBytes = collector.fileBytes
    file?.rewind()
  }

  /// The next piece of a body; `nil` after the last. Throws a 408 for one that is late, and a 400 for one that breaks off.
  private static func next(
    _ body: inout RequestBody.AsyncIterator, _ limits: ServiceLimits
  ) async throws -> ByteBuffer? {
    do {
      return try await body.next()
    } catch is SlowClients.BodyIsLate {
      throw ServiceError.timeout("No whole body within \(limits.bodySeconds) s.")
    } catch {
      throw ServiceError(.badRequest, "Body cut short", "The body ends before its announced length.")
    }
  }

  /// Puts what is wrong with a body into words.
  private static func faults<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let fault as MultipartReader.Fault {
      let reason =
        switch fault {
        case .notMultipart, .noBoundary:
          throw ServiceError(
            .unsupportedMediaType, "415 Unsupported Media Type",
            "Send the table as multipart/form-data with a boundary: curl -F data=@table.csv does.")
        case .headTooLong: "a part's header fields have more than \(MultipartReader.headLimit) bytes"
        case .tooManyParts: "it has more than \(MultipartReader.partLimit) parts"
        case .malformed: "neither a line end nor two dashes follow a boundary"
        case .cutShort: "it ends before its last boundary"
        }
      throw ServiceError(
        .badRequest, "Malformed multipart/form-data request media", "The body cannot be read as a form: \(reason).")
    }
  }

  /// Sorts the parts of a body into fields and file.
  private struct Collector {
    let limits: ServiceLimits
    let spoolFolder: String
    var fields: [(name: String, value: String)] = []
    var file: SpoolFile?
    var fileName = ""
    var fileBytes = 0
    /// Line ends of the table: rows, or a few more where cells hold line ends.
    private var fileLines = 0
    private var name = ""
    private var value: [UInt8] = []
    private var isFile = false

    init(limits: ServiceLimits, spoolFolder: String) {
      self.limits = limits
      self.spoolFolder = spoolFolder
    }

    mutating func take(_ event: MultipartReader.Event) throws {
      switch event {
      case .part(let part):
        name = part.name
        value = []
        isFile = part.name == "data"
        guard isFile else { return }
        guard file == nil else { throw ServiceError(.badRequest, "Several files", "Send one file as data.") }
        file = try SpoolFile(folder: spoolFolder)
        fileName = String((part.fileName ?? "").split { $0 == "/" || $0 == "\\" }.last ?? "")
      case .content(let bytes):
        if isFile {
          fileBytes += bytes.count
          fileLines += Self.lineEnds(bytes)
          // A header is a line too.
          guard fileLines <= limits.rows + 1 else {
            throw ServiceError.tooLarge("A table may have \(limits.rows) rows; send it in pieces.")
          }
          try file?.append(bytes)
        } else {
          value += bytes
          guard value.count <= TableUpload.fieldLimit else {
            throw ServiceError.tooLarge("The field \"\(name)\" may have \(TableUpload.fieldLimit) bytes.")
          }
        }
      case .partEnd:
        if !isFile { fields.append((name, String(decoding: value, as: UTF8.self))) }
      }
    }

    private static func lineEnds(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard let base = bytes.baseAddress else { return 0 }
      var count = 0
      var offset = 0
      while offset < bytes.count, let found = memchr(base + offset, 0x0A, bytes.count - offset) {
        count += 1
        offset = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }
}
