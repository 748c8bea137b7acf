/// Where a uMap layer gets its features from, in place of having them in the map.
public struct UMapRemoteData: Hashable, Sendable {
  /// The address; uMap puts `{west}`, `{south}`, `{east}`, `{north}` and `{zoom}` into it.
  public var url: String

  /// GeoJSON at an address, asked again each time the map is moved.
  public init(url: String) { self.url = url }

  /// uMap's names and values.
  var properties: Properties {
    var properties = Properties()
    properties.add("url", url)
    properties.add("format", "geojson")
    properties.set("dynamic", .boolean(true))
    properties.set("proxy", .boolean(false))
    return properties
  }
}
