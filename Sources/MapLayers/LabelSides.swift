/// Chooses for each label of a map the side of its marker on which it covers least of the others.
///
/// uMap puts labels where it is told and lets them overlap. On the map as it opens, each label in turn takes the side, right
/// before left, where it overlaps the labels placed before it and all markers by the smallest area. A third label of one
/// position goes below, where it covers half of its marker; there is no room for a fourth.
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
  /// O(n²).
  public static func choose(_ labels: [Label]) -> [UMapStyle.LabelDirection?] {
    let markers = labels.map { label in
      Box(
        left: label.x - label.markerPixels / 2, top: label.y - label.markerPixels / 2, width: label.markerPixels,
        height: label.markerPixels)
    }
    var placed: [Box] = []
    var sides: [UMapStyle.LabelDirection?] = []
    for (index, label) in labels.enumerated() {
      let taken = labels[..<index].indices.reversed()
        .prefix { labels[$0].x == label.x && labels[$0].y == label.y }.compactMap { sides[$0] }
      let free: [UMapStyle.LabelDirection] = [.right, .left].filter { !taken.contains($0) }
      let candidates = free.isEmpty && !taken.contains(.bottom) ? [.bottom] : free
      var best: (side: UMapStyle.LabelDirection, box: Box, covered: Double)?
      for side in candidates {
        let box = box(of: label, on: side)
        let covered = (placed + markers).reduce(0) { $0 + $1.overlap(box) }
        if covered < best?.covered ?? .infinity { best = (side, box, covered) }
      }
      if let best { placed.append(best.box) }
      sides.append(best?.side)
    }
    return sides
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
