import Foundation
import Testing

@testable import RemoteGeocoding

/// Every way in which a service may fail: bounded time, the right end, nothing lost.
@Suite struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    /// Seconds allowed for a transfer: short only where the fault is to be slow, so that a busy machine is none.
    var timeout = 20.0
    var steps: @Sendable (Int) -> [FaultServer.Step]
    /// How the run ends; `nil` when all is answered in spite of it.
    var ends: (@Sendable (RemoteFailure) -> Bool)?
    var testDescription: String { name }
  }

  static let good = PretendGeocoder().geoJSON("Le Quesnoy", nil)

  static let faults: [Fault] = [
    Fault(name: "503 for a while, then fine") { $0 < 3 ? .respond(503, "busy") : .respond(200, good) },
    Fault(name: "429 with seconds") { $0 < 1 ? .respond(429, "", headers: ["Retry-After: 1"]) : .respond(200, good) },
    // Three times: a request that fails four times is given up.
    Fault(name: "502 now and then") { $0 % 3 == 1 && $0 < 9 ? .respond(502, "") : .respond(200, good) },
    Fault(name: "a reset connection, then fine") { $0 == 0 ? [.reset] : .respond(200, good) },
    Fault(
      name: "503 for ever", steps: { _ in .respond(503, "busy") },
      ends: { if case .status(503, _) = $0 { true } else { false } }),
    Fault(
      name: "429 that asks for an hour", steps: { _ in .respond(429, "", headers: ["Retry-After: 3600"]) },
      ends: { $0 == .status(429, retryAfterSeconds: 3600) }),
    Fault(
      name: "500 for ever", steps: { _ in .respond(500, #"{"title":"500 Internal Server Error"}"#) },
      ends: { if case .status(500, _) = $0 { true } else { false } }),
    Fault(
      name: "slow headers", timeout: 0.3, steps: { _ in [.sleep(2), .send("HTTP/1.1 200 OK\r\n\r\n")] },
      ends: { $0 == .transfer(.timedOut) }),
    Fault(
      name: "a server that never answers", timeout: 0.3, steps: { _ in [.sleep(5)] },
      ends: { $0 == .transfer(.timedOut) }),
    Fault(
      name: "slow body", timeout: 0.3,
      steps: { _ in
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{")]
          + Array(repeating: [.sleep(0.2), .send(" ")], count: 8).flatMap { $0 }
      },
      ends: { $0 == .transfer(.timedOut) }),
    Fault(
      name: "cut body", steps: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + good)] },
      ends: { if case .transfer(.interrupted) = $0 { true } else { false } }),
    Fault(
      name: "Content-Length too small",
      steps: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 40\r\nConnection: close\r\n\r\n" + good)] },
      ends: { if case .answer = $0 { true } else { false } }),
    Fault(
      name: "an HTML page with 200",
      steps: { _ in .respond(200, "<!DOCTYPE html><title>Maintenance</title>", headers: ["Content-Type: text/html"]) },
      ends: { if case .answer = $0 { true } else { false } }),
    Fault(
      name: "invalid JSON", steps: { _ in .respond(200, "{\"features\": [") },
      ends: { if case .answer = $0 { true } else { false } }),
    Fault(
      name: "JSON of another kind", steps: { _ in .respond(200, "[1, 2]") },
      ends: { if case .answer = $0 { true } else { false } }),
    Fault(
      name: "huge JSON",
      steps: { _ in
        let start = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"features\":[],\"x\":\""
        return [.send(start)] + Array(repeating: .send(String(repeating: "a", count: 65_536)), count: 64)
      },
      ends: { if case .transfer(.tooLarge) = $0 { true } else { false } }),
    Fault(
      name: "wrong encoding",
      steps: { _ in
        let body =
          Array(#"{"features":[{"geometry":{"coordinates":[1,2]},"properties":{"city":"H"#.utf8)
          + [0xE9] + Array(#"rault"}}]}"#.utf8)
        return [.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n"), .bytes(body), .keep]
      },
      ends: { if case .answer = $0 { true } else { false } }),
    Fault(
      name: "redirect loop", steps: { _ in .respond(302, "", headers: ["Location: /search?q=again"]) },
      ends: { if case .transfer(.badRedirect) = $0 { true } else { false } }),
    Fault(
      name: "redirect to file://", steps: { _ in .respond(302, "", headers: ["Location: file:///etc/passwd"]) },
      ends: { if case .transfer(.badRedirect) = $0 { true } else { false } }),
    Fault(
      name: "401", steps: { _ in .respond(401, "") },
      ends: { if case .status(401, _) = $0 { true } else { false } }),
  ]

  static var limits: RemoteLimits { limits(timeout: 20) }

  /// Short pauses; the real ones are a hundred times longer.
  static func limits(timeout: Double) -> RemoteLimits {
    var limits = RemoteLimits()
    limits.transfer.totalSeconds = timeout
    limits.transfer.connectSeconds = timeout
    limits.transfer.responseBytes = 1 << 20
    limits.patience.firstPauseSeconds = 0.01
    limits.patience.longestPauseSeconds = 0.1
    return limits
  }

  static func questions(_ count: Int) -> [RemoteQuestion] {
    (0..<count).map { .search(text: "le quesnoy \($0)", postcode: "") }
  }

  static func run(
    _ provider: any RemoteProvider, _ limits: RemoteLimits, _ questions: [RemoteQuestion]
  ) -> (outcome: RemoteOutcome, answers: [Int: RemoteAnswer]) {
    var answers: [Int: RemoteAnswer] = [:]
    var run = RemoteRun(provider, limits, questions: questions, asked: Array(questions.indices), callsMade: 0)
    let outcome = run.run { for (index, answer) in $0 { answers[index] = answer } }
    return (outcome, answers)
  }

  // Bounded by six failures in a row of at most the timeout and a pause each; the limit only ends a run that hangs.
  @Test(.timeLimit(.minutes(10)), arguments: faults) func endsAsItShould(_ fault: Fault) throws {
    let server = try FaultServer { _, number in fault.steps(number) }
    defer { server.stop() }
    let questions = Self.questions(20)
    let (outcome, answers) = Self.run(
      AddokProvider(baseURL: server.url), Self.limits(timeout: fault.timeout), questions)
    // Each question is answered, refused or left, and none of them twice.
    #expect(outcome.answered + outcome.refused + outcome.unasked == questions.count)
    #expect(answers.count == outcome.answered)
    guard let ends = fault.ends else {
      #expect(outcome.stop == nil)
      #expect(outcome.answered == questions.count)
      return
    }
    #expect(outcome.answered == 0)
    guard case .unavailable(let failure) = outcome.stop else {
      Issue.record("ended with \(String(describing: outcome.stop))")
      return
    }
    #expect(ends(failure), "\(failure)")
    // A service that is down is left alone.
    #expect(outcome.calls <= 40)
  }

  static func httpDate(secondsFromNow seconds: Double) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(from: Date(timeIntervalSinceNow: seconds))
  }

  @Test func retryAfterIsObeyedInBothForms() throws {
    // A date has whole seconds, and so has the clock it is compared with: three seconds are at least one.
    let forms: [(@Sendable () -> String, Double)] = [({ "2" }, 1.95), ({ Self.httpDate(secondsFromNow: 3) }, 0.95)]
    for (header, least) in forms {
      let server = try FaultServer { _, number in
        number == 0 ? .respond(429, "", headers: ["Retry-After: \(header())"]) : .respond(200, Self.good)
      }
      defer { server.stop() }
      let (outcome, _) = Self.run(AddokProvider(baseURL: server.url), Self.limits, Self.questions(1))
      #expect(outcome.answered == 1)
      let requests = server.requests
      try #require(requests.count == 2)
      #expect(requests[1].arrived - requests[0].arrived >= least)
    }
  }

  @Test(.timeLimit(.minutes(10))) func refusedConnection() throws {
    let server = try FaultServer { _, _ in [] }
    server.stop()
    let (outcome, _) = Self.run(AddokProvider(baseURL: server.url), Self.limits, Self.questions(5))
    #expect(outcome.unasked == 5)
    guard case .unavailable(.transfer(.cannotConnect)) = outcome.stop else {
      Issue.record("ended with \(String(describing: outcome.stop))")
      return
    }
  }

  /// A label of 64 letters, one more than there may be (RFC 1035): no resolver asks anybody about it.
  static let unknownHost = "http://\(String(repeating: "a", count: 64)).invalid"

  @Test(.timeLimit(.minutes(10))) func aHostThatIsNotKnown() {
    let (outcome, _) = Self.run(
      AddokProvider(baseURL: Self.unknownHost), Self.limits(timeout: 3), Self.questions(3))
    #expect(outcome.unasked == 3)
    guard case .unavailable(.transfer(.unknownHost)) = outcome.stop else {
      Issue.record("ended with \(String(describing: outcome.stop))")
      return
    }
  }

  @Test func noTLSOnTheOtherSide() throws {
    let server = try FaultServer(greeting: "220 this is mail, not TLS\r\n") { _, _ in [] }
    defer { server.stop() }
    let provider = AddokProvider(baseURL: "https://127.0.0.1:\(server.port)")
    let (outcome, _) = Self.run(provider, Self.limits, Self.questions(20))
    // Trying again would not help: none but those under way.
    #expect(outcome.calls <= RemoteLimits.singlesTogether)
    guard case .unavailable(.transfer(.notSecure)) = outcome.stop else {
      Issue.record("ended with \(String(describing: outcome.stop))")
      return
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1", "gopher://127.0.0.1:1", "127.0.0.1", ""])
  func otherSchemesAreRefused(_ url: String) {
    let (outcome, answers) = Self.run(AddokProvider(baseURL: url), Self.limits, Self.questions(2))
    #expect(answers.isEmpty)
    guard case .unavailable(.transfer(.badURL)) = outcome.stop else {
      Issue.record("ended with \(String(describing: outcome.stop))")
      return
    }
  }

  @Test func oneBadQuestionDoesNotHoldUpTheOthers() throws {
    let server = try FaultServer { request, _ in
      request.parameter("q") == "le quesnoy 3" ? .respond(502, "") : .respond(200, Self.good)
    }
    defer { server.stop() }
    let (outcome, answers) = Self.run(AddokProvider(baseURL: server.url), Self.limits, Self.questions(20))
    #expect(outcome.answered == 19)
    #expect(outcome.refused == 1)
    #expect(answers[3] == nil)
    #expect(outcome.stop == nil)
  }

  @Test func brokenBatchesFallBackToSingleRequests() throws {
    // addok-csv 1.1.0 under addok 1.3 answers every table with filters so.
    let server = try FaultServer { request, _ in
      request.method == "POST" ? .respond(500, "") : PretendGeocoder().respond(request)
    }
    defer { server.stop() }
    var limits = Self.limits
    limits.rowsPerBatch = 20
    let (outcome, answers) = Self.run(AddokProvider(baseURL: server.url), limits, Self.questions(100))
    #expect(outcome.answered == 100)
    #expect(answers.values.allSatisfy { $0.candidates.first?.citycode == "59481" })
    let posts = server.requests.count { $0.method == "POST" }
    #expect(posts <= 3)
  }

  @Test func rowsMissingFromABatchAreAskedAgain() throws {
    let server = try FaultServer { request, _ in
      guard request.method == "POST", var data = request.form["data"] else { return PretendGeocoder().respond(request) }
      // Every other row is lost on the way.
      let lines = data.components(separatedBy: "\r\n")
      data = lines.enumerated().filter { $0.offset == 0 || $0.offset % 2 == 1 }.map(\.element).joined(separator: "\r\n")
      return .respond(200, PretendGeocoder().table(data))
    }
    defer { server.stop() }
    let (outcome, answers) = Self.run(AddokProvider(baseURL: server.url), Self.limits, Self.questions(60))
    #expect(outcome.answered == 60)
    #expect(answers.count == 60)
    #expect(answers.values.allSatisfy { $0.candidates.count == 1 })
  }

  @Test func budgetIsNeverExceeded() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    var limits = Self.limits
    limits.budget = 7
    limits.rowsPerBatch = 1
    let (outcome, answers) = Self.run(AddokProvider(baseURL: server.url), limits, Self.questions(60))
    #expect(server.requests.count == 7)
    #expect(answers.count == 7)
    #expect(outcome.unasked == 53)
    #expect(outcome.stop == .budget(calls: 7))
  }
}
