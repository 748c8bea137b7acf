/// What a report says that the map's content does not know.
public struct ReportInput: Sendable {
  /// The command that made it, as typed.
  public var commandLine = ""
  /// The names of the tables read.
  public var files: [String] = []
  /// The program's name and version.
  public var program = ""
  /// The density of contracts over France in Europe, in Lambert-93; `nil` for no picture of it.
  public var density: DensityPicture?
  /// Names of the files written beside it, with a word on each.
  public var companions: [(file: String, text: String)] = []

  /// Nothing known.
  public init() {}
}

/// A density grid as a picture needs it.
public struct DensityPicture: Sendable {
  /// Cells from west to east.
  public var columns: Int
  /// The lower left corner, Lambert-93 metres east.
  public var westMetres: Double
  /// The lower left corner, Lambert-93 metres north.
  public var southMetres: Double
  /// A cell's side, metres.
  public var cellMetres: Double
  /// Values by row from north to south; 0 or less is nothing.
  public var values: [Double]

  /// A grid.
  public init(columns: Int, westMetres: Double, southMetres: Double, cellMetres: Double, values: [Double]) {
    self.columns = columns
    self.westMetres = westMetres
    self.southMetres = southMetres
    self.cellMetres = cellMetres
    self.values = values
  }
}
