import Geocoding
import Hummingbird
import HummingbirdCore
import Locking
import Logging
import NIOCore
import ServiceLifecycle

/// The geocoding and map service over HTTP: the national address API at the level of communes and postal codes.
///
///     let service = MapService(search: PlaceSearch(resolver: resolver), options: ServiceOptions(), logger: logger) {
///       logger.notice("listening on port \($0)")
///     }
///     try await service.run()
///
/// ``stop()`` ends it: no new connections are taken, requests under way are finished, then ``run()`` returns.
public struct MapService: Sendable {
  private let services: ServiceGroup
  private let listener = Listener()

  /// A service over a search and its resolver, and the layers of tables. It listens to nothing yet.
  ///
  /// `note` is told of each request that was answered; without it the logger is, at the level `info`.
  /// `whenListening` is called once requests are taken, with the port, which the system chose if the options say 0.
  public init(
    search: PlaceSearch, options: ServiceOptions, tables: LayerTables? = nil, logger: Logger,
    note: (@Sendable (AnsweredRequest) -> Void)? = nil, whenListening: @escaping @Sendable (Int) -> Void
  ) {
    // The life of connections and services within the process is nobody's news.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let store = LayerStore(isExpected: tables != nil)
    let router = ServiceRouter(
      search: search, options: options, logger: logger, store: store, note: note ?? { logger.info($0) })
    let prompt = router.prompt(serverName: Self.serverName)
    let application = Application(
      router: router.router(),
      server: HTTPServerBuilder { ServiceChannel(limits: options.limits, prompt: prompt, responder: $0) },
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), serverName: Self.serverName,
        backlog: options.limits.connections,
        availableConnectionsDelegate: .maximum(options.limits.connections, logger: quiet)),
      onServerRunning: { [listener] channel in
        listener.listens(on: channel)
        whenListening(channel.localAddress?.port ?? options.port)
      },
      logger: quiet)
    var configuration = ServiceGroupConfiguration(services: [application], logger: quiet)
    if let tables {
      configuration.services.append(.init(service: LayerTables.Watch(tables: tables, store: store, logger: logger)))
    }
    configuration.maximumGracefulShutdownDuration = .seconds(options.limits.shutdownSeconds)
    services = ServiceGroup(configuration: configuration)
  }

  private static let serverName = "cartomarches"

  /// Serves until it is stopped. Throws what prevents it from listening, such as `IOError` for a port in use.
  public func run() async throws { try await services.run() }

  /// Takes no more connections and lets requests under way finish.
  public func stop() async {
    await listener.rest()
    await services.triggerGracefulShutdown()
  }
}

/// The socket that connections come in on.
private final class Listener: Sendable {
  private let channel = Mutex<(any Channel)?>(nil)

  /// Milliseconds in which connections that were taken last reach those who serve them.
  private static let settlingMilliseconds = 100

  func listens(on channel: any Channel) { self.channel.withLock { $0 = channel } }

  /// Takes no more connections. The server must not end between taking a connection and serving it: SwiftNIO holds a
  /// connection that is dropped unserved for a mistake, and stops the process (`NIOAsyncWriter`).
  func rest() async {
    guard let channel = channel.withLock({ $0 }) else { return }
    try? await channel.setOption(.autoRead, value: false).get()
    try? await Task.sleep(for: .milliseconds(Self.settlingMilliseconds))
  }
}

extension Logger {
  /// Tells of a request that was answered.
  fileprivate func info(_ request: AnsweredRequest) {
    info(
      "request",
      metadata: [
        "request": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
        "status": "\(request.status)", "ms": "\((request.seconds * 1_000_000).rounded() / 1_000)",
        "whole": "\(request.isWhole)",
      ])
  }
}
