import HTTPTypes
import Hummingbird
import NIOCore

/// Packs answers with gzip for clients that accept it, streams included.
struct PackedAnswers: RouterMiddleware {
  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard Self.isWorthIt(response) else { return response }
    response.headers[.vary] = "Accept-Encoding"
    guard Self.accepts(request.headers[.acceptEncoding]), let stream = GzipStream() else { return response }
    response.headers[.contentEncoding] = "gzip"
    response.headers[.contentLength] = nil
    let body = response.body
    guard body.contentLength != nil else {
      response.body = ResponseBody { writer in
        try await body.write(PackingWriter(writer: writer, stream: stream))
      }
      return response
    }
    let whole = BodyCollector()
    try await body.write(CollectingWriter(collector: whole))
    let packed = whole.content.withUnsafeReadableBytes { stream.pack($0, isLast: true) }
    response.headers[.contentLength] = String(packed.count)
    response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: packed))
    return response
  }

  /// Below this a packet's own head weighs more than what is won.
  private static let leastBytes = 860

  private static func isWorthIt(_ response: Response) -> Bool {
    guard response.status == .ok, response.headers[.contentEncoding] == nil,
      (response.body.contentLength ?? .max) >= leastBytes
    else { return false }
    let type = response.headers[.contentType] ?? ""
    return type.hasPrefix("text/") || type.contains("json") || type.contains("javascript") || type.contains("svg")
      || type == ContentType.vectorTile
  }

  /// True when a list of codings has gzip, or a star, with a weight above 0 (RFC 9110, section 12.5.3).
  static func accepts(_ list: String?) -> Bool {
    guard let list else { return false }
    for coding in list.lowercased().split(separator: ",") {
      let parts = coding.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let name = parts.first, name == "gzip" || name == "*" else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return weight > 0
    }
    return false
  }
}

/// A body that is all there, put together again by one task: hence `@unchecked Sendable`.
private final class BodyCollector: @unchecked Sendable {
  var content = ByteBuffer()
}

private struct CollectingWriter: ResponseBodyWriter {
  let collector: BodyCollector

  mutating func write(_ buffer: ByteBuffer) async throws {
    var buffer = buffer
    collector.content.writeBuffer(&buffer)
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Packs what is written, and passes it on.
private struct PackingWriter: ResponseBodyWriter {
  var writer: any ResponseBodyWriter
  let stream: GzipStream

  mutating func write(_ buffer: ByteBuffer) async throws {
    let packed = buffer.withUnsafeReadableBytes { stream.pack($0, isLast: false) }
    if !packed.isEmpty { try await writer.write(ByteBuffer(bytes: packed)) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    let rest = UnsafeRawBufferPointer(start: nil, count: 0)
    try await writer.write(ByteBuffer(bytes: stream.pack(rest, isLast: true)))
    try await writer.finish(trailingHeaders)
  }
}
