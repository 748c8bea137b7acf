import Locking

/// Counts of what the service did, for `GET /metrics` in Prometheus' text form (exposition format 0.0.4).
final class ServiceMetrics: Sendable {
  /// Requests that are counted together: paths as the routes have them, so that a stranger cannot make up new ones.
  private struct Kind: Hashable {
    var method: String
    var path: String
    var status: Int
  }

  private struct Latency {
    var buckets: [Int]
    var seconds = 0.0
    var count = 0
  }

  private struct State {
    var requests: [Kind: Int] = [:]
    var latencies: [String: Latency] = [:]
    var rowsByMethod: [String: Int] = [:]
    var tables = 0
    var cutAnswers = 0
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  /// Upper bounds of the latency histogram, seconds.
  private static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  func countRequest(method: String, path: String, status: Int, seconds: Double, isWhole: Bool) {
    state.withLock { state in
      state.requests[Kind(method: method, path: path, status: status), default: 0] += 1
      if !isWhole { state.cutAnswers += 1 }
      var latency = state.latencies[path] ?? Latency(buckets: Array(repeating: 0, count: Self.bounds.count))
      if let bucket = Self.bounds.firstIndex(where: { seconds <= $0 }) { latency.buckets[bucket] += 1 }
      latency.seconds += seconds
      latency.count += 1
      state.latencies[path] = latency
    }
  }

  func countTable(rowsByMethod: [String: Int]) {
    state.withLock { state in
      state.tables += 1
      state.rowsByMethod.merge(rowsByMethod, uniquingKeysWith: +)
    }
  }

  /// The text; `counters` are counts kept elsewhere and `gauges` values of the moment, by name, with what they are.
  func text(
    counters: [(name: String, help: String, value: Int)], gauges: [(name: String, help: String, value: Double)]
  ) -> String {
    let state = self.state.withLock { $0 }
    var text = ""
    func head(_ name: String, _ type: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
    head("cartomarches_requests_total", "counter", "Requests answered.")
    let requests = state.requests.sorted {
      ($0.key.path, $0.key.method, $0.key.status) < ($1.key.path, $1.key.method, $1.key.status)
    }
    for (kind, count) in requests {
      text +=
        "cartomarches_requests_total{method=\"\(kind.method)\",path=\"\(kind.path)\",status=\"\(kind.status)\"} \(count)\n"
    }
    head("cartomarches_request_seconds", "histogram", "Seconds from a request's head to the end of its answer.")
    for (path, latency) in state.latencies.sorted(by: { $0.key < $1.key }) {
      var sum = 0
      for (bound, count) in zip(Self.bounds, latency.buckets) {
        sum += count
        text += "cartomarches_request_seconds_bucket{path=\"\(path)\",le=\"\(bound)\"} \(sum)\n"
      }
      text += "cartomarches_request_seconds_bucket{path=\"\(path)\",le=\"+Inf\"} \(latency.count)\n"
      text += "cartomarches_request_seconds_sum{path=\"\(path)\"} \(latency.seconds)\n"
      text += "cartomarches_request_seconds_count{path=\"\(path)\"} \(latency.count)\n"
    }
    head("cartomarches_rows_total", "counter", "Rows of tables geocoded, by method; none: not placed.")
    for (method, count) in state.rowsByMethod.sorted(by: { $0.key < $1.key }) {
      text += "cartomarches_rows_total{method=\"\(method)\"} \(count)\n"
    }
    head("cartomarches_tables_total", "counter", "Tables geocoded to their end.")
    text += "cartomarches_tables_total \(state.tables)\n"
    head("cartomarches_answers_cut_total", "counter", "Answers that a client did not take to their end.")
    text += "cartomarches_answers_cut_total \(state.cutAnswers)\n"
    for counter in counters {
      head(counter.name, "counter", counter.help)
      text += "\(counter.name) \(counter.value)\n"
    }
    for gauge in gauges {
      head(gauge.name, "gauge", gauge.help)
      text += "\(gauge.name) \(gauge.value)\n"
    }
    head("cartomarches_uptime_seconds", "gauge", "Seconds since the start.")
    let uptime = (ContinuousClock.now - start).components
    return text + "cartomarches_uptime_seconds \(uptime.seconds)\n"
  }
}
