import Geodesy

/// A position on the Web Mercator square in whole units of 2^-32 of its side (9 mm at the equator): x from the
/// antimeridian eastward, y from the north edge southward.
///
/// Whole numbers make sums independent of their order, and x wraps around the Earth by itself.
struct MercatorSquare: Hashable, Sendable {
  var x: UInt32
  var y: UInt32

  static let side = 4_294_967_296.0

  init(x: UInt32, y: UInt32) {
    self.x = x
    self.y = y
  }

  /// The position of a valid coordinate; beyond the square the nearest edge.
  init(_ coordinate: Coordinate) {
    let turn = WebMercator.x(longitude: coordinate.longitude)
    x = UInt32(truncatingIfNeeded: Int64(((turn - turn.rounded(.down)) * Self.side).rounded(.down)))
    y = UInt32(min(max(WebMercator.y(latitude: coordinate.latitude) * Self.side, 0), Self.side - 1))
  }

  var coordinate: Coordinate {
    Coordinate(
      latitude: WebMercator.latitude(y: (Double(y) + 0.5) / Self.side),
      longitude: WebMercator.longitude(x: (Double(x) + 0.5) / Self.side))
  }

  /// Units east from one position to another, the shorter way around.
  @inline(__always)
  static func east(from x: UInt32, to other: UInt32) -> Int64 {
    Int64(Int32(bitPattern: other &- x))
  }
}
