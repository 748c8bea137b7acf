import Glibc

/// The thread's own time on a processor: other programs on the machine do not enter it.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs a part several times and prints the median of its processor time: for the whole, for one unit, and as a rate.
/// `body` returns how many units it did.
func measure(_ name: String, unit: String, runs: Int = 5, _ body: () throws -> Int) rethrows {
  var seconds: [Double] = []
  var units = 0
  for _ in 0..<runs {
    let start = processorSeconds()
    units = try body()
    seconds.append(processorSeconds() - start)
  }
  let median = seconds.sorted()[runs / 2]
  let rate = Double(units) / median
  func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
  let title = name + String(repeating: " ", count: max(0, 44 - name.utf8.count))
  print(
    title + padded("\(Int(median * 1e6)) µs", 12) + padded("\(units) \(unit)", 20)
      + padded("\(Int(median * 1e9 / Double(max(1, units)))) ns each", 16) + padded("\(Int(rate))/s", 16))
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same data in every run.
struct Generator: RandomNumberGenerator {
  var state: UInt64 = 59_530
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
