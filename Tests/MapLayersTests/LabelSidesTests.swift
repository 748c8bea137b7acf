import MapLayers
import SharedTesting
import Testing

@Suite struct LabelSidesTests {
  @Test func aLoneLabelStandsToTheRight() {
    #expect(LabelSides.choose([.init(x: 0, y: 0, markerPixels: 18, length: 20)]) == [.right])
  }

  @Test func neighboursTurnTheirBacks() {
    let sides = LabelSides.choose([
      .init(x: 100, y: 0, markerPixels: 18, length: 20), .init(x: 150, y: 0, markerPixels: 18, length: 20),
    ])
    #expect(sides == [.left, .right])
  }

  @Test func onePositionHasThreeSidesAndNoFourth() {
    let sides = LabelSides.choose((0..<5).map { .init(x: 10, y: 10, markerPixels: 18 + Double($0) * 10, length: 10) })
    let used = sides.compactMap { $0 }
    #expect(used.count == 3)
    #expect(Set(used).count == 3)
    #expect(!(used.contains(.top) && used.contains(.bottom)))
  }

  @Test func emptyAndDeterministic() {
    #expect(LabelSides.choose([]).isEmpty)
    var generator = SeededGenerator(seed: 7)
    let labels = (0..<100).map { _ in
      LabelSides.Label(
        x: .random(in: 0...900, using: &generator), y: .random(in: 0...600, using: &generator), markerPixels: 18,
        length: .random(in: 3...36, using: &generator))
    }
    #expect(LabelSides.choose(labels) == LabelSides.choose(labels))
  }
}
