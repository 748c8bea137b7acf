import Glibc

/// Seconds on one of the system's clocks: `CLOCK_MONOTONIC`, or the time on a processor of the process or thread, which other
/// programs on the machine do not enter.
public func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
