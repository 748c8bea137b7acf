import HTTPTypes
import Hummingbird

/// Lets pages of any origin read the answers (CORS, Fetch standard): nothing here depends on who asks, and no answer to
/// one is kept from another. Always sent, so that caches need not tell origins apart.
struct OpenAccess: RouterMiddleware {
  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    guard request.method == .options else {
      var response = try await next(request, context)
      Self.open(&response.headers)
      return response
    }
    return Response(
      status: .noContent,
      headers: [
        .accessControlAllowOrigin: "*", .accessControlAllowMethods: "GET, HEAD, POST, OPTIONS",
        // What the page asks leave for; a star does not stand for Authorization.
        .accessControlAllowHeaders: request.headers[.accessControlRequestHeaders] ?? "*",
        .accessControlMaxAge: "86400", .vary: "Access-Control-Request-Headers",
      ])
  }

  /// Adds the fields that open an answer.
  static func open(_ headers: inout HTTPFields) {
    headers[.accessControlAllowOrigin] = "*"
    headers[.accessControlExposeHeaders] = exposed
  }

  private static let exposed = "ETag, Content-Disposition, Retry-After, X-Request-Id"
}
