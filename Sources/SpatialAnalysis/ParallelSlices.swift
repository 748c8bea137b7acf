import Glibc
import Synchronization

/// Runs parts of a computation on several threads, each part once, and returns when all are done.
enum ParallelSlices {
  /// Threads worth starting on this machine: one per processor the process may use.
  static let availableThreads = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Calls the body for 0 ..< count, each thread, the calling one included, taking the next part when it is free.
  ///
  /// What a part computes must not depend on the other parts, so that the result is the same with any number of threads.
  static func perform(count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(max(threads, 1), count)
    guard workers > 1 else {
      for part in 0..<count { body(part) }
      return
    }
    let next = Atomic(0)
    withoutActuallyEscaping(body) { body in
      let work = { @Sendable in
        while true {
          let part = next.add(1, ordering: .relaxed).oldValue
          guard part < count else { return }
          body(part)
        }
      }
      var handles: [pthread_t] = []
      for _ in 1..<workers {
        let job = Unmanaged.passRetained(Job(work))
        var handle = pthread_t()
        let failed = pthread_create(
          &handle, nil,
          { argument in
            if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
          }, job.toOpaque())
        // No thread to be had: the work is done here all the same.
        if failed == 0 { handles.append(handle) } else { job.release() }
      }
      work()
      for handle in handles { pthread_join(handle, nil) }
    }
  }

  /// The ranges of about equal length that 0 ..< count is cut into.
  static func slices(of count: Int, into parts: Int) -> [Range<Int>] {
    let parts = max(1, min(parts, count))
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// A buffer that threads write to at places of their own.
struct SharedBuffer<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>

  init?(_ buffer: UnsafeMutableBufferPointer<Element>) {
    guard let base = buffer.baseAddress else { return nil }
    self.base = base
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }
}
