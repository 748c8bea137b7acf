import Geodesy
import Glibc

/// The outlines that maps draw: `outlines.csv`, one line per ring.
///
/// In Europe the source is simplified already, with borders that its départements share, so that nothing may be taken away
/// from one of them alone: positions are rounded, no more. The overseas départements come from the full outlines and are
/// simplified here.
enum DrawnOutlines {
  /// Rings with their positions in thousandths of a degree (some 100 m): the first one, then the steps, longitude before
  /// latitude. The last position joins the first.
  static func rows(europe: DepartementOutlines, all: DepartementOutlines, report: BuildReport) -> [[String]] {
    var rows: [[String]] = []
    for code in Set(europe.rings.keys).union(all.rings.keys).sorted() {
      let box = all.boxes[code] ?? europe.boxes[code]
      let rings = europe.rings[code] ?? (all.rings[code] ?? []).map { simplified($0, of: box) }
      // The largest first: it is the one that a reader may want alone.
      let drawn = rings.map(thousandths).filter { $0.count >= 3 }.sorted { area($0) > area($1) }
      if drawn.isEmpty { report.refuse("outlines.csv", nil, "the département \(code) has nothing to draw") }
      for (index, ring) in drawn.enumerated() {
        rows.append([code, index < 10 ? "0\(index)" : String(index), steps(ring)])
      }
    }
    return rows
  }

  /// A position in thousandths of a degree.
  private struct Point: Hashable {
    var x: Int
    var y: Int
  }

  private static func thousandths(_ ring: [Coordinate]) -> [Point] {
    var points: [Point] = []
    for position in ring {
      let point = Point(x: Int((position.longitude * 1000).rounded()), y: Int((position.latitude * 1000).rounded()))
      if point != points.last { points.append(point) }
    }
    if points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }

  private static func area(_ ring: [Point]) -> Int {
    var doubled = 0
    for (index, point) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      doubled += point.x * next.y - next.x * point.y
    }
    return abs(doubled)
  }

  private static func steps(_ ring: [Point]) -> String {
    var previous = Point(x: 0, y: 0)
    var numbers: [String] = []
    numbers.reserveCapacity(ring.count * 2)
    for point in ring {
      numbers.append(String(point.x - previous.x))
      numbers.append(String(point.y - previous.y))
      previous = point
    }
    return numbers.joined(separator: " ")
  }

  /// An inset is drawn some 150 pixels wide: a third of a pixel is this share of the département's longer side.
  private static let toleranceShare = 1.0 / 400

  /// Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a digitized line"
  /// (1973). Islands within the tolerance vanish.
  private static func simplified(_ ring: [Coordinate], of box: BoundingBox?) -> [Coordinate] {
    guard let box, ring.count > 3 else { return ring }
    let tolerance = max(box.east - box.west, box.north - box.south) * toleranceShare
    var isKept = Array(repeating: false, count: ring.count)
    isKept[0] = true
    isKept[ring.count - 1] = true
    var spans = [(0, ring.count - 1)]
    while let (first, last) = spans.popLast() {
      var farthest = (index: first, distance: 0.0)
      for index in first + 1..<max(last, first + 1) {
        let distance = distance(ring[index], ring[first], ring[last])
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.distance > tolerance else { continue }
      isKept[farthest.index] = true
      spans.append((first, farthest.index))
      spans.append((farthest.index, last))
    }
    return ring.indices.filter { isKept[$0] }.map { ring[$0] }
  }

  /// Degrees of latitude from a point to a segment.
  private static func distance(_ point: Coordinate, _ start: Coordinate, _ end: Coordinate) -> Double {
    let shrink = cos(start.latitude * .pi / 180)
    let (px, py) = ((point.longitude - start.longitude) * shrink, point.latitude - start.latitude)
    let (ex, ey) = ((end.longitude - start.longitude) * shrink, end.latitude - start.latitude)
    let length = ex * ex + ey * ey
    let along = length == 0 ? 0 : min(max((px * ex + py * ey) / length, 0), 1)
    let (dx, dy) = (px - along * ex, py - along * ey)
    return (dx * dx + dy * dy).squareRoot()
  }
}
