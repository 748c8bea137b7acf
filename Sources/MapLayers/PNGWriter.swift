/// Writes PNG images (ISO 15948): of at most 256 colours with transparency, or of any colours without.
enum PNGWriter {
  /// A colour and how opaque it is.
  struct Colour: Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    var alpha: UInt8
  }

  /// The whole file of an image given row by row, a palette's number per pixel.
  static func bytes(width: Int, height: Int, pixels: [UInt8], palette: [Colour]) throws(RasterError) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      // Filter 0: palette numbers do not gain from the others.
      rows.append(0)
      rows += pixels[row * width..<(row + 1) * width]
    }
    return try file(width: width, height: height, colourType: 3, rows: rows) { file in
      append("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
      append("tRNS", palette.map(\.alpha), to: &file)
    }
  }

  /// The whole file of a picture of any colours.
  static func bytes(of image: RGBImage) throws(RasterError) -> [UInt8] {
    var rows: [UInt8] = []
    let length = image.width * 3
    rows.reserveCapacity((length + 1) * image.height)
    for row in 0..<image.height {
      // Filter 0: areas of one colour pack as well as differences of them would.
      rows.append(0)
      rows += image.bytes[row * length..<(row + 1) * length]
    }
    return try file(
      width: image.width, height: image.height, colourType: 2, rows: rows, level: Self.pictureLevel
    ) { _ in }
  }

  /// Areas of one colour: half the time of the usual level, and about as small.
  private static let pictureLevel: Int32 = 3

  private static func file(
    width: Int, height: Int, colourType: UInt8, rows: [UInt8], level: Int32 = Deflate.usualLevel,
    _ appendColours: (inout [UInt8]) -> Void
  ) throws(RasterError) -> [UInt8] {
    guard let packed = Deflate.compressed(rows, level: level), packed.count < Int(Int32.max) else { throw .tooLarge }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // 8 bits per sample, the only compression and filtering there are, not interlaced.
    append("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, colourType, 0, 0, 0], to: &file)
    appendColours(&file)
    append("IDAT", packed, to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
    file += bigEndian(UInt32(data.count))
    let chunk = Array(type.utf8) + data
    file += chunk
    file += bigEndian(Deflate.checksum(chunk))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
