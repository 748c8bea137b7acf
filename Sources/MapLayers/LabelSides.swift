/// Chooses for each label of a map the side of its marker on which it covers least of the others.
///
/// uMap puts labels where it is told and lets them overlap. On the map as it opens, each label takes the side where it covers
/// least of the other labels and of the markers; then all look again, until none moves. Labels of one position take different
/// sides; above and below they cover half of their marker, so only one of the two is used, and a fourth label finds no room.
public struct LabelSides: Sendable {
  /// A label to place: its marker's middle on the screen and the text's length.
  public struct Label: Sendable {
    /// The marker's middle, pixels from any origin, downwards.
    public var x: Double
    /// The marker's middle, pixels from any origin, downwards.
    public var y: Double
    /// The marker's side in pixels.
    public var markerPixels: Double
    /// The text's length in characters.
    public var length: Int

    /// A label to place.
    public init(x: Double, y: Double, markerPixels: Double, length: Int) {
      self.x = x
      self.y = y
      self.markerPixels = markerPixels
      self.length = length
    }
  }

  /// uMap 3.7.3's label: 13 pixel text in a box, seen in the browser; width per character, both margins, height.
  static let characterPixels = 6.3
  static let marginPixels = 18.0
  static let heightPixels = 32.0
  /// Between the marker and its label.
  static let gapPixels = 6.0

  private struct Box {
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    func overlap(_ other: Box) -> Double {
      let wide = min(left + width, other.left + other.width) - max(left, other.left)
      let high = min(top + height, other.top + other.height) - max(top, other.top)
      return wide > 0 && high > 0 ? wide * high : 0
    }
  }

  /// The side of each label; `nil` where a position has three labels already. Labels of one position follow each other.
  /// O(n²) a round.
  public static func choose(_ labels: [Label]) -> [UMapStyle.LabelDirection?] {
    let markers = labels.map { label in
      Box(
        left: label.x - label.markerPixels / 2, top: label.y - label.markerPixels / 2, width: label.markerPixels,
        height: label.markerPixels)
    }
    let boxes = labels.map { label in UMapStyle.LabelDirection.allCases.map { box(of: label, on: $0) } }
    let directions = UMapStyle.LabelDirection.allCases
    /// Index of the side of each label; `nil` for none yet, or none free.
    var sides: [Int?] = Array(repeating: nil, count: labels.count)
    for _ in 0..<mostRounds {
      var hasMoved = false
      for index in labels.indices {
        var isFree = Array(repeating: true, count: directions.count)
        for other in siblings(of: index, in: labels) {
          guard let side = sides[other] else { continue }
          isFree[side] = false
          if directions[side] == .top || directions[side] == .bottom {
            for (each, direction) in directions.enumerated() where direction == .top || direction == .bottom {
              isFree[each] = false
            }
          }
        }
        var best: (side: Int, cost: Double)?
        for side in directions.indices where isFree[side] {
          let box = boxes[index][side]
          var cost = markers.reduce(0) { $0 + $1.overlap(box) } * markerWeight
          for (other, otherSide) in sides.enumerated() where other != index {
            if let otherSide { cost += boxes[other][otherSide].overlap(box) }
          }
          if cost < best?.cost ?? .infinity { best = (side, cost) }
        }
        hasMoved = hasMoved || best?.side != sides[index]
        sides[index] = best?.side
      }
      if !hasMoved { break }
    }
    return sides.map { $0.map { directions[$0] } }
  }

  /// A covered marker cannot be seen at all, a covered label may still be read in part.
  private static let markerWeight = 4.0
  /// Enough for every map tried; the cost falls with each.
  private static let mostRounds = 6

  /// The other labels of the same position, which stand beside it in the list.
  private static func siblings(of index: Int, in labels: [Label]) -> [Int] {
    func isSame(_ other: Int) -> Bool { labels[other].x == labels[index].x && labels[other].y == labels[index].y }
    return labels[..<index].indices.reversed().prefix(while: isSame)
      + labels.indices[(index + 1)...].prefix(while: isSame)
  }

  private static func box(of label: Label, on side: UMapStyle.LabelDirection) -> Box {
    let width = Double(label.length) * characterPixels + marginPixels
    let gap = label.markerPixels / 2 + gapPixels
    switch side {
    case .right: return Box(left: label.x + gap, top: label.y - heightPixels / 2, width: width, height: heightPixels)
    case .left:
      return Box(left: label.x - gap - width, top: label.y - heightPixels / 2, width: width, height: heightPixels)
    case .bottom: return Box(left: label.x - width / 2, top: label.y, width: width, height: heightPixels)
    case .top: return Box(left: label.x - width / 2, top: label.y - heightPixels, width: width, height: heightPixels)
    }
  }
}
