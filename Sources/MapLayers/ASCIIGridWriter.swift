import Geodesy
import SpatialAnalysis

/// Writes a density grid as an Esri ASCII grid: six header lines, then the rows from the north, blanks between values.
///
///     let text = try ASCIIGridWriter.bytes(of: grid)          // heatmap.asc
///     let projection = grid.geometry.system.wellKnownText     // heatmap.prj
///
/// Values have the precision of 32-bit numbers. Every cell has a value; cells out of reach of every point are 0.
public enum ASCIIGridWriter {
  /// The value that stands for no value; density grids have none, readers want it named.
  public static let noData = -9999

  /// The whole file at once.
  public static func bytes(of grid: DensityGrid) throws(RasterError) -> [UInt8] {
    guard grid.geometry.shape == .square else { throw .hexagonalCells }
    var bytes: [UInt8] = []
    write(grid) { bytes += $0 }
    return bytes
  }

  /// Writes the file of a grid of squares row by row.
  public static func write<Failure: Error>(
    _ grid: DensityGrid, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let geometry = grid.geometry
    let header =
      "ncols \(geometry.columns)\nnrows \(geometry.rows)\nxllcorner \(geometry.west)\nyllcorner \(geometry.south)\n"
      + "cellsize \(geometry.cellSize)\nNODATA_value \(noData)\n"
    try sink(Array(header.utf8))
    var bytes: [UInt8] = []
    for row in 0..<geometry.rows {
      for column in 0..<geometry.columns {
        if column > 0 { bytes.append(0x20) }
        let value = Float(grid[column: column, row: row])
        if value == 0 { bytes.append(0x30) } else { bytes.append(contentsOf: value.description.utf8) }
      }
      bytes.append(0x0A)
      try sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }
}
