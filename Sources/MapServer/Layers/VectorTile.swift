import Geodesy
import Glibc
import MapLayers

/// Writes Mapbox vector tiles, version 2.1, of point layers (https://github.com/mapbox/vector-tile-spec, 2.1).
///
/// The format is four messages of Protocol Buffers, of which this needs some twenty fields, to write alone; see
/// `docs/decisions/0017` for why no library does it.
struct VectorTile {
  /// A tile of the web map's square pyramid.
  struct Address: Hashable {
    var zoom: Int
    var column: Int
    var row: Int

    /// The deepest level that is served: a tile there is two metres wide.
    static let deepestZoom = 24

    /// A tile; `nil` where the pyramid has none.
    init?(zoom: Int, column: Int, row: Int) {
      guard (0...Self.deepestZoom).contains(zoom), (0..<1 << zoom).contains(column), (0..<1 << zoom).contains(row)
      else { return nil }
      self.zoom = zoom
      self.column = column
      self.row = row
    }

    /// The tile's box grown by a share of its side on each side.
    func box(grownBy share: Double) -> BoundingBox {
      func longitude(_ x: Double) -> Double { x / Double(1 << zoom) * 360 - 180 }
      func latitude(_ y: Double) -> Double {
        atan(sinh(.pi * (1 - 2 * min(max(y / Double(1 << zoom), 0), 1)))) * 180 / .pi
      }
      return BoundingBox(
        west: max(-180, longitude(Double(column) - share)), south: latitude(Double(row + 1) + share),
        east: min(180, longitude(Double(column + 1) + share)), north: latitude(Double(row) - share))
    }

    /// A position in the tile's own units: 0 at its north-west corner, `extent` at its south-east.
    func position(of coordinate: Coordinate, extent: Int) -> (x: Int, y: Int) {
      let size = Double(1 << zoom)
      let sine = min(max(sin(coordinate.latitude * .pi / 180), -0.9999), 0.9999)
      let x = (coordinate.longitude / 360 + 0.5) * size - Double(column)
      let y = (0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)) * size - Double(row)
      return (Int((x * Double(extent)).rounded()), Int((y * Double(extent)).rounded()))
    }
  }

  /// Units of a tile's side.
  static let extent = 4_096
  /// What is drawn beyond the sides, so that a marker on a side is whole: 64 of 512 pixels.
  static let bufferShare = 0.125

  /// One layer as a tile; no bytes when it has no feature, as the specification asks.
  static func bytes(layer name: String, _ features: [PointFeature], at address: Address) -> [UInt8] {
    guard !features.isEmpty else { return [] }
    var keys: [String: Int] = [:]
    var values: [PropertyValue: Int] = [:]
    var keyMessages = MessageWriter()
    var valueMessages = MessageWriter()
    var featureMessages = MessageWriter()
    for feature in features {
      var tags = MessageWriter()
      for entry in feature.properties.entries {
        let value = flat(entry.value)
        if keys[entry.key] == nil {
          keys[entry.key] = keys.count
          keyMessages.bytes(3, Array(entry.key.utf8))
        }
        if values[value] == nil {
          values[value] = values.count
          valueMessages.bytes(4, message(of: value))
        }
        tags.varint(UInt64(keys[entry.key] ?? 0))
        tags.varint(UInt64(values[value] ?? 0))
      }
      let position = address.position(of: feature.coordinate, extent: extent)
      var geometry = MessageWriter()
      // MoveTo, once; then the way from the tile's corner.
      geometry.varint(1 | 1 << 3)
      geometry.varint(MessageWriter.zigzag(position.x))
      geometry.varint(MessageWriter.zigzag(position.y))
      var message = MessageWriter()
      message.bytes(2, tags.content)
      message.integer(3, pointType)
      message.bytes(4, geometry.content)
      featureMessages.bytes(2, message.content)
    }
    var layer = MessageWriter()
    layer.integer(15, 2)
    layer.bytes(1, Array(name.utf8))
    layer.raw(featureMessages.content + keyMessages.content + valueMessages.content)
    layer.integer(5, UInt64(extent))
    var tile = MessageWriter()
    tile.bytes(3, layer.content)
    return tile.content
  }

  private static let pointType: UInt64 = 1

  /// Tiles have no lists or objects: these become JSON text, as tippecanoe and GDAL write them.
  private static func flat(_ value: PropertyValue) -> PropertyValue {
    switch value {
    case .array, .object:
      var json = JSONWriter()
      json.value(value)
      return .text(String(decoding: json.bytes, as: UTF8.self))
    default: return value
    }
  }

  private static func message(of value: PropertyValue) -> [UInt8] {
    var message = MessageWriter()
    switch value {
    case .text(let text): message.bytes(1, Array(text.utf8))
    case .number(let number, _): message.double(3, number.isFinite ? number : 0)
    case .integer(let integer) where integer < 0: message.integer(6, MessageWriter.zigzag(integer))
    case .integer(let integer): message.integer(5, UInt64(integer))
    case .boolean(let boolean): message.integer(7, boolean ? 1 : 0)
    case .array, .object: break
    }
    return message.content
  }
}

/// Writes fields of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/).
struct MessageWriter {
  private(set) var content: [UInt8] = []

  /// A base-128 number, least significant group first.
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      content.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    content.append(UInt8(rest))
  }

  /// A signed number so that small ones stay short.
  static func zigzag(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value << 1 ^ value >> 63)) }

  /// A field of a number.
  mutating func integer(_ field: Int, _ value: UInt64) {
    varint(UInt64(field << 3))
    varint(value)
  }

  /// A field of a double, eight bytes little-endian.
  mutating func double(_ field: Int, _ value: Double) {
    varint(UInt64(field << 3 | 1))
    withUnsafeBytes(of: value.bitPattern.littleEndian) { content += $0 }
  }

  /// A field of bytes, a text or a message.
  mutating func bytes(_ field: Int, _ bytes: [UInt8]) {
    varint(UInt64(field << 3 | 2))
    varint(UInt64(bytes.count))
    content += bytes
  }

  /// Fields that are written already.
  mutating func raw(_ bytes: [UInt8]) { content += bytes }
}
