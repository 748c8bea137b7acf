import Geodesy
import MapLayers
import SpatialAnalysis

/// Dense groups as map features: one per group at its centre, then the points that belong to none. They are made when asked
/// for, so that a million of them take no memory.
///
/// All have `cluster`, `cluster_id`, `point_count`, `point_count_abbreviated` and `zoom`, which is 0: they hold at every zoom.
/// Groups have sums then; noise has `cluster_id` -1 and its own properties.
public struct GroupFeatures: RandomAccessCollection, Sendable {
  private let points: SupplierPoints
  private let members: [[UInt32]]
  private let noise: [Int]

  /// The features of the groups of points.
  public init(_ points: SupplierPoints, _ groups: DenseGroups) {
    self.points = points
    members = groups.members()
    noise = groups.labels.indices.filter { groups.labels[$0] == DenseGroups.noise }
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// Groups and single points together.
  public var endIndex: Int { members.count + noise.count }

  /// O(members).
  public subscript(number: Int) -> PointFeature {
    number < members.count ? group(number) : single(noise[number - members.count])
  }

  private func group(_ number: Int) -> PointFeature {
    let members = members[number]
    var properties = Properties()
    properties.set("cluster", .boolean(true))
    properties.set("cluster_id", .integer(number))
    properties.set("point_count", .integer(members.count))
    properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(members.count)))
    properties.set("zoom", .integer(0))
    let summary = ClusterSummary(points: members, attributes: points.attributes)
    properties.add(summary, categoryNames: points.categoryNames, hasSuppliers: !points.attributes.suppliers.isEmpty)
    let centre = DenseGroups.centre(of: members.map { points.coordinates[Int($0)] })
    return PointFeature(coordinate: centre ?? points.coordinates[Int(members[0])], properties: properties)
  }

  private func single(_ point: Int) -> PointFeature {
    var properties = Properties()
    properties.set("cluster", .boolean(false))
    properties.set("cluster_id", .integer(Int(DenseGroups.noise)))
    properties.set("point_count", .integer(1))
    properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(1)))
    properties.set("zoom", .integer(0))
    for entry in points.properties(point).entries { properties.set(entry.key, entry.value) }
    return PointFeature(coordinate: points.coordinates[point], properties: properties)
  }
}
