import HTTPTypes
import Hummingbird
import Logging

/// Names each request, counts it, and logs what became of it: method, path, status, milliseconds. Never the query or a body, which
/// hold what people typed.
struct RequestRecord: RouterMiddleware {
  /// The service's own logger: the server's below it is quieter.
  let logger: Logger
  let metrics: ServiceMetrics

  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var context = context
    context.requestID = Self.usable(request.headers[.requestID]) ?? Self.random()
    context.logger = logger
    context.logger[metadataKey: "request"] = .string(context.requestID)
    var response = try await next(request, context)
    response.headers[.requestID] = context.requestID
    let logger = context.logger
    let status = response.status
    let route = context.endpointPath ?? "other"
    @Sendable func log(isWhole: Bool) {
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      metrics.countRequest(
        method: route == "other" ? "any" : request.method.rawValue, path: route, status: status.code, seconds: seconds,
        isWhole: isWhole)
      logger.info(
        "request",
        metadata: [
          "method": "\(request.method.rawValue)", "path": "\(request.uri.path)", "status": "\(status.code)",
          "ms": "\((seconds * 1_000_000).rounded() / 1_000)", "whole": "\(isWhole)",
        ])
    }
    guard response.body.contentLength == nil else {
      log(isWhole: true)
      return response
    }
    // Known only when the last of a stream is written.
    let body = response.body
    response.body = ResponseBody { writer in
      do {
        try await body.write(writer)
        log(isWhole: true)
      } catch {
        log(isWhole: false)
        throw error
      }
    }
    return response
  }

  /// An id that may stand in a log line as it is; `nil` for others.
  private static func usable(_ id: String?) -> String? {
    guard let id, (1...64).contains(id.utf8.count),
      id.utf8.allSatisfy({ byte in
        let character = Character(Unicode.Scalar(byte))
        return byte < 0x80 && (character.isLetter || character.isNumber || character == "-" || character == "_")
      })
    else { return nil }
    return id
  }

  private static func random() -> String {
    let number = UInt64.random(in: .min ... .max)
    return String(String(number | 1 << 63, radix: 16))
  }
}

extension HTTPField.Name {
  /// `X-Request-Id`, as reverse proxies set it.
  static let requestID = HTTPField.Name("X-Request-Id") ?? .eTag
}
