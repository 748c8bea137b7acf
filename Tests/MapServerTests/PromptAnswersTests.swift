import Dispatch
import Foundation
import Glibc
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import MapServer

/// What connections answer by themselves, beside what the router answers to the same.
@Suite(.serialized) struct PromptAnswersTests {
  /// Requests that are answered promptly.
  private static let prompt = [
    "/search?q=lille", "/search/?q=59530+Le+Quesnoy&limit=1&autocomplete=0",
    "/search?q=12%20rue%20de%20la%20mairie%2059530",
    "/search?q=saint&limit=100", "/search?q=zzzzz", "/search?q=lille&postcode=59000&lat=50.6&lon=3.06",
    "/geocodage/search?q=lille", "/geocodage/search/?q=Le%20Quesnoy&limit=1", "/reverse?lat=50.25&lon=3.63",
    "/reverse/?lon=3.63&lat=50.25&limit=20", "/geocodage/reverse?lat=50.25&lon=3.63", "/reverse?lat=0&lon=0",
  ]
  /// Requests that the router has to answer.
  private static let others = [
    "/search", "/search?q=", "/search?q=lille&limit=x", "/geocodage/search?q=a", "/reverse?lat=100&lon=0", "/reverse",
    "/search?q=lille#", "/search/lille?q=lille", "/searching?q=lille", "//search?q=lille", "/Search?q=lille", "/health",
    "/search?q=lill\u{e9}", "/%73earch?q=lille", "http://localhost/search?q=lille",
  ]

  private static let service = ServiceRouter(
    search: RunningService.search, options: ServiceOptions(),
    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, store: LayerStore(isExpected: false),
    note: { _ in }
  ).prompt(serverName: "cartomarches")

  private static func head(_ target: String, _ headers: HTTPHeaders = [:]) -> HTTPRequestHead {
    HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers)
  }

  private static func isPrompt(_ head: HTTPRequestHead) -> Bool {
    service.mayAnswer(head) && service.answer(head, since: .now(), date: "") != nil
  }

  @Test func takesWhatIsOrdinaryAlone() {
    for target in Self.prompt {
      #expect(Self.isPrompt(Self.head(target)), "\(target)")
      #expect(Self.isPrompt(Self.head(target, ["Connection": "Keep-Alive", "Accept-Encoding": "gzip"])))
      #expect(!Self.isPrompt(Self.head(target, ["connection": "close"])))
      #expect(!Self.isPrompt(Self.head(target, ["Content-Length": "0"])))
      #expect(!Self.isPrompt(Self.head(target, ["Transfer-Encoding": "chunked"])))
      var other = Self.head(target)
      other.method = .HEAD
      #expect(!Self.isPrompt(other))
    }
    for target in Self.others { #expect(!Self.isPrompt(Self.head(target)), "\(target)") }
    #expect(!Self.isPrompt(Self.head("/search?q=lille&x=" + String(repeating: "a", count: 9_000))))
  }

  @Test(arguments: ["", "Accept-Encoding: gzip, deflate\r\n", "Accept-Encoding: gzip;q=0\r\nX-Request-Id: abc-1\r\n"])
  func answersAsTheRouterDoes(fields: String) async throws {
    try await RunningService.run { client in
      for target in Self.prompt + Self.others {
        let head = "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)"
        // A connection that is to be closed after the answer is Hummingbird's.
        let plain = try await client.exchange(Array("\(head)Connection: close\r\n\r\n".utf8))
        let prompt = try await client.exchange(Array("\(head)\r\n".utf8), thenHalfClose: true)
        #expect(prompt.status == plain.status, "\(target)")
        #expect(prompt.body == plain.body, "\(target)")
        #expect(prompt.headers["date"]?.count == plain.headers["date"]?.count)
        #expect(prompt.headers["date"]?.hasSuffix(" GMT") != false)
        #expect(prompt.headers["x-request-id"]?.count == plain.headers["x-request-id"]?.count)
        #expect(Self.rest(prompt) == Self.rest(plain), "\(target)")
      }
    }
  }

  /// The fields that do not change from one answer to the next.
  private static func rest(_ answer: LoopbackClient.Answer) -> [String: String] {
    answer.headers.filter { $0.key != "date" && $0.key != "x-request-id" }
  }

  /// Those that are answered here and those that are not, sent at once, some in pieces.
  @Test func keepsTheOrderOfRequests() async throws {
    try await RunningService.run { client in
      let targets = [
        "/search?q=lille", "/health", "/reverse?lat=50.25&lon=3.63", "/search?q=", "/geocodage/search?q=lyon",
      ]
      var bytes: [UInt8] = []
      for number in 0..<500 {
        bytes += "GET \(targets[number * 7 % 5]) HTTP/1.1\r\nHost: a\r\nX-Request-Id: n\(number)-\r\n\r\n".utf8
      }
      let sent = bytes
      let all = try await blocking {
        let descriptor = try client.connect()
        defer { close(descriptor) }
        for start in stride(from: 0, to: sent.count, by: 3_001) {
          LoopbackClient.send(Array(sent[start..<min(sent.count, start + 3_001)]), to: descriptor)
          usleep(500)
        }
        shutdown(descriptor, Int32(SHUT_WR))
        return LoopbackClient.readAll(descriptor)
      }
      let ids = String(decoding: all, as: UTF8.self).split(separator: "\r\n").filter {
        $0.lowercased().hasPrefix("x-request-id")
      }
      #expect(ids.map { $0.dropFirst(14) } == (0..<500).map { "n\($0)-" })
    }
  }

  /// A client that sends on and on and reads late: all answers come, in their order.
  @Test(arguments: ["/search?q=saint&limit=100", "/openapi.json"])
  func waitsForAClientThatDoesNotRead(target: String) async throws {
    try await RunningService.run { client in
      let one = Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
      let count = 2_000
      let bytes = try await blocking {
        let descriptor = try client.connect()
        defer { close(descriptor) }
        let isSent = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
          for _ in 0..<count { LoopbackClient.send(one, to: descriptor) }
          shutdown(descriptor, Int32(SHUT_WR))
          isSent.signal()
        }
        usleep(300_000)
        let all = LoopbackClient.readAll(descriptor)
        isSent.wait()
        return all
      }
      let single = try await client.exchange(one, thenHalfClose: true)
      #expect(single.body.count > 10_000)
      let heads = Array("HTTP/1.1 200 OK".utf8)
      var found = 0
      var rest = bytes[...]
      while let start = rest.firstIndex(of: 0x48) {
        rest = rest[start...]
        if rest.starts(with: heads) { found += 1 }
        rest = rest.dropFirst()
      }
      #expect(found == count)
      #expect(bytes.count > count * single.body.count)
    }
  }

  @Test func writesTheDateAsHTTPDoes() throws {
    var date = ResponseDate()
    let text = date.text()
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let read = try #require(format.date(from: text))
    #expect(format.string(from: read) == text)
    #expect(abs(read.timeIntervalSinceNow) <= 2)
  }

  private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }
}
