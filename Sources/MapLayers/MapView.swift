import Geodesy
import Glibc

/// Where a web map opens: its centre and its zoom.
public struct MapView: Hashable, Sendable {
  /// The middle of the screen.
  public var centre: Coordinate
  /// Zoom level, 0 (the world in one tile of 256 pixels) to 18.
  public var zoom: Int

  /// A view.
  public init(centre: Coordinate, zoom: Int) {
    self.centre = centre
    self.zoom = zoom
  }

  /// Metropolitan France, where a map without any point opens.
  package static let france = MapView(centre: Coordinate(latitude: 46.6, longitude: 2.4), zoom: 6)

  /// The closest whole zoom at which the box fits the screen, with its middle in the middle.
  ///
  /// The middle is that of the Web Mercator map, so that north and south are equally far from the edges.
  public init(
    fitting box: BoundingBox, widthPixels: Double = MapView.usualWidthPixels,
    heightPixels: Double = MapView.usualHeightPixels, maximumZoom: Int = MapView.closestUsefulZoom
  ) {
    let top = Self.mercatorY(box.north)
    let bottom = Self.mercatorY(box.south)
    let widthShare = max((box.east - box.west) / 360, 1e-9)
    let heightShare = max(bottom - top, 1e-9)
    let scale = min(widthPixels / widthShare, heightPixels / heightShare) / 256
    zoom = min(max(Int(log2(scale).rounded(.down)), 1), maximumZoom)
    centre = Coordinate(latitude: Self.latitude((top + bottom) / 2), longitude: (box.west + box.east) / 2)
  }

  /// Where most of the weight is, for a local buyer whose few far suppliers would shrink all the others into one spot.
  ///
  /// The view of the share of the weight that lies nearest to the weighted median position, if that is at least two zooms
  /// closer than the view of everything; else everything. `nil` without points. O(n log n).
  public init?(fittingMostOf points: [(coordinate: Coordinate, weight: Int)], share: Double = MapView.usualShare) {
    guard let all = BoundingBox(around: points.lazy.map(\.coordinate)) else { return nil }
    let whole = MapView(fitting: all)
    let total = points.reduce(0) { $0 + $1.weight }
    let middle = Coordinate(
      latitude: Self.median(points.map { ($0.coordinate.latitude, $0.weight) }),
      longitude: Self.median(points.map { ($0.coordinate.longitude, $0.weight) }))
    let byDistance = points.map { (point: $0, distance: $0.coordinate.distance(to: middle)) }
      .sorted { $0.distance < $1.distance }
    var kept: [Coordinate] = []
    var weight = 0
    for item in byDistance {
      if Double(weight) >= share * Double(total) { break }
      kept.append(item.point.coordinate)
      weight += item.point.weight
    }
    let core = BoundingBox(around: kept).map { MapView(fitting: $0) } ?? whole
    self = core.zoom >= whole.zoom + Self.worthwhileZooms ? core : whole
  }

  private static func median(_ values: [(value: Double, weight: Int)]) -> Double {
    let sorted = values.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var passed = 0
    for (value, weight) in sorted {
      passed += weight
      if passed > half { return value }
    }
    return sorted.last?.value ?? 0
  }

  /// The share of the points that a map opens on when the rest is far away.
  public static let usualShare = 0.7
  /// Fewer zooms closer than everything is not worth leaving points out of sight.
  static let worthwhileZooms = 2

  /// Pixels east and south of the north-west corner of the Web Mercator square at this view's zoom.
  public func pixels(_ coordinate: Coordinate) -> (x: Double, y: Double) {
    let size = 256 * exp2(Double(zoom))
    return ((coordinate.longitude + 180) / 360 * size, Self.mercatorY(coordinate.latitude) * size)
  }

  /// Width in pixels that a laptop leaves to the map beside its labels and controls.
  public static let usualWidthPixels = 960.0
  /// Height in pixels that a laptop leaves to the map.
  public static let usualHeightPixels = 640.0
  /// A town and its surroundings: closer means nothing for positions known to the commune.
  public static let closestUsefulZoom = 12

  /// 0 at the top of the Web Mercator square, 1 at its bottom.
  static func mercatorY(_ latitude: Double) -> Double {
    let clamped = min(max(latitude, -85.05), 85.05) * .pi / 180
    return 0.5 - log(tan(.pi / 4 + clamped / 2)) / (2 * .pi)
  }

  static func latitude(_ y: Double) -> Double {
    (2 * atan(exp((0.5 - y) * 2 * .pi)) - .pi / 2) * 180 / .pi
  }
}
