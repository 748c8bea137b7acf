import Geocoding
import Glibc
import Tables

/// One line on the terminal, rewritten as the work goes on: rows, rows per second, share done, time left.
struct Progress {
  private let isShown: Bool
  private let language: Language
  private let bytesInAll: Int?
  private let start = Self.now()
  private var lastShown: Double
  private var isOnScreen = false

  /// Seconds before the line first appears, and between two of its states.
  private static let interval = 0.5

  /// Silent unless standard error is a terminal and nobody asked for quiet.
  init(readers: [TableReader], _ messages: MessageStyle) {
    isShown = !messages.isQuiet && isatty(STDERR_FILENO) == 1
    language = messages.language
    lastShown = start
    bytesInAll = readers.reduce(into: Int?.some(0)) { sum, reader in
      sum = sum.flatMap { sum in reader.bytesInAll.map { sum + $0 } }
    }
  }

  /// Shows the line when it is time: rows done, and bytes read of the input.
  mutating func show(rows: Int, bytesRead: @autoclosure () -> Int) {
    guard isShown else { return }
    let now = Self.now()
    guard now - lastShown >= Self.interval else { return }
    lastShown = now
    let elapsed = now - start
    var parts = [
      language.choose("\(rows) lignes", "\(rows) rows"),
      language.choose("\(Int(Double(rows) / elapsed)) lignes/s", "\(Int(Double(rows) / elapsed)) rows/s"),
    ]
    if let bytesInAll, bytesInAll > 0 {
      let share = Double(bytesRead()) / Double(bytesInAll)
      let left = Int((elapsed / max(share, 0.001) * (1 - share)).rounded(.up))
      parts.append("\(Int(share * 100)) %")
      parts.append(language.choose("reste \(left) s", "\(left) s left"))
    }
    Console.status("\r\u{1B}[K" + parts.joined(separator: ", "))
    isOnScreen = true
  }

  /// Takes the line off the screen.
  mutating func clear() {
    if isOnScreen { Console.status("\r\u{1B}[K") }
    isOnScreen = false
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
