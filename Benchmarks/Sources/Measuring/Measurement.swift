import CMeasuring
import Glibc

/// Runs a part several times and prints a line: the median of its processor time, for the whole and for one unit, and as a rate; and,
/// of one run more, the instructions of user code and the calls that ask for memory, for one unit, where the machine tells.
/// `body` returns how many units it did.
public func measure(_ name: String, unit: String, runs: Int = 5, _ body: () throws -> Int) rethrows {
  var times: [Double] = []
  var units = 0
  for _ in 0..<runs {
    let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
    units = try body()
    times.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - start)
  }
  measuring_begin_allocations()
  let counter = measuring_begin_instructions()
  _ = try body()
  let instructions = measuring_end_instructions(counter)
  let allocations = measuring_end_allocations()

  let median = times.sorted()[runs / 2]
  let each = 1 / Double(max(1, units))
  func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
  /// Three digits, at most three of them behind the point.
  func short(_ value: Double) -> String {
    let decimals = value < 10 ? 1_000.0 : value < 100 ? 10 : 1
    let rounded = (value * decimals).rounded() / decimals
    return decimals == 1 ? String(Int(rounded)) : String(rounded)
  }
  func count(_ count: Int64, _ what: String) -> String {
    count < 0 ? "no \(what) told" : "\(short(Double(count) * each)) \(what)"
  }
  let columns = [
    ("\(Int(median * 1e6)) µs", 12), ("\(units) \(unit)", 20), ("\(short(median * 1e9 * each)) ns each", 16),
    ("\(Int(Double(units) / median))/s", 14), (count(allocations, "allocations"), 20),
    (count(instructions, "instructions"), 24),
  ]
  let title = name + String(repeating: " ", count: max(0, 44 - name.utf8.count))
  print(title + columns.map(padded).joined())
}
