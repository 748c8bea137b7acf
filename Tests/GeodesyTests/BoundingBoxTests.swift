import Testing

@testable import Geodesy

struct BoundingBoxTests {
  @Test func holdsItsPointsAndTheirEdge() throws {
    let points = [Coordinate(latitude: 50, longitude: 3), Coordinate(latitude: 48, longitude: -4)]
    let box = try #require(BoundingBox(around: points))
    #expect(box.west == -4 && box.south == 48 && box.east == 3 && box.north == 50)
    #expect(points.allSatisfy { box.contains($0) })
    #expect(!box.contains(Coordinate(latitude: 51, longitude: 0)))
    #expect(box.contains(Coordinate(latitude: 50.5, longitude: 0), marginDegrees: 0.5))
    #expect(box.centre == Coordinate(latitude: 49, longitude: -0.5))
  }

  @Test func nothingHasNoBox() { #expect(BoundingBox(around: [] as [Coordinate]) == nil) }

  @Test func invalidCoordinatesAreTold() {
    #expect(Coordinate(latitude: 90, longitude: 180).isValid)
    for (north, east) in [(90.1, 0), (0, 180.1), (.nan, 0), (0, .infinity)] {
      #expect(!Coordinate(latitude: north, longitude: east).isValid)
    }
  }
}
