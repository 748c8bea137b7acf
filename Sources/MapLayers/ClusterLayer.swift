import Geodesy
import SpatialAnalysis

/// Turns the features of a cluster index into map features, with the properties that web maps know.
///
///     let layer = ClusterLayer(index: index, attributes: attributes, categoryNames: names) { properties(of: $0) }
///     let bytes = layer.geoJSON(zooms: 8...8)
///
/// Clusters have `cluster` (true), `cluster_id`, `point_count`, `point_count_abbreviated`, `zoom`, and where known
/// `amount_sum` (euros), `categories` (an object: category, count) and `suppliers`. Single points have their own
/// properties after `cluster` (false), `point_count` and `zoom`.
public struct ClusterLayer {
  private let index: ClusterIndex
  private let attributes: ClusterAttributes
  private let categoryNames: [String]
  private let pointProperties: (Int) -> Properties

  /// A layer of an index; `pointProperties` gives a point's own properties by its number in the input.
  public init(
    index: ClusterIndex, attributes: ClusterAttributes = ClusterAttributes(), categoryNames: [String] = [],
    pointProperties: @escaping (Int) -> Properties = { _ in Properties() }
  ) {
    self.index = index
    self.attributes = attributes
    self.categoryNames = categoryNames
    self.pointProperties = pointProperties
  }

  /// The map features of some zooms, the furthest out first.
  public func features(zooms: ClosedRange<Int>) -> [PointFeature] {
    zooms.flatMap { zoom in index.clusters(zoom: zoom).map { feature($0, zoom: zoom) } }
  }

  /// The map features of one zoom in a box.
  public func features(in box: BoundingBox, zoom: Int) -> [PointFeature] {
    index.clusters(in: box, zoom: zoom).map { feature($0, zoom: zoom) }
  }

  /// One map feature.
  public func feature(_ cluster: ClusterFeature, zoom: Int) -> PointFeature {
    var properties = Properties()
    properties.set("cluster", .boolean(cluster.isCluster))
    guard case .cluster(let id) = cluster.kind else {
      properties.set("point_count", .integer(1))
      properties.set("zoom", .integer(zoom))
      if case .point(let number) = cluster.kind {
        for entry in pointProperties(number).entries where properties[entry.key] == nil {
          properties.set(entry.key, entry.value)
        }
      }
      return PointFeature(coordinate: cluster.coordinate, properties: properties)
    }
    let summary = index.summary(of: cluster, attributes: attributes)
    properties.set("cluster_id", .integer(id))
    properties.set("point_count", .integer(cluster.pointCount))
    properties.set("point_count_abbreviated", .text(cluster.abbreviatedPointCount))
    properties.set("zoom", .integer(zoom))
    properties.add(summary, categoryNames: categoryNames, hasSuppliers: !attributes.suppliers.isEmpty)
    return PointFeature(coordinate: cluster.coordinate, properties: properties)
  }

  /// One GeoJSON FeatureCollection.
  public func geoJSON(zooms: ClosedRange<Int>) -> [UInt8] { GeoJSONWriter.collection(features(zooms: zooms)) }

  /// One GeoJSON feature per line (newline-delimited, no record separators).
  public func geoJSONLines(zooms: ClosedRange<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for feature in features(zooms: zooms) { bytes += feature.geoJSONLine }
    return bytes
  }

  /// A table: one row per feature; categories as `name: count` joined by `|`.
  public func csv(zooms: ClosedRange<Int>) -> [UInt8] {
    var bytes = Array(
      "zoom,cluster,cluster_id,point_count,point_count_abbreviated,longitude,latitude,amount_sum,suppliers,categories\n"
        .utf8)
    for zoom in zooms {
      for cluster in index.clusters(zoom: zoom) {
        let properties = feature(cluster, zoom: zoom).properties
        let summary = index.summary(of: cluster, attributes: attributes)
        var cells = ["zoom", "cluster", "cluster_id", "point_count", "point_count_abbreviated"].map {
          properties[$0]?.plainText ?? ""
        }
        if !cluster.isCluster { cells[4] = "1" }
        cells.append(PropertyValue.number(cluster.coordinate.longitude, decimals: 6).plainText)
        cells.append(PropertyValue.number(cluster.coordinate.latitude, decimals: 6).plainText)
        cells.append(summary.amountSumCents.map { PropertyValue.number(Double($0) / 100, decimals: 2).plainText } ?? "")
        cells.append(attributes.suppliers.isEmpty ? "" : "\(summary.supplierCount)")
        cells.append(
          summary.categoryCounts.map { "\(categoryName($0.category)): \($0.count)" }.joined(separator: "|"))
        bytes += Array(cells.map(Self.quoted).joined(separator: ",").utf8)
        bytes.append(0x0A)
      }
    }
    return bytes
  }

  private func categoryName(_ number: Int) -> String {
    categoryNames.indices.contains(number) ? categoryNames[number] : "\(number)"
  }

  static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Properties {
  /// Adds `amount_sum`, `categories` and `suppliers` as far as they are known.
  public mutating func add(_ summary: ClusterSummary, categoryNames: [String], hasSuppliers: Bool) {
    if let cents = summary.amountSumCents { set("amount_sum", .number(Double(cents) / 100, decimals: 2)) }
    if !summary.categoryCounts.isEmpty {
      var categories = Properties()
      for entry in summary.categoryCounts {
        let name = categoryNames.indices.contains(entry.category) ? categoryNames[entry.category] : "\(entry.category)"
        categories.set(name, .integer(entry.count))
      }
      set("categories", .object(categories))
    }
    if hasSuppliers { set("suppliers", .integer(summary.supplierCount)) }
  }
}

extension PointFeature {
  /// The feature as one line of GeoJSON, its line break included.
  public var geoJSONLine: [UInt8] {
    var json = JSONWriter()
    json.feature(self, style: nil)
    return json.takeBytes() + [0x0A]
  }
}

extension PropertyValue {
  /// The value as it stands in JSON, texts without quotes.
  var plainText: String {
    if case .text(let text) = self { return text }
    var json = JSONWriter()
    json.value(self)
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }
}
