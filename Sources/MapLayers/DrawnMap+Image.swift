import Glibc

extension DrawnMap {
  /// The map as pixels, edges smoothed. `scale` is pixels per unit. O(pixels + positions).
  public func image(scale: Double) -> RGBImage {
    var image = RGBImage(
      width: Int((Double(width) * scale).rounded()), height: Int((Double(height) * scale).rounded()),
      fill: RGBImage.Colour("#FFFFFF"))
    paint(on: &image, scale: scale)
    return image
  }

  /// The colours of ``MapPoster``'s style sheet.
  enum Ink {
    static let text = RGBImage.Colour("#1C2128")
    static let quiet = RGBImage.Colour("#59636E")
    static let land = RGBImage.Colour("#F1F4F6")
    static let border = RGBImage.Colour("#B4BEC8")
    static let buyer = RGBImage.Colour("#B3261E")
    static let edge = RGBImage.Colour("#FFFFFF")
  }

  /// Paints land, frames, circles, marks and names, so many units below the picture's top.
  func paint(on image: inout RGBImage, scale: Double, top: Double = 0) {
    let place = Placing(scale: scale, top: top)
    for area in areas { image.fill(area.rings.map { $0.map(place.point) }, Ink.land) }
    let borders = areas.flatMap { $0.rings.map { ($0 + $0.prefix(1)).map(place.point) } }
    image.stroke(borders + insets.map { place.corners($0) }, halfWidth: max(scale, 1) / 2, Ink.border)
    for label in labels where label.isFaint { write(label, place, on: &image) }
    for circle in circles { Self.draw(circle, place, on: &image) }
    drawMarks(place, on: &image)
    for inset in insets {
      let (x, y) = (inset.x + Self.insetNameOffset.x, inset.y + Self.insetNameOffset.y)
      let name = Label(x: Double(x), y: Double(y), anchor: .start, text: inset.name, isFaint: true)
      write(name, place, on: &image)
    }
    for label in labels where !label.isFaint { write(label, place, on: &image) }
  }

  /// From units of the picture to pixels.
  private struct Placing {
    let scale: Double
    let top: Double

    func point(_ x: Double, _ y: Double) -> RGBImage.Point { RGBImage.Point(x, y + top) * scale }
    func point(_ point: Point) -> RGBImage.Point { self.point(Double(point.x), Double(point.y)) }
    func corners(_ inset: Inset) -> [RGBImage.Point] {
      let (left, top) = (Double(inset.x), Double(inset.y))
      let (right, bottom) = (left + Double(inset.width), top + Double(inset.height))
      return [point(left, top), point(right, top), point(right, bottom), point(left, bottom), point(left, top)]
    }
  }

  private func write(_ label: Label, _ place: Placing, on image: inout RGBImage) {
    let style =
      label.isFaint
      ? RGBImage.TextStyle(size: 20 * place.scale, colour: Ink.quiet)
      : RGBImage.TextStyle(size: 22 * place.scale, weight: .bold, colour: Ink.text, rim: 2.5 * place.scale)
    image.write(label.text, at: place.point(label.x, label.y), anchor: label.anchor, style)
  }

  private static func draw(_ circle: Circle, _ place: Placing, on image: inout RGBImage) {
    let middle = place.point(circle.x, circle.y)
    let radius = circle.radius * place.scale
    let edge = max(1.2 * place.scale, 1)
    let sectors = circle.sectors.map { (end: $0.end, colour: RGBImage.Colour($0.colour)) }
    let reach = radius + edge + 1
    let rows = RGBImage.pixels(from: middle.y - reach, to: middle.y + reach, of: image.height)
    let columns = RGBImage.pixels(from: middle.x - reach, to: middle.x + reach, of: image.width)
    for row in rows where !columns.isEmpty {
      for column in columns {
        let (dx, dy) = (Double(column) + 0.5 - middle.x, Double(row) + 0.5 - middle.y)
        let distance = (dx * dx + dy * dy).squareRoot()
        let inside = min(1, radius + 0.5 - distance)
        let ring = min(1, max(0, edge / 2 + 0.5 - abs(distance - radius)))
        guard inside > 0 || ring > 0 else { continue }
        if circle.isRough {
          image.blend(x: column, y: row, Ink.quiet, opacity: 0.15 * inside)
          image.blend(x: column, y: row, Ink.quiet, opacity: ring)
          continue
        }
        var colour = sectors.last?.colour ?? Ink.quiet
        if sectors.count > 1 {
          // Clockwise from the top, as the sectors run.
          let turn = atan2(dx, -dy) / (2 * .pi)
          let share = turn < 0 ? turn + 1 : turn
          colour = sectors.first { share <= $0.end }?.colour ?? colour
        }
        image.blend(x: column, y: row, colour, opacity: 0.85 * inside)
        image.blend(x: column, y: row, Ink.edge, opacity: ring)
      }
    }
  }

  private func drawMarks(_ place: Placing, on image: inout RGBImage) {
    if let centre {
      let arm = Double(Self.crossArm)
      let arms = [
        [place.point(centre.x - arm, centre.y), place.point(centre.x + arm, centre.y)],
        [place.point(centre.x, centre.y - arm), place.point(centre.x, centre.y + arm)],
      ]
      image.stroke(arms, halfWidth: 2.5 * place.scale, Ink.buyer)
    }
    guard let bar = scale else { return }
    let (left, right, top) = (bar.x, bar.x + bar.length, bar.y - Self.scaleEnd)
    let line = [
      place.point(left, top), place.point(left, bar.y), place.point(right, bar.y), place.point(right, top),
    ]
    image.stroke([line], halfWidth: max(place.scale, 0.5), Ink.quiet)
    let (x, y) = (bar.x + Self.scaleTextOffset.x, bar.y + Self.scaleTextOffset.y)
    write(Label(x: x, y: y, anchor: .start, text: bar.text, isFaint: true), place, on: &image)
  }
}
