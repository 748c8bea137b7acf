/// Writes a `.umap` document: a whole map that uMap 3 opens through its import panel.
///
/// A layer's settings are written under `_umap_options`, which every server reads, 3.7.3 included, and again under
/// `properties`, which newer ones prefer: equal, so that it does not matter which one is taken. uMap lists and draws
/// the last layer of the file on top; ``UMapDocument/layers`` has the top one first. One feature on a line.
///
/// Features are numbered: uMap gives those without an id a random one of five letters, and among 20,000 in a layer two are
/// then equal in one import of five, which it reports as an error.
public struct UMapWriter: Sendable {
  private var json = JSONWriter()
  private var featureCount = 0

  /// The whole document. O(size).
  public static func bytes(of document: UMapDocument) -> [UInt8] {
    var bytes: [UInt8] = []
    write(document) { bytes += $0 }
    return bytes
  }

  /// Writes the whole document piece by piece. O(size).
  public static func write<Failure: Error>(
    _ document: UMapDocument, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = UMapWriter()
    writer.open(document)
    for layer in document.layers.reversed() { try writer.add(layer, to: sink) }
    try sink(writer.finish())
  }

  private mutating func open(_ document: UMapDocument) {
    json.beginObject()
    json.key("type")
    json.text("umap")
    json.key("geometry")
    json.beginObject()
    json.key("type")
    json.text("Point")
    json.key("coordinates")
    json.position(document.view.centre)
    json.endObject()
    json.newLine()
    json.key("properties")
    json.value(.object(document.settings))
    json.newLine()
    json.key("layers")
    json.beginArray()
  }

  private mutating func add<Failure: Error>(
    _ layer: UMapLayer, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let settings = layer.settings
    json.newLine()
    json.beginObject()
    json.key("type")
    json.text("FeatureCollection")
    for key in ["_umap_options", "properties"] {
      json.newLine()
      json.key(key)
      json.value(.object(settings))
    }
    json.newLine()
    json.key("features")
    json.beginArray()
    for shape in layer.shapes {
      json.newLine()
      json.feature(shape, id: Self.identifier(featureCount))
      featureCount += 1
    }
    for feature in layer.features where feature.coordinate.isValid {
      json.newLine()
      json.feature(feature, id: Self.identifier(featureCount), style: feature.style)
      featureCount += 1
      if json.bytes.count >= JSONWriter.pieceBytes { try json.flush(to: sink) }
    }
    json.endArray()
    json.endObject()
  }

  /// The five letters or digits that uMap accepts as an id: the number in base 62.
  static func identifier(_ number: Int) -> String {
    var rest = number
    var letters = Array(repeating: digits[0], count: 5)
    for place in letters.indices.reversed() {
      letters[place] = digits[rest % digits.count]
      rest /= digits.count
    }
    return String(decoding: letters, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private consuming func finish() -> [UInt8] {
    json.endArray()
    json.endObject()
    var bytes = json.takeBytes()
    bytes.append(0x0A)
    return bytes
  }
}
