import Geodesy
import SpatialAnalysis

extension DensityGrid {
  /// Contour bands as GeoJSON areas, one feature per band from the lowest. Properties: `lower` and `upper` (weight per km²)
  /// and `fill`, the band's colour.
  public func contoursAsGeoJSON(count: Int, ramp: ColourRamp = .viridis) throws(SpatialAnalysisError) -> [UInt8] {
    var writer = GeoJSONWriter()
    let top = maximum
    for band in try contourBands(count: count) {
      var properties = Properties()
      properties.set("lower", .significant(band.lower))
      properties.set("upper", .significant(band.upper))
      let middle = (band.lower + band.upper) / 2
      properties.set("fill", .text(ramp.hexadecimal(at: top > 0 ? (middle / top).squareRoot() : 0)))
      let polygons = band.polygons.map { rings in
        rings.map { ring in ring.map { geometry.system.coordinate(of: $0) } }
      }
      writer.add(PolygonFeature(polygons: polygons, properties: properties))
    }
    return writer.finish()
  }
}
