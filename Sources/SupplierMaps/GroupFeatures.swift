import Geodesy
import MapLayers
import SpatialAnalysis

/// Dense groups as map features: one per group at its centre, then the points that belong to none.
public enum GroupFeatures {
  /// Groups have `cluster` (true), `cluster_id`, `point_count` and sums; noise has `cluster` (false), `cluster_id` -1 and
  /// its own properties.
  public static func features(_ points: SupplierPoints, _ groups: DenseGroups) -> [PointFeature] {
    var features: [PointFeature] = []
    for (number, members) in groups.members().enumerated() {
      guard let centre = DenseGroups.centre(of: members.map { points.coordinates[Int($0)] }) else { continue }
      var properties = Properties()
      properties.set("cluster", .boolean(true))
      properties.set("cluster_id", .integer(number))
      properties.set("point_count", .integer(members.count))
      properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(members.count)))
      let summary = ClusterSummary(points: members, attributes: points.attributes)
      properties.add(summary, categoryNames: points.categoryNames, hasSuppliers: !points.attributes.suppliers.isEmpty)
      features.append(PointFeature(coordinate: centre, properties: properties))
    }
    for (point, label) in groups.labels.enumerated() where label == DenseGroups.noise {
      var properties = Properties()
      properties.set("cluster", .boolean(false))
      properties.set("cluster_id", .integer(Int(DenseGroups.noise)))
      properties.set("point_count", .integer(1))
      for entry in points.properties(point).entries { properties.set(entry.key, entry.value) }
      features.append(PointFeature(coordinate: points.coordinates[point], properties: properties))
    }
    return features
  }
}
