/// Point features as a whole file: GeoJSON, GeoJSON lines, or CSV with a column per property.
public enum FeatureTable {
  /// The bytes of a file; `format` is `geojson`, `geojsonl` or `csv`.
  public static func bytes(of features: [PointFeature], as format: String) -> [UInt8] {
    switch format {
    case "csv": csv(features)
    case "geojsonl": features.flatMap(\.geoJSONLine)
    default: GeoJSONWriter.collection(features)
    }
  }

  private static func csv(_ features: [PointFeature]) -> [UInt8] {
    var names: [String] = []
    for feature in features {
      for entry in feature.properties.entries where !names.contains(entry.key) { names.append(entry.key) }
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
