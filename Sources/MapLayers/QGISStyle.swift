/// How QGIS draws a layer at first: its QML style document, as `layer_styles` of a GeoPackage holds it.
public struct QGISStyle: Hashable, Sendable {
  /// What the symbols follow.
  public enum Symbols: Hashable, Sendable {
    /// A marker in the colour of the class whose name a text field holds; others in `otherColour`.
    case classes(field: String, [Class], otherColour: String)
    /// Circles with an area in proportion to a number field.
    case circles(field: String, colour: String)
    /// Areas without edges, in the colour of the range that a number field lies in.
    case ranges(field: String, [Range])
  }

  /// A value of a field with its colour.
  public struct Class: Hashable, Sendable {
    /// The field's value and the legend's text.
    public var name: String
    /// `#RRGGBB`.
    public var colour: String

    /// A class.
    public init(name: String, colour: String) {
      self.name = name
      self.colour = colour
    }
  }

  /// Values from one number to another with their colour.
  public struct Range: Hashable, Sendable {
    /// From.
    public var lower: Double
    /// To.
    public var upper: Double
    /// The legend's text.
    public var name: String
    /// `#RRGGBB`.
    public var colour: String

    /// A range.
    public init(lower: Double, upper: Double, name: String, colour: String) {
      self.lower = lower
      self.upper = upper
      self.name = name
      self.colour = colour
    }
  }

  /// What the symbols follow.
  public var symbols: Symbols
  /// The field whose text stands beside each feature where there is room; `nil` for no names.
  public var labelField: String?

  /// A style.
  public init(_ symbols: Symbols, labelField: String? = nil) {
    self.symbols = symbols
    self.labelField = labelField
  }

  /// The QML document, in the form that QGIS 3 reads, whatever its minor version.
  var document: String {
    var qml = MarkupWriter()
    qml.element(
      "qgis",
      [
        ("version", "3.22"), ("styleCategories", "Symbology|Labeling"),
        ("labelsEnabled", labelField == nil ? "0" : "1"),
      ]
    ) { root in
      switch symbols {
      case .classes(let field, let classes, let other): Self.write(field, classes, other, into: &root)
      case .circles(let field, let colour): Self.write(circlesBy: field, colour, into: &root)
      case .ranges(let field, let ranges): Self.write(field, ranges, into: &root)
      }
      if let labelField { Self.write(labelsOf: labelField, into: &root) }
    }
    return String(decoding: qml.bytes, as: UTF8.self)
  }

  private static func write(_ field: String, _ classes: [Class], _ other: String, into qml: inout MarkupWriter) {
    qml.element("renderer-v2", [("type", "categorizedSymbol"), ("attr", field)]) { renderer in
      renderer.element("categories") { list in
        for (index, found) in classes.enumerated() {
          list.empty(
            "category",
            [
              ("render", "true"), ("symbol", "\(index)"), ("value", found.name), ("label", found.name),
              ("type", "string"),
            ])
        }
        list.empty(
          "category",
          [("render", "true"), ("symbol", "\(classes.count)"), ("value", ""), ("label", ""), ("type", "NULL")])
      }
      renderer.element("symbols") { list in
        for (index, colour) in (classes.map(\.colour) + [other]).enumerated() {
          write(marker: "\(index)", colour, into: &list)
        }
      }
    }
  }

  private static func write(circlesBy field: String, _ colour: String, into qml: inout MarkupWriter) {
    qml.element("renderer-v2", [("type", "singleSymbol")]) { renderer in
      renderer.element("symbols") { write(marker: "0", colour, sizeField: field, into: &$0) }
    }
  }

  private static func write(_ field: String, _ ranges: [Range], into qml: inout MarkupWriter) {
    qml.element("renderer-v2", [("type", "graduatedSymbol"), ("attr", field), ("graduatedMethod", "GraduatedColor")]) {
      renderer in
      renderer.element("ranges") { list in
        for (index, range) in ranges.enumerated() {
          list.empty(
            "range",
            [
              ("render", "true"), ("symbol", "\(index)"), ("lower", "\(range.lower)"), ("upper", "\(range.upper)"),
              ("label", range.name),
            ])
        }
      }
      renderer.element("symbols") { list in
        for (index, range) in ranges.enumerated() {
          list.element("symbol", [("type", "fill"), ("name", "\(index)"), ("alpha", "0.75")]) { symbol in
            symbol.element("layer", [("class", "SimpleFill"), ("enabled", "1"), ("pass", "0"), ("locked", "0")]) {
              write([("color", rgba(range.colour)), ("style", "solid"), ("outline_style", "no")], into: &$0)
            }
          }
        }
      }
    }
  }

  /// Millimetres: a marker, the circle of one, and the largest circle.
  private static let (markerMillimetres, circleMillimetres, mostMillimetres) = ("3.2", 2.4, 24)

  private static func write(
    marker name: String, _ colour: String, sizeField: String? = nil, into list: inout MarkupWriter
  ) {
    list.element("symbol", [("type", "marker"), ("name", name), ("alpha", sizeField == nil ? "1" : "0.85")]) { symbol in
      symbol.element("layer", [("class", "SimpleMarker"), ("enabled", "1"), ("pass", "0"), ("locked", "0")]) { layer in
        write(
          [
            ("name", "circle"), ("color", rgba(colour)), ("outline_color", "255,255,255,255"),
            ("outline_style", "solid"), ("outline_width", "0.3"), ("size", markerMillimetres), ("size_unit", "MM"),
          ], into: &layer)
        guard let sizeField else { return }
        let expression = "min(\(mostMillimetres), \(circleMillimetres) * sqrt(\"\(sizeField)\"))"
        layer.element("data_defined_properties") { element in
          map(into: &element) { properties in
            option("name", "QString", "", into: &properties)
            map("properties", into: &properties) { all in
              map("size", into: &all) { size in
                option("active", "bool", "true", into: &size)
                option("expression", "QString", expression, into: &size)
                option("type", "int", "3", into: &size)
              }
            }
            option("type", "QString", "collection", into: &properties)
          }
        }
      }
    }
  }

  private static func write(labelsOf field: String, into qml: inout MarkupWriter) {
    qml.element("labeling", [("type", "simple")]) { labeling in
      labeling.element("settings") { settings in
        settings.element(
          "text-style",
          [
            ("fieldName", field), ("isExpression", "0"), ("fontSize", "8"), ("fontSizeUnit", "Point"),
            ("textColor", "28,33,40,255"), ("textOpacity", "1"),
          ]
        ) { style in
          style.empty(
            "text-buffer",
            [
              ("bufferDraw", "1"), ("bufferSize", "0.8"), ("bufferSizeUnits", "MM"),
              ("bufferColor", "255,255,255,255"), ("bufferOpacity", "1"),
            ])
        }
        // 6: the best of these places, counted from the edge of the symbol.
        settings.empty(
          "placement",
          [
            ("placement", "6"), ("offsetType", "1"), ("dist", "0.5"), ("distUnits", "MM"),
            ("predefinedPositionOrder", "R,L,TR,BR,TL,BL,TSR,BSR"),
          ])
        settings.empty("rendering", [("drawLabels", "1"), ("obstacle", "1"), ("scaleVisibility", "0")])
      }
    }
  }

  /// The older form of a symbol's properties, which every QGIS 3 still reads.
  private static func write(_ properties: [(key: String, value: String)], into layer: inout MarkupWriter) {
    for property in properties { layer.empty("prop", [("k", property.key), ("v", property.value)]) }
  }

  private static func option(_ name: String, _ type: String, _ value: String, into element: inout MarkupWriter) {
    element.empty("Option", [("name", name), ("type", type), ("value", value)])
  }

  private static func map(
    _ name: String? = nil, into element: inout MarkupWriter, _ content: (inout MarkupWriter) -> Void
  ) {
    var attributes: [MarkupWriter.Attribute] = [("type", "Map")]
    if let name { attributes.append(("name", name)) }
    element.element("Option", attributes, content)
  }

  private static func rgba(_ colour: String) -> String {
    let found = RGBImage.Colour(colour)
    return "\(found.red),\(found.green),\(found.blue),255"
  }
}
