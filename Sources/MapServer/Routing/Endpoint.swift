import HTTPTypes
import Hummingbird

/// One path and method of the service, and what answers it.
struct Endpoint: Sendable {
  typealias Answer = @Sendable (Request, ServiceContext) async throws -> Response

  var method: HTTPRequest.Method
  /// The path with its parameters in braces: `/layers/{name}.geojson`.
  var path: String
  var answer: Answer

  /// What may be asked: whatever answers `GET` answers `HEAD` too (``HeadAnswers``).
  var methods: [HTTPRequest.Method] { method == .get ? [.get, .head] : [method] }

  static func get(_ path: String, _ answer: @escaping Answer) -> Endpoint {
    Endpoint(method: .get, path: path, answer: answer)
  }

  static func post(_ path: String, _ answer: @escaping Answer) -> Endpoint {
    Endpoint(method: .post, path: path, answer: answer)
  }
}

extension Router<ServiceContext> {
  /// Adds endpoints; other methods on their paths are answered 405, naming those that are right.
  func add(_ endpoints: [Endpoint]) {
    for (path, sharing) in Dictionary(grouping: endpoints, by: \.path) {
      for endpoint in sharing {
        for method in endpoint.methods { on(RouterPath(path), method: method, use: endpoint.answer) }
      }
      let allowed = sharing.flatMap(\.methods)
      for method in Self.methods where !allowed.contains(method) {
        on(RouterPath(path), method: method) { _, _ -> Response in throw ServiceError.methodNotAllowed(allowed: allowed)
        }
      }
    }
  }

  private static var methods: [HTTPRequest.Method] {
    // QUERY is too new for the library to name it.
    [.get, .head, .post, .put, .patch, .delete, .trace, .connect] + [HTTPRequest.Method("QUERY")].compactMap { $0 }
  }
}
