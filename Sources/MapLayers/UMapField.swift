/// A property that uMap knows: without it, each property is a text, and numbers cannot be filtered by range.
public struct UMapField: Hashable, Sendable {
  /// The property's name.
  public var key: String
  /// What its values are.
  public var type: FieldType

  /// A field.
  public init(_ key: String, _ type: FieldType) {
    self.key = key
    self.type = type
  }

  /// The types of values.
  public enum FieldType: String, Sendable {
    /// A short text.
    case text = "String"
    /// A text of several lines, with uMap's markup.
    case longText = "Text"
    /// A number.
    case number = "Number"
    /// A day, `2015-04-01`.
    case day = "Date"
    /// True or false.
    case boolean = "Boolean"
    /// Values separated by commas, so never for names.
    case list = "Enum"
  }

  var properties: Properties {
    var properties = Properties()
    properties.add("key", key)
    properties.add("type", type.rawValue)
    return properties
  }
}

/// A filter in uMap's side panel; it works on a field declared beside it.
public struct UMapFilter: Hashable, Sendable {
  /// The field's key.
  public var fieldKey: String
  /// What the reader sees above it.
  public var label: String
  /// How the reader chooses.
  public var widget: Widget

  /// A filter.
  public init(_ fieldKey: String, label: String, widget: Widget) {
    self.fieldKey = fieldKey
    self.label = label
    self.widget = widget
  }

  /// How the reader chooses.
  public enum Widget: String, Sendable {
    /// Any number of values.
    case checkbox = "Checkbox"
    /// One value.
    case radio = "Radio"
    /// A range; the field must be a number or a date.
    case range = "MinMax"
    /// Yes or no.
    case toggle = "Switch"
  }

  var properties: Properties {
    var properties = Properties()
    properties.add("fieldKey", fieldKey)
    properties.add("label", label)
    properties.add("widget", widget.rawValue)
    return properties
  }
}

/// A style for the features whose property equals a number, with a line in the layer's legend.
///
/// uMap splits a rule's condition at `=`, `<` and `>`, so that a rule on a text that holds one of them never applies
/// and nothing says so. A rule here compares a whole number: give each class of features its number.
public struct UMapRule: Hashable, Sendable {
  /// The property, a whole number.
  public var key: String
  /// The number it must equal.
  public var value: Int
  /// The legend's text.
  public var name: String
  /// What it changes.
  public var style: UMapStyle

  /// A rule.
  public init(key: String, equals value: Int, name: String, style: UMapStyle) {
    self.key = key
    self.value = value
    self.name = name
    self.style = style
  }

  var properties: Properties {
    var properties = Properties()
    properties.add("condition", "\(key)=\(value)")
    properties.add("name", name)
    properties.set("properties", .object(style.properties))
    return properties
  }
}
