import Glibc
import Locking
import Logging
import MapServer

/// The service's log: a line on standard error per event, in logfmt, which people and log collectors read alike.
///
///     time=2026-11-25T21:04:05.123Z level=info event=request method=GET ms=0.2 path=/search request=9f… status=200 whole=true
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
    Self.lines.append { line in
      line.put(" level=")
      line.put(event.level.rawValue)
      line.put(" event=")
      line.putValue("\(event.message)")
      let own = event.metadata ?? [:]
      // The library's own id of a request says nothing that ours does not.
      for (key, value) in metadata.merging(own, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
      where key != "hb.request.id" {
        line.put(" ")
        line.put(key)
        line.put("=")
        line.putValue("\(value)")
      }
    }
    // Events are rare, and the last one may be what explains the end.
    Self.lines.flush()
  }

  /// Logs a request that was answered: the most frequent line by far, and so written without a detour.
  static func note(_ request: AnsweredRequest) { lines.append { put(request, to: &$0) } }

  /// Puts the line of a request, without its time.
  static func put(_ request: AnsweredRequest, to line: inout [UInt8]) {
    line.put(" level=info event=request method=")
    line.putValue(request.method)
    line.put(" ms=")
    line.putThousandths(Int((request.seconds * 1_000_000).rounded()))
    line.put(" path=")
    line.putValue(request.path)
    line.put(" request=")
    line.putValue(request.id)
    line.put(" status=")
    line.put(String(request.status))
    line.put(request.isWhole ? " whole=true" : " whole=false")
  }

  private static let lines = LogLines(descriptor: STDERR_FILENO)
}

/// Lines of several threads for one file, whole and in the order of their times.
///
/// One thread writes at a time; what others have to say meanwhile goes out with its next write. So a line is written before
/// whoever logged it goes on, or at once by the thread that is writing.
final class LogLines: Sendable {
  fileprivate struct State: Sendable {
    var waiting: [UInt8] = []
    var isWriting = false
    /// The second that `clock` is the text of.
    var second = Int.min
    var clock: [UInt8] = []
  }

  private let state = Mutex(State())
  private let descriptor: Int32

  /// Bytes that may wait while the file takes none; then those who log wait.
  private static let mostWaiting = 1 << 20

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Adds a line, its time first; `render` puts what follows, without the line's end.
  func append(_ render: (inout [UInt8]) -> Void) {
    while state.withLock({ $0.waiting.count > Self.mostWaiting }) { usleep(1_000) }
    let isWriter = state.withLock { state in
      state.putTime()
      render(&state.waiting)
      state.waiting.append(0x0A)
      if state.isWriting { return false }
      state.isWriting = true
      return true
    }
    if isWriter { write() }
  }

  /// Waits until everything is written.
  func flush() {
    while state.withLock({ $0.isWriting }) { usleep(100) }
  }

  private func write() {
    var lines: [UInt8] = []
    while true {
      lines.removeAll(keepingCapacity: true)
      let isOver = state.withLock { state in
        swap(&state.waiting, &lines)
        state.isWriting = !lines.isEmpty
        return lines.isEmpty
      }
      if isOver { return }
      _ = lines.withUnsafeBytes { Console.write($0, to: descriptor) }
    }
  }
}

extension LogLines.State {
  /// Puts the time in UTC, to the millisecond, by ISO 8601.
  fileprivate mutating func putTime() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    if time.tv_sec != second {
      second = time.tv_sec
      var parts = tm()
      gmtime_r(&time.tv_sec, &parts)
      func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let date = "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      clock = Array("time=\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).".utf8)
    }
    waiting += clock
    let milliseconds = UInt8(time.tv_nsec / 10_000_000)
    waiting.append(0x30 + milliseconds / 10)
    waiting.append(0x30 + milliseconds % 10)
    waiting.append(0x30 + UInt8(time.tv_nsec / 1_000_000 % 10))
    waiting.append(0x5A)
  }
}

extension [UInt8] {
  fileprivate mutating func put(_ text: String) { append(contentsOf: text.utf8) }

  /// Puts a value as it is, or in quotes where it would end early.
  fileprivate mutating func putValue(_ text: String) {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
    guard !isPlain else { return put(text) }
    append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 || byte == 0x5C { append(0x5C) }
      append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
    }
    append(0x22)
  }

  /// Puts a number of thousandths as a decimal number: 1234 is `1.234`, 1000 is `1.0`.
  fileprivate mutating func putThousandths(_ thousandths: Int) {
    put(String(thousandths / 1_000))
    var fraction = thousandths % 1_000
    append(0x2E)
    var scale = 100
    repeat {
      append(0x30 + UInt8(fraction / scale))
      fraction %= scale
      scale /= 10
    } while fraction > 0
  }
}
