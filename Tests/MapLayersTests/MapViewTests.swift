import Geodesy
import MapLayers
import SharedTesting
import Testing

@Suite struct MapViewTests {
  @Test func fitsItsBoxAndNoCloser() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let box = BoundingBox(
        west: .random(in: -170...0, using: &generator), south: .random(in: -60...0, using: &generator),
        east: .random(in: 0...170, using: &generator), north: .random(in: 0...70, using: &generator))
      let small = BoundingBox(
        west: box.west / 40, south: 45 + box.south / 40, east: box.east / 40, north: 45 + box.north / 40)
      let view = MapView(fitting: small)
      #expect(fits(small, view), "seed \(seed)")
      #expect(view.zoom == 12 || !fits(small, MapView(centre: view.centre, zoom: view.zoom + 1)), "seed \(seed)")
    }
  }

  private func fits(_ box: BoundingBox, _ view: MapView) -> Bool {
    let northWest = view.pixels(Coordinate(latitude: box.north, longitude: box.west))
    let southEast = view.pixels(Coordinate(latitude: box.south, longitude: box.east))
    let centre = view.pixels(view.centre)
    return max(centre.x - northWest.x, southEast.x - centre.x) <= 480.001
      && max(centre.y - northWest.y, southEast.y - centre.y) <= 320.001
  }

  /// Tile 8/130/85 of the OpenStreetMap tile scheme holds Le Quesnoy.
  @Test func pixelsAreThoseOfTheTileScheme() {
    let view = MapView(centre: Coordinate(latitude: 0, longitude: 0), zoom: 8)
    let (x, y) = view.pixels(Coordinate(latitude: 50.2486, longitude: 3.6385))
    #expect(Int(x / 256) == 130)
    #expect(Int(y / 256) == 86)
  }

  @Test func opensWhereMostAre() throws {
    let local = (0..<20).map {
      (coordinate: Coordinate(latitude: 50.2 + Double($0 % 5) / 20, longitude: 3.5 + Double($0 / 5) / 10), weight: 1)
    }
    let far = [(coordinate: Coordinate(latitude: -20.9, longitude: 55.4), weight: 1)]
    let view = try #require(MapView(fittingMostOf: local + far))
    #expect(view.zoom >= 9)
    #expect(abs(view.centre.latitude - 50.3) < 0.3)
    let spread = (0..<20).map {
      (coordinate: Coordinate(latitude: 43 + Double($0 % 5) * 1.5, longitude: -1 + Double($0 / 5) * 2), weight: 1)
    }
    let all = try #require(BoundingBox(around: spread.map(\.coordinate)))
    #expect(MapView(fittingMostOf: spread) == MapView(fitting: all))
    #expect(MapView(fittingMostOf: []) == nil)
  }
}
