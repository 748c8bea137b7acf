import Geodesy

/// Writes a KML 2.2 document (OGC 07-147r2): folders of points, each folder in its colour.
public enum KMLWriter {
  /// A folder of points in one colour.
  public struct Folder {
    /// Its name.
    public var name: String
    /// `#RRGGBB`.
    public var colour: String
    /// How many points it has.
    public var count: Int
    /// A point by its number, from 0: each is asked for once, in order, when it is written.
    public var placemark: (Int) -> Placemark

    /// A folder.
    public init(name: String, colour: String, count: Int, placemark: @escaping (Int) -> Placemark) {
      self.name = name
      self.colour = colour
      self.count = count
      self.placemark = placemark
    }
  }

  /// A point with its name, its balloon and its values.
  public struct Placemark: Sendable {
    /// Its name.
    public var name: String
    /// What its balloon says: HTML, as a ``MarkupWriter`` writes it.
    public var balloon: MarkupWriter
    /// Where and what else is known; values that are no text, number or truth value are left out.
    public var feature: PointFeature

    /// A point.
    public init(name: String, balloon: MarkupWriter, feature: PointFeature) {
      self.name = name
      self.balloon = balloon
      self.feature = feature
    }
  }

  /// Writes the whole document piece by piece. O(size).
  public static func write<Failure: Error>(
    name: String, description: String, folders: [Folder], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var kml = MarkupWriter()
    kml.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    kml.begin("kml", [("xmlns", "http://www.opengis.net/kml/2.2")])
    kml.begin("Document")
    kml.element("name", text: name)
    kml.element("description", text: description)
    kml.newLine()
    for (index, folder) in folders.enumerated() { write(style: index, of: folder, into: &kml) }
    for (index, folder) in folders.enumerated() {
      kml.begin("Folder")
      kml.element("name", text: folder.name)
      kml.newLine()
      for number in 0..<folder.count {
        let placemark = folder.placemark(number)
        guard placemark.feature.coordinate.isValid else { continue }
        write(placemark, style: index, into: &kml)
        if kml.bytes.count >= JSONWriter.pieceBytes { try kml.flush(to: sink) }
      }
      kml.end("Folder")
      kml.newLine()
    }
    kml.end("Document")
    kml.end("kml")
    kml.newLine()
    try kml.flush(to: sink)
  }

  private static func write(style index: Int, of folder: Folder, into document: inout MarkupWriter) {
    document.element("Style", [("id", "s\(index)")]) { style in
      style.element("IconStyle") { icon in
        icon.element("color", text: kmlColour(folder.colour))
      }
      style.element("LabelStyle") { $0.element("scale", text: "0.8") }
    }
    document.newLine()
  }

  /// `aabbggrr`, where the web has `#rrggbb`.
  static func kmlColour(_ colour: String) -> String {
    let digits = Array(colour.drop { $0 == "#" }.lowercased())
    guard digits.count == 6 else { return "ff8a8a8a" }
    return "ff" + String(digits[4...5]) + String(digits[2...3]) + String(digits[0...1])
  }

  private static func write(_ placemark: Placemark, style index: Int, into folder: inout MarkupWriter) {
    let coordinate = placemark.feature.coordinate
    folder.element("Placemark") { element in
      element.element("name", text: placemark.name)
      // The text of a description is HTML: it is escaped once inside, by its own writer, and once more here.
      element.element("description") { $0.text(of: placemark.balloon) }
      element.element("styleUrl", text: "#s\(index)")
      element.element("ExtendedData") { data in
        for entry in placemark.feature.properties.entries where isPlain(entry.value) {
          data.literal("<Data name=\"")
          data.text(entry.key)
          data.literal("\"><value>")
          data.value(entry.value)
          data.literal("</value></Data>")
        }
      }
      element.element("Point") { point in
        point.element("coordinates") { position in
          position.value(.number(coordinate.longitude, decimals: JSONWriter.coordinateDecimals))
          position.literal(",")
          position.value(.number(coordinate.latitude, decimals: JSONWriter.coordinateDecimals))
        }
      }
    }
    folder.newLine()
  }

  /// True for texts, numbers, truth values and lists of these.
  private static func isPlain(_ value: PropertyValue) -> Bool {
    if case .array(let values) = value { values.allSatisfy(isPlain) } else { value.isPlain }
  }
}
