import Glibc

/// Where files go that nobody but this process reads.
enum TemporaryFolder {
  /// `TMPDIR`, and `/tmp` where it is not set or empty.
  static var path: String {
    guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), !folder.isEmpty else { return "/tmp" }
    return folder
  }
}
