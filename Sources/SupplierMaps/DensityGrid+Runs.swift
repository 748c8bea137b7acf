import MapLayers
import SpatialAnalysis

extension DensityGrid {
  /// Neighbouring squares of a row with the same tenth of the largest value, as a frame of a map shows them.
  ///
  /// The square root of the share: density falls off so fast that in proportion only one spot would show. O(cells).
  func runs(in frame: MapFrame) -> [DrawnMap.HeatRun] {
    let largest = maximum
    guard largest > 0 else { return [] }
    let columns = geometry.columns
    let side = geometry.cellSize / frame.metresPerUnit
    var runs: [DrawnMap.HeatRun] = []
    for row in 0..<geometry.rows {
      var column = 0
      while column < columns {
        let tenth = tenth(values[row * columns + column], of: largest)
        let start = column
        repeat {
          column += 1
        } while column < columns && self.tenth(values[row * columns + column], of: largest) == tenth
        guard tenth > 0 else { continue }
        let corner = frame.point(
          eastMetres: geometry.west + Double(start) * geometry.cellSize,
          northMetres: geometry.south + Double(geometry.rows - row) * geometry.cellSize)
        let width = Double(column - start) * side
        guard frame.contains(x: corner.x, y: corner.y), frame.contains(x: corner.x + width, y: corner.y + side) else {
          continue
        }
        runs.append(
          DrawnMap.HeatRun(x: corner.x, y: corner.y, width: width, height: side, strength: Double(tenth) / 10))
      }
    }
    return runs
  }

  private func tenth(_ value: Double, of largest: Double) -> Int {
    value > 0 ? Int(((value / largest).squareRoot() * 10).rounded(.up)) : 0
  }
}
