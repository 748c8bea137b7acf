import Glibc
import Logging

/// The service's log: a line on standard error per event, in logfmt, which people and log collectors read alike.
///
///     time=2026-11-25T21:04:05.123Z level=info event=request request=9f… method=GET path=/search status=200 ms=0.2
struct ServiceLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  static func logger(level: Logger.Level) -> Logger {
    Logger(label: "cartomarches") { _ in ServiceLog(logLevel: level) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = "time=\(Self.now()) level=\(event.level.rawValue) event=\(Self.quoted("\(event.message)"))"
    let own = event.metadata ?? [:]
    // The library's own id of a request says nothing that ours does not.
    for (key, value) in metadata.merging(own, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
    where key != "hb.request.id" {
      line += " \(key)=\(Self.quoted("\(value)"))"
    }
    line += "\n"
    // One write for a line, so that those of several threads do not mix.
    _ = Array(line.utf8).withUnsafeBytes { Console.write($0, to: STDERR_FILENO) }
  }

  /// A value as it is, or in quotes where it would end early.
  private static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The time in UTC, to the millisecond, by ISO 8601.
  private static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    var seconds = time.tv_sec
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let milliseconds = String(1_000 + time.tv_nsec / 1_000_000).dropFirst()
    return "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):"
      + "\(two(parts.tm_min)):\(two(parts.tm_sec)).\(milliseconds)Z"
  }
}
