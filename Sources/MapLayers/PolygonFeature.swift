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

  /// Areas from rings in any direction; see ``ShapeFeature/Shape/init(rings:)``.
  public static func polygons(rings: [[Coordinate]]) -> [Polygon] {
    guard case .areas(let areas) = ShapeFeature.Shape(rings: rings) else { return [] }
    return areas.map { rings in
      rings.enumerated().map { index, ring in
        (ShapeFeature.Shape.area(ring) > 0) == (index == 0) ? ring : ring.reversed()
      }
    }
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

  /// Writes one feature on a line of its own.
  public mutating func add(_ feature: PolygonFeature) {
    json.newLine()
    json.feature(feature)
  }

  /// Writes a point among the areas: what has no outline.
  public mutating func add(_ feature: PointFeature) {
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
}

extension JSONWriter {
  /// Writes a Feature with a Polygon or MultiPolygon geometry.
  mutating func feature(_ feature: PolygonFeature) {
    beginObject()
    key("type")
    text("Feature")
    key("geometry")
    beginObject()
    key("type")
    text(feature.polygons.count == 1 ? "Polygon" : "MultiPolygon")
    key("coordinates")
    if feature.polygons.count != 1 { beginArray() }
    for polygon in feature.polygons { add(polygon) }
    if feature.polygons.count != 1 { endArray() }
    endObject()
    key("properties")
    beginObject()
    members(feature.properties)
    endObject()
    endObject()
  }

  private mutating func add(_ polygon: PolygonFeature.Polygon) {
    beginArray()
    for ring in polygon {
      beginArray()
      for coordinate in ring { position(coordinate) }
      if let first = ring.first { position(first) }
      endArray()
    }
    endArray()
  }
}
