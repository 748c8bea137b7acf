import Gazetteer
import Geodesy
import MapLayers

extension SupplierMapContent {
  /// The layers below those of the classes: doubtful positions, links, circles by amount, départements, heat; hidden at
  /// first but for the départements, a pale ground under everything. Those that have nothing to show are left out.
  func extraLayers() -> [UMapLayer] {
    let hidden = [doubtfulLayer(), linkLayer(), amountLayer(), heatLayer()].compactMap { layer in
      var layer = layer
      layer?.isShownAtFirst = false
      return layer
    }
    return (hidden + [departementLayer()].compactMap(\.self)).map { layer in
      var layer = layer
      layer.isBrowsable = false
      return layer
    }
  }

  private func doubtfulLayer() -> UMapLayer? {
    let popup = PopupText(content: self, namesCategories: true)
    let features = places.indices.compactMap { place -> PointFeature? in
      let groups = supplierPlacesByPlace[place].map { supplierPlaces[$0] }
      guard quality(contractIndexes(atPlace: place))?.isRough == true else { return nil }
      var properties = Properties()
      properties.add("name", UMapText.label(places[place].label))
      addUMapProperties(place: place, groups: groups, to: &properties)
      properties.add("popup", popup.text(place: place, groups: groups, others: []))
      return PointFeature(coordinate: places[place].coordinate, properties: properties)
    }
    guard !features.isEmpty else { return nil }
    var layer = UMapLayer(name: words.doubtfulLayer, features: features)
    layer.description = words.doubtfulExplained
    if features.count > Self.mostLabelledMarkers {
      layer.kind = .clusters(radiusPixels: Self.clusterPixels, textColour: "#FFFFFF")
    }
    layer.style.colour = QualitativePalette.none
    layer.style.iconClass = .raw
    layer.style.iconURL = MarkerImage.disc(colour: QualitativePalette.none)
    layer.style.iconSizePixels = 24
    layer.style.label = .always
    layer.fields = fields
    return layer
  }

  /// A layer of lines helps no more beyond this.
  private static let mostLinks = 500

  private func linkLayer() -> UMapLayer? {
    guard let buyer = options.buyer, !places.isEmpty else { return nil }
    let counts = places.indices.map(contractCount(atPlace:))
    let order = places.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let shapes = order.prefix(Self.mostLinks).map { place in
      var properties = Properties()
      properties.add("name", UMapText.label(places[place].label))
      properties.add("contracts", counts[place])
      addDistance(of: place, to: &properties, bandName: words.name)
      properties.add("popup", "## \(UMapText.popup(places[place].label))\n\(words.contracts(counts[place]))")
      return ShapeFeature(.line([buyer.coordinate, places[place].coordinate]), properties: properties)
    }
    var layer = UMapLayer(name: words.linkLayer)
    layer.shapes = shapes
    if places.count > Self.mostLinks { layer.description = words.linksLimited(Self.mostLinks) }
    layer.style.colour = QualitativePalette.leftover
    layer.style.lineWidthPixels = 1
    layer.style.lineOpacity = 0.6
    layer.fields = [
      UMapField("name", .text), UMapField("contracts", .number), UMapField("distance_km", .number),
      UMapField("distance_band", .text),
      UMapField("popup", .longText),
    ]
    return layer
  }

  private func amountLayer() -> UMapLayer? {
    guard places.count <= Self.mostCircles else { return nil }
    var hasAmount = false
    let features = places.indices.map { place in
      let indexes = contractIndexes(atPlace: place)
      let total = total(indexes)
      hasAmount = hasAmount || total.lowerCents > 0
      var properties = Properties()
      properties.add("name", UMapText.label(places[place].label))
      // One negative value makes every circle of a layer the smallest.
      properties.add("amount_known", Double(max(total.lowerCents, 0)) / 100, decimals: 2)
      var lines = ["## \(UMapText.popup(places[place].label))", words.contracts(indexes.count)]
      if total.exactCount + total.bandCount > 0 { lines.append(words.total(words.sum(total))) }
      properties.add("popup", lines.joined(separator: "\n"))
      return PointFeature(coordinate: places[place].coordinate, properties: properties)
    }
    guard hasAmount else { return nil }
    var layer = UMapLayer(
      name: words.amountLayer, kind: .circles(key: "amount_known", smallestPixels: 3, largestPixels: 40),
      features: features)
    layer.description = words.amountExplained
    layer.style.colour = QualitativePalette.colours[1]
    layer.style.fillOpacity = 0.5
    layer.fields = [
      UMapField("name", .text), UMapField("amount_known", .number), UMapField("popup", .longText),
    ]
    return layer
  }

  /// Circles are not clustered: more of them than this make uMap slow.
  private static let mostCircles = 5_000
  /// Up to here a screen shows several départements.
  private static let shadesZoom = 8
  /// Fewer départements than this need no map of their own.
  private static let fewestDepartements = 3

  /// Départements in shades by their number of contracts.
  ///
  /// Not uMap's own choropleth: 3.7.3 works out its classes only once the layer shows, and the caption, which wants them for
  /// every layer, fails until then. Rules on a class number give the same shades and legend, hidden or not. Shown from the
  /// start: programs that look at every feature of a map (uMap's own centre of an area among them) fail on hidden areas.
  private func departementLayer() -> UMapLayer? {
    guard options.shadesDepartements, let gazetteer = options.gazetteer else { return nil }
    var counts: [String: Int] = [:]
    for contract in contracts {
      if let place = contract.place { counts[places[place].departement, default: 0] += 1 }
    }
    let outlines = gazetteer.outlines().filter { counts[$0.code] != nil }
    let ends = Self.classEnds(outlines.compactMap { counts[$0.code] }.sorted())
    guard outlines.count >= Self.fewestDepartements, ends.count > 1 else { return nil }
    var layer = UMapLayer(name: words.departementLayer)
    layer.shapes = outlines.map { outline in
      let count = counts[outline.code] ?? 0
      let name = "\(outline.code) \(outline.name)"
      var properties = Properties()
      properties.add("name", UMapText.label(name))
      properties.add("contracts", count)
      properties.add("shade", ends.firstIndex { count <= $0 } ?? ends.count - 1)
      properties.add("popup", "## \(UMapText.popup(name))\n\(words.contracts(count))")
      return ShapeFeature(ShapeFeature.Shape(rings: outline.rings), properties: properties)
    }
    // As many shades as classes, from the lightest to the darkest.
    layer.rules = ends.indices.map { index in
      var style = UMapStyle()
      style.colour = SequentialPalette.colours[index * (SequentialPalette.colours.count - 1) / (ends.count - 1)]
      let first = index == 0 ? counts.values.min() ?? 0 : ends[index - 1] + 1
      return UMapRule(
        key: "shade", equals: index, name: words.countRange(first, ends[index]), style: style)
    }
    layer.style.lineWidthPixels = 1
    layer.style.lineOpacity = 0.3
    // From near the outlines are coarse and one of them fills the screen: a hint of colour.
    layer.style.fillOpacity = view.zoom <= Self.shadesZoom ? 0.35 : 0.12
    layer.fields = [
      UMapField("name", .text), UMapField("contracts", .number), UMapField("shade", .number),
      UMapField("popup", .longText),
    ]
    return layer
  }

  /// The greatest value of each class, ascending: as many values in each as ties allow.
  static func classEnds(_ sorted: [Int]) -> [Int] {
    guard let greatest = sorted.last else { return [] }
    let most = SequentialPalette.colours.count
    var ends: [Int] = []
    for number in 1...most {
      let value = sorted[max(sorted.count * number / most - 1, 0)]
      if value > ends.last ?? .min { ends.append(value) }
    }
    if ends.last != greatest { ends.append(greatest) }
    return ends.count > most ? Array(ends.dropFirst()) : ends
  }

  /// More spots than this are those of a grid of ``heatGridDegrees``.
  private static let mostHeatSpots = 10_000
  /// Some 3 km: less than a spot's radius at any zoom that shows many of them.
  private static let heatGridDegrees = 0.03

  /// Positions with how many contracts each has: places, or the cells of a grid when there are too many.
  private var heatSpots: [(coordinate: Coordinate, name: String, count: Int)] {
    let spots = places.indices.map { (places[$0].coordinate, places[$0].label, contractIndexes(atPlace: $0).count) }
    guard spots.count > Self.mostHeatSpots else { return spots }
    var indexByCell: [PositionKey: Int] = [:]
    var cells: [(coordinate: Coordinate, name: String, count: Int)] = []
    for (coordinate, name, count) in spots {
      let cell = Coordinate(
        latitude: (coordinate.latitude / Self.heatGridDegrees).rounded() * Self.heatGridDegrees,
        longitude: (coordinate.longitude / Self.heatGridDegrees).rounded() * Self.heatGridDegrees)
      if let index = indexByCell[PositionKey(cell)] {
        cells[index].count += count
      } else {
        indexByCell[PositionKey(cell)] = cells.count
        cells.append((cell, name, count))
      }
    }
    return cells
  }

  private func heatLayer() -> UMapLayer {
    let spots = heatSpots
    let most = spots.map(\.count).max() ?? 0
    let features = spots.map { spot in
      var properties = Properties()
      properties.add("name", UMapText.label(spot.name))
      properties.add("heat_weight", heatWeight(spot.count, most: most), decimals: 3)
      return PointFeature(coordinate: spot.coordinate, properties: properties)
    }
    let options = UMapLayer.HeatOptions(radiusPixels: 40, blurPixels: 25, minimumOpacity: 0.3, weightKey: "heat_weight")
    var layer = UMapLayer(name: words.heat, kind: .heat(options), features: features)
    layer.fields = [UMapField("heat_weight", .number)]
    return layer
  }
}
