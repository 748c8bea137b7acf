import Geodesy
import SpatialAnalysis

/// An area of a map with what is known about it.
public struct PolygonFeature: Hashable, Sendable {
  /// One area: its outline counterclockwise, then its holes clockwise (RFC 7946 section 3.1.6); the first position of a
  /// ring is not repeated at its end.
  public typealias Polygon = [[Coordinate]]

  /// The areas.
  public var polygons: [Polygon]
  /// What is known about them.
  public var properties: Properties

  /// A feature of one or more areas.
  public init(polygons: [Polygon], properties: Properties) {
    self.polygons = polygons
    self.properties = properties
  }
}

/// Writes a GeoJSON FeatureCollection of areas, one feature on a line.
public struct PolygonCollectionWriter: Sendable {
  private var json = JSONWriter()

  /// Starts a collection.
  public init() {
    json.beginObject()
    json.key("type")
    json.text("FeatureCollection")
    json.key("features")
    json.beginArray()
  }

  /// Writes one feature.
  public mutating func add(_ feature: PolygonFeature) {
    json.newLine()
    json.beginObject()
    json.key("type")
    json.text("Feature")
    json.key("geometry")
    json.beginObject()
    json.key("type")
    json.text(feature.polygons.count == 1 ? "Polygon" : "MultiPolygon")
    json.key("coordinates")
    if feature.polygons.count != 1 { json.beginArray() }
    for polygon in feature.polygons { add(polygon) }
    if feature.polygons.count != 1 { json.endArray() }
    json.endObject()
    json.key("properties")
    json.beginObject()
    json.members(feature.properties)
    json.endObject()
    json.endObject()
  }

  private mutating func add(_ polygon: PolygonFeature.Polygon) {
    json.beginArray()
    for ring in polygon {
      json.beginArray()
      for coordinate in ring { json.position(coordinate) }
      if let first = ring.first { json.position(first) }
      json.endArray()
    }
    json.endArray()
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
}
