import Glibc
import Locking

/// Ctrl-C and termination: files not yet whole are removed, and the program ends with the shell's code for the signal.
enum Interruption {
  /// What was made and is not whole. Whoever makes something has the lock until it is noted here, so that nothing comes
  /// between the removal of all this and the end.
  private struct Pending {
    var files: Set<String> = []
    /// Folders made for files to come, the outer ones first.
    var folders: [String] = []

    /// Removes the files, and the folders in which nothing is.
    func remove() {
      for file in files { unlink(file) }
      for folder in folders.reversed() { rmdir(folder) }
    }
  }

  private static let pending = Mutex(Pending())
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
    // Held to the end: no file is made or becomes final after this.
    return pending.withLock { pending -> UnsafeMutableRawPointer? in
      pending.remove()
      _exit(128 + signal)
    }
  }

  /// Makes a file that was not there, to be removed should the program be interrupted; its descriptor, or the system's error
  /// number.
  static func makeFile(_ path: String) -> (descriptor: Int32, number: Int32) {
    pending.withLock { pending in
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return (descriptor, errno) }
      pending.files.insert(path)
      return (descriptor, 0)
    }
  }

  /// Makes a folder, to be removed should nothing come into it; 0 or the system's error number.
  static func makeFolder(_ path: String) -> Int32 {
    pending.withLock { pending in
      guard mkdir(path, 0o777) == 0 else { return errno }
      pending.folders.append(path)
      return 0
    }
  }

  /// Renames files to their final names, all of them unless an interruption has begun, and forgets them. The first that
  /// cannot be renamed, with the system's error number; `nil` when all were.
  static func settle(_ files: [(from: String, to: String)]) -> (file: Int, number: Int32)? {
    pending.withLock { pending in
      for (index, file) in files.enumerated() {
        guard rename(file.from, file.to) == 0 else { return (index, errno) }
        pending.files.remove(file.from)
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
    pending.withLock { pending in
      pending.remove()
      pending.files.removeAll()
    }
  }
}
