import Geodesy

/// Turns places into circles whose areas are in proportion to what they count.
public struct CircleLayout: Sendable {
  /// One place.
  public struct Place: Sendable {
    /// Where.
    public var coordinate: Coordinate
    /// What its circle's area shows: contracts.
    public var weight: Int
    /// The weight by class: indexes into the layout's colours.
    public var weightByClass: [Int: Int]
    /// Its name.
    public var name: String
    /// What is said about it on demand.
    public var title: String
    /// True when the position is a region's rather than a town's.
    public var isRough: Bool

    /// A place.
    public init(
      coordinate: Coordinate, weight: Int, weightByClass: [Int: Int], name: String, title: String, isRough: Bool
    ) {
      self.coordinate = coordinate
      self.weight = weight
      self.weightByClass = weightByClass
      self.name = name
      self.title = title
      self.isRough = isRough
    }
  }

  /// The colour of each class.
  public var colours: [String]
  /// The radius of the heaviest circle, units.
  public var largestRadius: Double
  /// The weight that has the largest radius.
  public var largestWeight: Int
  /// What is said about a circle of several places, from the heaviest's title and how many others there are.
  public var mergedTitle: @Sendable (_ title: String, _ others: Int) -> String

  /// A layout.
  public init(
    colours: [String], largestRadius: Double, largestWeight: Int,
    mergedTitle: @escaping @Sendable (_ title: String, _ others: Int) -> String
  ) {
    self.colours = colours
    self.largestRadius = largestRadius
    self.largestWeight = largestWeight
    self.mergedTitle = mergedTitle
  }

  /// Anything smaller is a speck.
  public static let smallestRadius = 4.0
  /// More circles than this cannot be told apart, and make the page slow: those in one cell of a grid are then drawn as one.
  public static let mostCircles = 1500

  /// The radius of a weight's circle, units.
  public func radius(_ weight: Int) -> Double {
    max(Self.smallestRadius, largestRadius * (Double(weight) / Double(max(largestWeight, 1))).squareRoot())
  }

  /// Shrinks all circles alike until those of a frame cover no more than a share of it: a map of circles upon circles shows
  /// neither. O(n log n).
  public mutating func fit(_ places: [Place], in frame: MapFrame) {
    let area = circles(places, in: frame).circles.reduce(0) { $0 + .pi * $1.radius * $1.radius }
    let room = frame.width * frame.height * Self.mostCoverage
    if area > room { largestRadius *= (room / area).squareRoot() }
  }

  /// Of a frame's area, of which land is often less than half.
  private static let mostCoverage = 0.2

  /// The circles of the places that lie in a frame, the largest first, and how many places lie outside. O(n log n).
  public func circles(_ places: [Place], in frame: MapFrame) -> (circles: [DrawnMap.Circle], placesOutside: Int) {
    var inside: [(x: Double, y: Double, place: Place)] = []
    for place in places {
      let (x, y) = frame.point(place.coordinate)
      if frame.contains(x: x, y: y) { inside.append((x, y, place)) }
    }
    let outside = places.count - inside.count
    var groups = inside.indices.map { [$0] }
    var cell = 4.0
    while groups.count > Self.mostCircles {
      groups = Self.grouped(inside.map { ($0.x, $0.y) }, cell: cell)
      cell *= 1.5
    }
    let circles = groups.map { circle($0.map { inside[$0] }) }
    // A stable order: by size, then by position.
    return (circles.sorted { ($1.weight, $0.y, $0.x) < ($0.weight, $1.y, $1.x) }, outside)
  }

  private static func grouped(_ points: [(x: Double, y: Double)], cell: Double) -> [[Int]] {
    var indexByCell: [DrawnMap.Point: Int] = [:]
    var groups: [[Int]] = []
    for (index, point) in points.enumerated() {
      let key = DrawnMap.Point(x: Int((point.x / cell).rounded(.down)), y: Int((point.y / cell).rounded(.down)))
      if let known = indexByCell[key] {
        groups[known].append(index)
      } else {
        indexByCell[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  private func circle(_ members: [(x: Double, y: Double, place: Place)]) -> DrawnMap.Circle {
    var (weight, x, y) = (0, 0.0, 0.0)
    var weights = Array(repeating: 0, count: colours.count)
    var heaviest = members[0].place
    var isRough = true
    for member in members {
      let share = Double(max(member.place.weight, 1))
      weight += member.place.weight
      x += member.x * share
      y += member.y * share
      for (index, part) in member.place.weightByClass { weights[index] += part }
      if member.place.weight > heaviest.weight { heaviest = member.place }
      isRough = isRough && member.place.isRough
    }
    let total = members.reduce(0.0) { $0 + Double(max($1.place.weight, 1)) }
    return DrawnMap.Circle(
      x: x / total, y: y / total, radius: radius(weight), weight: weight, placeCount: members.count,
      parts: weights.indices.filter { weights[$0] > 0 }.map { (colours[$0], weights[$0]) }, name: heaviest.name,
      title: members.count == 1 ? heaviest.title : mergedTitle(heaviest.title, members.count - 1), isRough: isRough)
  }
}
