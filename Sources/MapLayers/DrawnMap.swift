import Geodesy

/// A map as a picture: what is drawn where, in units of the picture, rightwards and downwards.
///
/// `svg` writes it as SVG, `image` draws its pixels.
public struct DrawnMap: Sendable {
  /// Units.
  public let width: Int
  /// Units.
  public let height: Int
  /// Land, from the bottom up.
  public var areas: [Area] = []
  /// Cells of a density, over the land.
  public var heat: [HeatRun] = []
  /// Circles, the largest first, so that it does not hide the others.
  public var circles: [Circle] = []
  /// A point that the map is about: the buyer.
  public var centre: (x: Double, y: Double)?
  /// Names, over everything.
  public var labels: [Label] = []
  /// Frames inside the picture, with their names: the overseas territories.
  public var insets: [Inset] = []
  /// The scale of the main frame.
  public var scale: Scale?

  /// Units from an inset's corner to its name's base line.
  static let insetNameOffset = (x: 8, y: 24)
  /// Units of an arm of the cross of ``centre``.
  static let crossArm = 14
  /// Units of the upright ends of ``scale``.
  static let scaleEnd = 8.0
  /// Units from the left end of ``scale`` to its text's base line.
  static let scaleTextOffset = (x: 4.0, y: -14.0)

  /// An empty picture.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// A point of the picture in whole units.
  public struct Point: Hashable, Sendable {
    /// Rightwards.
    public var x: Int
    /// Downwards.
    public var y: Int

    /// A point.
    public init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// Land with a border.
  public struct Area: Sendable {
    /// Rings without their first point repeated; holes by the even-odd rule.
    public var rings: [[Point]]

    /// Land of these rings.
    public init(rings: [[Point]]) { self.rings = rings }
  }

  /// Neighbouring cells of one row and class of density.
  public struct HeatRun: Hashable, Sendable {
    /// Left edge.
    public var x: Double
    /// Top edge.
    public var y: Double
    /// Units.
    public var width: Double
    /// Units.
    public var height: Double
    /// 0 to 1.
    public var strength: Double

    /// A run of cells.
    public init(x: Double, y: Double, width: Double, height: Double, strength: Double) {
      (self.x, self.y, self.width, self.height, self.strength) = (x, y, width, height, strength)
    }
  }

  /// One or several places.
  public struct Circle: Sendable {
    /// Its middle.
    public var x: Double
    /// Its middle.
    public var y: Double
    /// Units.
    public var radius: Double
    /// What it counts.
    public var weight: Int
    /// How many places it stands for.
    public var placeCount: Int
    /// Its sectors: a colour and a weight each.
    public var parts: [(colour: String, weight: Int)]
    /// Its name.
    public var name: String
    /// What is said about it on demand.
    public var title: String
    /// True when it is drawn hollow: nothing of it is certain.
    public var isRough: Bool
  }

  /// A name.
  public struct Label: Hashable, Sendable {
    /// Where the text starts, ends or has its middle.
    public var x: Double
    /// The text's base line.
    public var y: Double
    /// How the text lies at its point.
    public var anchor: Anchor
    /// The text.
    public var text: String
    /// True for the names of areas, which are drawn faintly.
    public var isFaint: Bool

    /// A name at a point.
    public init(x: Double, y: Double, anchor: Anchor, text: String, isFaint: Bool = false) {
      (self.x, self.y, self.anchor, self.text, self.isFaint) = (x, y, anchor, text, isFaint)
    }

    /// How a text lies at its point.
    public enum Anchor: String, Sendable {
      /// The text begins there.
      case start
      /// Its middle is there.
      case middle
      /// The text ends there.
      case end
    }
  }

  /// A frame inside the picture.
  public struct Inset: Hashable, Sendable {
    /// Left edge.
    public var x: Int
    /// Top edge.
    public var y: Int
    /// Units.
    public var width: Int
    /// Units.
    public var height: Int
    /// Its name.
    public var name: String

    /// A frame.
    public init(x: Int, y: Int, width: Int, height: Int, name: String) {
      (self.x, self.y, self.width, self.height, self.name) = (x, y, width, height, name)
    }
  }

  /// A bar of known length.
  public struct Scale: Hashable, Sendable {
    /// Left end.
    public var x: Double
    /// Its height in the picture.
    public var y: Double
    /// Units.
    public var length: Double
    /// "100 km".
    public var text: String
  }
}

extension DrawnMap {
  /// Adds the parts of an outline that lie in a frame; small islands vanish, borders stay shared.
  public mutating func addArea(_ rings: [[Coordinate]], in frame: MapFrame) {
    var drawn: [[Point]] = []
    for ring in rings {
      var points: [Point] = []
      for position in ring {
        let (x, y) = frame.point(position)
        // Far outside, a point only has to stay outside; numbers stay small.
        let point = Point(
          x: Int(min(max(x, frame.left - frame.width), frame.left + 2 * frame.width).rounded()),
          y: Int(min(max(y, frame.top - frame.height), frame.top + 2 * frame.height).rounded()))
        if point != points.last { points.append(point) }
      }
      if points.count > 1, points.first == points.last { points.removeLast() }
      guard points.count >= 3, Self.touches(points, frame) else { continue }
      drawn.append(points)
    }
    if !drawn.isEmpty { areas.append(Area(rings: drawn)) }
  }

  private static func touches(_ points: [Point], _ frame: MapFrame) -> Bool {
    guard var west = points.first?.x, var north = points.first?.y else { return false }
    var (east, south) = (west, north)
    for point in points {
      (west, east) = (min(west, point.x), max(east, point.x))
      (north, south) = (min(north, point.y), max(south, point.y))
    }
    return Double(east) >= frame.left && Double(west) <= frame.left + frame.width
      && Double(south) >= frame.top && Double(north) <= frame.top + frame.height
  }

  /// Sets the scale of a frame: the roundest length of at most a quarter of its width, in its lower left corner.
  public mutating func addScale(of frame: MapFrame) {
    let most = frame.width * frame.metresPerUnit / 4
    var metres = 1000.0
    for step in [2.0, 5, 10, 20, 50, 100, 200, 500] where step * 1000 <= most { metres = step * 1000 }
    scale = Scale(
      x: frame.left + 24, y: frame.top + frame.height - 24, length: metres / frame.metresPerUnit,
      text: "\(Int(metres / 1000))\u{A0}km")
  }
}
