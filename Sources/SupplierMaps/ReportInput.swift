import SpatialAnalysis

/// What a report says that the map's content does not know.
public struct ReportInput: Sendable {
  /// The command that made it, as typed.
  public var commandLine = ""
  /// The names of the tables read.
  public var files: [String] = []
  /// The program's name and version.
  public var program = ""
  /// The density of contracts over France in Europe, in squares of Lambert-93; `nil` for no picture of it.
  public var density: DensityGrid?
  /// Names of the files written beside it, with a word on each.
  public var companions: [(file: String, text: String)] = []

  /// Nothing known.
  public init() {}
}
