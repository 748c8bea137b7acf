import Foundation
import Logging
import Testing

@testable import MapServer

/// What the service says of itself.
@Suite(.serialized) struct ServiceTests {
  @Test func describesEveryPathAndNoOther() throws {
    let router = ServiceRouter(
      search: RunningService.search, options: ServiceOptions(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, store: LayerStore(isExpected: false),
      note: { _ in })
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(OpenAPIDocument.text.utf8)) as? [String: Any])
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let described = Set(paths.flatMap { path, operations in operations.keys.map { "\($0) \(path)" } })
    let answered = Set(router.endpoints.map { "\($0.method.rawValue.lowercased()) \($0.path)" })
    // The files of Leaflet are the page's own business.
    #expect(answered.filter { !$0.contains("/assets/") } == described)
  }

  @Test func countsWhatItDid() async throws {
    try await RunningService.run { client in
      for _ in 0..<3 { _ = try await client.get("/search?q=lille") }
      _ = try await client.get("/secret/path/of/nobody")
      let metrics = try await client.get("/metrics")
      #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      let lines = metrics.text.split(separator: "\n")
      #expect(lines.contains(#"cartomarches_requests_total{method="GET",path="/search",status="200"} 3"#))
      #expect(lines.contains(#"cartomarches_request_seconds_count{path="/search"} 3"#))
      #expect(lines.contains(#"cartomarches_request_seconds_bucket{path="/search",le="+Inf"} 3"#))
      #expect(lines.contains("cartomarches_ready 1.0"))
      #expect(!metrics.text.contains("nobody"))
    }
  }

  @Test func hasAPageWithoutForeignScripts() async throws {
    try await RunningService.run { client in
      let page = try await client.get("/")
      #expect(page.status == 200)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.headers["content-security-policy"]?.contains("default-src 'self'") == true)
      #expect(page.text.contains("role=\"search\""))
      let packed = try await client.get("/", headers: ["Accept-Encoding": "br, gzip;q=0.5"])
      #expect(packed.headers["content-encoding"] == "gzip")
      #expect(try TableRequestTests.unpacked(packed.body) == page.body)
      #expect(try await client.get("/", headers: ["Accept-Encoding": "gzip;q=0"]).headers["content-encoding"] == nil)
    }
  }

  @Test func saysThatItHasNoTables() async throws {
    try await RunningService.run { client in
      let layers = try await client.get("/layers")
      #expect(layers.status == 404)
      let health = try await client.get("/health")
      #expect(try health.json()["ready"] as? Bool == true)
    }
  }
}
