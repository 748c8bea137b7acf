import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// What became of a request, for a log. Never the query or a body, which hold what people typed.
public struct AnsweredRequest: Sendable {
  /// The client's own id, if it sent one that can be logged, else one that no other request of the process has.
  public var id: String
  /// The method, as the client sent it.
  public var method: String
  /// The path, as the client sent it.
  public var path: String
  /// The status of the answer.
  public var status: Int
  /// Seconds from the request's head to the end of its answer.
  public var seconds: Double
  /// Whether the client took the answer to its end.
  public var isWhole = true

  /// A request that was answered.
  public init(id: String, method: String, path: String, status: Int, seconds: Double, isWhole: Bool = true) {
    self.id = id
    self.method = method
    self.path = path
    self.status = status
    self.seconds = seconds
    self.isWhole = isWhole
  }
}

/// Names each request, counts it, and notes what became of it.
struct RequestRecord: RouterMiddleware {
  /// The service's own logger: the server's below it is quieter.
  let logger: Logger
  let metrics: ServiceMetrics
  let note: @Sendable (AnsweredRequest) -> Void

  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var context = context
    context.requestID = Self.id(request.headers[.requestID])
    context.logger = logger
    context.logger[metadataKey: "request"] = .string(context.requestID)
    var response = try await next(request, context)
    response.headers[.requestID] = context.requestID
    let route = context.endpointPath ?? ServiceMetrics.otherPath
    let answered = AnsweredRequest(
      id: context.requestID, method: request.method.rawValue, path: request.uri.path, status: response.status.code,
      seconds: 0)
    @Sendable func ended(isWhole: Bool) {
      var answered = answered
      answered.seconds = (ContinuousClock.now - start) / .seconds(1)
      answered.isWhole = isWhole
      record(answered, metrics.route(route))
    }
    guard response.body.contentLength == nil else {
      ended(isWhole: true)
      return response
    }
    // Known only when the last of a stream is written.
    let body = response.body
    response.body = ResponseBody { writer in
      do {
        try await body.write(writer)
        ended(isWhole: true)
      } catch {
        ended(isWhole: false)
        throw error
      }
    }
    return response
  }

  /// Counts and notes a request of a route.
  func record(_ answered: AnsweredRequest, _ route: RouteCounts) {
    route.count(answered)
    note(answered)
  }

  /// The id of a request that brings one, or none.
  static func id(_ brought: String?) -> String { usable(brought) ?? next() }

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

  private static let seed = UInt64.random(in: .min ... .max)
  private static let count = Atomic<UInt64>(0)

  /// The next id: 16 hexadecimal digits that look random and do not come again. SplitMix64 (Steele, Lea, Flood, 2014), a
  /// one-to-one function of a count, so that no request waits for the system's randomness.
  private static func next() -> String {
    let number = count.add(1, ordering: .relaxed).newValue
    var mixed = seed &+ number &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return String(unsafeUninitializedCapacity: 16) { digits in
      for place in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: mixed >> UInt64(60 - 4 * place)) & 0xF
        digits[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return 16
    }
  }
}

extension HTTPField.Name {
  /// `X-Request-Id`, as reverse proxies set it.
  static let requestID = HTTPField.Name("X-Request-Id") ?? .eTag
}
