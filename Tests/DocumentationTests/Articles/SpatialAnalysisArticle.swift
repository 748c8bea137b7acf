import Geodesy
import SpatialAnalysis

/// The examples of SpatialAnalysis.md.
func spatialAnalysisArticle(_ print: (Any) -> Void) throws {
  let lille = Coordinate(latitude: 50.63, longitude: 3.06)
  let roubaix = Coordinate(latitude: 50.69, longitude: 3.17)
  let lyon = Coordinate(latitude: 45.76, longitude: 4.84)
  let suppliers = [lille, roubaix, lille, lyon]

  let index = try ClusterIndex(coordinates: suppliers)
  print(index.clusters(zoom: 6).map(\.pointCount).sorted())  // [1, 3]
  print(index.clusters(zoom: 12).map(\.pointCount).sorted())  // [1, 1, 2]

  let groups = try DenseGroups(coordinates: suppliers, epsilonMetres: 15_000, minimumPoints: 2)
  print(groups.labels)  // [0, 0, 0, -1]

  let grid = try DensityGrid(coordinates: suppliers)
  print(grid.geometry.system.epsg)  // 2154
  print(grid.integral.rounded())  // 4.0
}
