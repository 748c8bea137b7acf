import Foundation
import Gazetteer
import Geocoding
import MapServer
import Testing

/// A service on a free loopback port for the time of a test.
enum RunningService {
  /// Made once: reading the names takes a moment.
  static let search: PlaceSearch = {
    do { return PlaceSearch(resolver: Resolver(gazetteer: try .embedded())) } catch { fatalError("\(error)") }
  }()

  /// Limits that a busy test machine keeps.
  private static var patient: ServiceLimits {
    var limits = ServiceLimits()
    limits.headSeconds = 120
    return limits
  }

  static func run(
    limits: ServiceLimits? = nil, tables: LayerTables? = nil, log: LoggedMessages = LoggedMessages(),
    _ body: @Sendable (LoopbackClient) async throws -> Void
  ) async throws {
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let service = MapService(
      search: search, options: ServiceOptions(port: 0, limits: limits ?? patient), tables: tables,
      logger: log.logger
    ) { listening.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await service.run() }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      do {
        try await body(LoopbackClient(port: port))
      } catch {
        await service.stop()
        throw error
      }
      await service.stop()
      try await group.waitForAll()
    }
  }
}

extension LoopbackClient.Answer {
  /// The body as JSON.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
  }

  /// The properties of each feature.
  func properties() throws -> [[String: Any]] {
    let features = try #require(try json()["features"] as? [[String: Any]])
    return features.compactMap { $0["properties"] as? [String: Any] }
  }

  /// A property of each feature, as text.
  func all(_ property: String) throws -> [String] {
    try properties().map { $0[property].map { "\($0)" } ?? "" }
  }
}
