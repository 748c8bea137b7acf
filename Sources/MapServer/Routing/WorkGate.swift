import Locking

/// Lets so many tables, or pictures, be worked on at a time: each keeps processors busy for a while.
final class WorkGate: Sendable {
  private let running = Mutex(0)
  private let limit: Int
  /// What is let through, for the words of a refusal: "tables".
  private let what: String

  init(limit: Int, what: String) {
    self.limit = limit
    self.what = what
  }

  /// A place, given back when nobody has it any more. Throws a 503 when all are taken.
  func enter() throws(ServiceError) -> Place {
    let isFree = running.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    guard isFree else {
      throw .busy("\(limit) \(what) are being worked on already; try again in a moment.", retryAfterSeconds: 2)
    }
    return Place(gate: self)
  }

  /// How many are being worked on.
  var count: Int { running.withLock { $0 } }

  /// The right to work on one.
  final class Place: Sendable {
    private let gate: WorkGate

    fileprivate init(gate: WorkGate) { self.gate = gate }

    deinit { gate.running.withLock { $0 -= 1 } }
  }
}
