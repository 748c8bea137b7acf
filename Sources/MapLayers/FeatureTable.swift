import Geodesy

/// Features as a whole file: GeoJSON, GeoJSON lines, or CSV with a column per property.
public enum FeatureTable {
  /// The files' formats.
  public enum Format: Sendable {
    case geoJSON
    case geoJSONLines
    case csv
  }

  /// The bytes of a file.
  public static func bytes(of features: [PointFeature], as format: Format) -> [UInt8] {
    switch format {
    case .csv: csv(features)
    case .geoJSONLines: features.flatMap(\.geoJSONLine)
    case .geoJSON: GeoJSONWriter.collection(features)
    }
  }

  /// The bytes of a file of areas; what has none stays a point. The point of an area is kept as `latitude` and `longitude`;
  /// in CSV there are points only.
  public static func bytes(
    of features: [PointFeature], areas: [[PolygonFeature.Polygon]], as format: Format
  ) -> [UInt8] {
    guard format != .csv else { return csv(features) }
    var collection = PolygonCollectionWriter()
    var lines: [UInt8] = []
    for (feature, polygons) in zip(features, areas) {
      guard !polygons.isEmpty else {
        if format == .geoJSON { collection.add(feature) } else { lines += feature.geoJSONLine }
        continue
      }
      var properties = feature.properties
      properties.add("latitude", feature.coordinate.latitude, decimals: JSONWriter.coordinateDecimals)
      properties.add("longitude", feature.coordinate.longitude, decimals: JSONWriter.coordinateDecimals)
      let area = PolygonFeature(polygons: polygons, properties: properties)
      if format == .geoJSON { collection.add(area) } else { lines += area.geoJSONLine }
    }
    return format == .geoJSON ? collection.finish() : lines
  }

  private static func csv(_ features: [PointFeature]) -> [UInt8] {
    var names: [String] = []
    var known: Set<String> = []
    for feature in features {
      for entry in feature.properties.entries where known.insert(entry.key).inserted { names.append(entry.key) }
    }
    var lines = [(["latitude", "longitude"] + names).joined(separator: ",")]
    for feature in features {
      var cells = [feature.coordinate.latitude, feature.coordinate.longitude].map {
        PropertyValue.number($0, decimals: JSONWriter.coordinateDecimals).plainText
      }
      cells += names.map { feature.properties[$0].map { ClusterLayer.quoted($0.plainText) } ?? "" }
      lines.append(cells.joined(separator: ","))
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
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
