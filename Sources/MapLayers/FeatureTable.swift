import Geodesy

/// Features as a whole file: GeoJSON, GeoJSON lines, or CSV with a column per property.
public enum FeatureTable {
  /// The files' formats.
  public enum Format: Sendable {
    /// One FeatureCollection (RFC 7946).
    case geoJSON
    /// A feature per line, without the collection around them.
    case geoJSONLines
    /// A row per feature, its coordinate in the first columns.
    case csv
  }

  /// Features between two pieces of a file.
  private static let pieceFeatures = 1 << 12

  /// Writes a file piece by piece; the features may be made as they are asked for, and are asked for twice.
  ///
  /// Where a feature has `areas` it is one, and its point is kept as `latitude` and `longitude`; in CSV there are points
  /// only.
  public static func write<Failure: Error>(
    _ features: some Collection<PointFeature>, areas: [[PolygonFeature.Polygon]] = [], as format: Format,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    switch format {
    case .csv: try csv(features, to: sink)
    case .geoJSON where areas.isEmpty:
      var writer = GeoJSONWriter(boundingBox: BoundingBox(around: features.lazy.map(\.coordinate)))
      for (number, feature) in features.enumerated() {
        writer.add(feature)
        if number % pieceFeatures == pieceFeatures - 1 { try sink(writer.takeBytes()) }
      }
      try sink(writer.finish())
    case .geoJSON:
      var writer = GeoJSONWriter()
      for (feature, polygons) in zip(features, areas) {
        if let area = area(feature, polygons) { writer.add(area) } else { writer.add(feature) }
        try sink(writer.takeBytes())
      }
      try sink(writer.finish())
    case .geoJSONLines:
      for (number, feature) in features.enumerated() {
        let area = areas.isEmpty ? nil : area(feature, areas[number])
        try sink(area?.geoJSONLine ?? feature.geoJSONLine)
      }
    }
  }

  private static func area(_ feature: PointFeature, _ polygons: [PolygonFeature.Polygon]) -> PolygonFeature? {
    guard !polygons.isEmpty else { return nil }
    var properties = feature.properties
    properties.add("latitude", feature.coordinate.latitude, decimals: JSONWriter.coordinateDecimals)
    properties.add("longitude", feature.coordinate.longitude, decimals: JSONWriter.coordinateDecimals)
    return PolygonFeature(polygons: polygons, properties: properties)
  }

  private static func csv<Failure: Error>(
    _ features: some Collection<PointFeature>, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var names: [String] = []
    var known: Set<String> = []
    for feature in features {
      for entry in feature.properties.entries where known.insert(entry.key).inserted { names.append(entry.key) }
    }
    try sink(Array((["latitude", "longitude"] + names).joined(separator: ",").utf8) + [0x0A])
    for feature in features {
      var cells = [feature.coordinate.latitude, feature.coordinate.longitude].map {
        PropertyValue.number($0, decimals: JSONWriter.coordinateDecimals).plainText
      }
      cells += names.map { feature.properties[$0].map { ClusterLayer.quoted($0.plainText) } ?? "" }
      try sink(Array(cells.joined(separator: ",").utf8) + [0x0A])
    }
  }
}

extension PolygonFeature {
  /// The feature as one line of GeoJSON, its line break included.
  fileprivate var geoJSONLine: [UInt8] {
    var json = JSONWriter()
    json.feature(self)
    return json.takeBytes() + [0x0A]
  }
}
