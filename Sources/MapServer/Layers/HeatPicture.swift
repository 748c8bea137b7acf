import Geodesy
import MapLayers
import SpatialAnalysis

/// A picture of a layer's density for a part of a web map, of the size that is asked for.
///
/// The density is worked out on a grid no finer than a tenth of the radius, whatever the picture's size, and read from it
/// between the cells' centres: the work is bounded by the points, and the picture is smooth.
struct HeatPicture {
  /// The part; its west on the map, its east beyond 180 degrees where the antimeridian lies between.
  var box: BoundingBox
  var width: Int
  var height: Int
  var radiusMetres: Double

  static let sizes = 1...2_048
  /// Where the square of web maps ends, degrees.
  static let farthestLatitude = 85.0
  static let usualSize = 512
  static let radii = 100.0...500_000.0
  static let usualRadiusMetres = 25_000.0
  /// The grid has no more cells than this on a side of the picture.
  private static let finestCells = 256.0
  private static let cellsPerRadius = 10.0

  /// The picture as PNG; transparent where there is nothing.
  func png(of coordinates: [Coordinate]) throws -> [UInt8] {
    let corner = WebMercator.grid(of: Coordinate(latitude: box.south, longitude: box.west))
    let opposite = WebMercator.grid(of: Coordinate(latitude: box.north, longitude: box.east))
    let side = max(opposite.easting - corner.easting, opposite.northing - corner.northing, 1)
    var options = DensityOptions()
    options.system = .webMercator
    options.cellMetres = max(side / Self.finestCells, radiusMetres / Self.cellsPerRadius)
    // From far away a point is as large as a cell.
    options.radiusMetres = max(radiusMetres, options.cellMetres)
    options.threads = 1
    // What lies beyond the antimeridian is a world's width away.
    var grids: [(grid: DensityGrid, shift: Double)] = []
    for (west, east, shift) in [(box.west, min(box.east, 180), 0.0), (-180, box.east - 360, Self.worldMetres)]
    where east >= west {
      options.box = grown(west, east, by: options.cellMetres * 2)
      grids.append((try DensityGrid(coordinates: coordinates, options: options), shift))
    }
    let pixel = (
      width: (opposite.easting - corner.easting) / Double(width),
      height: (opposite.northing - corner.northing) / Double(height)
    )
    var values: [Double] = []
    values.reserveCapacity(width * height)
    for row in 0..<height {
      let northing = opposite.northing - (Double(row) + 0.5) * pixel.height
      for column in 0..<width {
        let easting = corner.easting + (Double(column) + 0.5) * pixel.width
        values.append(
          grids.reduce(0) { $0 + $1.grid.density(easting: easting - $1.shift, northing: northing) })
      }
    }
    let geometry = GridGeometry(
      system: .webMercator, shape: .square, cellSize: max(pixel.width, 1e-6), firstColumn: 0, firstRow: 0,
      columns: width, rows: height)
    let weight = grids.first?.grid.totalWeight ?? 0
    return try DensityImage().bytes(of: DensityGrid(geometry: geometry, values: values, totalWeight: weight))
  }

  private static let worldMetres = 2 * .pi * WebMercator.radiusMetres

  private func grown(_ west: Double, _ east: Double, by metres: Double) -> BoundingBox {
    let degrees = metres / (Coordinate.meanEarthRadiusMetres * .pi / 180)
    return BoundingBox(
      west: west - degrees, south: max(-Self.farthestLatitude, box.south - degrees), east: east + degrees,
      north: min(Self.farthestLatitude, box.north + degrees))
  }
}

extension DensityGrid {
  /// The density at a position, between the four cells whose centres are around it; 0 off the grid.
  fileprivate func density(easting: Double, northing: Double) -> Double {
    let x = (easting - geometry.west) / geometry.cellSize - 0.5
    let y = (geometry.north - northing) / geometry.rowSpacing - 0.5
    guard x > -1, y > -1, x < Double(geometry.columns), y < Double(geometry.rows) else { return 0 }
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (right, below) = (x - left, y - top)
    func value(_ column: Int, _ row: Int) -> Double {
      guard (0..<geometry.columns).contains(column), (0..<geometry.rows).contains(row) else { return 0 }
      return self[column: column, row: row]
    }
    let (column, row) = (Int(left), Int(top))
    return (value(column, row) * (1 - right) + value(column + 1, row) * right) * (1 - below)
      + (value(column, row + 1) * (1 - right) + value(column + 1, row + 1) * right) * below
  }
}
