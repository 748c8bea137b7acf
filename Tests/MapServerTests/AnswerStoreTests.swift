import NIOCore
import Testing

@testable import MapServer

/// Answers kept for the next who asks.
@Suite struct AnswerStoreTests {
  private struct Refused: Error {}

  @Test func worksOutAnAnswerOnce() throws {
    let store = AnswerStore()
    var asked = 0
    for _ in 0..<3 {
      let answer = store.answer(to: "/search?q=lille") {
        asked += 1
        return [1, 2]
      }
      #expect(Array(buffer: answer) == [1, 2])
    }
    #expect(asked == 1)
    #expect(store.counts.found == 2 && store.counts.missed == 1)
    #expect(throws: Refused.self) {
      _ = try store.answer(to: "/search?q=") { () throws(Refused) in throw Refused() }
    }
    #expect(Array(buffer: store.answer(to: "/search?q=") { [3] }) == [3])
  }

  /// What is asked for again stays, the rest is forgotten when room is needed.
  @Test func forgetsWhatNobodyAsksFor() {
    let store = AnswerStore(byteLimit: 10_000)
    func isKept(_ question: String) -> Bool {
      let before = store.counts.missed
      _ = store.answer(to: question) { [UInt8](repeating: 0, count: 100) }
      return store.counts.missed == before
    }
    #expect(!isKept("often"))
    #expect(!isKept("once"))
    for number in 0..<1_000 {
      #expect(!isKept("\(number)"))
      #expect(isKept("often"))
    }
    #expect(!isKept("once"))
    #expect(!isKept("0"))
  }

  @Test func givesTheAnswerOfTheVeryQuestion() async throws {
    try await RunningService.run { client in
      for _ in 0..<2 {
        #expect(try await client.get("/search?q=lille&limit=1").all("citycode") == ["59350"])
        #expect(try await client.get("/search?q=lyon&limit=1").all("citycode") == ["69123"])
        #expect(try await client.get("/geocodage/search?q=lille&limit=1").all("_type") == ["address"])
      }
      let metrics = try await client.get("/metrics").text
      #expect(metrics.contains("\ncartomarches_answers_reused_total 3\n"))
      #expect(metrics.contains("\ncartomarches_answers_worked_out_total 3\n"))
    }
  }
}
