import Geodesy

/// One point of a map with what is known about it.
public struct PointFeature: Hashable, Sendable {
  /// Where, in WGS 84 degrees; a feature without a position does not go on a map.
  public var coordinate: Coordinate
  /// What is known about it, in the order in which it is written.
  public var properties: Properties
  /// How uMap draws this feature where it differs from its layer; GeoJSON files leave it out.
  public var style: UMapStyle

  /// A feature at a coordinate.
  public init(coordinate: Coordinate, properties: Properties, style: UMapStyle = UMapStyle()) {
    self.coordinate = coordinate
    self.properties = properties
    self.style = style
  }
}

extension JSONWriter {
  /// Coordinates have at most this many decimals: about 0.1 m, finer than any position here.
  static let coordinateDecimals = 6

  /// Writes `[longitude, latitude]`, the order of RFC 7946 section 3.1.1.
  mutating func position(_ coordinate: Coordinate) {
    beginArray()
    number(coordinate.longitude, decimals: Self.coordinateDecimals)
    number(coordinate.latitude, decimals: Self.coordinateDecimals)
    endArray()
  }

  /// Writes a Feature with a Point geometry; with an `id` and with `_umap_options` among its properties when these are given.
  mutating func feature(_ feature: PointFeature, id: String? = nil, style: UMapStyle? = nil) {
    beginObject()
    key("type")
    text("Feature")
    if let id {
      key("id")
      text(id)
    }
    key("geometry")
    beginObject()
    key("type")
    text("Point")
    key("coordinates")
    position(feature.coordinate)
    endObject()
    key("properties")
    beginObject()
    members(feature.properties)
    if let style, !style.isEmpty {
      key("_umap_options")
      value(.object(style.properties))
    }
    endObject()
    endObject()
  }
}
