import Hummingbird
import Logging

/// What goes with a request: Hummingbird's own storage, and the request's name in logs and answers.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The request's id: the client's, if it sent one that can be logged, else a random one.
  var requestID = ""

  init(source: Source) { coreContext = .init(source: source) }
}
