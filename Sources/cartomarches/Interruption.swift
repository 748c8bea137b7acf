import Glibc
import Locking

/// Ctrl-C and termination: files not yet whole are removed, and the program ends with the shell's code for the signal.
enum Interruption {
  private static let pending = Mutex<Set<String>>([])
  /// Folders made for files to come, the outer ones first.
  private static let folders = Mutex<[String]>([])
  private static let ending = Mutex<(@Sendable () -> Void)?>(nil)

  /// Lets a thread of its own wait for the signals, so that cleaning up may do more than a signal handler could. Files
  /// written meanwhile are never half there: see ``OutputFile``.
  static func watch() {
    // A file that outgrows the shell's limit then fails to be written, like one on a full disk.
    signal(SIGXFSZ, SIG_IGN)
    var signals = watched
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let failed = pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
    if failed == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  /// Lets the next signal begin an orderly end, by `end`, in place of a sudden one; a second signal does not wait for it.
  static func answer(by end: @escaping @Sendable () -> Void) { ending.withLock { $0 = end } }

  /// What ends the program: not the hang-up that `nohup` has made nobody's concern.
  private static var watched: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    var atHangup = sigaction()
    sigaction(SIGHUP, nil, &atHangup)
    let isIgnored = atHangup.__sigaction_handler.sa_handler.map { unsafeBitCast($0, to: Int.self) } == 1
    if !isIgnored { sigaddset(&signals, SIGHUP) }
    return signals
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var signals = watched
    var signal: Int32 = 0
    sigwait(&signals, &signal)
    if let end = ending.withLock({ $0.take() }) {
      end()
      sigwait(&signals, &signal)
    }
    // Held to the end: no file becomes final after this.
    return pending.withLock { paths -> UnsafeMutableRawPointer? in
      for path in paths { unlink(path) }
      removeEmptyFolders()
      _exit(128 + signal)
    }
  }

  /// Remembers a file to remove should the program be interrupted.
  static func add(_ path: String) { pending.withLock { _ = $0.insert(path) } }

  /// Renames files to their final names, all of them unless an interruption has begun, and forgets them. The first that
  /// cannot be renamed, with the system's error number; `nil` when all were.
  static func settle(_ files: [(from: String, to: String)]) -> (file: Int, number: Int32)? {
    pending.withLock { paths in
      for (index, file) in files.enumerated() {
        guard rename(file.from, file.to) == 0 else { return (index, errno) }
        paths.remove(file.from)
      }
      return nil
    }
  }

  /// Ends as a program that writes into a pipe nobody reads, where the caller has SIGPIPE ignored.
  static func endAsByBrokenPipe() -> Never {
    removePendingFiles()
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    exit(0)
  }

  /// Removes what is not whole, at a failure.
  static func removePendingFiles() {
    pending.withLock { paths in
      for path in paths { unlink(path) }
      paths.removeAll()
    }
    removeEmptyFolders()
  }

  /// Remembers a folder that was made, to remove should nothing come into it.
  static func addFolder(_ path: String) { folders.withLock { $0.append(path) } }

  /// Removes the folders that were made and in which nothing is.
  private static func removeEmptyFolders() {
    folders.withLock { paths in
      for path in paths.reversed() { rmdir(path) }
    }
  }
}
