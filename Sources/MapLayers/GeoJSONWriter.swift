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
    var bytes: [UInt8] = []
    write(features, boundingBox: BoundingBox(around: features.lazy.map(\.coordinate))) { bytes += $0 }
    return bytes
  }

  /// Writes a collection, a file of features one on a line, or both, piece by piece: each feature is asked for once and written
  /// once. In lines those without a valid coordinate are left in.
  public static func write<Failure: Error>(
    _ features: some Sequence<PointFeature>, boundingBox: BoundingBox?,
    lines: (([UInt8]) throws(Failure) -> Void)? = nil, collection: (([UInt8]) throws(Failure) -> Void)?
  ) throws(Failure) {
    var writer = GeoJSONWriter(boundingBox: boundingBox)
    var lineBytes: [UInt8] = []
    for feature in features {
      let isValid = feature.coordinate.isValid
      if isValid { writer.json.newLine() }
      let start = writer.json.bytes.count
      if isValid { writer.json.feature(feature) }
      if let lines {
        lineBytes += isValid ? writer.json.bytes[start...] + [0x0A] : feature.geoJSONLine[...]
        if lineBytes.count >= JSONWriter.pieceBytes {
          try lines(lineBytes)
          lineBytes.removeAll(keepingCapacity: true)
        }
      }
      if writer.json.bytes.count >= JSONWriter.pieceBytes {
        try writer.json.flush { (bytes) throws(Failure) in try collection?(bytes) }
      }
    }
    try lines?(lineBytes)
    try collection?(writer.finish())
  }
}
