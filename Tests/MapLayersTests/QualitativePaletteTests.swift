import MapLayers
import Testing

@Suite struct QualitativePaletteTests {
  static let reserved = ["travaux": 0, "fournitures": 1, "services": 2]

  @Test func reservedColoursStay() {
    let colours = QualitativePalette.assign(["conseil", "services", "travaux"], reserved: Self.reserved)
    #expect(colours["travaux"] == "#D55E00")
    #expect(colours["services"] == "#009E73")
    #expect(colours["conseil"] != "#0072B2", "fournitures keeps its colour though absent")
  }

  @Test func allDifferentWhileColoursLast() {
    let names = (0..<7).map { "kind \($0)" }
    #expect(Set(QualitativePalette.assign(names, reserved: Self.reserved).values).count == 7)
    #expect(Set(QualitativePalette.colours).count == QualitativePalette.colours.count)
  }

  @Test func everyNameHasAColour() {
    let names = (0..<101).map { "dép \($0)" }
    let colours = QualitativePalette.assign(names, reserved: [:])
    #expect(colours.count == 101)
    #expect(Set(colours.values) == Set(QualitativePalette.colours))
  }
}
