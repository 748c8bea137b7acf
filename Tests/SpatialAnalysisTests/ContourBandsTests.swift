import Foundation
import Geodesy
import SharedTesting
import Testing

@testable import SpatialAnalysis

@Suite struct ContourBandsTests {
  private func area(_ ring: [GridPosition]) -> Double {
    ring.indices.reduce(0.0) { sum, index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      let (x, y) = (ring[0].easting, ring[0].northing)
      return sum + ((a.easting - x) * (b.northing - y) - (b.easting - x) * (a.northing - y)) / 2
    }
  }

  private func grid(_ columns: Int, _ values: [Double]) -> DensityGrid {
    let geometry = GridGeometry(
      system: .lambert93, shape: .square, cellSize: 1000, firstColumn: 700, firstRow: 6600, columns: columns,
      rows: values.count / columns)
    return DensityGrid(geometry: geometry, values: values, totalWeight: 0)
  }

  @Test func coneHasRingsOfKnownAreas() throws {
    // A cone of height 1 over a circle of 40 cells: the line at height h is a circle of 40 (1 - h) cells.
    let values = (0..<10000).map { index in
      max(0, 1 - hypot(Double(index % 100) - 49.5, Double(index / 100) - 49.5) / 40)
    }
    let bands = try grid(100, values).contourBands(at: [0.25, 0.5, 0.75])
    #expect(bands.map(\.lower) == [0.25, 0.5, 0.75])
    #expect(bands.map(\.upper).dropLast() == [0.5, 0.75])
    for (band, radii) in zip(bands, [(30.0, 20.0), (20, 10), (10, 0)]) {
      #expect(band.polygons.count == 1)
      #expect(band.polygons[0].count == (radii.1 > 0 ? 2 : 1))
      #expect(area(band.polygons[0][0]) > 0)
      let total = band.polygons[0].reduce(0) { $0 + area($1) } / 1e6
      let expected = Double.pi * (radii.0 * radii.0 - radii.1 * radii.1)
      #expect(abs(total - expected) < 0.01 * expected, "\(total) \(expected)")
    }
  }

  @Test func holesBelongToTheirOutlines() throws {
    // A ring of ones around a zero, with an island in it; another block beside.
    let rows = [
      "0000000000000", "0111111100000", "0100000100110", "0100000100110", "0100100100000", "0100000100000",
      "0111111100000", "0000000000000",
    ]
    let values = rows.flatMap { $0.map { $0 == "1" ? 1.0 : 0 } }
    let band = try #require(try grid(13, values).contourBands(at: [0.5]).first)
    #expect(band.polygons.map(\.count).sorted() == [1, 1, 2])
    for polygon in band.polygons {
      #expect(area(polygon[0]) > 0)
      #expect(polygon.dropFirst().allSatisfy { area($0) < 0 })
    }
  }

  @Test func bandsTouchTheEdgesAndSaddlesAreClosed() throws {
    let full = try #require(try grid(3, [Double](repeating: 2, count: 9)).contourBands(at: [1]).first)
    #expect(full.polygons.count == 1)
    // Half of the outer half cell: the density falls to 0 at the edge.
    #expect(abs(area(full.polygons[0][0]) / 1e6 - 6.25) < 0.2)
    var random = SeededGenerator(seed: 59530)
    let noise = (0..<900).map { _ in Double.random(in: 0...1, using: &random) }
    let bands = try grid(30, noise).contourBands(at: [0.2, 0.5, 0.8])
    let totals = bands.map { $0.polygons.joined().reduce(0) { $0 + area($1) } / 1e6 }
    #expect(totals.allSatisfy { $0 > 0 })
    #expect(totals.reduce(0, +) < 900)
    #expect(throws: SpatialAnalysisError.self) { try grid(30, noise).contourBands(count: 0) }
    #expect(try grid(3, [Double](repeating: 0, count: 9)).contourBands(count: 4).isEmpty)
  }
}
