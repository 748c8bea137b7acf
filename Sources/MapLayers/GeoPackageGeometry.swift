import Geodesy

/// Geometries as GeoPackage stores them (clause 2.1.3): a header, then well-known binary (OGC 06-103r4), little-endian.
enum GeoPackageGeometry {
  /// Appends a point; without an envelope, which would repeat it.
  static func append(_ point: Coordinate, to bytes: inout [UInt8]) {
    header(flags: 0b0000_0001, in: &bytes)
    begin(1, in: &bytes)
    position(point, in: &bytes)
  }

  /// Appends areas as one MultiPolygon, each ring closed. The envelope is the box, or not a number without one.
  static func append(_ polygons: [PolygonFeature.Polygon], box: BoundingBox?, to bytes: inout [UInt8]) {
    // Envelope of west, east, south, north.
    header(flags: 0b0000_0011, in: &bytes)
    for side in [box?.west, box?.east, box?.south, box?.north] { number((side ?? .nan).bitPattern, in: &bytes) }
    begin(6, in: &bytes)
    number(UInt32(polygons.count), in: &bytes)
    for polygon in polygons {
      begin(3, in: &bytes)
      number(UInt32(polygon.count), in: &bytes)
      for ring in polygon {
        number(UInt32(ring.isEmpty ? 0 : ring.count + 1), in: &bytes)
        for corner in ring { position(corner, in: &bytes) }
        if let first = ring.first { position(first, in: &bytes) }
      }
    }
  }

  /// "GP", version 1, the flags, WGS 84.
  private static func header(flags: UInt8, in bytes: inout [UInt8]) {
    bytes.append(0x47)
    bytes.append(0x50)
    bytes.append(0)
    bytes.append(flags)
    number(UInt32(4326), in: &bytes)
  }

  /// The mark of little-endian order and a geometry's type.
  private static func begin(_ type: UInt32, in bytes: inout [UInt8]) {
    bytes.append(1)
    number(type, in: &bytes)
  }

  private static func position(_ coordinate: Coordinate, in bytes: inout [UInt8]) {
    number(coordinate.longitude.bitPattern, in: &bytes)
    number(coordinate.latitude.bitPattern, in: &bytes)
  }

  private static func number(_ number: some FixedWidthInteger, in bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
