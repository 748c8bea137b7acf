import Geodesy
import SpatialAnalysis

/// Writes a density grid as a GeoTIFF (OGC 19-008r4): 32-bit floating point, deflate, one band.
///
///     let bytes = try GeoTIFFWriter.bytes(of: grid)      // heatmap.tif
public enum GeoTIFFWriter {
  /// A strip of about this size before compression, as TIFF readers like it.
  private static let stripBytes = 1 << 16

  /// The whole file.
  public static func bytes(of grid: DensityGrid) throws(RasterError) -> [UInt8] {
    let geometry = grid.geometry
    guard geometry.shape == .square else { throw .hexagonalCells }
    let rowsPerStrip = max(1, stripBytes / (4 * geometry.columns))
    var file = LittleEndianBytes()
    // "II", 42, and where the directory is: known at the end.
    file.bytes = [0x49, 0x49, 42, 0, 0, 0, 0, 0]
    var offsets: [UInt32] = []
    var lengths: [UInt32] = []
    for first in stride(from: 0, to: geometry.rows, by: rowsPerStrip) {
      var strip = LittleEndianBytes()
      for index in first * geometry.columns..<min(first + rowsPerStrip, geometry.rows) * geometry.columns {
        strip.append(Float(grid.values[index]).bitPattern)
      }
      guard let packed = Deflate.compressed(strip.bytes), file.bytes.count + packed.count < Int(Int32.max) else {
        throw .tooLarge
      }
      offsets.append(UInt32(file.bytes.count))
      lengths.append(UInt32(packed.count))
      file.bytes += packed
    }
    if file.bytes.count % 2 == 1 { file.bytes.append(0) }
    file.appendDirectory(fields(geometry, rowsPerStrip: rowsPerStrip, offsets: offsets, lengths: lengths))
    return file.bytes
  }

  private static func fields(
    _ geometry: GridGeometry, rowsPerStrip: Int, offsets: [UInt32], lengths: [UInt32]
  ) -> [TIFFField] {
    let isGeographic = geometry.system.projection == .geographic
    let epsg = UInt16(geometry.system.epsg)
    // GTModelType projected or geographic, GTRasterType area, then the system's own code.
    var keys: [UInt16] = [1024, 0, 1, isGeographic ? 2 : 1, 1025, 0, 1, 1]
    keys += isGeographic ? [2048, 0, 1, epsg] : [3072, 0, 1, epsg, 3076, 0, 1, 9001]
    return [
      TIFFField(256, .long([UInt32(geometry.columns)])), TIFFField(257, .long([UInt32(geometry.rows)])),
      TIFFField(258, .short([32])), TIFFField(259, .short([8])), TIFFField(262, .short([1])),
      TIFFField(273, .long(offsets)), TIFFField(277, .short([1])), TIFFField(278, .long([UInt32(rowsPerStrip)])),
      TIFFField(279, .long(lengths)), TIFFField(284, .short([1])), TIFFField(339, .short([3])),
      TIFFField(33550, .double([geometry.cellSize, geometry.cellSize, 0])),
      TIFFField(33922, .double([0, 0, 0, geometry.west, geometry.north, 0])),
      TIFFField(34735, .short([1, 1, 0, UInt16(keys.count / 4)] + keys)),
      TIFFField(42113, .text("\(ASCIIGridWriter.noData)")),
    ]
  }
}

/// One field of a TIFF directory.
private struct TIFFField {
  enum Values {
    case text(String)
    case short([UInt16])
    case long([UInt32])
    case double([Double])
  }

  let tag: UInt16
  let values: Values

  init(_ tag: UInt16, _ values: Values) {
    self.tag = tag
    self.values = values
  }

  /// The type's number, how many values there are, and their bytes.
  var encoded: (type: UInt16, count: Int, bytes: [UInt8]) {
    var data = LittleEndianBytes()
    switch values {
    case .text(let text):
      data.bytes = Array(text.utf8) + [0]
      return (2, data.bytes.count, data.bytes)
    case .short(let numbers):
      numbers.forEach { data.append($0) }
      return (3, numbers.count, data.bytes)
    case .long(let numbers):
      numbers.forEach { data.append($0) }
      return (4, numbers.count, data.bytes)
    case .double(let numbers):
      numbers.forEach { data.append($0.bitPattern) }
      return (12, numbers.count, data.bytes)
    }
  }
}

private struct LittleEndianBytes {
  var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes the directory at the end, what does not fit its entries behind it, and its place into the header.
  mutating func appendDirectory(_ fields: [TIFFField]) {
    let start = bytes.count
    withUnsafeBytes(of: UInt32(start).littleEndian) { bytes.replaceSubrange(4..<8, with: $0) }
    var beyond: [UInt8] = []
    let beyondStart = start + 2 + fields.count * 12 + 4
    append(UInt16(fields.count))
    for field in fields {
      let (type, count, data) = field.encoded
      append(field.tag)
      append(type)
      append(UInt32(count))
      if data.count <= 4 {
        bytes += data + [UInt8](repeating: 0, count: 4 - data.count)
      } else {
        append(UInt32(beyondStart + beyond.count))
        beyond += data + [UInt8](repeating: 0, count: data.count % 2)
      }
    }
    append(UInt32(0))
    bytes += beyond
  }
}
