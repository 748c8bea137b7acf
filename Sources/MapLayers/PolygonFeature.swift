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
