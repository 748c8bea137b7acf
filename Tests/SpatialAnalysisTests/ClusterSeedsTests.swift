import Geodesy
import SharedTesting
import Testing

@testable import SpatialAnalysis

/// The parts of a cluster build, each against its plain form.
@Suite struct ClusterSeedsTests {
  /// The rule as it is told: visits in the drawn order, a free node takes all free nodes within reach.
  static func plainTakers(_ nodes: [ClusterLevel.Node], reach: UInt32) -> [UInt32] {
    var takers = [UInt32](repeating: ClusterSeeds.free, count: nodes.count)
    let order = nodes.indices.sorted { (nodes[$0].drawn, $0) < (nodes[$1].drawn, $1) }
    for seed in order where takers[seed] == ClusterSeeds.free {
      for other in nodes.indices where takers[other] == ClusterSeeds.free && isNear(nodes[seed], nodes[other], reach) {
        takers[other] = UInt32(seed)
      }
    }
    return takers
  }

  static func isNear(_ a: ClusterLevel.Node, _ b: ClusterLevel.Node, _ reach: UInt32) -> Bool {
    let east = Double(MercatorSquare.east(from: a.x, to: b.x))
    let south = Double(a.y) - Double(b.y)
    return east * east + south * south <= Double(reach) * Double(reach)
  }

  static func level(_ points: [Coordinate], shift: UInt32) -> ClusterLevel {
    ClusterLevel(nodes: ClusterPositions(coordinates: points, shift: shift, threads: 2).nodes, shift: shift)
  }

  static func nodes(_ level: ClusterLevel) -> [ClusterLevel.Node] { (0..<level.nodes.count).map { level.nodes[$0] } }

  /// Some strips each, whatever their size, so that small levels too have borders between slices.
  static func neighbourhoods(_ level: ClusterLevel, reach: UInt32, slices: Int) -> ClusterNeighbourhoods {
    ClusterNeighbourhoods(
      level: level, reach: reach, slices: ParallelSlices.slices(of: level.stripCount, into: slices),
      windows: FlatArray(count: level.nodes.count), threads: 2)
  }

  @Test(arguments: [12, 18, 22, 26, 29], [1, 2, 5])
  func seedsAreThoseOfThePlainRule(shift: Int, sliceCount: Int) {
    for seed in [3, 59530] as [UInt64] {
      let level = Self.level(SamplePoints.world(count: 1200, seed: seed), shift: UInt32(shift))
      for reach in [UInt32(1) << shift, UInt32(1) << shift / 3 * 2] {
        let neighbourhoods = Self.neighbourhoods(level, reach: reach, slices: sliceCount)
        let takers = FlatArray<UInt32>(repeating: 7, count: level.nodes.count)
        ClusterSeeds.decide(neighbourhoods, takers: takers, threads: 2)
        let nodes = Self.nodes(level)
        let expected = Self.plainTakers(nodes, reach: reach)
        for index in expected.indices where takers[index] != expected[index] {
          // Nodes without any neighbour are left free; the plain rule has them join themselves.
          #expect(takers[index] == ClusterSeeds.free && expected[index] == UInt32(index))
          #expect(nodes.count { Self.isNear(nodes[index], $0, reach) } == 1)
        }
      }
    }
  }

  @Test(arguments: [14, 22, 28]) func neighboursAreAllWithinReach(shift: Int) {
    let level = Self.level(SamplePoints.world(count: 700, seed: 8), shift: UInt32(shift))
    let nodes = Self.nodes(level)
    let reach = UInt32(1) << shift
    let neighbourhoods = Self.neighbourhoods(level, reach: reach, slices: 3)
    let crowded = Set(neighbourhoods.crowded.joined().map(Int.init))
    for index in nodes.indices {
      let expected = nodes.indices.filter { Self.isNear(nodes[index], nodes[$0], reach) }
      guard crowded.contains(index) else {
        #expect(expected == [index])
        continue
      }
      var found: [Int] = []
      neighbourhoods.view.forEachNeighbour(of: index) { found.append($0) }
      #expect(found.sorted() == expected)
    }
  }

  @Test func positionsAreInOrderAndHoldEveryPoint() {
    let points = SamplePoints.world(count: 4000, seed: 1) + [Coordinate(latitude: .nan, longitude: 0)]
    for shift in [0, 13, 31, 32] as [UInt32] {
      let positions = ClusterPositions(coordinates: points, shift: shift, threads: 3)
      let nodes = (0..<positions.nodes.count).map { positions.nodes[$0] }
      #expect(zip(nodes, nodes.dropFirst()).allSatisfy { ($0.y >> shift, $0.x, $0.y) < ($1.y >> shift, $1.x, $1.y) })
      #expect(positions.members.sorted() == Array(0..<4000))
      for (index, node) in nodes.enumerated() {
        let members = positions.members[
          Int(positions.memberStart[index])..<Int(positions.memberStart[index + 1])]
        #expect(!members.isEmpty)
        for member in members {
          #expect(MercatorSquare(points[Int(member)]) == MercatorSquare(x: node.x, y: node.y))
        }
      }
    }
  }

  @Test func levelsKeepEveryNodeInOrder() {
    var level = Self.level(SamplePoints.world(count: 1500, seed: 2), shift: 20)
    let takers = FlatArray<UInt32>(repeating: ClusterSeeds.free, count: level.nodes.count)
    for index in stride(from: 0, to: takers.count, by: 3) { takers[index] = 0 }
    let made = (0..<50).map { number in
      ClusterLevel.Node(
        x: UInt32(truncatingIfNeeded: number &* 0x9E37_79B9), y: UInt32(truncatingIfNeeded: number &* 0x85EB_CA6B),
        number: UInt32(10_000 + number), drawn: 0)
    }
    let kept = Set((0..<takers.count).filter { takers[$0] == ClusterSeeds.free }.map { level.nodes[$0].number })
    level = level.widened(takers: takers, made: made, threads: 2)
    let nodes = Self.nodes(level)
    #expect(Set(nodes.map(\.number)) == kept.union(made.map(\.number)))
    #expect(nodes.count == kept.count + made.count)
    #expect(zip(nodes, nodes.dropFirst()).allSatisfy { ($0.y >> 21, $0.x) <= ($1.y >> 21, $1.x) })
    for strip in 0..<level.stripCount {
      #expect(level.range(ofStrip: strip).allSatisfy { nodes[$0].y >> 21 == level.strips[strip].number })
    }
  }

  @Test(arguments: [0, 5, 1023, 1024, 70_000]) func radixSortIsStable(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    for fromBit in [0, 13] {
      let keys = (0..<count).map { _ in UInt64.random(in: 0..<1 << 30, using: &random) & 0xFFF_0FFF }
      var sorted = keys
      var numbers = Array(0..<UInt32(count))
      RadixSort.sort(keys: &sorted, numbers: &numbers, fromBit: fromBit, threads: 2)
      let expected = keys.indices.sorted { (keys[$0] >> UInt64(fromBit), $0) < (keys[$1] >> UInt64(fromBit), $1) }
      #expect(numbers == expected.map(UInt32.init))
      #expect(sorted == expected.map { keys[$0] })
    }
  }
}
