import Geodesy

/// The areas of a density grid between two heights.
public struct ContourBand: Hashable, Sendable {
  /// Where the band begins, weight per km².
  public let lower: Double
  /// Where the next band begins, or the grid's maximum for the last.
  public let upper: Double
  /// Its areas: the outline counterclockwise, then the holes clockwise; the first position of a ring is not repeated.
  public let polygons: [[[GridPosition]]]
}

extension DensityGrid {
  /// The grid cut into bands of equal height, the lowest beginning one step above 0: `count` bands of maximum / (count + 1)
  /// each. Bands without area are left out. Square grids only.
  ///
  /// O(cells) per band.
  public func contourBands(count: Int) throws(SpatialAnalysisError) -> [ContourBand] {
    guard (1...Self.contourLimit).contains(count) else {
      throw .optionOutOfRange(name: "contours", found: "\(count)", expected: "1 … \(Self.contourLimit)")
    }
    let top = maximum
    guard top > 0 else { return [] }
    return try contourBands(at: (1...count).map { top * Double($0) / Double(count + 1) })
  }

  /// The grid cut at heights of one's own, in rising order.
  ///
  /// Marching squares between the cells' centres with linear interpolation (Lorensen and Cline 1987 in two dimensions); a
  /// saddle is joined where the mean of its corners is in. Outside the grid the density is taken as 0, half a cell away.
  public func contourBands(at heights: [Double]) throws(SpatialAnalysisError) -> [ContourBand] {
    guard geometry.shape == .square else {
      throw .optionOutOfRange(name: "grid", found: geometry.shape.rawValue, expected: CellShape.square.rawValue)
    }
    let top = maximum
    let lines = heights.map { ContourLines(grid: self, height: $0).rings() }
    var bands: [ContourBand] = []
    for (index, height) in heights.enumerated() {
      let isLast = index + 1 == heights.count
      let cut = isLast ? [] : lines[index + 1].map { Array($0.reversed()) }
      let polygons = RingNesting.polygons(of: lines[index] + cut)
      guard !polygons.isEmpty else { continue }
      bands.append(
        ContourBand(lower: height, upper: isLast ? max(top, height) : heights[index + 1], polygons: polygons))
    }
    return bands
  }

  /// More bands than colours can be told apart.
  public static let contourLimit = 100
}

/// The lines of one height, each around what is as high or higher at its left.
private struct ContourLines {
  let grid: DensityGrid
  let height: Double
  /// Nodes per row: the cells' centres and one node beyond each end.
  private let width: Int
  private let rows: Int

  init(grid: DensityGrid, height: Double) {
    self.grid = grid
    self.height = height
    width = grid.geometry.columns + 2
    rows = grid.geometry.rows + 2
  }

  private func value(_ column: Int, _ row: Int) -> Double {
    guard column > 0, row > 0, column < width - 1, row < rows - 1 else { return 0 }
    return grid.values[(row - 1) * (width - 2) + column - 1]
  }

  /// A node's place: half a cell beyond the outer centres is the grid's edge.
  private func place(_ column: Int, _ row: Int) -> GridPosition {
    let geometry = grid.geometry
    let x = min(max(Double(column) - 0.5, 0), Double(geometry.columns))
    let y = min(max(Double(row) - 0.5, 0), Double(geometry.rows))
    return GridPosition(
      easting: geometry.west + x * geometry.cellSize, northing: geometry.north - y * geometry.cellSize)
  }

  func rings() -> [[GridPosition]] {
    let next = segments()
    var waiting = next
    var rings: [[GridPosition]] = []
    for start in next.keys.sorted() where waiting[start] != nil {
      var ring: [GridPosition] = []
      var edge = start
      while let end = waiting.removeValue(forKey: edge) {
        ring.append(crossing(edge))
        edge = end
      }
      if ring.count > 2 { rings.append(ring) }
    }
    return rings
  }

  /// From the edge at which each piece of line enters a square of four nodes to the edge at which it leaves. Edges are
  /// numbered by their north-west node: even to the east of it, odd to the south.
  private func segments() -> [Int: Int] {
    var next: [Int: Int] = [:]
    for row in 0..<rows - 1 {
      for column in 0..<width - 1 {
        let northWest = value(column, row)
        let northEast = value(column + 1, row)
        let southEast = value(column + 1, row + 1)
        let southWest = value(column, row + 1)
        let inside = [northWest >= height, northEast >= height, southEast >= height, southWest >= height]
        guard inside.contains(true), inside.contains(false) else { continue }
        let node = row * width + column
        let edges = [node * 2, (node + 1) * 2 + 1, (node + width) * 2, node * 2 + 1]
        // Clockwise along the sides: where it goes in and where it comes out.
        let entries = (0..<4).filter { !inside[$0] && inside[($0 + 1) % 4] }
        if entries.count == 1 {
          let exit = (0..<4).first { inside[$0] && !inside[($0 + 1) % 4] } ?? 0
          next[edges[entries[0]]] = edges[exit]
        } else {
          let isJoined = (northWest + northEast + southEast + southWest) / 4 >= height
          for entry in entries { next[edges[entry]] = edges[(entry + (isJoined ? 3 : 1)) % 4] }
        }
      }
    }
    return next
  }

  private func crossing(_ edge: Int) -> GridPosition {
    let (column, row) = (edge / 2 % width, edge / 2 / width)
    let (otherColumn, otherRow) = edge % 2 == 0 ? (column + 1, row) : (column, row + 1)
    let (first, second) = (value(column, row), value(otherColumn, otherRow))
    // Never quite at a node, where lines of neighbouring squares would touch.
    let share = min(max((height - first) / (second - first), 1e-6), 1 - 1e-6)
    let (from, to) = (place(column, row), place(otherColumn, otherRow))
    return GridPosition(
      easting: from.easting + (to.easting - from.easting) * share,
      northing: from.northing + (to.northing - from.northing) * share)
  }
}

/// Sorts rings into outlines (counterclockwise) and their holes (clockwise).
private enum RingNesting {
  private struct Ring {
    let positions: [GridPosition]
    let area: Double
    let west: Double
    let east: Double
    let south: Double
    let north: Double

    init(_ positions: [GridPosition]) {
      self.positions = positions
      var double = 0.0
      var (west, east, south, north) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
      let origin = positions[0]
      for (index, first) in positions.enumerated() {
        let second = positions[(index + 1) % positions.count]
        // Relative to a corner: grid coordinates in the millions would eat the digits.
        double +=
          (first.easting - origin.easting) * (second.northing - origin.northing)
          - (second.easting - origin.easting) * (first.northing - origin.northing)
        west = min(west, first.easting)
        east = max(east, first.easting)
        south = min(south, first.northing)
        north = max(north, first.northing)
      }
      area = double / 2
      (self.west, self.east, self.south, self.north) = (west, east, south, north)
    }

    func contains(_ point: GridPosition) -> Bool {
      guard point.easting >= west, point.easting <= east, point.northing >= south, point.northing <= north else {
        return false
      }
      var isInside = false
      for (index, first) in positions.enumerated() {
        let second = positions[(index + 1) % positions.count]
        guard (first.northing > point.northing) != (second.northing > point.northing) else { continue }
        let share = (point.northing - first.northing) / (second.northing - first.northing)
        if point.easting < first.easting + share * (second.easting - first.easting) { isInside.toggle() }
      }
      return isInside
    }
  }

  static func polygons(of rings: [[GridPosition]]) -> [[[GridPosition]]] {
    let all = rings.map(Ring.init)
    let outlines = all.filter { $0.area > 0 }.sorted { $0.area < $1.area }
    var polygons = outlines.map { [$0.positions] }
    for hole in all where hole.area < 0 {
      // The smallest outline around it.
      if let owner = outlines.firstIndex(where: { $0.area > -hole.area && $0.contains(hole.positions[0]) }) {
        polygons[owner].append(hole.positions)
      }
    }
    return polygons.reversed()
  }
}
