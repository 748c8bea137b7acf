/// Names circles of a drawn map, the heaviest first, wherever there is room.
public struct CircleLabels: Sendable {
  /// Height of the text, units.
  public var fontSize: Double
  /// No more names than this.
  public var most: Int

  /// Labels of a size.
  public init(fontSize: Double, most: Int) {
    self.fontSize = fontSize
    self.most = most
  }

  private struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// The mean width of a letter of a sans-serif face, in heights of the text; on the wide side.
  private static let letterWidth = 0.62
  /// Between two names on a line, in heights of the text.
  private static let space = 0.7
  /// Names cover circles that are smaller than this share of the named one: else nothing could be named in a crowd.
  private static let coverableShare = 0.12

  /// Labels that lie in the frame and cover neither each other nor circles of some weight. A name occurs once.
  /// O(names × circles).
  public func labels(of circles: [DrawnMap.Circle], in frame: MapFrame) -> [DrawnMap.Label] {
    var labels: [DrawnMap.Label] = []
    var taken: [Box] = []
    var named: Set<String> = []
    // Circles are sorted by weight; lighter ones have no better chance.
    for circle in circles.prefix(most * 4) where labels.count < most && !circle.name.isEmpty && !circle.isRough {
      guard !named.contains(circle.name) else { continue }
      let width = (Double(circle.name.count) * Self.letterWidth + Self.space) * fontSize
      for candidate in candidates(circle, width: width) {
        let box = candidate.box
        guard frame.contains(x: box.left, y: box.top, inset: 4), frame.contains(x: box.right, y: box.bottom, inset: 4),
          !taken.contains(where: box.overlaps),
          !circles.contains(where: {
            Double($0.weight) > Double(circle.weight) * Self.coverableShare
              && box.overlaps(
                Box(left: $0.x - $0.radius, top: $0.y - $0.radius, right: $0.x + $0.radius, bottom: $0.y + $0.radius))
          })
        else { continue }
        taken.append(box)
        labels.append(candidate.label)
        named.insert(circle.name)
        break
      }
    }
    return labels
  }

  private func candidates(_ circle: DrawnMap.Circle, width: Double) -> [(label: DrawnMap.Label, box: Box)] {
    let gap = circle.radius + fontSize * 0.25
    let half = fontSize / 2
    func candidate(_ x: Double, _ y: Double, _ anchor: DrawnMap.Label.Anchor) -> (DrawnMap.Label, Box) {
      let left =
        switch anchor {
        case .start: x
        case .middle: x - width / 2
        case .end: x - width
        }
      return (
        DrawnMap.Label(x: x, y: y + fontSize * 0.35, anchor: anchor, text: circle.name),
        Box(left: left, top: y - half, right: left + width, bottom: y + half)
      )
    }
    return [
      candidate(circle.x + gap, circle.y, .start), candidate(circle.x - gap, circle.y, .end),
      candidate(circle.x, circle.y - gap - half, .middle), candidate(circle.x, circle.y + gap + half, .middle),
    ]
  }
}
