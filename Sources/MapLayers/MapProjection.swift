import Geodesy
import Glibc

/// How a drawn map turns positions into metres on its plane.
public enum MapProjection: Hashable, Sendable {
  /// The official projection of France in Europe.
  case lambert93
  /// Degrees scaled to metres around a position: right to a per cent within some 200 km of it.
  case local(Coordinate)

  /// The projection for a map around a position: Lambert-93 in and near France in Europe, else a local one.
  public init(around position: Coordinate) {
    self = Self.lambertBox.contains(position) ? .lambert93 : .local(position)
  }

  /// Where Lambert-93 does not distort noticeably: France in Europe and its neighbours.
  private static let lambertBox = BoundingBox(west: -8, south: 40, east: 12, north: 53)

  /// Metres east and north.
  public func metres(_ coordinate: Coordinate) -> (east: Double, north: Double) {
    switch self {
    case .lambert93:
      let grid = Lambert93.grid(of: coordinate)
      return (grid.eastingMetres, grid.northingMetres)
    case .local(let middle):
      let degree = Coordinate.meanEarthRadiusMetres * .pi / 180
      return (
        (coordinate.longitude - middle.longitude) * degree * cos(middle.latitude * .pi / 180),
        (coordinate.latitude - middle.latitude) * degree
      )
    }
  }
}
