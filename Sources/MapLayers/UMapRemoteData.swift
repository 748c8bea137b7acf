/// Where a uMap layer gets its features from, in place of having them in the map.
public struct UMapRemoteData: Hashable, Sendable {
  /// The address; uMap puts `{west}`, `{south}`, `{east}`, `{north}` and `{zoom}` into it.
  public var url: String
  /// Whether it is asked again each time the map is moved.
  public var followsView: Bool

  /// GeoJSON at an address.
  public init(url: String, followsView: Bool = true) {
    self.url = url
    self.followsView = followsView
  }

  /// uMap's names and values.
  var properties: Properties {
    var properties = Properties()
    properties.add("url", url)
    properties.add("format", "geojson")
    properties.set("dynamic", .boolean(followsView))
    properties.set("proxy", .boolean(false))
    return properties
  }
}
