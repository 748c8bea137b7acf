import Geodesy

/// The points of a density grid: projected, gathered by distinct position, ordered from north to south.
struct DensitySources: Sendable {
  /// Where distances are measured from: the grid's coordinates, or degrees where the system is not metric.
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  private(set) var weights: [Double] = []
  /// The grid's row of each position, or the nearest one beyond its edges.
  private(set) var rows: [Int32] = []

  /// Rows beyond the grid's edges that are still told apart: more than any radius spans.
  private static let outerRows = 1 << 20

  init(coordinates: [Coordinate], weights: [Double], geometry: GridGeometry, radiusMetres: Double, threads: Int) {
    let count = coordinates.count
    var positions = [GridPosition](repeating: GridPosition(easting: .nan, northing: .nan), count: count)
    let parts = ParallelSlices.slices(of: count, into: threads)
    positions.withUnsafeMutableBufferPointer { positions in
      guard let positions = SharedBuffer(positions) else { return }
      ParallelSlices.perform(count: parts.count, threads: threads) { part in
        for index in parts[part] where coordinates[index].isValid {
          positions[index] = geometry.system.grid(of: coordinates[index])
        }
      }
    }
    var keys: [UInt64] = []
    var order: [UInt32] = []
    let scale = Double(UInt32.max) / max(geometry.cellSize * Double(geometry.columns) * 3, .leastNormalMagnitude)
    let left = geometry.west - geometry.cellSize * Double(geometry.columns)
    func weight(_ index: Int) -> Double { weights.isEmpty ? 1 : weights[index] }
    for (index, position) in positions.enumerated() {
      guard position.easting.isFinite, position.northing.isFinite, weight(index).isFinite, weight(index) != 0 else {
        continue
      }
      let column = min(max((position.easting - left) * scale, 0), Double(UInt32.max))
      keys.append(UInt64(Self.row(of: position.northing, geometry)) << 32 | UInt64(column))
      order.append(UInt32(index))
    }
    RadixSort.sort(keys: &keys, numbers: &order, threads: threads)
    gather(keys: keys, order: &order, positions: positions, weight: weight)
    if !geometry.system.isMetric { useDegrees(of: geometry.system) }
  }

  /// The row with a margin added, so that it is never negative.
  private static func row(of northing: Double, _ geometry: GridGeometry) -> Int {
    let row = ((geometry.north - northing) / geometry.rowSpacing).rounded(.down) + Double(outerRows)
    return Int(min(max(row, 0), Double(geometry.rows + 2 * outerRows)))
  }

  private mutating func gather(
    keys: [UInt64], order: inout [UInt32], positions: [GridPosition], weight: (Int) -> Double
  ) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] == keys[start] { end += 1 }
      if end - start > 1 {
        order[start..<end].sort { first, second in
          let (a, b) = (positions[Int(first)], positions[Int(second)])
          return (a.easting, a.northing, weight(Int(first))) < (b.easting, b.northing, weight(Int(second)))
        }
      }
      let row = Int32(Int(keys[start] >> 32) - Self.outerRows)
      while start < end {
        let position = positions[Int(order[start])]
        var sum = 0.0
        while start < end, positions[Int(order[start])] == position {
          sum += weight(Int(order[start]))
          start += 1
        }
        x.append(position.easting)
        y.append(position.northing)
        weights.append(sum)
        rows.append(row)
      }
    }
  }

  private mutating func useDegrees(of system: ReferenceSystem) {
    for index in x.indices {
      let coordinate = system.coordinate(of: GridPosition(easting: x[index], northing: y[index]))
      x[index] = coordinate.longitude
      y[index] = coordinate.latitude
    }
  }
}
