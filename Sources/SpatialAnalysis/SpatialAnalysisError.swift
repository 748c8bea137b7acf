/// Why a cluster index or a density grid cannot be made.
public enum SpatialAnalysisError: Error, Hashable, Sendable {
  /// An option has a value that means nothing: its name as on the command line, what was given, what is allowed, in signs
  /// rather than words ("≥ 2").
  case optionOutOfRange(name: String, found: String, expected: String)
  /// More points than an index can number.
  case tooManyPoints(found: Int, limit: Int)
  /// A grid would have more cells than fit in memory.
  case tooManyCells(columns: Int, rows: Int, limit: Int)
  /// No point has a usable coordinate.
  case noPoints
  /// Two grids cannot be added: what differs, the first's and the second's value.
  case gridsDiffer(what: String, expected: String, found: String)
}
