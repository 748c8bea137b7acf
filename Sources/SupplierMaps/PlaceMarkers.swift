import Geodesy
import MapLayers

/// The markers of a map: one per place and layer class, so that a place shows every class of its suppliers.
struct PlaceMarkers {
  private let content: SupplierMapContent
  private let classes: FacetClasses
  private let colours: FacetClasses?
  /// The markers of each class, by first row.
  private let markersByClass: [[Marker]]

  private struct Marker {
    let place: Int
    var groups: [SupplierMapContent.SupplierPlace]
    /// Where the marker is shown when not at its place.
    var displayed: Coordinate?
    /// 0 for the marker drawn on top of the others at its place.
    var rank = 0
    /// Markers at its place.
    var siblings = 1
    var label = ""
    var labelSide: UMapStyle.LabelDirection? = .right

    /// The marker's side in pixels: the smallest on top, each one below wider by a ring.
    var sidePixels: Int {
      guard rank > 0 else { return PlaceMarkers.smallestSidePixels }
      let room = PlaceMarkers.largestSidePixels - PlaceMarkers.smallestSidePixels
      return PlaceMarkers.smallestSidePixels + rank * min(PlaceMarkers.ringPixels, room / (siblings - 1))
    }
  }

  /// A marker's side in pixels when it is alone at its place, or on top.
  static let smallestSidePixels = 18
  /// How far each marker below stands out, both sides together, where there is room.
  static let ringPixels = 14
  /// uMap's largest icon.
  static let largestSidePixels = 64
  /// A label is cut here, in characters: longer ones cover their neighbours.
  static let longestLabel = 36

  init(
    content: SupplierMapContent, classes: FacetClasses, colours: FacetClasses?, view: MapView,
    isOnePerPlace: Bool = false
  ) {
    self.content = content
    self.classes = classes
    self.colours = colours
    var markers: [(index: Int, marker: Marker)] = []
    for spot in Self.spots(of: content, isOnePerPlace: isOnePerPlace) {
      let place = spot.place
      let byClass =
        isOnePerPlace
        ? Self.mainGroup(spot, of: content, by: classes) : Self.groups(spot, of: content, by: classes)
      for (rank, entry) in byClass.enumerated() {
        var marker = Marker(
          place: place, groups: entry.groups, displayed: spot.displayed, rank: rank, siblings: byClass.count)
        marker.label = Self.label(
          entry.groups.map { content.displayName(supplier: $0.supplier, place: place) }, words: content.words)
        // On a crowded map nobody sees all labels at once: one to the right, one to the left, one below.
        marker.labelSide = rank < Self.plainSides.count ? Self.plainSides[rank] : nil
        markers.append((entry.index, marker))
      }
    }
    if markers.count <= SupplierMapContent.mostLabelledMarkers {
      let labels = markers.map { item in
        let (x, y) = view.pixels(item.marker.displayed ?? content.places[item.marker.place].coordinate)
        return LabelSides.Label(
          x: x, y: y, markerPixels: Double(item.marker.sidePixels), length: item.marker.label.count)
      }
      for (index, side) in LabelSides.choose(labels).enumerated() { markers[index].marker.labelSide = side }
    }
    var byClass = Array(repeating: [Marker](), count: classes.classes.count)
    for (index, marker) in markers { byClass[index].append(marker) }
    markersByClass = byClass
  }

  private static let plainSides: [UMapStyle.LabelDirection] = [.right, .left, .bottom]

  /// How many markers there are.
  var count: Int { markersByClass.reduce(0) { $0 + $1.count } }

  /// One layer per class that has markers, in the classes' order, the first on top.
  func layers() -> [UMapLayer] {
    markersByClass.indices.compactMap { index in
      let markers = markersByClass[index]
      guard !markers.isEmpty else { return nil }
      let found = classes.classes[index]
      var layer = UMapLayer(name: UMapText.choice(found.name), features: markers.map { feature($0, of: found) })
      layer.style = Self.style(colour: found.colour)
      layer.style.iconClass = .raw
      layer.style.iconSizePixels = Self.smallestSidePixels
      layer.style.label = .always
      layer.style.labelDirection = .right
      layer.style.labelIsClickable = true
      layer.rules = rules(markers)
      return layer
    }
  }

  private static func style(colour: String) -> UMapStyle {
    var style = UMapStyle()
    style.colour = colour
    style.iconURL = MarkerImage.disc(colour: colour)
    return style
  }

  /// Where markers stand: a place with all its suppliers, or a supplier that is shown elsewhere.
  private struct Spot {
    let place: Int
    var groups: [SupplierMapContent.SupplierPlace]
    var displayed: Coordinate?
  }

  private static func spots(of content: SupplierMapContent, isOnePerPlace: Bool) -> [Spot] {
    content.places.indices.flatMap { place in
      let groups = content.supplierPlacesByPlace[place].map { content.supplierPlaces[$0] }
      guard !isOnePerPlace, groups.contains(where: { $0.displayed != nil }) else {
        return [Spot(place: place, groups: groups)]
      }
      return groups.map { Spot(place: place, groups: [$0], displayed: $0.displayed) }
    }
  }

  private static func groups(
    _ spot: Spot, of content: SupplierMapContent, by classes: FacetClasses
  ) -> [(index: Int, groups: [SupplierMapContent.SupplierPlace])] {
    var byClass: [Int: [SupplierMapContent.SupplierPlace]] = [:]
    for group in spot.groups {
      var contractsByClass: [Int: [Int]] = [:]
      for contract in group.contracts {
        contractsByClass[classes.classByContract[contract], default: []].append(contract)
      }
      for (index, contracts) in contractsByClass {
        byClass[index, default: []].append(
          SupplierMapContent.SupplierPlace(supplier: group.supplier, place: spot.place, contracts: contracts))
      }
    }
    return byClass.keys.sorted().map { ($0, byClass[$0] ?? []) }
  }

  /// All suppliers of a place under the class of most of its contracts.
  private static func mainGroup(
    _ spot: Spot, of content: SupplierMapContent, by classes: FacetClasses
  ) -> [(index: Int, groups: [SupplierMapContent.SupplierPlace])] {
    let groups = spot.groups
    var counts = Array(repeating: 0, count: classes.classes.count)
    for group in groups {
      for contract in group.contracts { counts[classes.classByContract[contract]] += 1 }
    }
    guard let most = counts.max(), let index = counts.firstIndex(of: most) else { return [] }
    return [(index, groups)]
  }

  private func feature(_ marker: Marker, of found: FacetClasses.Class) -> PointFeature {
    let names = marker.groups.map { content.displayName(supplier: $0.supplier, place: $0.place) }
    var properties = Properties(capacity: SupplierMapContent.usualProperties)
    properties.add("name", UMapText.label(marker.label))
    let all = (content.options.groupBy == .place ? content.names(atPlace: marker.place) : names).joined(separator: ", ")
    if all != marker.label { properties.add("names", UMapText.label(all)) }
    content.addUMapProperties(place: marker.place, groups: marker.groups, to: &properties)
    let others = Self.others(at: marker, of: content)
    let popup = PopupText(content: content, namesCategories: content.options.layerBy != .category || found.isMixed)
    properties.add("popup", popup.text(place: marker.place, groups: marker.groups, others: others))
    if let colours { properties.add("colour", mainClass(marker, of: colours)) }
    if marker.displayed != nil {
      SupplierMapContent.addTruePosition(content.places[marker.place], to: &properties)
    }
    var feature = PointFeature(
      coordinate: marker.displayed ?? content.places[marker.place].coordinate, properties: properties)
    feature.style = style(marker)
    return feature
  }

  /// What differs from the layer: the ring's size and the label's side; for many suppliers, the panel instead of a bubble.
  private func style(_ marker: Marker) -> UMapStyle {
    var style = UMapStyle()
    if marker.rank > 0 { style.iconSizePixels = marker.sidePixels }
    switch marker.labelSide {
    case .right?: break
    case let side?: style.labelDirection = side
    // No side is left; the names are in the popup of every marker here.
    case nil: style.label = .never
    }
    let suppliers = marker.displayed == nil ? content.supplierPlacesByPlace[marker.place].count : 1
    if suppliers > Self.mostSuppliersInBubble { style.popupShape = .panel }
    return style
  }

  /// A popup of more suppliers than this is taller than a screen.
  static let mostSuppliersInBubble = 6

  /// "ENT A", "ENT A, ENT B" or "ENT A + 4 autres".
  private static func label(_ names: [String], words: MapWords) -> String {
    guard let first = names.first else { return "" }
    let joined = names.joined(separator: ", ")
    if !DisplayText.isLonger(joined, than: longestLabel) { return joined }
    if names.count == 1 { return DisplayText.truncated(first, to: longestLabel) }
    let suffix = " " + words.others(names.count - 1)
    return DisplayText.truncated(first, to: longestLabel - suffix.count) + suffix
  }

  /// Who else is at the marker's place, with the contracts that the marker does not show.
  private static func others(at marker: Marker, of content: SupplierMapContent) -> [SupplierMapContent.SupplierPlace] {
    guard marker.siblings > 1 else { return [] }
    let shown = Set(marker.groups.flatMap(\.contracts))
    let supplier = marker.displayed == nil ? nil : marker.groups.first?.supplier
    return content.supplierPlacesByPlace[marker.place].compactMap { index in
      var group = content.supplierPlaces[index]
      // A marker of its own is about one supplier.
      guard supplier == nil || group.supplier == supplier else { return nil }
      group.contracts.removeAll(where: shown.contains)
      return group.contracts.isEmpty ? nil : group
    }
  }

  private func mainClass(_ marker: Marker, of colours: FacetClasses) -> Int {
    colours.mainClass(of: marker.groups.flatMap(\.contracts))
  }

  /// One rule per colour that occurs in the layer, when colours are not the layers' own.
  private func rules(_ markers: [Marker]) -> [UMapRule] {
    guard let colours else { return [] }
    return Set(markers.map { mainClass($0, of: colours) }).sorted().map { index in
      UMapRule(
        key: "colour", equals: index, name: UMapText.choice(colours.classes[index].name),
        style: Self.style(colour: colours.classes[index].colour))
    }
  }
}
