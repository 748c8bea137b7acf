/// A box in degrees, west to east and south to north, as RFC 7946 section 5 orders it.
///
/// A box never crosses the antimeridian: `west <= east` always.
public struct BoundingBox: Hashable, Sendable {
  /// Westernmost longitude, degrees.
  public var west: Double
  /// Southernmost latitude, degrees.
  public var south: Double
  /// Easternmost longitude, degrees.
  public var east: Double
  /// Northernmost latitude, degrees.
  public var north: Double

  /// A box from its four sides in degrees.
  public init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// The smallest box around the coordinates; `nil` when there are none.
  public init?(around coordinates: some Sequence<Coordinate>) {
    var box: BoundingBox?
    for coordinate in coordinates {
      guard var grown = box else {
        box = BoundingBox(
          west: coordinate.longitude, south: coordinate.latitude,
          east: coordinate.longitude, north: coordinate.latitude)
        continue
      }
      grown.west = min(grown.west, coordinate.longitude)
      grown.east = max(grown.east, coordinate.longitude)
      grown.south = min(grown.south, coordinate.latitude)
      grown.north = max(grown.north, coordinate.latitude)
      box = grown
    }
    guard let box else { return nil }
    self = box
  }

  /// The middle of the box in degrees.
  public var centre: Coordinate {
    Coordinate(latitude: (south + north) / 2, longitude: (west + east) / 2)
  }

  /// True when the coordinate is inside or on the edge, with an optional margin in degrees.
  public func contains(_ coordinate: Coordinate, marginDegrees: Double = 0) -> Bool {
    coordinate.longitude >= west - marginDegrees && coordinate.longitude <= east + marginDegrees
      && coordinate.latitude >= south - marginDegrees && coordinate.latitude <= north + marginDegrees
  }
}
