import Foundation
import FoundationXML
import Geodesy
import Testing

@testable import MapLayers

@Suite struct StrokeFontTests {
  static let letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    + "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæñÑãõåÅøØßčšžřěąęłŁőűşţğīū"
    + " .,:;!?'’‘\"“”«»-–—()[]{}/|&%€$£+×=<>@#°²³·•…§_*"

  @Test func hasEveryLetterOfFrenchAndItsNeighbours() {
    let box = StrokeFont.lines(of: "\u{4E2D}")
    for letter in Self.letters {
      let lines = StrokeFont.lines(of: String(letter))
      let isDrawn = !lines.isEmpty && lines != box
      #expect(isDrawn || letter == " ", "\(letter)")
      #expect(StrokeFont.width(of: String(letter)) > 0.1)
      for point in lines.joined() { #expect(point.y > -0.25 && point.y < 1.02 && point.x > -0.16 && point.x < 1.2) }
    }
    // No two characters look alike but those that do in every face.
    let drawn = Dictionary(grouping: Self.letters.filter { $0 != " " }) { StrokeFont.lines(of: String($0)) }
    #expect(drawn.values.allSatisfy { $0.count == 1 })
  }

  @Test func composedAndDecomposedLettersAreOne() {
    let areEqual = StrokeFont.lines(of: "e\u{301}") == StrokeFont.lines(of: "\u{E9}")
    #expect(areEqual)
    // The bowl stays; what the mark adds is above it.
    let (plain, accented) = (StrokeFont.lines(of: "e"), StrokeFont.lines(of: "é"))
    let isKept = Array(accented.prefix(plain.count)) == plain
    #expect(isKept)
    #expect(accented.dropFirst(plain.count).joined().allSatisfy { $0.y > 0.52 })
    #expect(StrokeFont.lines(of: "î").count == StrokeFont.lines(of: "i").count, "the mark takes the dot's place")
  }

  @Test func lettersFollowEachOther() {
    let width = StrokeFont.width(of: "LE ")
    let second = StrokeFont.lines(of: "QUESNOY").joined()
    let both = StrokeFont.lines(of: "LE QUESNOY").joined().suffix(second.count)
    let shifts = zip(both, second).map { $0 - $1 }
    let areEqual = shifts.allSatisfy { abs($0.x - width) < 1e-9 && $0.y == 0 }
    #expect(areEqual && shifts.count == second.count)
  }
}

@Suite struct MapPosterTests {
  private static func poster(_ legend: [(String, String)] = [("Travaux", "#D55E00"), ("Services", "#009E73")])
    -> MapPoster
  {
    var map = DrawnMap(width: 1000, height: 300)
    map.areas = [
      .init(rings: [[.init(x: 100, y: 50), .init(x: 900, y: 50), .init(x: 900, y: 250), .init(x: 100, y: 250)]])
    ]
    map.circles = [
      .init(
        x: 500, y: 150, radius: 30, weight: 3, placeCount: 1, parts: [("#0072B2", 3)], name: "Bavay", title: "Bavay",
        isRough: false)
    ]
    return MapPoster(
      title: "Titre <b>\u{202E}", subtitle: "3 marchés", legend: legend, map: map, notes: ["La Poste", "INSEE"])
  }

  private static func pixel(_ image: RGBImage, _ x: Int, _ y: Int) -> [UInt8] {
    Array(image.bytes[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
  }

  private static func value(_ attribute: String, of node: XMLNode) throws -> String {
    try node.nodes(forXPath: "@" + attribute).first?.stringValue ?? ""
  }

  /// Pixels darker than a mid grey in a rectangle.
  private static func ink(_ image: RGBImage, _ xs: Range<Int>, _ ys: Range<Int>) -> Int {
    ys.reduce(0) { sum, y in sum + xs.count { pixel(image, $0, y).allSatisfy { $0 < 0x70 } } }
  }

  @Test func pictureAndDrawingAreOfOneShape() throws {
    let poster = Self.poster()
    let image = poster.image(widthPixels: 2000)
    let root = try #require(try XMLDocument(data: Data(poster.svg())).rootElement())
    let height = try #require(Int(Self.value("height", of: root)))
    #expect(image.width == 2000 && image.height == 2 * height)
    let swatches = try root.nodes(forXPath: "./*[local-name()='circle']")
    #expect(swatches.count == 2)
    for swatch in swatches {
      let place = try ["cx", "cy"].map { try #require(Int(Self.value($0, of: swatch))) }
      let fill = try Self.value("fill", of: swatch)
      let colour = RGBImage.Colour(fill)
      #expect(Self.pixel(image, 2 * place[0], 2 * place[1]) == [colour.red, colour.green, colour.blue])
    }
    // The map begins under the legend.
    #expect(Self.pixel(image, 400, 2 * (126 + 100)) == [0xF1, 0xF4, 0xF6])
    let middle = Self.pixel(image, 1000, 2 * (126 + 150))
    #expect(middle[2] > 0xA0 && middle[0] < 0x40, "the circle, somewhat clear")
  }

  @Test func wordsAreWritten() {
    let image = Self.poster().image(widthPixels: 1000)
    #expect(Self.ink(image, 0..<300, 15..<60) > 300, "the title")
    #expect(Self.ink(image, 0..<1000, 0..<12) == 0)
    #expect(Self.ink(image, 40..<140, 96..<120) > 60, "the first name of the legend")
    #expect(Self.ink(image, 500..<1000, 15..<120) == 0)
    #expect(Self.poster([("Seul", "#000000")]).image(widthPixels: 1000).height == image.height - 30)
  }

  @Test func longTextsAreCut() throws {
    var poster = Self.poster()
    poster.title = String(repeating: "MARCHÉ ", count: 60)
    poster.notes = [String(repeating: "source ", count: 80), String(repeating: "W", count: 400)]
    let image = poster.image(widthPixels: 1000)
    #expect(Self.ink(image, 985..<1000, 0..<image.height) == 0)
    let root = try #require(try XMLDocument(data: Data(poster.svg())).rootElement())
    let texts = try root.nodes(forXPath: "./*[local-name()='text']").compactMap(\.stringValue)
    #expect(texts.first?.hasSuffix("…") == true && texts.last?.hasSuffix("…") == true)
    // A paragraph goes on in the next line, and no word is lost.
    let words = texts.joined(separator: " ").split(separator: " ")
    #expect(words.count { $0 == "source" } == 80 && texts.count > 6)
  }
}
