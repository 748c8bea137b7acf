import Locking
import Logging

/// What a service logged in a test, without the details.
final class LoggedMessages: Sendable {
  private let messages = Mutex<[String]>([])

  var logger: Logger { Logger(label: "test") { _ in Handler(logged: self) } }

  func contains(_ message: String) -> Bool { messages.withLock { $0.contains(message) } }

  private struct Handler: LogHandler {
    let logged: LoggedMessages
    var logLevel = Logger.Level.warning
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { logged.messages.withLock { $0.append("\(event.message)") } }
  }
}
