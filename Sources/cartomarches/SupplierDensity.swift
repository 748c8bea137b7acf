import Geocoding
import Geodesy
import MapLayers
import SpatialAnalysis
import SupplierMaps

/// The density of a map's contracts and their clusters, as its files need them.
struct SupplierDensity: Sendable {
  /// The rows with a place.
  let points: SupplierPoints
  let grid: DensityGrid
  /// The clusters of ``clusterZoom``; none where no format shows them.
  let clusters: [PointFeature]
  /// The cells of the grid that have a density; none where no format shows them.
  let cells: [PolygonFeature]

  /// The zoom of `clusters.geojson`: a région fills the screen.
  private static let clusterZoom = 8

  /// What the grid of a map covers on which no row is placed: France in Europe, as its picture. Nothing is anywhere on it.
  private static let emptyGridBox = BoundingBox(west: -5.2, south: 41.3, east: 9.6, north: 51.1)

  init(of content: SupplierMapContent, _ formats: Set<MapFormat>, _ language: Language) throws(Failure) {
    points = content.points()
    var options = DensityOptions()
    if points.coordinates.isEmpty { options.box = Self.emptyGridBox }
    do throws(SpatialAnalysisError) {
      grid = try DensityGrid(coordinates: points.coordinates, options: options)
      let showsFeatures = formats.contains(.geojson) || formats.contains(.gpkg)
      clusters = showsFeatures ? try Self.clusters(points) : []
      cells = showsFeatures ? grid.cellFeatures() : []
    } catch {
      throw Failure(error, language)
    }
  }

  /// True when the report draws the grid: it draws France in Europe.
  var isDrawn: Bool { grid.geometry.system == .lambert93 && !points.coordinates.isEmpty }

  private static func clusters(_ points: SupplierPoints) throws(SpatialAnalysisError) -> [PointFeature] {
    let index = try ClusterIndex(coordinates: points.displayedCoordinates)
    let layer = ClusterLayer(
      index: index, attributes: points.attributes, categoryNames: points.categoryNames,
      pointProperties: points.properties)
    return layer.features(zooms: clusterZoom...clusterZoom)
  }
}
