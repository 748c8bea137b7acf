import Foundation
import Geodesy
import SharedTesting
import Testing

@testable import SpatialAnalysis

@Suite struct DensityGridTests {
  static let seed: UInt64 = 59530

  static func france(count: Int, seed: UInt64 = seed) -> [Coordinate] {
    var random = SeededGenerator(seed: seed)
    var points: [Coordinate] = []
    while points.count < count {
      if points.count > 10, Int.random(in: 0..<4, using: &random) == 0, let other = points.randomElement(using: &random)
      {
        points.append(other)
      } else {
        points.append(
          Coordinate(
            latitude: .random(in: 49.5...51, using: &random), longitude: .random(in: 1.8...4.2, using: &random)))
      }
    }
    return points
  }

  /// The density written out: every cell against every point.
  static func direct(_ grid: DensityGrid, _ points: [Coordinate], _ weights: [Double], _ options: DensityOptions)
    -> [Double]
  {
    let geometry = grid.geometry
    let system = geometry.system
    let radius = options.radiusMetres
    let positions = points.map { system.grid(of: $0) }
    var values: [Double] = []
    for row in 0..<geometry.rows {
      for column in 0..<geometry.columns {
        let centre = geometry.centre(column: column, row: row)
        let place = system.coordinate(of: centre)
        var sum = 0.0
        for (index, point) in points.enumerated() {
          let distance: Double
          if system.isMetric {
            distance = hypot(positions[index].easting - centre.easting, positions[index].northing - centre.northing)
          } else {
            let angle = place.distance(to: point) / Coordinate.meanEarthRadiusMetres
            distance = 2 * Coordinate.meanEarthRadiusMetres * sin(angle / 2)
          }
          guard distance <= radius else { continue }
          let u = distance / radius
          let kilometres = radius / 1000
          let disc = Double.pi * kilometres * kilometres
          let height: Double
          switch options.kernel {
          case .quartic: height = 3 / disc * pow(1 - u * u, 2)
          case .epanechnikov: height = 2 / disc * (1 - u * u)
          case .triangular: height = 3 / disc * (1 - u)
          case .uniform: height = 1 / disc
          case .gaussian:
            let deviation = kilometres / 4
            height =
              exp(-pow(u * kilometres, 2) / (2 * deviation * deviation))
              / (2 * .pi * deviation * deviation * (1 - exp(-8)))
          }
          sum += (weights.isEmpty ? 1 : weights[index]) * height
        }
        values.append(sum)
      }
    }
    return values
  }

  @Test(arguments: DensityKernel.allCases, [2154, 3857, 4326])
  func agreesWithTheDirectSum(kernel: DensityKernel, epsg: Int) throws {
    var random = SeededGenerator(seed: 11)
    let points = Self.france(count: 120)
    let weights = points.map { _ in Double.random(in: 0.5...1e6, using: &random) }
    for shape in CellShape.allCases {
      var options = DensityOptions()
      options.cellMetres = 6000
      options.radiusMetres = 33_000
      options.kernel = kernel
      options.shape = shape
      options.system = ReferenceSystem(epsg: epsg)
      let grid = try DensityGrid(coordinates: points, weights: weights, options: options)
      let expected = Self.direct(grid, points, weights, options)
      #expect(grid.values.count == expected.count)
      let largest = expected.max() ?? 0
      var worst = 0.0
      for (value, reference) in zip(grid.values, expected) {
        // Relative to the cell itself, but for cells that only a kernel's very edge reaches.
        worst = max(worst, abs(value - reference) / max(reference, largest * 1e-9))
      }
      #expect(worst < 1e-6, "\(kernel) \(epsg) \(shape): \(worst)")
    }
  }

  @Test(arguments: [
    (DensityKernel.quartic, 1e-3), (.gaussian, 1e-3), (.epanechnikov, 3e-3), (.triangular, 3e-3), (.uniform, 0.02),
  ])
  func totalIsPreserved(kernel: DensityKernel, tolerance: Double) throws {
    let points = Self.france(count: 400)
    for epsg in [2154, 4326, 3857] {
      for shape in CellShape.allCases {
        var options = DensityOptions()
        options.kernel = kernel
        options.shape = shape
        options.system = ReferenceSystem(epsg: epsg)
        let grid = try DensityGrid(coordinates: points, options: options)
        #expect(abs(grid.integral - 400) < 400 * tolerance, "\(epsg) \(shape) \(grid.integral)")
        #expect(grid.totalWeight == 400)
        #expect(abs(grid.maximum) > 0)
      }
    }
  }

  @Test func edgesOfTheDefaultGridAreEmpty() throws {
    let grid = try DensityGrid(coordinates: Self.france(count: 50))
    let geometry = grid.geometry
    for column in 0..<geometry.columns {
      #expect(grid[column: column, row: 0] <= grid.maximum * 0.05)
    }
    #expect(grid.geometry.system.epsg == 2154)
    #expect(geometry.west.truncatingRemainder(dividingBy: 5000) == 0)
  }

  @Test func sameBytesWithAnyThreadsAndAnyOrder() throws {
    let points = Self.france(count: 600)
    var random = SeededGenerator(seed: 3)
    let order = points.indices.shuffled(using: &random)
    let weights = points.indices.map { 1 / Double($0 + 1) }
    var options = DensityOptions()
    options.cellMetres = 1000
    options.radiusMetres = 9000
    options.threads = 1
    let alone = try DensityGrid(coordinates: points, weights: weights, options: options)
    options.threads = 5
    let shared = try DensityGrid(
      coordinates: order.map { points[$0] }, weights: order.map { weights[$0] }, options: options)
    #expect(alone.values == shared.values)
    #expect(alone.geometry == shared.geometry)
  }

  @Test func overseasPointsGetTheirOwnSystem() throws {
    let reunion = (0..<20).map { Coordinate(latitude: -21.1 + Double($0) / 100, longitude: 55.4) }
    let lille = Coordinate(latitude: 50.63, longitude: 3.06)
    let grid = try DensityGrid(coordinates: reunion + [lille])
    #expect(grid.geometry.system.epsg == 2975)
    #expect(grid.geometry.cellCount < 400)
    let shares = DensityGrid.shares(of: reunion + [lille])
    #expect(shares.map(\.system.epsg) == [2975, 2154])
    #expect(shares.map(\.points) == [20, 1])
    #expect(DensityGrid.system(for: [Coordinate(latitude: 40.4, longitude: -73)])?.epsg == 32618)
  }

  @Test func partsAddUpToTheWhole() throws {
    let points = Self.france(count: 900)
    for shape in CellShape.allCases {
      var options = DensityOptions()
      options.shape = shape
      let whole = try DensityGrid(coordinates: points, options: options)
      let parts = try [0..<300, 300..<500, 500..<900].map {
        try DensityGrid(coordinates: Array(points[$0]), options: options)
      }
      let merged = try parts[0].merged(with: parts[1]).merged(with: parts[2])
      #expect(merged.geometry == whole.geometry)
      #expect(merged.totalWeight == whole.totalWeight)
      for (sum, value) in zip(merged.values, whole.values) { #expect(abs(sum - value) <= 1e-12 * whole.maximum) }
    }
    var other = DensityOptions()
    other.cellMetres = 2500
    let first = try DensityGrid(coordinates: points)
    let fine = try DensityGrid(coordinates: points, options: other)
    #expect(throws: SpatialAnalysisError.self) { try first.merged(with: fine) }
  }

  @Test func badInputIsRefused() throws {
    #expect(throws: SpatialAnalysisError.noPoints) { try DensityGrid(coordinates: []) }
    #expect(throws: SpatialAnalysisError.noPoints) {
      try DensityGrid(coordinates: [Coordinate(latitude: .nan, longitude: 2)])
    }
    for spoil: (inout DensityOptions) -> Void in [
      { $0.cellMetres = 0 }, { $0.radiusMetres = 4999 }, { $0.cellMetres = .nan }, { $0.radiusMetres = 1e7 },
      { $0.cellMetres = 0.01 },
    ] {
      var options = DensityOptions()
      spoil(&options)
      #expect(throws: SpatialAnalysisError.self) {
        try DensityGrid(coordinates: Self.france(count: 9), options: options)
      }
    }
    let grid = try DensityGrid(coordinates: Self.france(count: 2), weights: [.nan, 3])
    #expect(grid.totalWeight == 3)
  }

  @Test func pointsWithoutAWeightWeighOne() throws {
    let points = Self.france(count: 9)
    #expect(try DensityGrid(coordinates: points, weights: [3]).totalWeight == 11)
    let box = BoundingBox(west: 1.8, south: 49.5, east: 4.2, north: 51)
    #expect(DensityGrid.system(for: points, weights: [3], in: box) == .lambert93)
    #expect(DensityGrid.shares(of: points, weights: [3]).map(\.weight) == [11])
  }

  @Test func hexagonsTouchWithoutGaps() throws {
    let geometry = GridGeometry(
      system: .lambert93, shape: .hexagon, cellSize: 5000, firstColumn: 130, firstRow: 1501, columns: 4, rows: 4)
    for row in 1..<4 {
      let centre = geometry.centre(column: 1, row: row)
      let above = geometry.centre(column: 1, row: row - 1)
      #expect(abs(hypot(centre.easting - above.easting, centre.northing - above.northing) - 5000) < 1e-6)
    }
    let corners = geometry.corners(column: 2, row: 2)
    let area = (0..<6).reduce(0.0) { sum, index in
      let (a, b) = (corners[index], corners[(index + 1) % 6])
      return sum + (a.easting * b.northing - b.easting * a.northing) / 2
    }
    #expect(abs(area / 1e6 - geometry.cellAreaSquareKilometres(row: 2)) < 1e-3)
  }
}
