import Geodesy
import SpatialAnalysis

/// Turns the features of a cluster index into map features, with the properties that web maps know.
///
///     let layer = ClusterLayer(index: index, attributes: attributes, categoryNames: names) { properties(of: $0) }
///     let bytes = layer.bytes(zooms: 8...8, as: .geoJSON)
///
/// All have `cluster`, `cluster_id`, `point_count`, `point_count_abbreviated` and `zoom`. Clusters have then, where known,
/// `amount_sum` (euros), `categories` (an object: category, count) and `suppliers`, single points their own properties.
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
    properties.set("cluster_id", .integer(identifier(of: cluster)))
    properties.set("point_count", .integer(cluster.pointCount))
    properties.set("point_count_abbreviated", .text(cluster.abbreviatedPointCount))
    properties.set("zoom", .integer(zoom))
    guard cluster.isCluster else {
      if case .point(let number) = cluster.kind {
        for entry in pointProperties(number).entries where properties[entry.key] == nil {
          properties.set(entry.key, entry.value)
        }
      }
      return PointFeature(coordinate: cluster.coordinate, properties: properties)
    }
    let summary = index.summary(of: cluster, attributes: attributes)
    properties.add(summary, categoryNames: categoryNames, hasSuppliers: !attributes.suppliers.isEmpty)
    return PointFeature(coordinate: cluster.coordinate, properties: properties)
  }

  private func identifier(of cluster: ClusterFeature) -> Int {
    switch cluster.kind {
    case .cluster(let id): id
    case .point(let number): index.identifier(ofPoint: number)
    }
  }

  /// Writes the features of some zooms, the furthest out first, piece by piece: they may be far more than fit in memory.
  ///
  /// GeoJSON lines have no record separators. CSV has categories as `name: count` joined by `|`.
  public func write<Failure: Error>(
    zooms: ClosedRange<Int>, as format: FeatureTable.Format, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    switch format {
    case .geoJSON:
      var writer = GeoJSONWriter(boundingBox: boundingBox(zooms))
      try forEachFeature(zooms) { cluster, zoom, isPieceFull throws(Failure) in
        writer.add(feature(cluster, zoom: zoom))
        if isPieceFull { try sink(writer.takeBytes()) }
      }
      try sink(writer.finish())
    case .geoJSONLines, .csv:
      var bytes = format == .csv ? Self.header : []
      try forEachFeature(zooms) { cluster, zoom, isPieceFull throws(Failure) in
        bytes += format == .csv ? row(cluster, zoom: zoom) : feature(cluster, zoom: zoom).geoJSONLine
        guard isPieceFull else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
      try sink(bytes)
    }
  }

  /// The whole file at once.
  public func bytes(zooms: ClosedRange<Int>, as format: FeatureTable.Format) -> [UInt8] {
    var bytes: [UInt8] = []
    write(zooms: zooms, as: format) { bytes += $0 }
    return bytes
  }

  /// Features between two pieces of a file.
  private static let pieceFeatures = 1 << 12

  private func forEachFeature<Failure: Error>(
    _ zooms: ClosedRange<Int>,
    _ body: (_ cluster: ClusterFeature, _ zoom: Int, _ isPieceFull: Bool) throws(Failure) -> Void
  ) throws(Failure) {
    var count = 0
    for zoom in zooms {
      for cluster in index.clusters(zoom: zoom) {
        count += 1
        try body(cluster, zoom, count % Self.pieceFeatures == 0)
      }
    }
  }

  private func boundingBox(_ zooms: ClosedRange<Int>) -> BoundingBox? {
    BoundingBox(around: zooms.lazy.flatMap { index.clusters(zoom: $0).lazy.map(\.coordinate) })
  }

  private static let header = Array(
    "zoom,cluster,cluster_id,point_count,point_count_abbreviated,longitude,latitude,amount_sum,suppliers,categories\n"
      .utf8)

  private func row(_ cluster: ClusterFeature, zoom: Int) -> [UInt8] {
    let summary = index.summary(of: cluster, attributes: attributes)
    let cells = [
      "\(zoom)", "\(cluster.isCluster)", "\(identifier(of: cluster))", "\(cluster.pointCount)",
      cluster.abbreviatedPointCount,
      PropertyValue.number(cluster.coordinate.longitude, decimals: 6).plainText,
      PropertyValue.number(cluster.coordinate.latitude, decimals: 6).plainText,
      summary.amountSumCents.map { PropertyValue.number(Double($0) / 100, decimals: 2).plainText } ?? "",
      attributes.suppliers.isEmpty ? "" : "\(summary.supplierCount)",
      summary.categoryCounts.map { "\(categoryName($0.category)): \($0.count)" }.joined(separator: "|"),
    ]
    return Array((cells.map(Self.quoted).joined(separator: ",") + "\n").utf8)
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
