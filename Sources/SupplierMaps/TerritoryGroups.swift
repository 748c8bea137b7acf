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

  /// Groups points; `gazetteer` gives the names of départements and régions. O(n log n).
  public init(_ points: SupplierPoints, level: Level, gazetteer: Gazetteer) {
    var groups: [String: (name: String, members: [UInt32])] = [:]
    for point in points.coordinates.indices {
      let (code, name) = Self.territory(points, point, level, gazetteer)
      groups[code, default: (name, [])].members.append(UInt32(point))
    }
    let total = max(1, points.coordinates.count)
    features = groups.sorted { $0.key < $1.key }.map { code, group in
      var properties = Properties()
      properties.set("cluster", .boolean(group.members.count > 1))
      properties.add("code", level == .place ? "" : code)
      properties.add("name", group.name)
      properties.set("point_count", .integer(group.members.count))
      properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(group.members.count)))
      properties.add("share", Double(group.members.count) / Double(total), decimals: 4)
      let summary = ClusterSummary(points: group.members, attributes: points.attributes)
      properties.add(summary, categoryNames: points.categoryNames, hasSuppliers: !points.attributes.suppliers.isEmpty)
      let count = Double(group.members.count)
      let mean = group.members.reduce(into: Coordinate(latitude: 0, longitude: 0)) { sum, point in
        sum.latitude += points.coordinates[Int(point)].latitude / count
        sum.longitude += points.coordinates[Int(point)].longitude / count
      }
      return PointFeature(coordinate: mean, properties: properties)
    }
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
