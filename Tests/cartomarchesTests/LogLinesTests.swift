import Foundation
import Glibc
import MapServer
import Testing

@testable import cartomarches

/// The lines of the service's log.
@Suite struct LogLinesTests {
  /// What many threads logged at once into a file.
  private func lines(threads: Int, each: Int, _ text: @escaping @Sendable (Int) -> String) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    try #require(descriptor >= 0)
    let lines = LogLines(descriptor: descriptor)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for number in 0..<each { lines.append { $0.append(contentsOf: text(thread * each + number).utf8) } }
    }
    lines.flush()
    close(descriptor)
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func areWholeAndInTheOrderOfTheirTimes() throws {
    let lines = try lines(threads: 8, each: 2_000) { " n=\($0)" }
    #expect(lines.count == 16_000)
    #expect(lines.allSatisfy { $0.wholeMatch(of: /time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z n=\d+/) != nil })
    #expect(Set(lines.map { $0.split(separator: " ").last }).count == 16_000)
    let times = lines.map { $0.prefix { $0 != " " } }
    #expect(times == times.sorted())
  }

  @Test(arguments: [
    (0.0002, "/search", "ms=0.2 path=/search"), (0.001, "/a b\"c", #"ms=1.0 path="/a b\"c""#),
    (12.3456789, "/é", "ms=12345.679 path=/é"), (0.00001234, "/\u{1}", #"ms=0.012 path="/ ""#),
  ])
  func tellOfRequests(seconds: Double, path: String, expected: String) {
    var line: [UInt8] = []
    ServiceLog.put(
      AnsweredRequest(id: "a1", method: "GET", path: path, status: 200, seconds: seconds, isWhole: false), to: &line)
    #expect(
      String(decoding: line, as: UTF8.self)
        == " level=info event=request method=GET \(expected) request=a1 status=200 whole=false")
  }
}
