import Gazetteer
import Geodesy
import MapLayers
import SpatialAnalysis

/// Points gathered by where they are administratively, with counts, sums and shares.
public struct TerritoryGroups: Sendable {
  /// What is one group.
  public enum Level: String, Sendable, CaseIterable {
    /// Points of one position.
    case place
    /// Points of one commune.
    case commune
    /// Points of one département or overseas collectivity.
    case departement
    /// Points of one région.
    case region
  }

  /// One feature per group, by code; its point is the mean of its members' points.
  public let features: [PointFeature]
  /// The outlines of each feature: those of its département, or of all of its région. Empty for other levels, abroad, and
  /// for collectivities without one.
  public let areas: [[PolygonFeature.Polygon]]

  /// Groups points; `gazetteer` gives the names and outlines of départements and régions. O(n log n).
  ///
  /// Properties: `cluster`, `cluster_id`, `code`, `name`, `point_count`, `point_count_abbreviated`, `share` of all points,
  /// `amount_sum`, `amount_share` of all known amounts, `categories`, `suppliers`.
  public init(_ points: SupplierPoints, level: Level, gazetteer: Gazetteer) {
    var groups: [String: (name: String, members: [UInt32])] = [:]
    for point in points.coordinates.indices {
      let (code, name) = Self.territory(points, point, level, gazetteer)
      groups[code, default: (name, [])].members.append(UInt32(point))
    }
    let whole = ClusterSummary(points: points.coordinates.indices.map(UInt32.init), attributes: points.attributes)
    let sorted = groups.sorted { $0.key < $1.key }
    features = sorted.enumerated().map { number, entry in
      let group = entry.value
      var properties = Properties()
      properties.set("cluster", .boolean(group.members.count > 1))
      properties.set("cluster_id", .integer(number))
      properties.add("code", level == .place ? "" : entry.key)
      properties.add("name", group.name)
      properties.set("point_count", .integer(group.members.count))
      properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(group.members.count)))
      properties.add("share", Double(group.members.count) / Double(max(1, whole.pointCount)), decimals: 4)
      let summary = ClusterSummary(points: group.members, attributes: points.attributes)
      properties.add(summary, categoryNames: points.categoryNames, hasSuppliers: !points.attributes.suppliers.isEmpty)
      if let sum = summary.amountSumCents, let total = whole.amountSumCents, total > 0 {
        properties.add("amount_share", Double(sum) / Double(total), decimals: 4)
      }
      return PointFeature(coordinate: Self.mean(group.members, of: points), properties: properties)
    }
    areas = Self.areas(of: sorted.map(\.key), level: level, gazetteer: gazetteer)
  }

  private static func mean(_ members: [UInt32], of points: SupplierPoints) -> Coordinate {
    let count = Double(members.count)
    return members.reduce(into: Coordinate(latitude: 0, longitude: 0)) { sum, point in
      sum.latitude += points.coordinates[Int(point)].latitude / count
      sum.longitude += points.coordinates[Int(point)].longitude / count
    }
  }

  private static func areas(of codes: [String], level: Level, gazetteer: Gazetteer) -> [[PolygonFeature.Polygon]] {
    guard level == .departement || level == .region else { return codes.map { _ in [] } }
    var areasByCode: [String: [PolygonFeature.Polygon]] = [:]
    for outline in gazetteer.outlines() {
      let code = level == .departement ? outline.code : gazetteer.departement(outline.code)?.region ?? ""
      areasByCode[code, default: []] += PolygonFeature.polygons(rings: outline.rings)
    }
    return codes.map { areasByCode[$0] ?? [] }
  }

  private static func territory(
    _ points: SupplierPoints, _ point: Int, _ level: Level, _ gazetteer: Gazetteer
  ) -> (code: String, name: String) {
    guard let place = points.place(point) else { return ("", "") }
    switch level {
    case .place:
      let position = points.coordinates[point]
      return ("\(position.latitude);\(position.longitude)", place.label)
    case .commune: return place.citycode.isEmpty ? ("", place.label) : (place.citycode, place.city)
    case .departement: return (place.departement, gazetteer.departement(place.departement)?.name ?? place.territory)
    case .region:
      let region = gazetteer.departement(place.departement)?.region ?? ""
      return (region, gazetteer.regionName(region) ?? place.territory)
    }
  }
}
