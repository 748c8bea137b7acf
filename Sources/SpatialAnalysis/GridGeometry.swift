import Geodesy
import Glibc

/// Where the cells of a grid lie. Row 0 is the northernmost, column 0 the westernmost.
///
/// Origins are whole multiples of the cell size, so that grids of the same system and cell size match cell for cell
/// wherever they lie, and can be added.
public struct GridGeometry: Hashable, Sendable {
  /// The system of the grid's coordinates.
  public let system: ReferenceSystem
  /// The cells' shape.
  public let shape: CellShape
  /// The distance between the centres of neighbours of a row, in the system's units.
  public let cellSize: Double
  /// The origin in cells: the first column's west side is `firstColumn` x cell size.
  public let firstColumn: Int
  /// The origin in rows: the last row's south side is `firstRow` x ``rowSpacing``.
  public let firstRow: Int
  /// Cells per row.
  public let columns: Int
  /// Rows.
  public let rows: Int

  /// The distance between two rows, in the system's units.
  public var rowSpacing: Double {
    shape == .square ? cellSize : cellSize * 0.75.squareRoot()
  }

  /// The west side of the first column.
  public var west: Double { Double(firstColumn) * cellSize }
  /// The south side of the last row (hexagons reach a sixth of their height beyond).
  public var south: Double { Double(firstRow) * rowSpacing }
  /// The north side of the first row.
  public var north: Double { Double(firstRow + rows) * rowSpacing }
  /// How many cells there are.
  public var cellCount: Int { columns * rows }

  /// True for the rows of hexagons that lie half a cell to the east.
  public func isShifted(row: Int) -> Bool {
    shape == .hexagon && (firstRow + rows - 1 - row) & 1 == 1
  }

  /// The northing of a row's centres.
  public func northing(row: Int) -> Double {
    (Double(firstRow + rows - 1 - row) + 0.5) * rowSpacing
  }

  /// The easting of a cell's centre.
  public func easting(column: Int, isShifted: Bool) -> Double {
    (Double(firstColumn + column) + (isShifted ? 1 : 0.5)) * cellSize
  }

  /// The centre of a cell.
  public func centre(column: Int, row: Int) -> GridPosition {
    GridPosition(easting: easting(column: column, isShifted: isShifted(row: row)), northing: northing(row: row))
  }

  /// The corners of a cell, counterclockwise, the first not repeated.
  public func corners(column: Int, row: Int) -> [GridPosition] {
    let centre = centre(column: column, row: row)
    let half = cellSize / 2
    switch shape {
    case .square:
      return [(-half, -half), (half, -half), (half, half), (-half, half)].map {
        GridPosition(easting: centre.easting + $0.0, northing: centre.northing + $0.1)
      }
    case .hexagon:
      let side = cellSize / 3.0.squareRoot()
      return [(0, -side), (half, -side / 2), (half, side / 2), (0, side), (-half, side / 2), (-half, -side / 2)].map {
        GridPosition(easting: centre.easting + $0.0, northing: centre.northing + $0.1)
      }
    }
  }

  /// The true area of a cell of a row, km²: that of the grid where the system keeps areas, else on the mean sphere.
  public func cellAreaSquareKilometres(row: Int) -> Double {
    let area = cellSize * rowSpacing
    switch system.projection {
    case .lambertConic, .transverseMercator:
      return area / 1e6
    case .geographic:
      let degree = Coordinate.meanEarthRadiusMetres * .pi / 180
      return area * degree * degree * cos(northing(row: row) * .pi / 180) / 1e6
    case .webMercator:
      let latitude = system.coordinate(of: centre(column: 0, row: row)).latitude
      let scale = cos(latitude * .pi / 180) * Coordinate.meanEarthRadiusMetres / WebMercator.radiusMetres
      return area * scale * scale / 1e6
    }
  }

  /// A grid of whole cells around a box in the system's units.
  public init(
    system: ReferenceSystem, shape: CellShape, cellSize: Double,
    around box: (west: Double, south: Double, east: Double, north: Double)
  ) throws(SpatialAnalysisError) {
    let spacing = shape == .square ? cellSize : cellSize * 0.75.squareRoot()
    // Bounds within a millionth of a cell of a side count as on it: 2.5 km x 2 is not 5.000000001 km.
    let slack = 1e-6
    let firstColumn = (box.west / cellSize + slack).rounded(.down)
    let columns = max(1, (box.east / cellSize - slack).rounded(.up) - firstColumn)
    let firstRow = (box.south / spacing + slack).rounded(.down)
    let rows = max(1, (box.north / spacing - slack).rounded(.up) - firstRow)
    guard columns.isFinite, rows.isFinite, abs(firstColumn) < 1e15, abs(firstRow) < 1e15,
      columns * rows <= Double(DensityOptions.cellLimit)
    else {
      throw .tooManyCells(
        columns: Int(exactly: columns) ?? .max, rows: Int(exactly: rows) ?? .max, limit: DensityOptions.cellLimit)
    }
    self.init(
      system: system, shape: shape, cellSize: cellSize, firstColumn: Int(firstColumn), firstRow: Int(firstRow),
      columns: Int(columns), rows: Int(rows))
  }

  /// A grid from its origin in cells.
  public init(
    system: ReferenceSystem, shape: CellShape, cellSize: Double, firstColumn: Int, firstRow: Int, columns: Int,
    rows: Int
  ) {
    self.system = system
    self.shape = shape
    self.cellSize = cellSize
    self.firstColumn = firstColumn
    self.firstRow = firstRow
    self.columns = columns
    self.rows = rows
  }
}
