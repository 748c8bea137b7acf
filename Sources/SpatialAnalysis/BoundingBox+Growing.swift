import Geodesy
import Glibc

extension BoundingBox {
  /// The box with so many metres more on every side, within the world that Web Mercator can show.
  func grown(byMetres metres: Double) -> BoundingBox {
    let degrees = metres / (Coordinate.meanEarthRadiusMetres * .pi / 180)
    let south = max(self.south - degrees, -WebMercator.edgeLatitude)
    let north = min(self.north + degrees, WebMercator.edgeLatitude)
    let narrowest = cos(max(abs(south), abs(north)) * .pi / 180)
    // The widest half angle of a circle on the sphere (asin), a little more than degrees / cos.
    let half = asin(min(1, sin(degrees * .pi / 180) / narrowest)) * 180 / .pi
    return BoundingBox(west: max(west - half, -180), south: south, east: min(east + half, 180), north: north)
  }
}
