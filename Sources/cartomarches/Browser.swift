import Glibc

/// The program that shows web pages, as the user's system has it.
struct Browser {
  /// The command with its arguments; `%s` stands for the page.
  private let command: [String]

  /// How long a program that fails at once is waited for.
  private static let patienceMilliseconds = 1_500
  private static let stepMilliseconds = 20

  /// What desktops have for opening a file, in order of preference.
  private static let usualCommands = ["xdg-open", "wslview", "x-www-browser"]

  /// The first that is there: those that `$BROWSER` lists, parted by colons, else the system's own. `nil` when there is none.
  init?() {
    let listed = getenv("BROWSER").map { String(cString: $0) } ?? ""
    let commands = listed.split(separator: ":").map { $0.split(separator: " ").map(String.init) }
    let usual = commands.isEmpty ? Self.usualCommands.map { [$0] } : []
    guard let found = (commands + usual).first(where: { $0.first.map(Self.isThere) ?? false }) else { return nil }
    command = found
  }

  /// True for a file that can be run, or one of that name in a folder of the path.
  private static func isThere(_ name: String) -> Bool {
    if name.contains("/") { return access(name, X_OK) == 0 }
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Starts it on a page and leaves it alone; `false` when it cannot be started or fails within a moment.
  func open(_ path: String) -> Bool {
    guard let page = realpath(path, nil) else { return false }
    defer { free(page) }
    let address = String(cString: page)
    var words = command.map { $0.split(separator: "%s", omittingEmptySubsequences: false).joined(separator: address) }
    if words == command { words.append(address) }
    guard let process = Self.start(words) else { return false }
    var status: Int32 = 0
    for _ in 0..<Self.patienceMilliseconds / Self.stepMilliseconds {
      let ended = waitpid(process, &status, WNOHANG)
      // The low seven bits are the signal that ended it, the next eight its exit code.
      if ended == process { return status & 0x7F == 0 && status >> 8 & 0xFF == 0 }
      if ended < 0, errno != EINTR { return true }
      usleep(UInt32(Self.stepMilliseconds * 1000))
    }
    return true
  }

  /// A process in a group of its own, so that Ctrl-C here does not end it, without our terminal and with no signal blocked.
  private static func start(_ words: [String]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard let program = arguments[0] else { return nil }
    return posix_spawnp(&process, program, &actions, &attributes, &arguments, environ) == 0 ? process : nil
  }
}
