import Glibc

/// A direction from the centre of a sphere, as a place on the sphere of radius 1: distances compare without trigonometry, and
/// there are no poles or antimeridian to mind. The sphere is that of ``Coordinate/distance(to:)``.
package struct UnitVector: Sendable {
  /// Towards latitude 0, longitude 0.
  package var x: Double
  /// Towards latitude 0, longitude 90.
  package var y: Double
  /// Towards the North Pole.
  package var z: Double

  /// The direction of a position.
  @inlinable
  package init(_ coordinate: Coordinate) {
    let latitude = coordinate.latitude * .pi / 180
    let longitude = coordinate.longitude * .pi / 180
    x = cos(latitude) * cos(longitude)
    y = cos(latitude) * sin(longitude)
    z = sin(latitude)
  }

  /// The square of the straight line to another place, 0 to 4.
  @inlinable
  @inline(__always)
  package func chordSquare(to other: UnitVector) -> Double {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    return dx * dx + dy * dy + dz * dz
  }
}
