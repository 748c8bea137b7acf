import Geodesy
import SpatialAnalysis

extension DensityGrid {
  /// The cells as GeoJSON areas, those without density left out. Properties: `density` (per km²) and `weight` (the
  /// cell's share of the total).
  public func cellsAsGeoJSON() -> [UInt8] {
    var bytes: [UInt8] = []
    writeCells { bytes += $0 }
    return bytes
  }

  /// Writes ``cellsAsGeoJSON()`` row by row.
  public func writeCells<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var writer = GeoJSONWriter()
    for row in 0..<geometry.rows {
      forEachCell(row: row) { writer.add($0) }
      try sink(writer.takeBytes())
    }
    try sink(writer.finish())
  }

  /// The same cells as features.
  public func cellFeatures() -> [PolygonFeature] {
    var features: [PolygonFeature] = []
    for row in 0..<geometry.rows { forEachCell(row: row) { features.append($0) } }
    return features
  }

  private func forEachCell(row: Int, _ body: (PolygonFeature) -> Void) {
    let area = geometry.cellAreaSquareKilometres(row: row)
    for column in 0..<geometry.columns {
      let value = self[column: column, row: row]
      guard value != 0 else { continue }
      let ring = geometry.corners(column: column, row: row).map { geometry.system.coordinate(of: $0) }
      var properties = Properties()
      properties.set("density", .significant(value))
      properties.set("weight", .significant(value * area))
      body(PolygonFeature(polygons: [[ring]], properties: properties))
    }
  }

  /// Writes the centres of the cells as CSV, row by row from the north: grid coordinates, degrees, density per km², the
  /// cell's weight.
  public func writeCentres<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var bytes = Array("x,y,longitude,latitude,density,weight\n".utf8)
    for row in 0..<geometry.rows {
      let area = geometry.cellAreaSquareKilometres(row: row)
      for column in 0..<geometry.columns {
        let centre = geometry.centre(column: column, row: row)
        let coordinate = geometry.system.coordinate(of: centre)
        let value = self[column: column, row: row]
        // Grid coordinates to the millimetre, or 1e-9 degrees; degrees to 0.1 m.
        let places = geometry.system.projection == .geographic ? 9 : 3
        for (number, decimals) in [
          (centre.easting, places), (centre.northing, places), (coordinate.longitude, 6), (coordinate.latitude, 6),
        ] {
          bytes += Self.text(number, decimals: decimals)
          bytes.append(0x2C)
        }
        bytes += Float(value).shortText
        bytes.append(0x2C)
        bytes += Float(value * area).shortText
        bytes.append(0x0A)
      }
      try sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  private static func text(_ number: Double, decimals: Int) -> [UInt8] {
    var json = JSONWriter()
    json.number(number, decimals: decimals)
    return json.takeBytes()
  }
}

extension Float {
  /// The shortest text that reads back as the same number; `0` for 0.
  fileprivate var shortText: [UInt8] { self == 0 ? [0x30] : Array(description.utf8) }
}

extension PropertyValue {
  /// A number of seven significant digits, as many as a 32-bit number holds.
  static func significant(_ value: Double) -> PropertyValue {
    guard value != 0, value.isFinite else { return .number(0, decimals: 0) }
    var decimals = 6
    var limit = 10.0
    while abs(value) >= limit, decimals > 0 {
      limit *= 10
      decimals -= 1
    }
    limit = 1
    while abs(value) < limit, decimals < 9 {
      limit /= 10
      decimals += 1
    }
    return .number(value, decimals: decimals)
  }
}
