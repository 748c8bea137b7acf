/// A position on the Earth in WGS 84 degrees: `latitude` from -90 to 90 (north positive), `longitude` from
/// -180 to 180 (east positive).
///
///     let leQuesnoy = Coordinate(latitude: 50.2486, longitude: 3.6385)
public struct Coordinate: Hashable, Sendable {
  /// Degrees north of the equator, -90 to 90.
  public var latitude: Double
  /// Degrees east of Greenwich, -180 to 180.
  public var longitude: Double

  /// A coordinate from degrees; nothing is checked, see ``isValid``.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// True when both values are finite and in range.
  public var isValid: Bool {
    latitude.isFinite && longitude.isFinite && abs(latitude) <= 90 && abs(longitude) <= 180
  }
}
