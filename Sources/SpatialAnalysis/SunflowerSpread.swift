import Geodesy
import Glibc

/// Lays points that share one position out around it, so that each can be seen and clicked.
///
/// Vogel's sunflower (Mathematical Biosciences 44, 1979): point k of n at sqrt((k + 1/2) / n) of the radius, turned by the
/// golden angle each time. Even density, no two at the same place, the same for the same n. The positions are for display.
public enum SunflowerSpread {
  /// The golden angle, radians.
  private static let goldenAngle = Double.pi * (3 - 5.0.squareRoot())

  /// Positions of `count` points within a radius in metres around a centre; a single point stays.
  public static func positions(count: Int, around centre: Coordinate, radiusMetres: Double) -> [Coordinate] {
    guard count > 1 else { return Array(repeating: centre, count: max(count, 0)) }
    let degree = Coordinate.meanEarthRadiusMetres * .pi / 180
    // Near the poles a degree of longitude shrinks to nothing; no commune lies there.
    let narrowing = max(cos(centre.latitude * .pi / 180), 1e-3)
    return (0..<count).map { index in
      let distance = radiusMetres * ((Double(index) + 0.5) / Double(count)).squareRoot() / degree
      let angle = Double(index) * goldenAngle
      return Coordinate(
        latitude: min(max(centre.latitude + distance * sin(angle), -90), 90),
        longitude: centre.longitude + distance * cos(angle) / narrowing)
    }
  }
}
