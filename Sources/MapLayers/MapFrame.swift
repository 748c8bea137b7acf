import Geodesy

/// A rectangle of the plane drawn at a place of a picture.
public struct MapFrame: Hashable, Sendable {
  /// How positions become metres.
  public let projection: MapProjection
  /// The frame's western edge, metres.
  public let west: Double
  /// The frame's northern edge, metres.
  public let north: Double
  /// Metres in one unit of the picture.
  public let metresPerUnit: Double
  /// The frame's left edge in the picture.
  public let left: Double
  /// The frame's top edge in the picture.
  public let top: Double
  /// Units of the picture.
  public let width: Double
  /// Units of the picture.
  public let height: Double

  /// A frame of the given size in which all positions lie, with a share of its size as margin, in the middle.
  ///
  /// `nil` without positions. A frame shows at least `leastMetres` across.
  public init?(
    around positions: some Sequence<Coordinate>, projection: MapProjection, left: Double = 0, top: Double = 0,
    width: Double, height: Double, margin: Double = 0.04, leastMetres: Double = 30_000
  ) {
    var box: (west: Double, south: Double, east: Double, north: Double)?
    for position in positions {
      let (x, y) = projection.metres(position)
      let old = box ?? (x, y, x, y)
      box = (min(old.west, x), min(old.south, y), max(old.east, x), max(old.north, y))
    }
    guard let box else { return nil }
    let room = 1 - 2 * margin
    let wide = max(box.east - box.west, leastMetres)
    let high = max(box.north - box.south, leastMetres * height / width)
    metresPerUnit = max(wide / (width * room), high / (height * room))
    self.projection = projection
    west = (box.west + box.east) / 2 - metresPerUnit * width / 2
    north = (box.south + box.north) / 2 + metresPerUnit * height / 2
    (self.left, self.top, self.width, self.height) = (left, top, width, height)
  }

  /// Where a position is in the picture, downwards; it may be outside the frame.
  public func point(_ coordinate: Coordinate) -> (x: Double, y: Double) {
    let (east, north) = projection.metres(coordinate)
    return point(eastMetres: east, northMetres: north)
  }

  /// Where a position on the projection's plane is in the picture.
  public func point(eastMetres: Double, northMetres: Double) -> (x: Double, y: Double) {
    (left + (eastMetres - west) / metresPerUnit, top + (north - northMetres) / metresPerUnit)
  }

  /// True when a point of the picture is in the frame, at least so many units from its edge.
  public func contains(x: Double, y: Double, inset: Double = 0) -> Bool {
    x >= left + inset && x <= left + width - inset && y >= top + inset && y <= top + height - inset
  }
}
