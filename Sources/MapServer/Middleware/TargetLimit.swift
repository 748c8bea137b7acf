import HTTPTypes
import Hummingbird

/// Refuses paths and queries longer than anybody types.
struct TargetLimit: RouterMiddleware {
  let bytes: Int

  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    guard request.uri.string.utf8.count <= bytes else {
      throw ServiceError(.uriTooLong, "414 URI Too Long", "The path and query may have \(bytes) bytes.")
    }
    return try await next(request, context)
  }
}
