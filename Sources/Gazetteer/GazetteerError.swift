/// Why a gazetteer could not be opened, or does not hold what it must.
public enum GazetteerError: Error, Hashable, Sendable {
  /// A table's file could not be read; `errno` is the system's reason.
  case unreadable(table: String, path: String, errno: Int32)
  /// A table is not in the form that `gazetteer-build` writes. `line` is 1-based.
  case malformed(table: String, line: Int, expected: String, found: String)
}
