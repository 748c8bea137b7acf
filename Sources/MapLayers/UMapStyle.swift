/// How uMap draws and words a feature; each value that is set beats the one of the layer, then of the map.
///
/// Property names and accepted values are those of uMap 3.7.3's `js/modules/schema.js`.
public struct UMapStyle: Hashable, Sendable {
  /// Any CSS colour.
  public var colour: String?
  /// The marker's shape.
  public var iconClass: IconClass?
  /// A `data:image` address, or a short text, drawn in the marker.
  public var iconURL: String?
  /// Side of a `raw` or `largeCircle` marker in pixels, 12 to 64.
  public var iconSizePixels: Int?
  /// Width of lines and borders in pixels, 1 to 10.
  public var lineWidthPixels: Int?
  /// Opacity of lines and borders, 0.1 to 1.
  public var lineOpacity: Double?
  /// Opacity of areas and circles, 0.1 to 1.
  public var fillOpacity: Double?
  /// Whether the label shows always, never or when the pointer is over the marker.
  public var label: LabelDisplay?
  /// On which side of the marker the label is.
  public var labelDirection: LabelDirection?
  /// True when a click on the label opens the popup as well.
  public var labelIsClickable: Bool?
  /// The property that holds the label.
  public var labelKey: String?
  /// Properties, separated by commas, that the data browser's search looks at.
  public var filterKey: String?
  /// Properties, separated by commas, that order the data browser.
  public var sortKey: String?
  /// The popup's width and place.
  public var popupShape: PopupShape?
  /// The popup's text, in uMap's markup with `{property}` for values.
  public var popupTemplate: String?

  /// A style that sets nothing.
  public init() {}

  /// True when nothing is set.
  public var isEmpty: Bool { self == UMapStyle() }

  /// uMap's names and values of what is set.
  var properties: Properties {
    var properties = Properties()
    if let colour { properties.add("color", colour) }
    if let iconClass { properties.add("iconClass", iconClass.rawValue) }
    if let iconURL { properties.add("iconUrl", iconURL) }
    properties.add("iconSize", iconSizePixels)
    properties.add("weight", lineWidthPixels)
    properties.add("opacity", lineOpacity, decimals: 2)
    properties.add("fillOpacity", fillOpacity, decimals: 2)
    switch label {
    case .always?: properties.set("showLabel", .boolean(true))
    case .never?: properties.set("showLabel", .boolean(false))
    case nil: break
    }
    if let labelDirection { properties.add("labelDirection", labelDirection.rawValue) }
    if let labelIsClickable { properties.set("labelInteractive", .boolean(labelIsClickable)) }
    if let labelKey { properties.add("labelKey", labelKey) }
    if let filterKey { properties.add("filterKey", filterKey) }
    if let sortKey { properties.add("sortKey", sortKey) }
    if let popupShape { properties.add("popupShape", popupShape.rawValue) }
    if let popupTemplate {
      properties.add("popupTemplate", "Default")
      properties.add("popupContentTemplate", popupTemplate)
    }
    return properties
  }
}

extension UMapStyle {
  /// The marker's shape.
  public enum IconClass: String, Sendable {
    /// A square pin.
    case pin = "Default"
    /// A dot of 12 pixels.
    case circle = "Circle"
    /// A white disc with a coloured edge.
    case largeCircle = "LargeCircle"
    /// A drop.
    case drop = "Drop"
    /// A ball on a needle.
    case ball = "Ball"
    /// Only the image of ``UMapStyle/iconURL``.
    case raw = "Raw"
  }

  /// Whether a label shows.
  public enum LabelDisplay: Sendable {
    /// Beside the marker, always.
    case always
    /// Not at all.
    case never
  }

  /// On which side of the marker a label is.
  public enum LabelDirection: String, Sendable, CaseIterable {
    case right, left, bottom, top
  }

  /// The popup's width and place.
  public enum PopupShape: String, Sendable {
    /// A bubble of 300 pixels at the marker.
    case bubble = "Default"
    /// A bubble of 500 pixels at the marker.
    case large = "Large"
    /// The panel at the map's side.
    case panel = "Panel"
  }
}
