import Locking
import NIOCore

/// Answers given before, by what was asked, letter for letter: boxes of a search ask the same beginnings over and over, and
/// an answer is the same for the life of the process.
///
/// Two generations of bounded size: what is asked for again moves to the young one, and when that is full the old one is
/// forgotten. O(1).
final class AnswerStore: Sendable {
  fileprivate struct State {
    var young: [String: ByteBuffer] = [:]
    var old: [String: ByteBuffer] = [:]
    var youngBytes = 0
    var found = 0
    var missed = 0
  }

  private let state = Mutex(State())
  /// Bytes of a generation.
  private let byteLimit: Int

  /// A question and its answer beside their own bytes.
  fileprivate static let entryBytes = 200

  init(byteLimit: Int = 8 << 20) { self.byteLimit = byteLimit }

  /// The answer to a question, worked out if it was not asked lately.
  func answer<Failure: Error>(
    to question: String, _ work: () throws(Failure) -> [UInt8]
  ) throws(Failure) -> ByteBuffer {
    // Thousands of answers take a moment to be freed: not while others wait.
    var forgotten: [String: ByteBuffer] = [:]
    if let known = state.withLock({ $0.take(question, byteLimit, &forgotten) }) { return known }
    let answer = ByteBuffer(bytes: try work())
    state.withLock { state in
      state.missed += 1
      state.keep(question, answer, byteLimit, &forgotten)
    }
    return answer
  }

  /// How often an answer was there, and how often it was not.
  var counts: (found: Int, missed: Int) { state.withLock { ($0.found, $0.missed) } }
}

extension AnswerStore.State {
  fileprivate mutating func take(
    _ question: String, _ byteLimit: Int, _ forgotten: inout [String: ByteBuffer]
  ) -> ByteBuffer? {
    if let answer = young[question] {
      found += 1
      return answer
    }
    guard let answer = old[question] else { return nil }
    found += 1
    keep(question, answer, byteLimit, &forgotten)
    return answer
  }

  fileprivate mutating func keep(
    _ question: String, _ answer: ByteBuffer, _ byteLimit: Int, _ forgotten: inout [String: ByteBuffer]
  ) {
    let bytes = question.utf8.count + answer.readableBytes + AnswerStore.entryBytes
    if youngBytes + bytes > byteLimit {
      forgotten = old
      old = young
      young = [:]
      youngBytes = 0
    }
    young[question] = answer
    youngBytes += bytes
  }
}
