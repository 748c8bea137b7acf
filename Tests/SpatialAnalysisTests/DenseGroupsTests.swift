import Geodesy
import SharedTesting
import Testing

@testable import SpatialAnalysis

@Suite struct DenseGroupsTests {
  /// The definition written out on all pairs.
  private func direct(_ points: [Coordinate], _ epsilon: Double, _ minimum: Int) -> [Int?] {
    let near = points.map { point in
      points.indices.filter { point.isValid && points[$0].isValid && point.distance(to: points[$0]) <= epsilon }
    }
    let isCore = near.map { $0.count >= minimum }
    var group = [Int?](repeating: nil, count: points.count)
    var next = 0
    for start in points.indices where isCore[start] && group[start] == nil {
      var waiting = [start]
      group[start] = next
      while let index = waiting.popLast() {
        for other in near[index] where isCore[other] && group[other] == nil {
          group[other] = next
          waiting.append(other)
        }
      }
      next += 1
    }
    for index in points.indices where !isCore[index] {
      let cores = near[index].filter { isCore[$0] }
      let nearest = cores.min { points[index].distance(to: points[$0]) < points[index].distance(to: points[$1]) }
      group[index] = nearest.flatMap { group[$0] }
    }
    return group
  }

  @Test(arguments: [(5000.0, 4), (20_000, 10), (1_000_000, 30), (300, 1)])
  func agreesWithTheDefinition(epsilon: Double, minimum: Int) throws {
    let points = SamplePoints.world(count: 900, seed: 59530) + [Coordinate(latitude: .nan, longitude: 0)]
    let groups = try DenseGroups(coordinates: points, epsilonMetres: epsilon, minimumPoints: minimum)
    let expected = direct(points, epsilon, minimum)
    #expect(groups.labels.map { $0 < 0 ? nil : Int($0) } == expected)
    #expect(groups.count == (expected.compactMap { $0 }.max() ?? -1) + 1)
    #expect(groups.members().map(\.count).reduce(0, +) == expected.count { $0 != nil })
  }

  @Test func groupsDoNotDependOnTheOrder() throws {
    let points = SamplePoints.world(count: 3000, seed: 2)
    var random = SeededGenerator(seed: 9)
    let order = points.indices.shuffled(using: &random)
    let groups = try DenseGroups(coordinates: points, epsilonMetres: 8000, minimumPoints: 5)
    let other = try DenseGroups(coordinates: order.map { points[$0] }, epsilonMetres: 8000, minimumPoints: 5)
    #expect(groups.count == other.count)
    var names: [Int32: Int32] = [:]
    for (place, number) in order.enumerated() {
      let (label, twin) = (groups.labels[number], other.labels[place])
      #expect(names[label, default: twin] == twin)
      names[label] = twin
    }
  }

  @Test func badOptionsAreRefusedAndNoPointsAreNoGroups() throws {
    #expect(throws: SpatialAnalysisError.self) {
      try DenseGroups(coordinates: [], epsilonMetres: 0, minimumPoints: 4)
    }
    #expect(throws: SpatialAnalysisError.self) {
      try DenseGroups(coordinates: [], epsilonMetres: .nan, minimumPoints: 4)
    }
    #expect(throws: SpatialAnalysisError.self) {
      try DenseGroups(coordinates: [], epsilonMetres: 10, minimumPoints: 0)
    }
    #expect(try DenseGroups(coordinates: [], epsilonMetres: 10, minimumPoints: 4).count == 0)
  }

  @Test func centreCrossesTheAntimeridian() throws {
    let centre = try #require(
      DenseGroups.centre(of: [
        Coordinate(latitude: -15, longitude: 179), Coordinate(latitude: -15, longitude: -179),
      ]))
    #expect(abs(abs(centre.longitude) - 180) < 1e-9)
    #expect(abs(centre.latitude + 15) < 0.01)
    #expect(DenseGroups.centre(of: []) == nil)
  }

  @Test func sunflowersStayInTheirRadius() {
    let centre = Coordinate(latitude: 50.2486, longitude: 3.6385)
    let positions = SunflowerSpread.positions(count: 300, around: centre, radiusMetres: 1500)
    #expect(Set(positions).count == 300)
    #expect(positions.allSatisfy { centre.distance(to: $0) <= 1501 })
    #expect(positions == SunflowerSpread.positions(count: 300, around: centre, radiusMetres: 1500))
    #expect(SunflowerSpread.positions(count: 1, around: centre, radiusMetres: 1500) == [centre])
    #expect(SunflowerSpread.positions(count: 0, around: centre, radiusMetres: 1500).isEmpty)
  }
}
