import ArgumentParser
import Dispatch
import Geocoding
import Glibc
import Logging
import MapServer
import Synchronization

/// `cartomarches serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answers over HTTP what the command line does.",
    discussion: "Example: serve --port 8080, then http://127.0.0.1:8080/search?q=le+quesnoy")

  @Option(help: "The address to listen on (127.0.0.1: this machine alone).")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free (8080).")
  var port = 8080

  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    guard (0...65_535).contains(port) else {
      throw Failure(
        .usage,
        language.choose(
          "--port \(port) : donnez un port de 0 à 65535", "--port \(port): give a port from 0 to 65535"))
    }
    Self.allowManyConnections()
    let host = host
    let logger = ServiceLog.logger(level: common.quiet ? .warning : common.verbose ? .debug : .info)
    let service = MapService(
      search: PlaceSearch(resolver: try geocoding.resolver(language)), options: ServiceOptions(host: host, port: port),
      logger: logger
    ) { port in
      logger.notice("listening", metadata: ["url": "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"])
    }
    Interruption.answer { _ = Task { await service.stop() } }
    if let error = Self.wait(for: { try await service.run() }) {
      throw Failure(
        .unavailable,
        language.choose(
          "serve : impossible d'écouter sur \(host):\(port) (\(error)) ; choisissez une autre adresse ou --port",
          "serve: cannot listen on \(host):\(port) (\(error)); choose another address or --port"))
    }
    logger.notice("stopped")
  }

  /// Runs a task to its end from the thread that parses commands; what it threw.
  private static func wait(for body: @escaping @Sendable () async throws -> Void) -> (any Error)? {
    let failure = FailureBox()
    let isOver = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await body() } catch { failure.error.withLock { $0 = error } }
      isOver.signal()
    }
    isOver.wait()
    return failure.error.withLock { $0 }
  }

  private final class FailureBox: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }

  /// Each connection takes a file descriptor; the usual soft limit of 1,024 is for programs that use `select`.
  private static func allowManyConnections() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
