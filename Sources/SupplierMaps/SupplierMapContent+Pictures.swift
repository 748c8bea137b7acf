import Gazetteer
import Geodesy
import MapLayers

/// The maps of a report or poster, drawn: made once for both.
public struct SupplierPictures: Sendable {
  /// France in Europe, with the overseas départements that have suppliers below.
  let france: DrawnMap
  /// The surroundings of most suppliers; `nil` when the map of France shows them as well.
  let closeUp: DrawnMap?
  /// Names and colours of the sectors, those that occur.
  let legend: [FacetClasses.Class]
  /// The frame of France in Europe, for what else is drawn there.
  let franceFrame: MapFrame?
  /// What the map of France shows, and what it does not.
  let caption: String

  /// Units of a picture's width.
  static let width = 1000
  /// Units of the height of the map of France in Europe, which is about as high as wide.
  static let franceHeight = 960
  /// Units of the close-up's height: what a page shows of it with its heading.
  static let closeUpHeight = 700
  /// Radius of the heaviest circle on each map, units.
  private static let largestRadius = (france: 34.0, closeUp: 40.0)
  /// Radius of one contract's circle where the heaviest place has only a few, units.
  private static let radiusOfOne = (france: 9.0, closeUp: 14.0)

  /// The radius for the heaviest place: no larger than its weight is worth.
  private static func largestRadius(_ largest: Double, one: Double, weight: Int) -> Double {
    min(largest, one * Double(weight).squareRoot())
  }
  /// A map that is less than so much closer shows nothing new.
  private static let worthwhileScale = 0.6
  /// Units of the text's height: some 14 pixels where the picture is 650 pixels wide.
  static let fontSize = 22.0
  /// Units between insets.
  private static let gap = 20
  private static let insetHeight = 190
  /// The name stands above the land, not on it.
  private static let insetTitleHeight = 20

  /// Draws the maps of a content. O(places × outlines).
  public init(_ content: SupplierMapContent) {
    let outlines = content.options.gazetteer?.outlines() ?? []
    let classes = FacetClasses(content.options.colourBy ?? content.options.layerBy, of: content)
    let places = content.drawnPlaces(classes)
    let words = content.words
    let layout = CircleLayout(
      colours: classes.classes.map(\.colour), largestRadius: Self.largestRadius.france,
      largestWeight: places.map(\.weight).max() ?? 1,
      mergedTitle: { title, others in title + " " + words.andOtherPlaces(others) })
    let roughCount = places.count(where: \.isRough)
    let occurring = Set(places.flatMap(\.weightByClass.keys))
    legend = classes.classes.indices.filter(occurring.contains).map { classes.classes[$0] }
    let placesOutside: Int
    (france, franceFrame, placesOutside) = Self.france(content, outlines: outlines, places: places, layout: layout)
    let heaviest = france.circles.max { $0.weight < $1.weight }
    caption = Self.caption(content, heaviest: heaviest, roughCount: roughCount, placesOutside: placesOutside)
    closeUp = Self.closeUp(content, outlines: outlines, places: places, layout: layout, unlessShownBy: franceFrame)
  }

  private static func caption(
    _ content: SupplierMapContent, heaviest: DrawnMap.Circle?, roughCount: Int, placesOutside: Int
  ) -> String {
    let words = content.words
    var sentences: [String] = []
    if let heaviest {
      sentences.append(words.circlesExplained(largest: heaviest.name, contracts: words.contracts(heaviest.weight)))
      if heaviest.placeCount > 1 { sentences.append(words.placesMerged) }
    }
    if roughCount > 0 { sentences.append(words.roughPlaces(roughCount)) }
    if placesOutside > 0 { sentences.append(words.placesOutside(placesOutside)) }
    if let buyer = content.options.buyer { sentences.append(words.buyerMark(buyer.label)) }
    return sentences.joined(separator: " ")
  }

  private static func france(
    _ content: SupplierMapContent, outlines: [DepartementOutline], places: [CircleLayout.Place], layout: CircleLayout
  ) -> (DrawnMap, MapFrame?, Int) {
    let used = Set(content.places.map(\.departement))
    let overseas = outlines.filter { Departement.isOverseas($0.code) && used.contains($0.code) }
    let high = franceHeight + (overseas.isEmpty ? 0 : insetHeight + 2 * gap)
    var map = DrawnMap(width: width, height: high)
    let european = outlines.filter { !Departement.isOverseas($0.code) }
    let positions = european.isEmpty ? content.places.map(\.coordinate) : european.flatMap { $0.rings.joined() }
    guard
      let frame = MapFrame(
        around: positions, projection: MapProjection(around: MapView.france.centre),
        width: Double(width), height: Double(franceHeight), margin: 0.03)
    else { return (map, nil, 0) }
    for outline in european { map.addArea(outline.rings, in: frame) }
    let labels = CircleLabels(fontSize: fontSize, most: 14)
    var layout = layout
    // Places that are drawn as one may outweigh the heaviest one.
    layout.largestWeight = max(
      layout.largestWeight, layout.circles(places, in: frame).circles.first?.weight ?? 1)
    layout.largestRadius = largestRadius(largestRadius.france, one: radiusOfOne.france, weight: layout.largestWeight)
    layout.fit(places, in: frame)
    var drawn = layout.circles(places, in: frame)
    map.labels = labels.labels(of: drawn.circles, in: frame)
    var outside = drawn.placesOutside
    let insetWidth = (width - gap * 6) / 5
    for (index, outline) in overseas.enumerated() {
      let left = gap + index * (insetWidth + gap)
      let inset = DrawnMap.Inset(
        x: left, y: franceHeight + gap, width: insetWidth, height: insetHeight, name: outline.name)
      let box = BoundingBox(around: outline.rings.joined())
      guard let box,
        let insetFrame = MapFrame(
          around: outline.rings.joined(), projection: .local(box.centre), left: Double(inset.x),
          top: Double(inset.y + Self.insetTitleHeight), width: Double(inset.width),
          height: Double(inset.height - Self.insetTitleHeight), margin: 0.1)
      else { continue }
      map.insets.append(inset)
      map.addArea(outline.rings, in: insetFrame)
      let here = layout.circles(places, in: insetFrame)
      drawn.circles += here.circles
      outside -= places.count - here.placesOutside
    }
    map.circles = drawn.circles
    map.addScale(of: frame)
    map.addCentre(content.options.buyer?.coordinate, in: frame)
    return (map, frame, outside)
  }

  private static func closeUp(
    _ content: SupplierMapContent, outlines: [DepartementOutline], places: [CircleLayout.Place],
    layout: CircleLayout, unlessShownBy france: MapFrame?
  ) -> DrawnMap? {
    let view = content.view
    let middle = view.pixels(view.centre)
    var shown = content.places.map(\.coordinate).filter { coordinate in
      let (x, y) = view.pixels(coordinate)
      return abs(x - middle.x) <= MapView.usualWidthPixels / 2 && abs(y - middle.y) <= MapView.usualHeightPixels / 2
    }
    if let buyer = content.options.buyer, !shown.isEmpty { shown.append(buyer.coordinate) }
    guard
      let frame = MapFrame(
        around: shown, projection: MapProjection(around: view.centre), width: Double(width),
        height: Double(closeUpHeight), margin: 0.07)
    else { return nil }
    if let france, france.projection == frame.projection,
      frame.metresPerUnit > france.metresPerUnit * worthwhileScale
    {
      return nil
    }
    var map = DrawnMap(width: width, height: closeUpHeight)
    for outline in outlines {
      let before = map.areas.count
      map.addArea(outline.rings, in: frame)
      guard map.areas.count > before, let box = BoundingBox(around: outline.rings[0]) else { continue }
      let (x, y) = frame.point(box.centre)
      guard frame.contains(x: x, y: y, inset: 60) else { continue }
      map.labels.append(DrawnMap.Label(x: x, y: y, anchor: .middle, text: outline.name, isFaint: true))
    }
    var layout = layout
    layout.largestWeight = layout.circles(places, in: frame).circles.first?.weight ?? 1
    layout.largestRadius = largestRadius(
      largestRadius.closeUp, one: radiusOfOne.closeUp, weight: layout.largestWeight)
    layout.fit(places, in: frame)
    map.circles = layout.circles(places, in: frame).circles
    map.labels += CircleLabels(fontSize: fontSize, most: 40).labels(of: map.circles, in: frame)
    map.addScale(of: frame)
    map.addCentre(content.options.buyer?.coordinate, in: frame)
    return map
  }
}

extension DrawnMap {
  fileprivate mutating func addCentre(_ coordinate: Coordinate?, in frame: MapFrame) {
    guard let coordinate else { return }
    let (x, y) = frame.point(coordinate)
    if frame.contains(x: x, y: y) { centre = (x, y) }
  }
}

extension SupplierMapContent {
  /// The places as circles, by first row.
  func drawnPlaces(_ classes: FacetClasses) -> [CircleLayout.Place] {
    places.indices.map { place in
      let indexes = contractIndexes(atPlace: place)
      var weightByClass: [Int: Int] = [:]
      for index in indexes { weightByClass[classes.classByContract[index], default: 0] += 1 }
      let location = places[place]
      let names = names(atPlace: place)
      var title = "\(location.label) · \(words.contracts(indexes.count))"
      if !names.isEmpty, options.groupBy != .place {
        title += " · " + names.prefix(Self.namesInTitle).joined(separator: ", ")
        if names.count > Self.namesInTitle { title += " " + words.others(names.count - Self.namesInTitle) }
      }
      return CircleLayout.Place(
        coordinate: location.coordinate, weight: indexes.count, weightByClass: weightByClass,
        name: location.city.isEmpty ? location.label : location.city, title: title,
        isRough: quality(indexes)?.isRough ?? false)
    }
  }

  /// A tooltip is one line.
  private static let namesInTitle = 4

  /// The map of France with its title, legend, explanation and sources, as `map.svg` and `map.png` show it. `pictures` are this
  /// content's own, when they are drawn already.
  public func poster(_ pictures: SupplierPictures? = nil) -> MapPoster {
    let pictures = pictures ?? SupplierPictures(self)
    var notes = [pictures.caption]
    if !options.sources.isEmpty {
      notes.append(words.sources + words.colon + options.sources.joined(separator: "\u{A0}; ") + ".")
    }
    return MapPoster(
      title: options.title.isEmpty ? words.defaultTitle : options.title,
      subtitle: [words.suppliers(supplierCount), words.contracts(contractCount), words.places(placeCount)]
        .joined(separator: ", "),
      legend: pictures.legend.map { ($0.name, $0.colour) }, map: pictures.france, notes: notes)
  }
}
