import Geocoding
import Geodesy
import MapLayers

extension SupplierMapContent {
  /// `suppliers.geojson`: one Point per supplier and place, with all its contracts. O(rows).
  ///
  /// `amount_sum` adds the exact amounts alone; `amount_min` and `amount_max` bound the sum of all amounts known, bands
  /// included, `amount_max` being absent when a band has no upper end; `amounts_unknown` counts contracts without a readable
  /// amount. `method`, `radius_m` and `score` are those of the row placed worst.
  public func suppliersGeoJSON() -> [UInt8] {
    var bytes: [UInt8] = []
    writeSuppliers(collection: { bytes += $0 })
    return bytes
  }

  /// `suppliers.geojsonl`: the same features, one on a line, for programs that read them one by one.
  public func suppliersGeoJSONLines() -> [UInt8] {
    var bytes: [UInt8] = []
    writeSuppliers(lines: { bytes += $0 }, collection: nil)
    return bytes
  }

  /// Writes `suppliers.geojson`, `suppliers.geojsonl`, or both at the cost of one, piece by piece.
  public func writeSuppliers<Failure: Error>(
    lines: (([UInt8]) throws(Failure) -> Void)? = nil, collection: (([UInt8]) throws(Failure) -> Void)?
  ) throws(Failure) {
    try GeoJSONWriter.write(
      lazySupplierFeatures, boundingBox: BoundingBox(around: supplierPlaces.lazy.map(position)), lines: lines,
      collection: collection)
  }

  private var lazySupplierFeatures: some Sequence<PointFeature> {
    let most = mostContractsOfSupplier
    return supplierPlaces.lazy.map { group in supplierFeature(group, mostContracts: most) }
  }

  /// The feature of a supplier at a place; `mostContracts` are those of the one that has most.
  func supplierFeature(_ group: SupplierPlace, mostContracts: Int) -> PointFeature {
    var properties = supplierProperties(group)
    properties.add("heat_weight", heatWeight(group.contracts.count, most: mostContracts), decimals: 3)
    properties.set("contract_list", .array(group.contracts.map { .object(contractProperties($0)) }))
    return PointFeature(coordinate: position(of: group), properties: properties)
  }

  /// The contracts of the supplier at a place that has most.
  var mostContractsOfSupplier: Int { supplierPlaces.lazy.map(\.contracts.count).max() ?? 0 }

  /// `places.geojson`: one Point per position with the names of all suppliers there. O(rows).
  public func placesGeoJSON() -> [UInt8] {
    var bytes: [UInt8] = []
    writePlaces(collection: { bytes += $0 })
    return bytes
  }

  /// `places.geojsonl`: the same features, one on a line.
  public func placesGeoJSONLines() -> [UInt8] {
    var bytes: [UInt8] = []
    writePlaces(lines: { bytes += $0 }, collection: nil)
    return bytes
  }

  /// Writes `places.geojson`, `places.geojsonl`, or both at the cost of one, piece by piece.
  public func writePlaces<Failure: Error>(
    lines: (([UInt8]) throws(Failure) -> Void)? = nil, collection: (([UInt8]) throws(Failure) -> Void)?
  ) throws(Failure) {
    try GeoJSONWriter.write(
      lazyPlaceFeatures, boundingBox: BoundingBox(around: places.lazy.map(\.coordinate)), lines: lines,
      collection: collection)
  }

  private var lazyPlaceFeatures: some Sequence<PointFeature> {
    let most = mostContractsAtPlace
    return places.indices.lazy.map { place in placeFeature(place, mostContracts: most) }
  }

  /// The feature of a position; `mostContracts` are those of the one that has most.
  func placeFeature(_ place: Int, mostContracts: Int) -> PointFeature {
    PointFeature(
      coordinate: places[place].coordinate, properties: placeProperties(place, mostContracts: mostContracts))
  }

  /// The contracts at the position that has most.
  var mostContractsAtPlace: Int { places.indices.lazy.map(contractCount(atPlace:)).max() ?? 0 }

  /// The number of ``contractIndexes(atPlace:)``.
  func contractCount(atPlace place: Int) -> Int {
    supplierPlacesByPlace[place].reduce(0) { $0 + supplierPlaces[$1].contracts.count }
  }

  /// All contracts at a place, by row within each supplier.
  func contractIndexes(atPlace place: Int) -> [Int] {
    supplierPlacesByPlace[place].flatMap { supplierPlaces[$0].contracts }
  }

  /// About as many as a supplier or place has.
  static let usualProperties = 28

  /// What is known of a supplier at a place, but for its single contracts.
  func supplierProperties(_ group: SupplierPlace) -> Properties {
    var properties = Properties(capacity: Self.usualProperties)
    properties.add("name", displayName(supplier: group.supplier, place: group.place))
    if options.groupBy != .place, suppliers[group.supplier].spellings.count > 1 {
      properties.add("other_names", suppliers[group.supplier].otherNames)
    }
    properties.add("siret", suppliers[group.supplier].siret)
    properties.add("siren", suppliers[group.supplier].siren)
    properties.add("naf", suppliers[group.supplier].activity)
    properties.add("size", suppliers[group.supplier].sizeClass)
    if options.groupBy == .place { properties.add("names", names(atPlace: group.place)) }
    properties.add("place", places[group.place].label)
    addLocation(of: group.place, to: &properties)
    if group.displayed != nil { Self.addTruePosition(places[group.place], to: &properties) }
    addFigures(of: group.contracts, to: &properties)
    return properties
  }

  private func placeProperties(_ place: Int, mostContracts: Int) -> Properties {
    let indexes = contractIndexes(atPlace: place)
    var properties = Properties(capacity: Self.usualProperties)
    properties.add("name", places[place].label)
    let names = names(atPlace: place)
    properties.add("suppliers", options.groupBy == .place ? max(1, names.count) : supplierPlacesByPlace[place].count)
    properties.add("names", names)
    addLocation(of: place, to: &properties)
    addFigures(of: indexes, to: &properties)
    var counts = Properties()
    for (name, count) in categoryCounts(indexes) {
      counts.set(name.isEmpty ? words.withoutCategory : name, .integer(count))
    }
    properties.set("categories", .object(counts))
    properties.add("heat_weight", heatWeight(indexes.count, most: mostContracts), decimals: 3)
    return properties
  }

  /// The suppliers' names at a place, by first row. Grouped by place, those are the names that its rows give.
  func names(atPlace place: Int) -> [String] {
    if options.groupBy == .place {
      var seen: Set<String> = []
      return contractIndexes(atPlace: place).map { contracts[$0].name }.filter {
        !$0.isEmpty && seen.insert($0).inserted
      }
    }
    return supplierPlacesByPlace[place].map { displayName(supplier: supplierPlaces[$0].supplier, place: place) }
  }

  /// Kilometres from the buyer and the band of that distance, where there is a buyer. The band is one of `0-10`, `10-30`,
  /// `30-100`, `100+` (kilometres) and `abroad`, or what `bandName` makes of it.
  func addDistance(
    of place: Int, to properties: inout Properties, bandName: (LocalPurchasing.Band) -> String = \.code
  ) {
    guard options.buyer != nil else { return }
    let metres = distancesToBuyer[place]
    properties.add("distance_km", metres / 1000, decimals: 1)
    properties.add(
      "distance_band",
      bandName(LocalPurchasing.Band(distanceMetres: metres, isAbroad: places[place].departement.isEmpty)))
  }

  private func addLocation(of index: Int, to properties: inout Properties) {
    properties.add("postcode", places[index].postcode)
    properties.add("city", places[index].city)
    properties.add("citycode", places[index].citycode)
    properties.add("departement", places[index].departement)
    properties.add("territory", places[index].territory)
    addDistance(of: index, to: &properties)
  }

  private func addFigures(of indexes: [Int], to properties: inout Properties) {
    properties.add("contracts", indexes.count)
    let counts = categoryCounts(indexes).filter { !$0.name.isEmpty }
    if var main = counts.first {
      for other in counts where other.count > main.count { main = other }
      properties.add("category", main.name)
    }
    properties.add("categories", counts.map(\.name))
    let years = years(indexes)
    if !years.isEmpty { properties.set("years", .array(years.map(PropertyValue.integer))) }
    addAmounts(total(indexes), to: &properties)
    guard let quality = quality(indexes) else { return }
    properties.add("method", quality.method?.rawValue ?? "")
    properties.add("radius_m", quality.radiusMetres)
    properties.add("score", quality.score, decimals: 3)
  }

  func addAmounts(_ total: AmountTotal, to properties: inout Properties) {
    if total.exactCount > 0 { properties.add("amount_sum", Self.euros(total.exactCents), decimals: 2) }
    if total.exactCount + total.bandCount > 0 {
      properties.add("amount_min", Self.euros(total.lowerCents), decimals: 2)
      properties.add("amount_max", total.upperCents.map(Self.euros), decimals: 2)
    }
    if total.unknownCount > 0 { properties.add("amounts_unknown", total.unknownCount) }
  }

  private func contractProperties(_ index: Int) -> Properties {
    var properties = Properties(capacity: 8)
    properties.add("row", contracts[index].rowNumber)
    properties.add("id", contracts[index].id)
    if options.groupBy == .place { properties.add("name", contracts[index].name) }
    properties.add("object", contracts[index].object)
    if contracts[index].holders > 1 { properties.add("holders", contracts[index].holders) }
    properties.add("date", contracts[index].date?.isoText ?? contracts[index].dateText)
    properties.add("category", categoryName(ofContract: index))
    if let amount = contracts[index].amount {
      if amount.isExact {
        properties.add("amount", Self.euros(amount.lowerCents), decimals: 2)
      } else {
        properties.add("amount_min", Self.euros(amount.lowerCents), decimals: 2)
        properties.add("amount_max", amount.upperCents.map(Self.euros), decimals: 2)
      }
    } else {
      properties.add("amount_text", contracts[index].amountText)
    }
    return properties
  }

  private static func euros(_ cents: Int) -> Double { Double(cents) / 100 }
}
