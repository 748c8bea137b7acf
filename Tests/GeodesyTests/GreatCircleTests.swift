import Testing

@testable import Geodesy

struct GreatCircleTests {
  /// Distances of PROJ's `geod` 9.1.1 on a sphere of 6,371,008.8 m.
  @Test(arguments: [
    (48.8566, 2.3522, 45.7640, 4.8357, 391_499.472), (50.2486, 3.6385, 48.3904, -4.4861, 623_688.754),
    (0, 0, 0, 180, 20_015_114.442), (0, 0, 0, 90, 10_007_557.221),
    (-20.8789, 55.4481, 48.8566, 2.3522, 9_364_580.534), (16.2411, -61.5331, 14.6037, -61.0667, 188_809.345),
    (45, 3, 45, 3, 0),
  ])
  func knownDistances(_ north: Double, _ east: Double, _ otherNorth: Double, _ otherEast: Double, _ metres: Double) {
    let first = Coordinate(latitude: north, longitude: east)
    let second = Coordinate(latitude: otherNorth, longitude: otherEast)
    #expect(abs(first.distance(to: second) - metres) < 0.001)
    #expect(first.distance(to: second) == second.distance(to: first))
  }

  @Test func acrossTheDateLine() {
    // Wallis and Samoa are 400 km apart, not 40,000.
    let metres = Coordinate(latitude: 0, longitude: 179.5).distance(to: Coordinate(latitude: 0, longitude: -179.5))
    #expect(abs(metres - 111_195.08) < 0.01)
  }
}
