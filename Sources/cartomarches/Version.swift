import CBuildStamp
import Gazetteer

/// Which program this is.
enum Version {
  /// The version alone: "0.1.0".
  static let text = "0.1.0"

  /// The commit that `scripts/build-release` built; empty in other builds.
  static let commit = String(cString: build_stamp_commit())

  /// What `--version` prints: "cartomarches 0.1.0, commit 9843f63, gazetteer: communes 2026-01-01, postal codes 2023-06".
  static func line(of gazetteer: Gazetteer) -> String {
    let sources = gazetteer.sources()
    func vintage(_ prefix: String) -> String { sources.first { $0.file.hasPrefix(prefix) }?.vintage ?? "?" }
    return [
      "cartomarches \(text)",
      commit.isEmpty ? nil : "commit \(commit)",
      "gazetteer: communes \(vintage("v_commune")), postal codes \(vintage("laposte"))",
    ].compactMap { $0 }.joined(separator: ", ")
  }
}
