/// One layer of a uMap map: its settings and its features.
public struct UMapLayer: Sendable {
  /// The name in the list of layers, 200 characters at most.
  public var name: String
  /// A text below the name in the map's caption; uMap's markup.
  public var description = ""
  /// How features are drawn.
  public var kind: Kind
  /// True when the layer shows as soon as the map opens.
  public var isShownAtFirst = true
  /// True when the data browser lists its features.
  public var isBrowsable = true
  /// The lowest zoom at which it shows.
  public var fromZoom: Int?
  /// The highest zoom at which it shows.
  public var toZoom: Int?
  /// The style of its features.
  public var style = UMapStyle()
  /// Types of its features' properties; declared here again, for the map's are not known yet when features load.
  public var fields: [UMapField] = []
  /// Filters on these fields for this layer alone.
  public var filters: [UMapFilter] = []
  /// Styles by number, each with a line of legend.
  public var rules: [UMapRule] = []
  /// Lines and areas, drawn below the features.
  public var shapes: [ShapeFeature] = []
  /// Where the features come from, when they are not in the map; `nil` otherwise.
  public var remote: UMapRemoteData?
  /// The features, drawn in order.
  public var features: [PointFeature]

  /// A layer of the kind, with everything else by default.
  public init(name: String, kind: Kind = .markers, features: [PointFeature] = []) {
    self.name = name
    self.kind = kind
    self.features = features
  }

  /// How features are drawn.
  public enum Kind: Hashable, Sendable {
    /// A marker each.
    case markers
    /// Bubbles of markers nearer to each other than so many pixels (10 to 200), in the layer's colour.
    case clusters(radiusPixels: Int, textColour: String)
    /// A heat map of spots of so many pixels (10 to 100), each as hot as the property says, 0 to 1.
    case heat(HeatOptions)
    /// A circle each, its area in proportion to a property that is never negative; radii in pixels, 2 to 50.
    case circles(key: String, smallestPixels: Int, largestPixels: Int)
  }

  /// What a heat layer looks like.
  public struct HeatOptions: Hashable, Sendable {
    /// Radius of a spot in pixels, 10 to 100.
    public var radiusPixels: Int
    /// How far a spot fades, in pixels.
    public var blurPixels: Int
    /// The opacity of the coolest spot, 0 to 1.
    public var minimumOpacity: Double
    /// The property that holds the weight, 0 to 1; every feature must have it, a missing one spoils its neighbours.
    public var weightKey: String

    /// Options of a heat layer.
    public init(radiusPixels: Int, blurPixels: Int, minimumOpacity: Double, weightKey: String) {
      self.radiusPixels = radiusPixels
      self.blurPixels = blurPixels
      self.minimumOpacity = minimumOpacity
      self.weightKey = weightKey
    }
  }

  /// uMap's names and values of the settings.
  var settings: Properties {
    var settings = Properties()
    settings.add("name", DisplayText.truncated(name, to: UMapText.longestName))
    settings.add("description", description)
    settings.set("displayOnLoad", .boolean(isShownAtFirst))
    settings.set("browsable", .boolean(isBrowsable))
    settings.set("inCaption", .boolean(true))
    settings.add("fromZoom", fromZoom)
    settings.add("toZoom", toZoom)
    switch kind {
    case .markers: settings.add("type", "Default")
    case .clusters(let radius, let textColour):
      settings.add("type", "Cluster")
      var block = Properties()
      block.add("radius", radius)
      block.add("textColor", textColour)
      settings.set("cluster", .object(block))
    case .heat(let options):
      settings.add("type", "Heat")
      var block = Properties()
      block.add("radius", options.radiusPixels)
      block.add("blur", options.blurPixels)
      block.add("minOpacity", options.minimumOpacity, decimals: 2)
      block.add("intensityProperty", options.weightKey)
      settings.set("heat", .object(block))
    case .circles(let key, let smallest, let largest):
      settings.add("type", "Circles")
      var radius = Properties()
      radius.add("min", smallest)
      radius.add("max", largest)
      var block = Properties()
      block.add("property", key)
      block.set("radius", .object(radius))
      settings.set("circles", .object(block))
    }
    for entry in style.properties.entries { settings.set(entry.key, entry.value) }
    if let remote { settings.set("remoteData", .object(remote.properties)) }
    settings.addList("fields", fields.map(\.properties))
    settings.addList("filters", filters.map(\.properties))
    settings.addList("rules", rules.map(\.properties))
    return settings
  }
}

extension Properties {
  mutating func addList(_ key: String, _ items: [Properties]) {
    if !items.isEmpty { set(key, .array(items.map(PropertyValue.object))) }
  }
}
