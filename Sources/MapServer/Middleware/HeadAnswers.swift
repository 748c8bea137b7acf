import HTTPTypes
import Hummingbird

/// Answers `HEAD` with what `GET` would say, the content left out and its length told (RFC 9110, section 9.3.2); refusals too.
struct HeadAnswers: RouterMiddleware {
  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let response = try await next(request, context)
    return request.method == .head ? response.createHeadResponse() : response
  }
}
