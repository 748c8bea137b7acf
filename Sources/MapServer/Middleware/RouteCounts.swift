import Locking

/// What is counted of the requests of one path: a path of the routes, so that a stranger cannot make up new ones.
final class RouteCounts: Sendable {
  /// Requests with the same method and status.
  struct Kind: Sendable {
    var method: String
    var status: Int
    var count: Int
  }

  struct State: Sendable {
    /// Few enough to be looked through.
    var kinds: [Kind] = []
    /// Requests by the bound that they took no longer than; the last for those that took longer.
    var buckets = [Int](repeating: 0, count: bounds.count + 1)
    var seconds = 0.0
    var cutAnswers = 0

    var count: Int { buckets.reduce(0, +) }
  }

  /// Upper bounds of the latency histogram, seconds.
  static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  private let counted = Mutex(State())
  /// Whether the path is one of the service's, whose methods are known.
  private let namesMethods: Bool

  init(namesMethods: Bool) { self.namesMethods = namesMethods }

  /// The counts of this moment.
  var state: State { counted.withLock { $0 } }

  func count(_ request: AnsweredRequest) {
    let method = namesMethods ? request.method : "any"
    let bucket = Self.bounds.firstIndex { request.seconds <= $0 } ?? Self.bounds.count
    counted.withLock { state in
      if let known = state.kinds.firstIndex(where: { $0.status == request.status && $0.method == method }) {
        state.kinds[known].count += 1
      } else {
        state.kinds.append(Kind(method: method, status: request.status, count: 1))
      }
      state.buckets[bucket] += 1
      state.seconds += request.seconds
      if !request.isWhole { state.cutAnswers += 1 }
    }
  }
}
