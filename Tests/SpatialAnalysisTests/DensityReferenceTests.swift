import Geodesy
import Testing

@testable import SpatialAnalysis

/// Values from NumPy 2.4 and SciPy 1.17 (`cdist` and `multivariate_normal`), the points projected by PROJ's cs2cs.
@Suite struct DensityReferenceTests {
  static let points: [(Double, Double, Double)] = [
    (50.2259, 3.5726, 1), (50.2521, 3.5609, 7), (50.2429, 3.6049, 1), (50.2046, 3.6261, 4), (50.203, 3.615, 1),
    (50.2056, 3.5636, 9), (50.234, 3.674, 3), (50.2099, 3.5835, 5),
  ]
  static let cells = [
    (742500.0, 7012500.0), (747500, 7012500), (737500, 7017500), (742500, 7002500), (752500, 7017500),
  ]

  @Test(arguments: [
    (
      DensityKernel.quartic,
      [0.045384008431418196, 0.041138567519146796, 0.04089023459419227, 0.028875728912065298, 0.029456265541297877]
    ),
    (
      .epanechnikov,
      [0.030901652871122454, 0.029400685279874387, 0.029291001808934916, 0.02449435389422085, 0.024788099035190712]
    ),
    (
      .triangular,
      [0.041384037588984866, 0.03563117912173662, 0.035566685255123597, 0.02534631052248716, 0.02591405336464784]
    ),
    (
      .uniform,
      [0.015788170354716018, 0.015788170354716018, 0.015788170354716018, 0.015788170354716018, 0.015788170354716018]
    ),
    (
      .gaussian,
      [0.10800714592547794, 0.07663153586642675, 0.07667949078517042, 0.025834450021917938, 0.028206124716417924]
    ),
  ])
  func valuesAreThoseOfSciPy(kernel: DensityKernel, expected: [Double]) throws {
    var options = DensityOptions()
    options.kernel = kernel
    let grid = try DensityGrid(
      coordinates: Self.points.map { Coordinate(latitude: $0.0, longitude: $0.1) }, weights: Self.points.map(\.2),
      options: options)
    for (cell, value) in zip(Self.cells, expected) {
      let column = Int((cell.0 - grid.geometry.west) / 5000)
      let row = Int((grid.geometry.north - cell.1) / 5000)
      #expect(grid.geometry.centre(column: column, row: row) == GridPosition(easting: cell.0, northing: cell.1))
      #expect(abs(grid[column: column, row: row] - value) < 1e-6 * value)
    }
  }
}
