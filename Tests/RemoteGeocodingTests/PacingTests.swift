import Foundation
import Testing

@testable import RemoteGeocoding

@Suite struct PacingTests {
  @Test func rateIsKept() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    var limits = RemoteLimits()
    limits.requestsPerSecond = 50
    limits.rowsPerBatch = 1
    // 1,000 take 20 s: CARTOMARCHES_SLOW_TESTS=1 measures as many.
    let isSlow = ProcessInfo.processInfo.environment["CARTOMARCHES_SLOW_TESTS"] == "1"
    let count = isSlow ? 1_000 : 100
    let start = ProcessInfo.processInfo.systemUptime
    let (outcome, _) = FaultTests.run(AddokProvider(baseURL: server.url), limits, FaultTests.questions(count))
    let seconds = ProcessInfo.processInfo.systemUptime - start
    #expect(outcome.answered == count)
    #expect(seconds >= Double(count - 1) / 50)
    // As the server saw them: no second has more than fifty and the one on its edge, and on a busy machine those that were
    // on their way while it was held up.
    let times = server.requests.map(\.arrived).sorted()
    var most = 0
    var first = 0
    for last in times.indices {
      while times[last] - times[first] >= 1 { first += 1 }
      most = max(most, last - first + 1)
    }
    print("rate: \(count) requests in \(seconds) s, at most \(most) in a second")
    #expect(most <= 51 + (isSlow ? 0 : RemoteLimits.singlesTogether))
  }

  @Test func connectionsAreReused() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    var limits = RemoteLimits()
    limits.rowsPerBatch = 1
    let (outcome, _) = FaultTests.run(AddokProvider(baseURL: server.url), limits, FaultTests.questions(200))
    #expect(outcome.answered == 200)
    // 200 without reuse; a few more than are under way, since a connection is free only once its transfer is settled.
    #expect(server.connections <= 2 * RemoteLimits.singlesTogether)
  }

  @Test func pausesGrowAndStayWithinTheirBound() {
    let health = ServiceHealth(ServicePatience())
    let pauses = (1...10).map { health.longestPause(afterFailures: $0) }
    #expect(pauses.prefix(4) == [0.5, 1, 2, 4])
    #expect(pauses.allSatisfy { $0 <= ServicePatience().longestPauseSeconds })
  }

  @Test func requestsThatFailTogetherAreOneFailure() {
    var health = ServiceHealth(ServicePatience())
    for _ in 0..<8 { health.failed(sentAt: 1, now: 2, retryAfterSeconds: nil) }
    #expect(health.failures == 1)
    #expect(!health.isDown)
    #expect(health.isStrained)
    health.succeeded()
    #expect(!health.isStrained)
  }
}
