import Glibc
import Measuring

/// Runs a part several times and prints the median of its processor time: for the whole, for one unit, and as a rate.
/// `body` returns how many units it did.
func measure(_ name: String, unit: String, runs: Int = 5, _ body: () throws -> Int) rethrows {
  var times: [Double] = []
  var units = 0
  for _ in 0..<runs {
    let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
    units = try body()
    times.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - start)
  }
  let median = times.sorted()[runs / 2]
  let rate = Double(units) / median
  func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
  let title = name + String(repeating: " ", count: max(0, 44 - name.utf8.count))
  print(
    title + padded("\(Int(median * 1e6)) µs", 12) + padded("\(units) \(unit)", 20)
      + padded("\(Int(median * 1e9 / Double(max(1, units)))) ns each", 16) + padded("\(Int(rate))/s", 16))
}
