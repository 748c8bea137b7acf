import Geodesy

/// A line or an area of a map with what is known about it.
public struct ShapeFeature: Hashable, Sendable {
  /// Where.
  public var shape: Shape
  /// What is known about it, in the order in which it is written.
  public var properties: Properties
  /// How uMap draws it where it differs from its layer.
  public var style: UMapStyle

  /// A line or an area.
  public enum Shape: Hashable, Sendable {
    /// Positions joined by straight segments.
    case line([Coordinate])
    /// Areas, each an outer ring and its holes; the first position of a ring is not repeated.
    case areas([[[Coordinate]]])
  }

  /// A feature.
  public init(_ shape: Shape, properties: Properties, style: UMapStyle = UMapStyle()) {
    self.shape = shape
    self.properties = properties
    self.style = style
  }
}

extension ShapeFeature.Shape {
  /// Areas from rings of which those that run the other way around than the first are holes.
  ///
  /// A hole belongs to the first ring that contains its first position. O(positions × holes).
  public init(rings: [[Coordinate]]) {
    let outerSign = Self.area(rings.first ?? []) < 0
    var areas: [[[Coordinate]]] = []
    var holes: [[Coordinate]] = []
    for ring in rings {
      if (Self.area(ring) < 0) == outerSign { areas.append([ring]) } else { holes.append(ring) }
    }
    for hole in holes {
      guard let position = hole.first, let index = areas.firstIndex(where: { Self.contains($0[0], position) }) else {
        continue
      }
      areas[index].append(hole)
    }
    self = .areas(areas)
  }

  /// Twice the area in square degrees, positive when the ring runs counterclockwise.
  static func area(_ ring: [Coordinate]) -> Double {
    var doubled = 0.0
    for (index, position) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      doubled += position.longitude * next.latitude - next.longitude * position.latitude
    }
    return doubled
  }

  private static func contains(_ ring: [Coordinate], _ position: Coordinate) -> Bool {
    var isInside = false
    for (index, start) in ring.enumerated() {
      let end = ring[(index + 1) % ring.count]
      guard (start.latitude > position.latitude) != (end.latitude > position.latitude) else { continue }
      let share = (position.latitude - start.latitude) / (end.latitude - start.latitude)
      if start.longitude + share * (end.longitude - start.longitude) > position.longitude { isInside.toggle() }
    }
    return isInside
  }
}

extension JSONWriter {
  /// Writes a Feature with a LineString or MultiPolygon geometry, outer rings counterclockwise (RFC 7946, section 3.1.6).
  mutating func feature(_ feature: ShapeFeature, id: String) {
    beginObject()
    key("type")
    text("Feature")
    key("id")
    text(id)
    key("geometry")
    beginObject()
    key("type")
    switch feature.shape {
    case .line(let positions):
      text("LineString")
      key("coordinates")
      line(positions)
    case .areas(let areas):
      text("MultiPolygon")
      key("coordinates")
      beginArray()
      for rings in areas {
        beginArray()
        for (index, ring) in rings.enumerated() {
          let isCounterclockwise = ShapeFeature.Shape.area(ring) > 0
          let ordered = isCounterclockwise == (index == 0) ? ring : ring.reversed()
          line(ordered + ordered.prefix(1))
        }
        endArray()
      }
      endArray()
    }
    endObject()
    key("properties")
    beginObject()
    members(feature.properties)
    if !feature.style.isEmpty {
      key("_umap_options")
      value(.object(feature.style.properties))
    }
    endObject()
    endObject()
  }

  private mutating func line(_ positions: [Coordinate]) {
    beginArray()
    for position in positions { self.position(position) }
    endArray()
  }
}
