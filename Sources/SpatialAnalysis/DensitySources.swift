import Geodesy

/// Points projected into a grid's system.
struct ProjectedPoints: Sendable {
  /// By point; NaN for those whose coordinate is not valid.
  let positions: FlatArray<GridPosition>
  /// What the points in the system's own territory span, or all when none is there; `nil` without any.
  let bounds: (west: Double, south: Double, east: Double, north: Double)?

  /// Projects points, on several threads. Far from its territory a metric system has no true distances: points elsewhere
  /// do not widen the bounds.
  init(_ coordinates: [Coordinate], into system: ReferenceSystem, threads: Int) {
    let positions = FlatArray<GridPosition>(count: coordinates.count)
    let parts = ParallelSlices.slices(of: coordinates.count, into: threads)
    typealias Bounds = (west: Double, south: Double, east: Double, north: Double)
    let none: Bounds = (.infinity, .infinity, -.infinity, -.infinity)
    var boundsByPart = [(own: Bounds, all: Bounds)](repeating: (none, none), count: parts.count)
    boundsByPart.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: parts.count, threads: threads) { part in
        var bounds = (own: none, all: none)
        for index in parts[part] {
          let coordinate = coordinates[index]
          guard coordinate.isValid else {
            positions[index] = GridPosition(easting: .nan, northing: .nan)
            continue
          }
          let position = system.grid(of: coordinate)
          positions[index] = position
          let place = (position.easting, position.northing, position.easting, position.northing)
          bounds.all = Self.union(bounds.all, place)
          guard ReferenceSystem.officialCode(at: coordinate) == system.epsg else { continue }
          bounds.own = Self.union(bounds.own, place)
        }
        shared[part] = bounds
      }
    }
    self.positions = positions
    let union = boundsByPart.reduce((own: none, all: none)) { sum, part in
      (Self.union(sum.own, part.own), Self.union(sum.all, part.all))
    }
    let used = union.own.west <= union.own.east ? union.own : union.all
    bounds = used.west <= used.east ? used : nil
  }

  private static func union(
    _ a: (west: Double, south: Double, east: Double, north: Double),
    _ b: (west: Double, south: Double, east: Double, north: Double)
  ) -> (west: Double, south: Double, east: Double, north: Double) {
    (min(a.west, b.west), min(a.south, b.south), max(a.east, b.east), max(a.north, b.north))
  }
}

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
  /// Places along a row that sort by radix; nearer ones are compared.
  private static let columnBits: UInt64 = 20

  init(points: ProjectedPoints, weights: [Double], geometry: GridGeometry, threads: Int) {
    let positions = points.positions
    let places = Double((1 << Self.columnBits) - 1)
    let scale = places / max(geometry.cellSize * Double(geometry.columns) * 3, .leastNormalMagnitude)
    let left = geometry.west - geometry.cellSize * Double(geometry.columns)
    func weight(_ index: Int) -> Double { weights.weight(ofPoint: index) }
    var keys: [UInt64] = []
    var order: [UInt32] = []
    keys.reserveCapacity(positions.count)
    order.reserveCapacity(positions.count)
    for index in 0..<positions.count {
      let position = positions[index]
      guard position.easting.isFinite, position.northing.isFinite, weight(index).isFinite, weight(index) != 0 else {
        continue
      }
      let column = min(max((position.easting - left) * scale, 0), places)
      keys.append(UInt64(Self.row(of: position.northing, geometry)) << Self.columnBits | UInt64(column))
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
    keys: [UInt64], order: inout [UInt32], positions: FlatArray<GridPosition>, weight: (Int) -> Double
  ) {
    for values in [\Self.x, \Self.y, \Self.weights] { self[keyPath: values].reserveCapacity(keys.count) }
    rows.reserveCapacity(keys.count)
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
      let row = Int32(Int(keys[start] >> Self.columnBits) - Self.outerRows)
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
