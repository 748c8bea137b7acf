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

  /// The whole file.
  public static func bytes(of grid: DensityGrid) throws(RasterError) -> [UInt8] {
    let geometry = grid.geometry
    guard geometry.shape == .square else { throw .hexagonalCells }
    let header =
      "ncols \(geometry.columns)\nnrows \(geometry.rows)\nxllcorner \(geometry.west)\nyllcorner \(geometry.south)\n"
      + "cellsize \(geometry.cellSize)\nNODATA_value \(noData)\n"
    var bytes = Array(header.utf8)
    bytes.reserveCapacity(bytes.count + geometry.cellCount * 4)
    for row in 0..<geometry.rows {
      for column in 0..<geometry.columns {
        if column > 0 { bytes.append(0x20) }
        let value = Float(grid[column: column, row: row])
        if value == 0 { bytes.append(0x30) } else { bytes.append(contentsOf: value.description.utf8) }
      }
      bytes.append(0x0A)
    }
    return bytes
  }
}
