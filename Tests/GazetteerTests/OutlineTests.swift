import Gazetteer
import Geodesy
import Testing

@Suite struct OutlineTests {
  private static let outlines: [DepartementOutline] = (try? Gazetteer.embedded().outlines()) ?? []

  @Test func everyDepartementHasAnOutline() {
    let codes = Self.outlines.map(\.code)
    #expect(codes.count == 101)
    #expect(codes == codes.sorted())
    #expect(["01", "2A", "2B", "59", "75", "95", "971", "972", "973", "974", "976"].allSatisfy(codes.contains))
    #expect(Self.outlines.allSatisfy { $0.rings.allSatisfy { $0.count >= 3 && $0.allSatisfy(\.isValid) } })
  }

  // Town halls as on any map: none of them comes from the outlines.
  @Test(arguments: [
    ("59", 50.249, 3.638), ("75", 48.857, 2.352), ("2A", 41.927, 8.737), ("13", 43.296, 5.370), ("29", 48.390, -4.486),
    ("974", -20.879, 55.448), ("973", 4.729, -52.321), ("971", 15.996, -61.732), ("972", 14.604, -61.067),
    ("976", -12.780, 45.228),
  ])
  func holdsTheTown(code: String, latitude: Double, longitude: Double) {
    let town = Coordinate(latitude: latitude, longitude: longitude)
    let containing = Self.outlines.filter { Self.contains($0, town) }.map(\.code)
    #expect(containing == [code])
  }

  @Test func neighboursShareTheirBorder() throws {
    let nord = try #require(Self.outlines.first { $0.code == "59" })
    let aisne = try #require(Self.outlines.first { $0.code == "02" })
    #expect(Set(nord.rings.joined()).intersection(aisne.rings.joined()).count > 20)
  }

  /// The even-odd rule, by a ray to the east.
  private static func contains(_ outline: DepartementOutline, _ point: Coordinate) -> Bool {
    var isInside = false
    for ring in outline.rings {
      for (index, start) in ring.enumerated() {
        let end = ring[(index + 1) % ring.count]
        guard (start.latitude > point.latitude) != (end.latitude > point.latitude) else { continue }
        let share = (point.latitude - start.latitude) / (end.latitude - start.latitude)
        if start.longitude + share * (end.longitude - start.longitude) > point.longitude { isInside.toggle() }
      }
    }
    return isInside
  }
}
