import Geocoding
import Geodesy
import MapLayers

extension SupplierMapContent {
  /// `map.umap`: one layer per class of ``SupplierMapOptions/layerBy``, a cluster layer and a heat layer.
  ///
  /// In the layers of classes a marker stands for a place, not for a supplier: it is labelled with the suppliers' names, its
  /// popup lists all of them, and a place with several classes has one marker in each of their layers, drawn as rings around
  /// each other with labels on different sides. So nothing lies hidden under anything, and every point is where it was placed.
  public func umap() -> [UInt8] {
    UMapWriter.bytes(of: umapDocument())
  }

  /// Writes `map.umap` piece by piece.
  public func writeUMap<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    try UMapWriter.write(umapDocument(), to: sink)
  }

  /// Up to so many markers each has its name beside it at every zoom. Above, the cluster layer shows from far, and markers with
  /// names from near.
  static let mostLabelledMarkers = 150
  /// "Near" is a screen of some 130 km: a thousand places all over France leave about twenty on it.
  static let namesZoom = 10
  /// Markers within so many pixels share a bubble where the map shows bubbles.
  static let clusterPixels = 60
  /// Markers of one layer nearer than this cover each other; on a crowded map they are gathered in a bubble until one zooms in.
  static let touchingPixels = 20

  /// uMap stays usable up to here; more markers than this and each place has one only, whatever it holds.
  static let mostFeatures = 50_000

  /// True when a map of all markers would be too large, so that each place has one marker, of its main class, and the layer of
  /// all suppliers is left out; the map's description says so.
  public var isUMapAggregated: Bool {
    isUMapAggregated(FacetClasses(options.layerBy, of: self))
  }

  private func isUMapAggregated(_ classes: FacetClasses) -> Bool {
    // The markers of all layers of classes, the cluster layer and the heat layer.
    guard supplierPlaces.count * (classes.classes.count + 1) + places.count > Self.mostFeatures else { return false }
    var markers: Set<Int> = []
    for (contract, found) in zip(contracts, classes.classByContract) {
      if let place = contract.place { markers.insert(place * classes.classes.count + found) }
    }
    return markers.count + supplierPlaces.count + places.count > Self.mostFeatures
  }

  func umapDocument() -> UMapDocument {
    let classes = FacetClasses(options.layerBy, of: self)
    let colourFacet = options.colourBy ?? options.layerBy
    let colours = colourFacet == options.layerBy ? nil : FacetClasses(colourFacet, of: self)
    let view = view
    let isAggregated = isUMapAggregated(classes)
    let markers = PlaceMarkers(
      content: self, classes: classes, colours: colours, view: view, isOnePerPlace: isAggregated)
    let isCrowded = markers.count > Self.mostLabelledMarkers
    var layers = markers.layers()
    for index in layers.indices {
      layers[index].fields = fields
      if isCrowded {
        layers[index].kind = .clusters(
          radiusPixels: isAggregated ? Self.clusterPixels : Self.touchingPixels, textColour: "#FFFFFF")
        if !isAggregated { layers[index].fromZoom = Self.namesZoom }
      }
    }
    if !isAggregated {
      var clusters = clusterLayer()
      if isCrowded {
        clusters.isShownAtFirst = true
        // uMap finds the choices of a filter in layers that are browsable and shown: from far that is this one alone.
        clusters.isBrowsable = true
        clusters.toZoom = Self.namesZoom - 1
      }
      layers.append(clusters)
    }
    layers += extraLayers()

    var document = UMapDocument(
      name: title, view: view, layers: layers)
    document.description = description(view: view, isAggregated: isAggregated)
    document.licence = options.licence
    document.fields = fields
    document.filters = filters
    document.style.popupShape = .large
    document.style.popupTemplate = "{popup}"
    document.style.labelKey = "name"
    document.style.filterKey = "name,names,place"
    document.style.sortKey = "name"
    return document
  }

  private func clusterLayer() -> UMapLayer {
    let popup = PopupText(content: self, namesCategories: true)
    let features = supplierPlaces.map { group in
      var properties = Properties(capacity: Self.usualProperties)
      properties.add("name", UMapText.label(displayName(supplier: group.supplier, place: group.place)))
      addUMapProperties(place: group.place, groups: [group], to: &properties)
      properties.add("popup", popup.text(place: group.place, groups: [group], others: []))
      if group.displayed != nil { Self.addTruePosition(places[group.place], to: &properties) }
      return PointFeature(coordinate: position(of: group), properties: properties)
    }
    var layer = UMapLayer(
      name: words.allSuppliers, kind: .clusters(radiusPixels: Self.clusterPixels, textColour: "#FFFFFF"),
      features: features)
    layer.isShownAtFirst = false
    layer.isBrowsable = false
    layer.style.colour = QualitativePalette.leftover
    layer.style.iconClass = .circle
    layer.style.label = .always
    layer.style.labelIsClickable = true
    layer.fields = fields
    return layer
  }

  /// What the filters and the table of a uMap layer need about some suppliers at a place.
  func addUMapProperties(place: Int, groups: [SupplierPlace], to properties: inout Properties) {
    let indexes = groups.flatMap(\.contracts)
    properties.add("place", UMapText.label(places[place].label))
    properties.add("postcode", places[place].postcode)
    properties.add("city", UMapText.label(places[place].city))
    let departement = places[place].departementLabel
    properties.add("departement", UMapText.choice(departement.isEmpty ? words.abroad : departement))
    properties.add("suppliers", Set(groups.map(\.supplier)).count)
    properties.add("contracts", indexes.count)
    if describesCompanies {
      let companies = groups.map { suppliers[$0.supplier] }
      properties.add("naf", Self.list(companies.map(\.activity)))
      properties.add("size", Self.list(companies.compactMap { words.employees(sizeClass: $0.sizeClass) }))
    }
    let kinds = categoryCounts(indexes).filter { !$0.name.isEmpty }
    if var main = kinds.first {
      for other in kinds where other.count > main.count { main = other }
      properties.add("category", UMapText.choice(main.name))
    }
    properties.add("years", years(indexes).map(String.init).joined(separator: ","))
    addAmounts(total(indexes), to: &properties)
    addDistance(of: place, to: &properties, bandName: words.name)
    guard let quality = quality(indexes) else { return }
    if let method = quality.method { properties.add("method", words.name(of: method)) }
    properties.add("radius_m", quality.radiusMetres)
  }

  /// Different values as a field of type list has them, which commas separate.
  private static func list(_ values: [String]) -> String {
    Set(values.filter { !$0.isEmpty }.map { UMapText.choice(String($0.map { $0 == "," ? " " : $0 })) }).sorted()
      .joined(separator: ",")
  }

  var fields: [UMapField] {
    [
      UMapField("name", .text), UMapField("names", .text), UMapField("place", .text), UMapField("postcode", .text),
      UMapField("city", .text), UMapField("departement", .text), UMapField("suppliers", .number),
      UMapField("contracts", .number), UMapField("category", .text), UMapField("years", .list),
      UMapField("amount_sum", .number), UMapField("amount_min", .number), UMapField("amount_max", .number),
      UMapField("amounts_unknown", .number), UMapField("method", .text), UMapField("radius_m", .number),
      UMapField("popup", .longText),
    ] + (options.buyer == nil ? [] : [UMapField("distance_km", .number), UMapField("distance_band", .text)])
      + (describesCompanies ? [UMapField("naf", .list), UMapField("size", .list)] : [])
  }

  /// A filter only where it has something to choose between.
  private var filters: [UMapFilter] {
    var filters: [UMapFilter] = []
    if differ({ contracts[$0].category }) {
      filters.append(UMapFilter("category", label: words.category, widget: .checkbox))
    }
    if differ({ contracts[$0].date?.year ?? 0 }) {
      filters.append(UMapFilter("years", label: words.year, widget: .checkbox))
    }
    if Set(places.map(\.departement)).count > 1 {
      filters.append(UMapFilter("departement", label: words.departement, widget: .checkbox))
    }
    if differ({ contracts[$0].amount }) {
      filters.append(UMapFilter("amount_min", label: words.leastAmount, widget: .range))
    }
    if options.buyer != nil, places.count > 1 {
      filters.append(UMapFilter("distance_band", label: words.distanceFilter, widget: .checkbox))
    }
    if differ({ suppliers[contracts[$0].supplier].activity }) {
      filters.append(UMapFilter("naf", label: words.activity, widget: .checkbox))
    }
    if differ({ suppliers[contracts[$0].supplier].sizeClass }) {
      filters.append(UMapFilter("size", label: words.companySize, widget: .checkbox))
    }
    if differ({ contracts[$0].quality.method?.rawValue ?? "" }) {
      filters.append(UMapFilter("method", label: words.method, widget: .checkbox))
    }
    return filters
  }

  /// True when the contracts with a place, by number, have at least two different values; absent ones do not count.
  private func differ<Value: Equatable>(_ value: (Int) -> Value?) -> Bool {
    var first: Value?
    for index in contracts.indices where contracts[index].place != nil {
      guard let value = value(index) else { continue }
      guard let first else {
        first = value
        continue
      }
      if value != first { return true }
    }
    return false
  }

  var view: MapView {
    let points = places.indices.map { (coordinate: places[$0].coordinate, weight: supplierPlacesByPlace[$0].count) }
    return MapView(fittingMostOf: points) ?? .france
  }

  private func description(view: MapView, isAggregated: Bool) -> String {
    var lines = [
      "\(words.suppliers(supplierCount)), \(words.places(placeCount))",
      words.placedRows(placedRowCount, of: rowCount),
    ]
    let missing = PlacementStatus.allCases.compactMap { status in
      let count = contracts.count { $0.place == nil && $0.status == status }
      return count == 0 ? nil : words.count(count, status)
    }
    if !missing.isEmpty { lines.append(words.notPlaced + missing.joined(separator: ", ") + ".") }
    lines.append(isAggregated ? words.aggregatedByPlace : words.ringsExplained)
    if supplierPlaces.contains(where: { $0.displayed != nil }) { lines.append(words.spreadExplained) }
    if let box = BoundingBox(around: places.lazy.map(\.coordinate)), view.zoom > MapView(fitting: box).zoom {
      lines.append(words.opensOnMost)
    }
    let dataDate = dataDate
    if !dataDate.isEmpty { lines.append(words.dataDate(UMapText.popup(dataDate))) }
    if !options.sources.isEmpty {
      // One paragraph: a caption shows list items as lines, and they would push the layers out of sight.
      lines.append(
        "**\(words.sources)**" + words.colon + options.sources.map(UMapText.popup).joined(separator: "\u{A0}; ") + ".")
    }
    return lines.joined(separator: "\n")
  }
}
