/// A drawn map with what it needs to stand alone in a document or on a slide: a title, a line of figures, a legend and
/// notes. `map.svg` and `map.png` are the same poster.
public struct MapPoster: Sendable {
  /// One line, cut where it does not fit.
  public var title: String
  /// One line below the title.
  public var subtitle: String
  /// Names and colours (`#RRGGBB`); fewer than two are not drawn.
  public var legend: [(name: String, colour: String)]
  /// The picture.
  public var map: DrawnMap
  /// Paragraphs below the map: what it shows, and its sources.
  public var notes: [String]

  /// A poster of a map.
  public init(
    title: String, subtitle: String, legend: [(name: String, colour: String)], map: DrawnMap, notes: [String]
  ) {
    self.title = DisplayText.oneLine(title)
    self.subtitle = DisplayText.oneLine(subtitle)
    self.legend = legend.map { (DisplayText.truncated(DisplayText.oneLine($0.name), to: 40), $0.colour) }
    self.map = map
    self.notes = notes.map(DisplayText.inert)
  }

  /// Units left free at the sides.
  private static let margin = 16
  /// Units above the map, for title and subtitle.
  private static let headHeight = 96
  /// Units between lines of the legend, and of the notes.
  private static let (lineHeight, noteHeight) = (30, 23)
  /// Base lines of title and subtitle, units from the top.
  private static let (titleLine, subtitleLine) = (46, 80)
  /// Middle of a swatch and base line of its name, units from an entry's corner; a swatch's radius.
  private static let (swatchMiddle, nameLine, swatchRadius) = (8, 16, 9)
  /// Units of a legend's swatch and the space after it, and between entries.
  private static let (swatch, gap) = (24, 24)
  /// Heights of text, units.
  private static let (titleSize, textSize, quietSize, noteSize) = (34.0, 22.0, 20.0, 16.0)
  /// No line of the picture holds more.
  private static let mostCharacters = 250
  /// The face that a reader's program takes may be wider than ours.
  private static let widening = 1.08

  /// A name of the legend with its swatch's place.
  private struct LegendEntry {
    let x: Int
    let y: Int
    let name: String
    let colour: String
  }

  /// The legend's entries in lines as wide as the picture.
  private var legendEntries: [LegendEntry] {
    guard legend.count > 1 else { return [] }
    var entries: [LegendEntry] = []
    var (x, line) = (Self.margin, 0)
    for entry in legend {
      let width = Self.swatch + Int(width(entry.name, size: Self.textSize)) + Self.gap
      if x > Self.margin, x + width > map.width {
        line += 1
        x = Self.margin
      }
      entries.append(
        LegendEntry(x: x, y: Self.headHeight + line * Self.lineHeight, name: entry.name, colour: entry.colour))
      x += width
    }
    return entries
  }

  private func mapTop(_ entries: [LegendEntry]) -> Int {
    Self.headHeight + (entries.last.map { $0.y - Self.headHeight + Self.lineHeight } ?? 0)
  }

  private func height(mapTop: Int, noteLines: Int) -> Int { noteLine(noteLines, mapTop: mapTop) + 4 }

  /// The base line of a line of notes.
  private func noteLine(_ index: Int, mapTop: Int) -> Int { mapTop + map.height + 24 + index * Self.noteHeight }

  /// The notes in lines as wide as the picture.
  private var noteLines: [String] {
    notes.flatMap { note in
      var lines: [String] = []
      for word in note.split(separator: " ") {
        let longer = lines.last.map { $0 + " " + word } ?? ""
        if lines.isEmpty || width(longer, size: Self.noteSize) > room {
          lines.append(String(word))
        } else {
          lines[lines.count - 1] = longer
        }
      }
      return lines.map { fitted($0, size: Self.noteSize, .regular) }
    }
  }

  /// Units between the margins.
  private var room: Double { Double(map.width - 2 * Self.margin) }

  /// Units that a text takes at most.
  private func width(_ text: String, size: Double, _ weight: StrokeFont.Weight = .regular) -> Double {
    StrokeFont.width(of: text, weight) * size * Self.widening
  }

  /// The text cut to the picture's width, the last character an ellipsis when something is cut.
  private func fitted(_ text: String, size: Double, _ weight: StrokeFont.Weight = .bold) -> String {
    var count = min(text.count, Self.mostCharacters)
    var cut = DisplayText.truncated(text, to: count)
    while width(cut, size: size, weight) > room, count > 1 {
      count -= 1
      cut = DisplayText.truncated(text, to: count)
    }
    return cut
  }
}

extension MapPoster {
  /// `map.svg`. Light, whatever it is put into.
  public func svg() -> [UInt8] {
    let entries = legendEntries
    let top = mapTop(entries)
    let noteLines = noteLines
    let height = height(mapTop: top, noteLines: noteLines.count)
    var svg = MarkupWriter()
    svg.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    svg.element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(map.width) \(height)"), ("width", "\(map.width)"),
        ("height", "\(height)"), ("role", "img"), ("aria-labelledby", "poster-title"),
      ]
    ) { svg in
      svg.element("style") { $0.literal(Self.css) }
      svg.empty("rect", [("width", "100%"), ("height", "100%"), ("fill", "#FFFFFF")])
      let left = "\(Self.margin)"
      svg.element(
        "text", [("id", "poster-title"), ("class", "title"), ("x", left), ("y", "\(Self.titleLine)")],
        text: fitted(title, size: Self.titleSize))
      svg.element(
        "text", [("class", "faint"), ("x", left), ("y", "\(Self.subtitleLine)")],
        text: fitted(subtitle, size: Self.quietSize))
      for entry in entries {
        svg.empty(
          "circle",
          [
            ("cx", "\(entry.x + Self.swatchMiddle)"), ("cy", "\(entry.y + Self.swatchMiddle)"),
            ("r", "\(Self.swatchRadius)"), ("fill", entry.colour),
          ])
        svg.element("text", [("x", "\(entry.x + Self.swatch)"), ("y", "\(entry.y + Self.nameLine)")], text: entry.name)
      }
      svg.newLine()
      map.svg(into: &svg, name: "france", title: title, description: subtitle, land: .named("land"), top: top)
      for (index, line) in noteLines.enumerated() {
        svg.element(
          "text", [("class", "small"), ("x", left), ("y", "\(noteLine(index, mapTop: top))")], text: line)
      }
    }
    svg.newLine()
    return svg.bytes
  }

  private static let css: StaticString = """
    text { font: 22px "Liberation Sans", Arial, Helvetica, sans-serif; fill: #1C2128; }
    .title { font-size: 34px; font-weight: bold; } .small { font-size: 16px; fill: #59636E; }
    .land { fill: #F1F4F6; stroke: #B4BEC8; stroke-linejoin: round; fill-rule: evenodd; }
    .place { fill-opacity: 0.85; stroke: #FFFFFF; stroke-width: 1.5; } .place path { stroke-width: 0.75; }
    .rough { fill: #59636E; fill-opacity: 0.15; stroke: #59636E; stroke-width: 2; stroke-dasharray: 4 3; }
    .inset { fill: none; stroke: #B4BEC8; }
    .name { font-weight: bold; paint-order: stroke; stroke: #FFFFFF; stroke-width: 5px; stroke-linejoin: round; }
    .faint { fill: #59636E; font-size: 20px; } .scale { fill: none; stroke: #59636E; stroke-width: 2; }
    .buyer { fill: none; stroke: #B3261E; stroke-width: 5; }
    """
}

extension MapPoster {
  /// `map.png`, so many pixels wide (100 to 8,000): the same picture in a face of our own, so that it has the same bytes on
  /// every machine. O(pixels + positions).
  public func png(widthPixels: Int = MapPoster.usualWidthPixels) throws(RasterError) -> [UInt8] {
    try PNGWriter.bytes(of: image(widthPixels: widthPixels))
  }

  /// A slide's width with room to enlarge.
  public static let usualWidthPixels = 1600

  /// The poster as pixels.
  func image(widthPixels: Int) -> RGBImage {
    let entries = legendEntries
    let top = mapTop(entries)
    let scale = Double(min(max(widthPixels, 100), 8_000)) / Double(map.width)
    let noteLines = noteLines
    let height = height(mapTop: top, noteLines: noteLines.count)
    var image = RGBImage(
      width: Int((Double(map.width) * scale).rounded()), height: Int((Double(height) * scale).rounded()),
      fill: DrawnMap.Ink.edge)
    func write(_ text: String, _ x: Int, _ y: Int, size: Double, _ colour: RGBImage.Colour, isBold: Bool = false) {
      let style = RGBImage.TextStyle(size: size * scale, weight: isBold ? .bold : .regular, colour: colour)
      image.write(text, at: RGBImage.Point(Double(x), Double(y)) * scale, style)
    }
    let (text, quiet) = (DrawnMap.Ink.text, DrawnMap.Ink.quiet)
    map.paint(on: &image, scale: scale, top: Double(top))
    write(fitted(title, size: Self.titleSize), Self.margin, Self.titleLine, size: Self.titleSize, text, isBold: true)
    write(fitted(subtitle, size: Self.quietSize), Self.margin, Self.subtitleLine, size: Self.quietSize, quiet)
    for entry in entries {
      let middle =
        RGBImage.Point(Double(entry.x + Self.swatchMiddle), Double(entry.y + Self.swatchMiddle)) * scale
      image.stroke([[middle]], halfWidth: Double(Self.swatchRadius) * scale, RGBImage.Colour(entry.colour))
      write(entry.name, entry.x + Self.swatch, entry.y + Self.nameLine, size: Self.textSize, text)
    }
    for (index, line) in noteLines.enumerated() {
      write(line, Self.margin, noteLine(index, mapTop: top), size: Self.noteSize, quiet)
    }
    return image
  }
}
