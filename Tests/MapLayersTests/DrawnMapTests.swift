import Foundation
import FoundationXML
import Geodesy
import SharedTesting
import Testing

@testable import MapLayers

@Suite struct DrawnMapTests {
  private static func place(_ latitude: Double, _ longitude: Double, _ weight: Int, name: String = "")
    -> CircleLayout.Place
  {
    CircleLayout.Place(
      coordinate: Coordinate(latitude: latitude, longitude: longitude), weight: weight, weightByClass: [0: weight],
      name: name, title: name, isRough: false)
  }

  private static let layout = CircleLayout(
    colours: ["#D55E00", "#0072B2"], largestRadius: 40, largestWeight: 100, mergedTitle: { "\($0) + \($1)" })

  private static func frame() throws -> MapFrame {
    try #require(
      MapFrame(
        around: [Coordinate(latitude: 42, longitude: -5), Coordinate(latitude: 51, longitude: 9)],
        projection: .lambert93, width: 1000, height: 1000))
  }

  @Test func circlesAreasAreInProportion() {
    let whole = Self.layout.radius(100)
    let quarter = Self.layout.radius(25)
    #expect(whole == 40)
    #expect(quarter == 20)
    #expect(Self.layout.radius(0) == CircleLayout.smallestRadius)
  }

  @Test func countsWhatIsOutside() throws {
    let places = [Self.place(48.85, 2.35, 3), Self.place(-21, 55.5, 1), Self.place(40.7, -74, 1)]
    let drawn = Self.layout.circles(places, in: try Self.frame())
    #expect(drawn.circles.count == 1)
    #expect(drawn.placesOutside == 2)
  }

  @Test func aCrowdIsDrawnAsFewerCirclesThatCountTheSame() throws {
    var generator = SeededGenerator(seed: 7)
    let places = (0..<9000).map { _ in
      Self.place(
        Double.random(in: 43...50, using: &generator), Double.random(in: -1...7, using: &generator),
        Int.random(in: 1...5, using: &generator))
    }
    let drawn = Self.layout.circles(places, in: try Self.frame())
    #expect(drawn.circles.count <= CircleLayout.mostCircles)
    #expect(drawn.circles.reduce(0) { $0 + $1.weight } == places.reduce(0) { $0 + $1.weight })
    #expect(zip(drawn.circles, drawn.circles.dropFirst()).allSatisfy { $0.weight >= $1.weight })
    #expect(drawn.circles.allSatisfy { circle in circle.parts.reduce(0) { $0 + $1.weight } == circle.weight })
  }

  @Test func aCrowdOfCirclesLeavesTheLandToSee() throws {
    var generator = SeededGenerator(seed: 5)
    let places = (0..<700).map { _ in
      Self.place(
        Double.random(in: 43...50, using: &generator), Double.random(in: -1...7, using: &generator),
        Int.random(in: 60...100, using: &generator))
    }
    let frame = try Self.frame()
    var layout = Self.layout
    layout.fit(places, in: frame)
    let circles = layout.circles(places, in: frame).circles
    let covered = circles.reduce(0) { $0 + .pi * $1.radius * $1.radius }
    #expect(covered < 0.201 * 1_000_000 && covered > 0.199 * 1_000_000)
    layout = Self.layout
    layout.fit(Array(places.prefix(20)), in: frame)
    #expect(layout.largestRadius == Self.layout.largestRadius, "where there is room nothing shrinks")
  }

  @Test func namesDoNotCoverEachOther() throws {
    var generator = SeededGenerator(seed: 3)
    let places = (0..<200).map { index in
      Self.place(
        Double.random(in: 47...49, using: &generator), Double.random(in: 1...3, using: &generator), index + 1,
        name: "Ville \(index)")
    }
    let frame = try Self.frame()
    let circles = Self.layout.circles(places, in: frame).circles
    let labels = CircleLabels(fontSize: 22, most: 20).labels(of: circles, in: frame)
    #expect(!labels.isEmpty && labels.count <= 20)
    #expect(Set(labels.map(\.text)).count == labels.count)
    for (index, label) in labels.enumerated() {
      for other in labels[(index + 1)...] where abs(label.y - other.y) < 20 {
        // Seven letters of some 12 units at least.
        let middles = [label, other].map { $0.x + ($0.anchor == .start ? 42 : $0.anchor == .end ? -42 : 0) }
        #expect(abs(middles[0] - middles[1]) > 60, "\(label) \(other)")
      }
    }
  }

  @Test func svgIsWellFormed() throws {
    let frame = try Self.frame()
    var map = DrawnMap(width: 1000, height: 1000)
    map.addArea(
      [
        [
          Coordinate(latitude: 45, longitude: 0), Coordinate(latitude: 48, longitude: 0),
          Coordinate(latitude: 48, longitude: 5),
        ]
      ],
      in: frame)
    var both = Self.place(48, 2, 4, name: "<b>\"R&D\"</b>")
    both.weightByClass = [0: 1, 1: 3]
    map.circles = Self.layout.circles([both], in: frame).circles
    map.labels = CircleLabels(fontSize: 22, most: 5).labels(of: map.circles, in: frame)
    map.addScale(of: frame)
    var page = MarkupWriter()
    map.svg(into: &page, name: "x", title: "Titre", description: "Texte", land: .named("land"))
    let root = try #require(try XMLDocument(data: Data(page.bytes)).rootElement())
    #expect(root.name == "svg")
    let sectors = try root.nodes(forXPath: ".//*[local-name()='g']/*[local-name()='path'][@fill]")
    #expect(sectors.count == 2)
    let names = try root.nodes(forXPath: ".//*[@class='name']").map { $0.stringValue ?? "" }
    #expect(names == ["<b>\"R&D\"</b>"])
  }
}

@Suite struct DrawnMapImageTests {
  private static func pixel(_ image: RGBImage, _ x: Int, _ y: Int) -> [UInt8] {
    Array(image.bytes[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
  }

  @Test func landCirclesAndNothingElse() throws {
    let box = [(45.0, 0.0), (48.0, 0.0), (48.0, 5.0), (45.0, 5.0)].map {
      Coordinate(latitude: $0.0, longitude: $0.1)
    }
    let frame = try #require(MapFrame(around: box, projection: .lambert93, width: 400, height: 400, margin: 0.2))
    var map = DrawnMap(width: 400, height: 400)
    map.addArea([box], in: frame)
    var place = CircleLayout.Place(
      coordinate: Coordinate(latitude: 46.5, longitude: 2.5), weight: 2, weightByClass: [0: 1, 1: 1], name: "",
      title: "", isRough: false)
    let layout = CircleLayout(
      colours: ["#FF0000", "#0000FF"], largestRadius: 40, largestWeight: 2, mergedTitle: { title, _ in title })
    map.circles = layout.circles([place], in: frame).circles
    for scale in [0.5, 1, 2.0] {
      let image = map.image(scale: scale)
      #expect(image.width == Int(400 * scale) && image.bytes.count == image.width * image.height * 3)
      let middle = Int(200 * scale)
      let quarter = Int(20 * scale)
      #expect(Self.pixel(image, 2, 2) == [255, 255, 255])
      // The first half turn is the right side.
      #expect(
        Self.pixel(image, middle + quarter, middle)[0] > 200 && Self.pixel(image, middle + quarter, middle)[2] < 60)
      #expect(
        Self.pixel(image, middle - quarter, middle)[2] > 200 && Self.pixel(image, middle - quarter, middle)[0] < 60)
      #expect(Self.pixel(image, middle + 3 * quarter, middle) == [0xF1, 0xF4, 0xF6])
    }
    place.coordinate = Coordinate(latitude: 0, longitude: 0)
    #expect(layout.circles([place], in: frame).circles.isEmpty)
  }

  @Test func nothingOutsideIsTouched() {
    var map = DrawnMap(width: 50, height: 50)
    map.areas = [
      DrawnMap.Area(rings: [
        [.init(x: -500, y: -500), .init(x: 500, y: -500), .init(x: 500, y: 500), .init(x: -500, y: 500)]
      ])
    ]
    map.circles = [
      DrawnMap.Circle(
        x: -3, y: 60, radius: 5, weight: 1, placeCount: 1, parts: [], name: "", title: "", isRough: true)
    ]
    #expect(map.image(scale: 1).bytes.count == 7500)
  }
}
