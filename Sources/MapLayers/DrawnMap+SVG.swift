import Glibc

extension DrawnMap {
  /// Where the land of an SVG map comes from.
  public enum Land: Hashable, Sendable {
    /// Drawn here, and named for others.
    case named(String)
    /// Drawn by a map of the same page, under that name.
    case sharing(String)
  }

  /// Writes the map as an `svg` element.
  ///
  /// Colours and fonts of land, borders and names are those of the classes `land`, `name`, `faint`, `inset`, `scale`, `buyer`
  /// in the style sheet around it; circles bring their own. `name` is the element's own in its page. `top` places it inside
  /// another `svg`.
  public func svg(
    into page: inout MarkupWriter, name: String, title: String, description: String, land: Land, top: Int? = nil
  ) {
    var attributes: [MarkupWriter.Attribute] = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(width) \(height)"), ("role", "img"),
      ("aria-labelledby", "\(name)-title \(name)-text"), ("class", "map"),
    ]
    if let top { attributes += [("y", "\(top)"), ("width", "\(width)"), ("height", "\(height)")] }
    page.element("svg", attributes) { svg in
      svg.element("title", [("id", "\(name)-title")], text: title)
      svg.element("desc", [("id", "\(name)-text")], text: description)
      svg.newLine()
      switch land {
      case .named(let name): svg.element("g", [("id", name), ("class", "land")]) { drawAreas(into: &$0) }
      case .sharing(let name): svg.empty("use", [("href", "#\(name)")])
      }
      svg.newLine()
      drawHeat(into: &svg)
      for inset in insets {
        svg.empty(
          "rect",
          [
            ("class", "inset"), ("x", "\(inset.x)"), ("y", "\(inset.y)"), ("width", "\(inset.width)"),
            ("height", "\(inset.height)"),
          ])
      }
      for label in labels where label.isFaint { draw(label, into: &svg) }
      for circle in circles { draw(circle, into: &svg) }
      svg.newLine()
      drawCentre(into: &svg)
      drawScale(into: &svg)
      for inset in insets {
        let (x, y) = (inset.x + Self.insetNameOffset.x, inset.y + Self.insetNameOffset.y)
        svg.element("text", [("class", "faint"), ("x", "\(x)"), ("y", "\(y)")], text: inset.name)
      }
      for label in labels where !label.isFaint { draw(label, into: &svg) }
    }
    page.newLine()
  }

  private func drawAreas(into svg: inout MarkupWriter) {
    for area in areas {
      var path = ""
      for ring in area.rings {
        var previous = ring[0]
        path += "M\(previous.x) \(previous.y)l"
        var isFirst = true
        for point in ring.dropFirst() {
          let (dx, dy) = (point.x - previous.x, point.y - previous.y)
          // A minus parts two numbers by itself.
          if !isFirst, dx >= 0 { path += " " }
          path += dy < 0 ? "\(dx)\(dy)" : "\(dx) \(dy)"
          previous = point
          isFirst = false
        }
        path += "z"
      }
      svg.empty("path", [("d", path)])
    }
  }

  private func drawHeat(into svg: inout MarkupWriter) {
    // One path for each tenth of strength.
    var paths: [Int: String] = [:]
    for run in heat {
      let (x, y) = (Self.decimal(run.x), Self.decimal(run.y))
      let (width, height) = (Self.decimal(run.width), Self.decimal(run.height))
      paths[Int((run.strength * 10).rounded(.up)), default: ""] += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
    }
    for tenth in paths.keys.sorted() {
      svg.empty("path", [("class", "heat h\(min(max(tenth, 1), 10))"), ("d", paths[tenth] ?? "")])
    }
  }

  private func draw(_ circle: Circle, into svg: inout MarkupWriter) {
    let (x, y, radius) = (Self.decimal(circle.x), Self.decimal(circle.y), Self.decimal(circle.radius))
    let shape: [MarkupWriter.Attribute] = [("cx", x), ("cy", y), ("r", radius)]
    if circle.isRough {
      svg.element("circle", shape + [("class", "rough")]) { $0.element("title", text: circle.title) }
    } else if circle.parts.count <= 1 {
      svg.element("circle", shape + [("class", "place"), ("fill", circle.parts.first?.colour ?? "#3B3B3B")]) {
        $0.element("title", text: circle.title)
      }
    } else {
      svg.element("g", [("class", "place")]) { group in
        group.element("title", text: circle.title)
        for sector in circle.sectors {
          group.empty("path", [("fill", sector.colour), ("d", Self.path(circle, sector))])
        }
        group.empty("circle", shape + [("fill", "none")])
      }
    }
    svg.newLine()
  }

  private static func path(_ circle: Circle, _ sector: Circle.Sector) -> String {
    func point(_ turn: Double) -> String {
      let angle = turn * 2 * .pi
      return "\(decimal(circle.x + circle.radius * sin(angle))) \(decimal(circle.y - circle.radius * cos(angle)))"
    }
    let radius = decimal(circle.radius)
    let isLarge = sector.end - sector.start > 0.5 ? 1 : 0
    return "M\(decimal(circle.x)) \(decimal(circle.y))L\(point(sector.start))"
      + "A\(radius) \(radius) 0 \(isLarge) 1 \(point(sector.end))z"
  }

  private func draw(_ label: Label, into svg: inout MarkupWriter) {
    var attributes: [MarkupWriter.Attribute] = [
      ("class", label.isFaint ? "faint" : "name"), ("x", Self.decimal(label.x)), ("y", Self.decimal(label.y)),
    ]
    if label.anchor != .start { attributes.append(("text-anchor", label.anchor.rawValue)) }
    svg.element("text", attributes, text: label.text)
  }

  private func drawCentre(into svg: inout MarkupWriter) {
    guard let centre else { return }
    let (x, y) = (Self.decimal(centre.x), Self.decimal(centre.y))
    let arm = Self.crossArm
    svg.empty("path", [("class", "buyer"), ("d", "M\(x) \(y)m-\(arm) 0h\(2 * arm)m-\(arm)-\(arm)v\(2 * arm)")])
  }

  private func drawScale(into svg: inout MarkupWriter) {
    guard let scale else { return }
    let (left, top) = (Self.decimal(scale.x), Self.decimal(scale.y - Self.scaleEnd))
    let (length, end) = (Self.decimal(scale.length), Self.decimal(Self.scaleEnd))
    svg.empty("path", [("class", "scale"), ("d", "M\(left) \(top)v\(end)h\(length)v-\(end)")])
    let x = Self.decimal(scale.x + Self.scaleTextOffset.x)
    let y = Self.decimal(scale.y + Self.scaleTextOffset.y)
    svg.element("text", [("class", "faint"), ("x", x), ("y", y)], text: scale.text)
  }

  /// At most one decimal: a tenth of a unit is less than a pixel.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}

extension DrawnMap.Circle {
  /// A part of a circle, from one share of the turn to another, clockwise from the top.
  struct Sector {
    let colour: String
    let start: Double
    let end: Double
  }

  /// The circle's parts as sectors.
  var sectors: [Sector] {
    let total = Double(max(parts.reduce(0) { $0 + $1.weight }, 1))
    var sum = 0
    return parts.map { part in
      let start = Double(sum) / total
      sum += part.weight
      return Sector(colour: part.colour, start: start, end: Double(sum) / total)
    }
  }
}
