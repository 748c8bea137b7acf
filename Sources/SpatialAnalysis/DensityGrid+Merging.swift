extension DensityGrid {
  /// The sum of two grids of the same system, shape and cell size, over the smallest rectangle around both.
  ///
  /// Grids of parts of the points add up to the grid of all of them, to the rounding of sums. O(cells).
  public func merged(with other: DensityGrid) throws(SpatialAnalysisError) -> DensityGrid {
    let (first, second) = (geometry, other.geometry)
    guard first.system.epsg == second.system.epsg else {
      throw .gridsDiffer(what: "crs", expected: "EPSG:\(first.system.epsg)", found: "EPSG:\(second.system.epsg)")
    }
    guard first.shape == second.shape else {
      throw .gridsDiffer(what: "grid", expected: first.shape.rawValue, found: second.shape.rawValue)
    }
    guard abs(first.cellSize - second.cellSize) <= 1e-9 * first.cellSize else {
      throw .gridsDiffer(what: "cell", expected: "\(first.cellSize)", found: "\(second.cellSize)")
    }
    let firstColumn = min(first.firstColumn, second.firstColumn)
    let firstRow = min(first.firstRow, second.firstRow)
    let columns = max(first.firstColumn + first.columns, second.firstColumn + second.columns) - firstColumn
    let rows = max(first.firstRow + first.rows, second.firstRow + second.rows) - firstRow
    guard Double(columns) * Double(rows) <= Double(DensityOptions.cellLimit) else {
      throw .tooManyCells(columns: columns, rows: rows, limit: DensityOptions.cellLimit)
    }
    let union = GridGeometry(
      system: first.system, shape: first.shape, cellSize: first.cellSize, firstColumn: firstColumn, firstRow: firstRow,
      columns: columns, rows: rows)
    var values = [Double](repeating: 0, count: union.cellCount)
    for grid in [self, other] {
      let right = grid.geometry.firstColumn - firstColumn
      let down = firstRow + rows - grid.geometry.firstRow - grid.geometry.rows
      for row in 0..<grid.geometry.rows {
        let target = (row + down) * columns + right
        let source = row * grid.geometry.columns
        for column in 0..<grid.geometry.columns { values[target + column] += grid.values[source + column] }
      }
    }
    return DensityGrid(geometry: union, values: values, totalWeight: totalWeight + other.totalWeight)
  }
}
