import Glibc

/// A picture of 8-bit red, green and blue, row by row from the top.
public struct RGBImage: Sendable {
  /// Pixels.
  public let width: Int
  /// Pixels.
  public let height: Int
  /// Three bytes a pixel.
  public private(set) var bytes: [UInt8]

  /// A picture of one colour.
  init(width: Int, height: Int, fill: Colour) {
    self.width = width
    self.height = height
    bytes = []
    bytes.reserveCapacity(width * height * 3)
    for _ in 0..<width * height { bytes += [fill.red, fill.green, fill.blue] }
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
    func mixed(_ below: UInt8, _ above: UInt8) -> UInt8 {
      UInt8((Double(below) + (Double(above) - Double(below)) * min(opacity, 1)).rounded())
    }
    bytes[index] = mixed(bytes[index], colour.red)
    bytes[index + 1] = mixed(bytes[index + 1], colour.green)
    bytes[index + 2] = mixed(bytes[index + 2], colour.blue)
  }
}

extension DrawnMap {
  /// The map as pixels, edges smoothed: land, circles, frames, the buyer and the scale, without any words.
  ///
  /// `scale` is pixels per unit. O(pixels + positions).
  public func image(scale: Double) -> RGBImage {
    var image = RGBImage(
      width: Int((Double(width) * scale).rounded()), height: Int((Double(height) * scale).rounded()),
      fill: RGBImage.Colour("#FFFFFF"))
    let (land, border) = (RGBImage.Colour("#F1F4F6"), RGBImage.Colour("#B4BEC8"))
    for area in areas { Self.fill(area, land, scale: scale, in: &image) }
    for area in areas {
      for ring in area.rings {
        for (index, point) in ring.enumerated() {
          Self.line(point, ring[(index + 1) % ring.count], width: 1, border, scale: scale, in: &image)
        }
      }
    }
    for inset in insets { Self.frame(inset, border, scale: scale, in: &image) }
    for circle in circles { Self.draw(circle, scale: scale, in: &image) }
    drawMarks(scale: scale, in: &image)
    return image
  }

  /// Rows of samples in a pixel: eight levels of grey are enough for an edge.
  private static let samples = 4

  /// Fills by the even-odd rule, a few rows of samples to a pixel, with exact coverage along each row.
  private static func fill(_ area: Area, _ colour: RGBImage.Colour, scale: Double, in image: inout RGBImage) {
    let ys = area.rings.joined().map { Double($0.y) * scale }
    guard let top = ys.min(), let bottom = ys.max() else { return }
    let rows = pixels(from: top, to: bottom, of: image.height)
    var coverage = Array(repeating: 0.0, count: image.width)
    for row in rows {
      for index in coverage.indices { coverage[index] = 0 }
      for sample in 0..<samples {
        let y = Double(row) + (Double(sample) + 0.5) / Double(samples)
        var crossings: [Double] = []
        for ring in area.rings {
          for (index, start) in ring.enumerated() {
            let end = ring[(index + 1) % ring.count]
            let (startY, endY) = (Double(start.y) * scale, Double(end.y) * scale)
            guard (startY > y) != (endY > y) else { continue }
            let share = (y - startY) / (endY - startY)
            crossings.append((Double(start.x) + share * Double(end.x - start.x)) * scale)
          }
        }
        crossings.sort()
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
          let from = max(0, crossings[pair])
          let to = min(Double(image.width), crossings[pair + 1])
          guard from < to else { continue }
          for x in Int(from)...min(image.width - 1, Int(to)) {
            coverage[x] += max(0, min(to, Double(x + 1)) - max(from, Double(x))) / Double(samples)
          }
        }
      }
      for x in coverage.indices where coverage[x] > 0 { image.blend(x: x, y: row, colour, opacity: coverage[x]) }
    }
  }

  /// The pixels that a stretch touches, none of them outside the picture.
  private static func pixels(from start: Double, to end: Double, of count: Int) -> Range<Int> {
    let first = min(max(start, 0), Double(count))
    return Int(first)..<Int(min(max(end + 1, first), Double(count)))
  }

  private static func line(
    _ start: Point, _ end: Point, width: Double, _ colour: RGBImage.Colour, scale: Double, in image: inout RGBImage
  ) {
    line(
      (Double(start.x) * scale, Double(start.y) * scale), (Double(end.x) * scale, Double(end.y) * scale),
      halfWidth: max(width * scale, 1) / 2, colour, in: &image)
  }

  /// Each pixel as dark as its distance from the segment says.
  private static func line(
    _ start: (x: Double, y: Double), _ end: (x: Double, y: Double), halfWidth: Double, _ colour: RGBImage.Colour,
    in image: inout RGBImage
  ) {
    let reach = halfWidth + 1
    let (left, right) = (min(start.x, end.x) - reach, max(start.x, end.x) + reach)
    let (top, bottom) = (min(start.y, end.y) - reach, max(start.y, end.y) + reach)
    let (rows, columns) = (
      pixels(from: top, to: bottom, of: image.height), pixels(from: left, to: right, of: image.width)
    )
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    for y in rows {
      for x in columns {
        let (px, py) = (Double(x) + 0.5 - start.x, Double(y) + 0.5 - start.y)
        let along = length == 0 ? 0 : min(max((px * dx + py * dy) / length, 0), 1)
        let distance = hypot(px - along * dx, py - along * dy)
        image.blend(x: x, y: y, colour, opacity: min(1, halfWidth + 0.5 - distance))
      }
    }
  }

  private static func frame(_ inset: Inset, _ colour: RGBImage.Colour, scale: Double, in image: inout RGBImage) {
    let corners = [
      Point(x: inset.x, y: inset.y), Point(x: inset.x + inset.width, y: inset.y),
      Point(x: inset.x + inset.width, y: inset.y + inset.height), Point(x: inset.x, y: inset.y + inset.height),
    ]
    for (index, corner) in corners.enumerated() {
      line(corner, corners[(index + 1) % 4], width: 1, colour, scale: scale, in: &image)
    }
  }

  private static func draw(_ circle: Circle, scale: Double, in image: inout RGBImage) {
    let (x, y, radius) = (circle.x * scale, circle.y * scale, circle.radius * scale)
    let edge = max(1.2 * scale, 1)
    let sectors = circle.sectors.map { (end: $0.end, colour: RGBImage.Colour($0.colour)) }
    let (white, grey) = (RGBImage.Colour("#FFFFFF"), RGBImage.Colour("#59636E"))
    let reach = radius + edge + 1
    let rows = pixels(from: y - reach, to: y + reach, of: image.height)
    let columns = pixels(from: x - reach, to: x + reach, of: image.width)
    for row in rows where !columns.isEmpty {
      for column in columns {
        let (dx, dy) = (Double(column) + 0.5 - x, Double(row) + 0.5 - y)
        let distance = hypot(dx, dy)
        let ring = min(1, max(0, edge / 2 + 0.5 - abs(distance - radius)))
        if circle.isRough {
          image.blend(x: column, y: row, grey, opacity: 0.15 * min(1, radius + 0.5 - distance))
          image.blend(x: column, y: row, grey, opacity: ring)
          continue
        }
        // Clockwise from the top, as the sectors run.
        let turn = (atan2(dx, -dy) / (2 * .pi)).truncatingRemainder(dividingBy: 1)
        let share = turn < 0 ? turn + 1 : turn
        let colour = sectors.first { share <= $0.end }?.colour ?? sectors.last?.colour ?? grey
        image.blend(x: column, y: row, colour, opacity: 0.85 * min(1, radius + 0.5 - distance))
        image.blend(x: column, y: row, white, opacity: ring)
      }
    }
  }

  private func drawMarks(scale: Double, in image: inout RGBImage) {
    if let centre {
      let red = RGBImage.Colour("#B3261E")
      let (x, y, arm) = (centre.x * scale, centre.y * scale, 14 * scale)
      Self.line((x - arm, y), (x + arm, y), halfWidth: 2.5 * scale, red, in: &image)
      Self.line((x, y - arm), (x, y + arm), halfWidth: 2.5 * scale, red, in: &image)
    }
    if let bar = self.scale {
      let grey = RGBImage.Colour("#59636E")
      let (left, right, y) = (bar.x * scale, (bar.x + bar.length) * scale, bar.y * scale)
      Self.line((left, y), (right, y), halfWidth: scale, grey, in: &image)
      for end in [left, right] { Self.line((end, y - 8 * scale), (end, y), halfWidth: scale, grey, in: &image) }
    }
  }
}
