/// A picture of 8-bit red, green and blue, row by row from the top.
public struct RGBImage: Sendable {
  /// Pixels.
  public let width: Int
  /// Pixels.
  public let height: Int
  /// Three bytes a pixel.
  public private(set) var bytes: [UInt8]

  /// A point in pixels from the top left corner, rightwards and downwards.
  typealias Point = SIMD2<Double>

  /// A picture of one colour.
  init(width: Int, height: Int, fill: Colour) {
    self.width = width
    self.height = height
    bytes = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      for index in stride(from: 0, to: width * height * 3, by: 3) {
        buffer.initializeElement(at: index, to: fill.red)
        buffer.initializeElement(at: index + 1, to: fill.green)
        buffer.initializeElement(at: index + 2, to: fill.blue)
      }
      count = width * height * 3
    }
  }

  /// A colour of the picture.
  struct Colour {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    /// From `#RRGGBB`; grey for anything else.
    init(_ text: String) {
      let value = Int(text.drop { $0 == "#" }, radix: 16) ?? 0x8A8A8A
      (red, green, blue) = (UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }
  }

  /// Lays a colour over a pixel; outside the picture nothing happens.
  mutating func blend(x: Int, y: Int, _ colour: Colour, opacity: Double) {
    guard x >= 0, y >= 0, x < width, y < height, opacity > 0 else { return }
    let index = (y * width + x) * 3
    let share = Int(min(opacity, 1) * 256)
    func mixed(_ below: UInt8, _ above: UInt8) -> UInt8 {
      UInt8(truncatingIfNeeded: (Int(below) * (256 - share) + Int(above) * share + 128) >> 8)
    }
    bytes[index] = mixed(bytes[index], colour.red)
    bytes[index + 1] = mixed(bytes[index + 1], colour.green)
    bytes[index + 2] = mixed(bytes[index + 2], colour.blue)
  }

  /// The pixels that a stretch touches, none of them outside the picture.
  static func pixels(from start: Double, to end: Double, of count: Int) -> Range<Int> {
    let first = min(max(start, 0), Double(count))
    return Int(first)..<Int(min(max(end + 1, first), Double(count)))
  }
}

extension RGBImage {
  /// Rows of samples in a pixel: along a row coverage is exact, so that few are enough.
  private static let samples = 4

  /// Fills closed rings by the even-odd rule, edges smoothed. O(rows × positions + pixels).
  mutating func fill(_ rings: [[Point]], _ colour: Colour) {
    guard let box = Self.box(rings) else { return }
    let rows = Self.pixels(from: box.top, to: box.bottom, of: height)
    let columns = Self.pixels(from: box.left, to: box.right, of: width)
    guard !columns.isEmpty else { return }
    var coverage = Array(repeating: 0.0, count: columns.count)
    var crossings: [Double] = []
    for row in rows {
      for index in coverage.indices { coverage[index] = 0 }
      for sample in 0..<Self.samples {
        Self.cross(rings, y: Double(row) + (Double(sample) + 0.5) / Double(Self.samples), &crossings)
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
          let from = max(Double(columns.lowerBound), crossings[pair])
          let to = min(Double(columns.upperBound), crossings[pair + 1])
          guard from < to else { continue }
          for x in Int(from)...min(columns.upperBound - 1, Int(to)) {
            let covered = min(to, Double(x + 1)) - max(from, Double(x))
            coverage[x - columns.lowerBound] += max(0, covered) / Double(Self.samples)
          }
        }
      }
      for (index, share) in coverage.enumerated() where share > 0 {
        blend(x: columns.lowerBound + index, y: row, colour, opacity: share)
      }
    }
  }

  /// Where the rings cross a height, from left to right.
  private static func cross(_ rings: [[Point]], y: Double, _ crossings: inout [Double]) {
    crossings.removeAll(keepingCapacity: true)
    for ring in rings {
      guard var start = ring.last else { continue }
      for end in ring {
        if (start.y > y) != (end.y > y) {
          crossings.append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
        }
        start = end
      }
    }
    crossings.sort()
  }

  /// Draws lines with round ends as one shape: each pixel as dark as its distance from the nearest of them says, so that
  /// neither joints nor crossings show. A line of one point is a dot. O(pixels near the lines + box).
  mutating func stroke(_ lines: [[Point]], halfWidth: Double, _ colour: Colour, opacity: Double = 1) {
    guard let box = Self.box(lines) else { return }
    let reach = halfWidth + 1
    let rows = Self.pixels(from: box.top - reach, to: box.bottom + reach, of: height)
    let columns = Self.pixels(from: box.left - reach, to: box.right + reach, of: width)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    var coverage = [Float](repeating: 0, count: rows.count * columns.count)
    func cover(_ start: Point, _ end: Point) {
      let along = end - start
      let length = (along * along).sum()
      let xs = Self.pixels(from: min(start.x, end.x) - reach, to: max(start.x, end.x) + reach, of: width)
      for y in Self.pixels(from: min(start.y, end.y) - reach, to: max(start.y, end.y) + reach, of: height) {
        for x in xs {
          let offset = Point(Double(x) + 0.5, Double(y) + 0.5) - start
          let share = length == 0 ? 0 : min(max((offset * along).sum() / length, 0), 1)
          let rest = offset - share * along
          let covered = Float(min(1, halfWidth + 0.5 - (rest * rest).sum().squareRoot()))
          let index = (y - rows.lowerBound) * columns.count + x - columns.lowerBound
          if covered > coverage[index] { coverage[index] = covered }
        }
      }
    }
    for line in lines {
      if line.count == 1 { cover(line[0], line[0]) }
      for (start, end) in zip(line, line.dropFirst()) { cover(start, end) }
    }
    for (index, covered) in coverage.enumerated() where covered > 0 {
      blend(
        x: columns.lowerBound + index % columns.count, y: rows.lowerBound + index / columns.count, colour,
        opacity: Double(covered) * opacity)
    }
  }

  private static func box(_ lines: [[Point]]) -> (left: Double, top: Double, right: Double, bottom: Double)? {
    guard let first = lines.joined().first else { return nil }
    var (low, high) = (first, first)
    for point in lines.joined() {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (low.x, low.y, high.x, high.y)
  }
}

extension RGBImage {
  /// How a text looks.
  struct TextStyle {
    /// The text's height, pixels.
    var size: Double
    /// How heavy its lines are.
    var weight = StrokeFont.Weight.regular
    /// Its colour.
    var colour: Colour
    /// Pixels of white around each letter.
    var rim = 0.0
  }

  /// Writes a text on one line: from its start, to its end, or around its middle on the base line at a point.
  mutating func write(_ text: String, at point: Point, anchor: DrawnMap.Label.Anchor = .start, _ style: TextStyle) {
    let text = DisplayText.oneLine(text)
    let width = StrokeFont.width(of: text, style.weight) * style.size
    var start = point
    switch anchor {
    case .start: break
    case .middle: start.x -= width / 2
    case .end: start.x -= width
    }
    let lines = StrokeFont.lines(of: text, style.weight).map { line in
      line.map { start + Point($0.x, -$0.y) * style.size }
    }
    let halfWidth = style.weight.halfWidth * style.size
    if style.rim > 0 { stroke(lines, halfWidth: halfWidth + style.rim, Colour("#FFFFFF"), opacity: 0.9) }
    stroke(lines, halfWidth: halfWidth, style.colour)
  }
}
