import Hummingbird
import Logging
import MapLayers

/// Turns what handlers throw into an answer in the dialect of the path.
///
/// addok says `title` and `description`, the service that stood before it `code` and `message`: an answer has all four,
/// so that clients of either read it. The Géoplateforme says `code`, `message` and `detail`.
struct ErrorAnswers: RouterMiddleware {
  func handle(
    _ request: Request, context: ServiceContext, next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as ServiceError {
      return Self.response(error, path: request.uri.path)
    } catch let error as any HTTPResponseError where error.status == .notFound {
      return Self.response(.notFound("There is nothing at this path."), path: request.uri.path)
    } catch let error as any HTTPResponseError {
      let title = "\(error.status.code) \(error.status.reasonPhrase)"
      return Self.response(ServiceError(error.status, title, title), path: request.uri.path)
    } catch {
      context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
      return Self.response(
        ServiceError(
          .internalServerError, "500 Internal Server Error",
          "An unexpected error has occurred; the log has more under \(context.requestID)."),
        path: request.uri.path)
    }
  }

  static func response(_ error: ServiceError, path: String) -> Response {
    Response(error.status, ContentType.json, body(error, AddressDialect(path: path)), headers: error.headers)
  }

  static func body(_ error: ServiceError, _ dialect: AddressDialect) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    switch dialect {
    case .addok:
      json.key("title")
      json.text(error.title)
      json.key("description")
      json.text(error.message)
      json.key("code")
      json.integer(error.status.code)
      json.key("message")
      json.text(error.message)
    case .geoplateforme:
      json.key("code")
      json.integer(error.status.code)
      json.key("message")
      json.text(error.status == .badRequest ? "Failed parsing query" : error.message)
      json.key("detail")
      json.beginArray()
      json.text(error.message)
      json.endArray()
    }
    json.endObject()
    return json.takeBytes()
  }
}
