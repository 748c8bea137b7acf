import Geodesy
import MapLayers
import SpatialAnalysis

/// A picture of a layer's density for a part of a web map, of the size that is asked for.
///
/// The density is worked out on a grid no finer than a tenth of the radius, whatever the picture's size, and read from it
/// between the cells' centres: the work is bounded by the points, and the picture is smooth.
struct HeatPicture {
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
    options.radiusMetres = radiusMetres
    options.cellMetres = min(radiusMetres, max(side / Self.finestCells, radiusMetres / Self.cellsPerRadius))
    options.threads = 1
    options.box = grown(by: options.cellMetres * 2)
    let grid = try DensityGrid(coordinates: coordinates, options: options)
    let pixel = (
      width: (opposite.easting - corner.easting) / Double(width),
      height: (opposite.northing - corner.northing) / Double(height)
    )
    var values: [Double] = []
    values.reserveCapacity(width * height)
    for row in 0..<height {
      let northing = opposite.northing - (Double(row) + 0.5) * pixel.height
      for column in 0..<width {
        values.append(grid.density(easting: corner.easting + (Double(column) + 0.5) * pixel.width, northing: northing))
      }
    }
    let geometry = GridGeometry(
      system: .webMercator, shape: .square, cellSize: max(pixel.width, 1e-6), firstColumn: 0, firstRow: 0,
      columns: width, rows: height)
    return try DensityImage().bytes(of: DensityGrid(geometry: geometry, values: values, totalWeight: grid.totalWeight))
  }

  private func grown(by metres: Double) -> BoundingBox {
    let degrees = metres / 111_000
    return BoundingBox(
      west: box.west - degrees, south: max(-85, box.south - degrees), east: box.east + degrees,
      north: min(85, box.north + degrees))
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
