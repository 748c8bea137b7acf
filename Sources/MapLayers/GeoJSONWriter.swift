import Geodesy

/// Writes a GeoJSON FeatureCollection (RFC 7946), one feature on a line, so that files diff and stream.
///
///     var writer = GeoJSONWriter(boundingBox: BoundingBox(around: features.map(\.coordinate)))
///     for feature in features { writer.add(feature) }
///     let bytes = writer.finish()
///
/// Positions are longitude, latitude with at most 6 decimals; there is no `crs` member (section 4). A point whose
/// coordinate is not valid (`Coordinate.isValid`) is left out.
public struct GeoJSONWriter: Sendable {
  private var json = JSONWriter()

  /// Starts a collection; the box becomes its `bbox` member.
  public init(boundingBox: BoundingBox? = nil) {
    json.beginObject()
    json.key("type")
    json.text("FeatureCollection")
    if let boundingBox {
      json.key("bbox")
      json.beginArray()
      for side in [boundingBox.west, boundingBox.south, boundingBox.east, boundingBox.north] {
        json.number(side, decimals: JSONWriter.coordinateDecimals)
      }
      json.endArray()
    }
    json.key("features")
    json.beginArray()
  }

  /// Writes one feature on a line of its own. O(size of the feature).
  public mutating func add(_ feature: PointFeature) {
    guard feature.coordinate.isValid else { return }
    json.newLine()
    json.feature(feature)
  }

  /// Writes one area on a line of its own. O(size of the feature).
  public mutating func add(_ feature: PolygonFeature) {
    json.newLine()
    json.feature(feature)
  }

  /// Hands over the bytes written so far, for writing while the features still come.
  public mutating func takeBytes() -> [UInt8] { json.takeBytes() }

  /// Ends the collection and hands over the bytes not yet taken.
  public consuming func finish() -> [UInt8] {
    json.endArray()
    json.endObject()
    var bytes = json.takeBytes()
    bytes.append(0x0A)
    return bytes
  }

  /// The whole collection with its box, at once.
  public static func collection(_ features: [PointFeature]) -> [UInt8] {
    var writer = GeoJSONWriter(boundingBox: BoundingBox(around: features.lazy.map(\.coordinate)))
    for feature in features { writer.add(feature) }
    return writer.finish()
  }
}
