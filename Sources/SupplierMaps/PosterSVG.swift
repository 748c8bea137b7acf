import MapLayers

/// `map.svg`: the map of France with what it needs to stand alone on a slide.
struct PosterSVG {
  let content: SupplierMapContent
  let pictures: SupplierPictures

  /// Units above the map, for the title and the legend's lines.
  private static let headHeight = 96
  /// Units between lines.
  private static let lineHeight = 30
  /// Units of a legend's swatch and the space after it.
  private static let swatch = 30
  /// Sources beyond this are in the report.
  private static let mostSources = 6
  private static let longestSource = 110

  func write(into svg: inout MarkupWriter) {
    let legend = legendRows
    let top = Self.headHeight + legend.count * Self.lineHeight
    let sources = content.options.sources.prefix(Self.mostSources)
    let height = top + pictures.france.height + 24 + sources.count * 24
    svg.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    svg.element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(SupplierPictures.width) \(height)"),
        ("width", "\(SupplierPictures.width)"), ("height", "\(height)"), ("role", "img"),
        ("aria-labelledby", "poster-title"),
      ]
    ) { svg in
      svg.element("style") { $0.literal(Self.css) }
      svg.empty("rect", [("width", "100%"), ("height", "100%"), ("fill", "#FFFFFF")])
      svg.element("text", [("id", "poster-title"), ("class", "title"), ("x", "16"), ("y", "46")], text: title)
      svg.element("text", [("class", "faint"), ("x", "16"), ("y", "80")], text: subtitle)
      for (line, row) in legend.enumerated() {
        for entry in row {
          let y = Self.headHeight + line * Self.lineHeight
          svg.empty(
            "circle", [("cx", "\(entry.x + 8)"), ("cy", "\(y + 8)"), ("r", "9"), ("fill", entry.colour)])
          svg.element("text", [("x", "\(entry.x + Self.swatch - 6)"), ("y", "\(y + 16)")], text: entry.name)
        }
      }
      svg.newLine()
      pictures.france.svg(
        into: &svg, name: "france", title: title, description: subtitle, land: .named("land"), top: top)
      for (index, source) in sources.enumerated() {
        let y = top + pictures.france.height + 24 + index * 24
        svg.element(
          "text", [("class", "small"), ("x", "16"), ("y", "\(y)")],
          text: DisplayText.truncated(source, to: Self.longestSource))
      }
    }
    svg.newLine()
  }

  private var title: String {
    DisplayText.truncated(
      content.options.title.isEmpty ? content.words.defaultTitle : DisplayText.oneLine(content.options.title), to: 60)
  }

  private var subtitle: String {
    "\(content.words.suppliers(content.supplierCount)), \(content.words.contracts(content.rowCount)), "
      + content.words.places(content.placeCount)
  }

  /// The legend's entries in lines as wide as the picture.
  private var legendRows: [[(x: Int, name: String, colour: String)]] {
    guard pictures.legend.count > 1 else { return [] }
    var rows: [[(x: Int, name: String, colour: String)]] = []
    var x = SupplierPictures.width
    for entry in pictures.legend {
      let name = DisplayText.truncated(entry.name, to: 40)
      let width = Self.swatch + Int(Double(name.count) * SupplierPictures.fontSize * 0.58) + 20
      if x + width > SupplierPictures.width {
        rows.append([])
        x = 16
      }
      rows[rows.count - 1].append((x, name, entry.colour))
      x += width
    }
    return rows
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
