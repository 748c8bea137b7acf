/// How long a troubled service is waited for, and when it is given up.
public struct ServicePatience: Hashable, Sendable {
  /// Seconds: the most that the first pause may last; it doubles with each failure in a row.
  public var firstPauseSeconds = 0.5
  /// Seconds: pauses of our own grow no longer than this.
  public var longestPauseSeconds = 20.0
  /// Seconds: a service that asks for more is held to be down. Géoplateforme asks for 5.
  public var longestRetryAfterSeconds = 120
  /// Failures in a row, each after a pause, after which the service is held to be down.
  public var failuresInRow = 6
  /// Times that one request is sent; a request that always fails must not hold up the others.
  public var attempts = 4
  /// Requests refused in a row, as wrong or by a broken answer: the address is not a geocoder's.
  public var refusalsInRow = 10

  /// The usual patience.
  public init() {}
}

/// The circuit breaker: after a failure one request at a time, with growing pauses, until one succeeds.
struct ServiceHealth {
  let patience: ServicePatience
  private(set) var failures = 0
  private(set) var refusals = 0
  /// Monotonic seconds before which nothing is sent.
  private(set) var pausedUntil = 0.0

  init(_ patience: ServicePatience) { self.patience = patience }

  /// True while the service is only probed.
  var isStrained: Bool { failures > 0 }

  /// True when the service is held to be down.
  private(set) var isDown = false

  /// A request came through.
  mutating func succeeded() {
    failures = 0
    refusals = 0
  }

  /// A request that only concerns itself was refused.
  mutating func refused() {
    refusals += 1
    failures = 0
    if refusals >= patience.refusalsInRow { isDown = true }
  }

  /// A request sent at `sentAt` failed at `now`; the service may have said how long to wait.
  mutating func failed(sentAt: Double, now: Double, retryAfterSeconds: Int?) {
    if let retryAfterSeconds {
      if retryAfterSeconds > patience.longestRetryAfterSeconds { isDown = true }
      pausedUntil = max(pausedUntil, now + Double(retryAfterSeconds))
    }
    // Requests that were under way together fail together: that is one failure.
    guard failures == 0 || sentAt >= lastPauseEnd else { return }
    failures += 1
    if failures >= patience.failuresInRow { isDown = true }
    pausedUntil = max(pausedUntil, now + Double.random(in: 0...longestPause(afterFailures: failures)))
    lastPauseEnd = pausedUntil
  }

  private var lastPauseEnd = 0.0

  /// The upper end of a pause: exponential, with full jitter below it, so that many clients do not come back at once.
  func longestPause(afterFailures count: Int) -> Double {
    var seconds = patience.firstPauseSeconds
    for _ in 1..<max(1, count) where seconds < patience.longestPauseSeconds { seconds *= 2 }
    return min(seconds, patience.longestPauseSeconds)
  }
}

/// The token bucket: evenly spaced requests, never more per second than asked for.
struct RequestPacer {
  private let interval: Double
  private var next = 0.0

  /// `nil` for as fast as the answers come.
  init(requestsPerSecond: Double?) {
    interval = requestsPerSecond.map { $0 > 0 ? 1 / $0 : 0 } ?? 0
  }

  /// Seconds from `now` until the next request may be sent; 0 when it may.
  func wait(at now: Double) -> Double { max(0, next - now) }

  /// A request was sent. Time lost is not caught up: a bucket of one token has no bursts.
  mutating func sent(at now: Double) { next = now + interval }
}
