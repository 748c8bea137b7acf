import Dispatch
import Glibc
import MapServer
import Testing

/// Connections of clients that are slow, rude or gone.
@Suite(.serialized) struct ConnectionTests {
  private static var hasty: ServiceLimits {
    var limits = ServiceLimits()
    limits.headSeconds = 1
    limits.idleSeconds = 1
    limits.bodySeconds = 1
    return limits
  }

  /// Runs what blocks off the threads that the server needs.
  private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }

  @Test func refusesAHeadThatComesByteByByte() async throws {
    try await RunningService.run(limits: Self.hasty) { client in
      let bytes = try await blocking {
        let descriptor = try client.connect()
        defer { close(descriptor) }
        for byte in "GET /search?q=lille HTTP/1.1\r\nX-Slow: ".utf8.prefix(6) {
          LoopbackClient.send([byte], to: descriptor)
          usleep(300_000)
        }
        return LoopbackClient.readAll(descriptor)
      }
      #expect(try LoopbackClient.parse(bytes).status == 408)
    }
  }

  @Test(arguments: ["/health", "/search?q=lille"]) func closesAConnectionAtRest(target: String) async throws {
    try await RunningService.run(limits: Self.hasty) { client in
      let bytes = try await blocking {
        let descriptor = try client.connect()
        defer { close(descriptor) }
        LoopbackClient.send(Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8), to: descriptor)
        return LoopbackClient.readAll(descriptor)
      }
      #expect(try LoopbackClient.parse(bytes).status == 200)
    }
  }

  @Test(arguments: ["GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /search\0 HTTP/1.1\r\n\r\n"])
  func refusesWhatIsNoHTTP(text: String) async throws {
    try await RunningService.run { client in
      let answer = try await client.exchange(Array(text.utf8))
      #expect(answer.status == 400)
    }
  }

  @Test func refusesTargetsAndHeadersBeyondTheirLimits() async throws {
    try await RunningService.run { client in
      let long = try await client.get("/search?q=lille&x=\(String(repeating: "a", count: 9_000))")
      #expect(long.status == 414)
      let head = "GET /health HTTP/1.1\r\nHost: a\r\nX-Long: \(String(repeating: "a", count: 20_000))\r\n\r\n"
      let refused = try? await client.exchange(Array(head.utf8))
      #expect(refused == nil || refused?.status == 400 || refused?.status == 431)
    }
  }

  @Test func keepsAConnectionForSeveralRequests() async throws {
    try await RunningService.run { client in
      let one = "GET /search?q=lille&limit=1 HTTP/1.1\r\nHost: a\r\n\r\n"
      let last = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let bytes = try await blocking {
        let descriptor = try client.connect()
        defer { close(descriptor) }
        LoopbackClient.send(Array((one + one + last).utf8), to: descriptor)
        return LoopbackClient.readAll(descriptor)
      }
      #expect(String(decoding: bytes, as: UTF8.self).split(separator: "HTTP/1.1 200").count == 3)
    }
  }

  @Test func namesRequestsByTheIdTheyBring() async throws {
    try await RunningService.run { client in
      let named = try await client.get("/health", headers: ["X-Request-Id": "abc-123"])
      #expect(named.headers["x-request-id"] == "abc-123")
      let strange = try await client.get("/health", headers: ["X-Request-Id": "a b\"c"])
      #expect(strange.headers["x-request-id"].map { $0.count == 16 } == true)
    }
  }
}
