import Glibc
import Synchronization

/// Ctrl-C and termination: files not yet whole are removed, and the program ends with the shell's code for the signal.
enum Interruption {
  private static let pending = Mutex<Set<String>>([])
  private static let ending = Mutex<(@Sendable () -> Void)?>(nil)

  /// Lets a thread of its own wait for the signals, so that cleaning up may do more than a signal handler could. Files
  /// written meanwhile are never half there: see ``OutputFile``.
  static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let failed = pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
    if failed == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  /// Lets the next signal begin an orderly end, by `end`, in place of a sudden one; a second signal does not wait for it.
  static func answer(by end: @escaping @Sendable () -> Void) { ending.withLock { $0 = end } }

  private static func wait() -> UnsafeMutableRawPointer? {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    var signal: Int32 = 0
    sigwait(&signals, &signal)
    if let end = ending.withLock({ $0.take() }) {
      end()
      sigwait(&signals, &signal)
    }
    // Held to the end: no file becomes final after this.
    return pending.withLock { paths -> UnsafeMutableRawPointer? in
      for path in paths { unlink(path) }
      _exit(128 + signal)
    }
  }

  /// Remembers a file to remove should the program be interrupted.
  static func add(_ path: String) { pending.withLock { _ = $0.insert(path) } }

  /// Runs `body`, which makes a file final, unless an interruption has begun; forgets the file.
  static func settle(_ path: String, _ body: () -> Int32) -> Int32 {
    pending.withLock { paths in
      let result = body()
      if result == 0 { paths.remove(path) }
      return result
    }
  }

  /// Removes what is not whole, at a failure.
  static func removePendingFiles() {
    pending.withLock { paths in
      for path in paths { unlink(path) }
      paths.removeAll()
    }
  }
}
