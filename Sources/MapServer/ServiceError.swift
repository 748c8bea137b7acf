import HTTPTypes

/// A request that is not answered as it wished: the status and, for people, why.
struct ServiceError: Error {
  var status: HTTPResponse.Status
  /// What kind of fault it is, in a few words.
  var title: String
  /// What is wrong, and with what.
  var message: String
  /// Header fields that go with the status.
  var headers = HTTPFields()

  init(_ status: HTTPResponse.Status, _ title: String, _ message: String) {
    self.status = status
    self.title = title
    self.message = message
  }

  static func missing(_ parameter: String) -> ServiceError {
    ServiceError(.badRequest, "Missing parameter", "The \"\(parameter)\" parameter is required.")
  }

  static func invalid(_ parameter: String, _ reason: String) -> ServiceError {
    ServiceError(.badRequest, "Invalid parameter", "The \"\(parameter)\" parameter is invalid. \(reason)")
  }

  static func notFound(_ what: String) -> ServiceError { ServiceError(.notFound, "404 Not Found", what) }

  static func methodNotAllowed(allowed: [HTTPRequest.Method]) -> ServiceError {
    let methods = (allowed + [.options]).map(\.rawValue).joined(separator: ", ")
    var error = ServiceError(.methodNotAllowed, "405 Method Not Allowed", "This path answers to \(methods).")
    error.headers[.allow] = methods
    return error
  }

  static func tooLarge(_ message: String) -> ServiceError {
    ServiceError(.contentTooLarge, "413 Content Too Large", message)
  }

  static func timeout(_ message: String) -> ServiceError {
    var error = ServiceError(.requestTimeout, "408 Request Timeout", message)
    error.headers[.connection] = "close"
    return error
  }

  static func busy(_ message: String, retryAfterSeconds: Int) -> ServiceError {
    var error = ServiceError(.serviceUnavailable, "503 Service Unavailable", message)
    error.headers[.retryAfter] = String(retryAfterSeconds)
    return error
  }
}
