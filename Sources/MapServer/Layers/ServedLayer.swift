import Geodesy
import MapLayers
import SpatialAnalysis
import SupplierMaps

/// One layer of the tables, ready for views at every zoom.
struct ServedLayer: Sendable {
  /// The name in paths: small letters, digits and dashes.
  let name: String
  /// The name for readers.
  let title: String
  /// The colour of its markers, `#RRGGBB`.
  let colour: String
  let features: [PointFeature]
  /// Around all features; `nil` without any.
  let box: BoundingBox?
  private let index: ClusterIndex
  private let attributes: ClusterAttributes
  private let categoryNames: [String]

  /// Up to this zoom features that lie close together on the screen are one; beyond it those at one place are.
  static let deepestClusterZoom = 16

  /// A layer of features. O(features · log features).
  init(name: String, title: String, colour: String, features: [PointFeature]) throws(SpatialAnalysisError) {
    self.name = name
    self.title = title
    self.colour = colour
    self.features = features
    let coordinates = features.map(\.coordinate)
    box = BoundingBox(around: coordinates)
    var options = ClusterOptions()
    options.maximumZoom = Self.deepestClusterZoom
    index = try ClusterIndex(coordinates: coordinates, options: options)
    var names: [String: Int32] = [:]
    let categories = features.map { feature -> Int32 in
      guard case .text(let name)? = feature.properties["category"] else { return ClusterAttributes.none }
      if let known = names[name] { return known }
      names[name] = Int32(names.count)
      return Int32(names.count - 1)
    }
    categoryNames = names.sorted { $0.value < $1.value }.map(\.key)
    attributes = ClusterAttributes(amountsCents: features.map(Self.cents), categories: categories)
  }

  private static func cents(_ feature: PointFeature) -> Int {
    switch feature.properties["amount_sum"] {
    case .number(let euros, _)? where abs(euros) < 1e15: Int((euros * 100).rounded())
    case .integer(let euros)?: euros * 100
    default: ClusterAttributes.unknownAmount
    }
  }

  // MARK: Views

  /// What a map shows in a box at a zoom: clusters, places that hold several suppliers, and suppliers that stand alone.
  func view(in box: BoundingBox, zoom: Int) -> [PointFeature] {
    let layer = ClusterLayer(index: index, attributes: attributes, categoryNames: categoryNames) {
      features[$0].properties
    }
    let zoom = min(max(zoom, 0), Self.deepestClusterZoom)
    return index.clusters(in: box, zoom: zoom).map { found in
      place(found, zoom: zoom) ?? labelled(layer.feature(found, zoom: zoom), found)
    }
  }

  /// A cluster's label is how many it stands for.
  private func labelled(_ feature: PointFeature, _ found: ClusterFeature) -> PointFeature {
    guard found.isCluster else { return feature }
    var feature = feature
    feature.properties.set("name", .text(found.abbreviatedPointCount))
    return feature
  }

  /// A cluster that no zoom takes apart: the suppliers of one place, with their names.
  private func place(_ found: ClusterFeature, zoom: Int) -> PointFeature? {
    guard case .cluster = found.kind else { return nil }
    let members = index.leaves[found.leafRange].map { features[Int($0)] }
    guard let first = members.first, members.allSatisfy({ $0.coordinate == first.coordinate }) else { return nil }
    var properties = Properties()
    properties.set("cluster", .boolean(false))
    properties.set("point_count", .integer(members.count))
    properties.set("zoom", .integer(zoom))
    let names = members.compactMap { member -> String? in
      if case .text(let name)? = member.properties["name"] { return name }
      return nil
    }
    let shown = names.prefix(Self.namesShown).joined(separator: ", ")
    properties.add("name", names.count > Self.namesShown ? "\(shown) (+\(names.count - Self.namesShown))" : shown)
    for key in ["place", "postcode", "city", "citycode", "departement", "territory", "distance_km"] {
      if let value = first.properties[key] { properties.set(key, value) }
    }
    properties.set("suppliers", .integer(members.count))
    let summary = index.summary(of: found, attributes: attributes)
    properties.add(summary, categoryNames: categoryNames, hasSuppliers: false)
    return PointFeature(coordinate: first.coordinate, properties: properties)
  }

  /// Names in a label; the rest are counted.
  private static let namesShown = 5
}
