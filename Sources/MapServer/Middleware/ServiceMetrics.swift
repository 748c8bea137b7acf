import Locking

/// Counts of what the service did, for `GET /metrics` in Prometheus' text form (exposition format 0.0.4).
final class ServiceMetrics: Sendable {
  /// The path that stands for all that no route has.
  static let otherPath = "other"

  private struct State {
    var routes: [String: RouteCounts] = [:]
    var rowsByMethod: [String: Int] = [:]
    var tables = 0
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  /// The counts of a path as the routes have it, or of ``otherPath``.
  func route(_ path: String) -> RouteCounts {
    state.withLock { state in
      if let known = state.routes[path] { return known }
      let counts = RouteCounts(namesMethods: path != Self.otherPath)
      state.routes[path] = counts
      return counts
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
    let routes = state.routes.map { (path: $0.key, counts: $0.value.state) }.filter { $0.counts.count > 0 }
      .sorted { $0.path < $1.path }
    var text = ""
    func head(_ name: String, _ type: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
    head("cartomarches_requests_total", "counter", "Requests answered.")
    for (path, counts) in routes {
      for kind in counts.kinds.sorted(by: { ($0.method, $0.status) < ($1.method, $1.status) }) {
        text +=
          "cartomarches_requests_total{method=\"\(kind.method)\",path=\"\(path)\",status=\"\(kind.status)\"} "
          + "\(kind.count)\n"
      }
    }
    head("cartomarches_request_seconds", "histogram", "Seconds from a request's head to the end of its answer.")
    for (path, counts) in routes {
      var sum = 0
      for (bound, count) in zip(RouteCounts.bounds, counts.buckets) {
        sum += count
        text += "cartomarches_request_seconds_bucket{path=\"\(path)\",le=\"\(bound)\"} \(sum)\n"
      }
      text += "cartomarches_request_seconds_bucket{path=\"\(path)\",le=\"+Inf\"} \(counts.count)\n"
      text += "cartomarches_request_seconds_sum{path=\"\(path)\"} \(counts.seconds)\n"
      text += "cartomarches_request_seconds_count{path=\"\(path)\"} \(counts.count)\n"
    }
    head("cartomarches_rows_total", "counter", "Rows of tables geocoded, by method; none: not placed.")
    for (method, count) in state.rowsByMethod.sorted(by: { $0.key < $1.key }) {
      text += "cartomarches_rows_total{method=\"\(method)\"} \(count)\n"
    }
    head("cartomarches_tables_total", "counter", "Tables geocoded to their end.")
    text += "cartomarches_tables_total \(state.tables)\n"
    head("cartomarches_answers_cut_total", "counter", "Answers that a client did not take to their end.")
    text += "cartomarches_answers_cut_total \(routes.reduce(0) { $0 + $1.counts.cutAnswers })\n"
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
