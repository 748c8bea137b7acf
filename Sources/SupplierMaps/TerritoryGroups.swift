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
  /// Where there is no région, its place is taken by the overseas collectivity; abroad, where there is no code at all, by the
  /// country or city, each a group of its own; on the open sea by the position.
  ///
  /// Properties: `cluster`, `code`, `name`, `point_count`, `point_count_abbreviated`, `cluster_id`, `zoom` (0: groups hold at
  /// every zoom), `share` of all points, `amount_sum`, `amount_share` of all known amounts, `categories`, `suppliers`.
  public init(_ points: SupplierPoints, level: Level, gazetteer: Gazetteer) {
    var groups: [Territory: [UInt32]] = [:]
    for point in points.coordinates.indices {
      groups[Self.territory(points, point, level, gazetteer), default: []].append(UInt32(point))
    }
    let whole = ClusterSummary(points: points.coordinates.indices.map(UInt32.init), attributes: points.attributes)
    let sorted = groups.sorted { $0.key < $1.key }
    features = sorted.enumerated().map { number, group in
      let (territory, members) = group
      var properties = Properties()
      properties.set("cluster", .boolean(members.count > 1))
      properties.add("code", territory.code)
      properties.add("name", territory.name)
      properties.set("point_count", .integer(members.count))
      properties.set("point_count_abbreviated", .text(ClusterFeature.abbreviated(members.count)))
      properties.set("cluster_id", .integer(number))
      properties.set("zoom", .integer(0))
      properties.add("share", Double(members.count) / Double(max(1, whole.pointCount)), decimals: 4)
      let summary = ClusterSummary(points: members, attributes: points.attributes)
      properties.add(summary, categoryNames: points.categoryNames, hasSuppliers: !points.attributes.suppliers.isEmpty)
      if let sum = summary.amountSumCents, let total = whole.amountSumCents, total > 0 {
        properties.add("amount_share", Double(sum) / Double(total), decimals: 4)
      }
      return PointFeature(coordinate: Self.middle(of: members, points), properties: properties)
    }
    areas = Self.areas(of: sorted.map(\.key.code), level: level, gazetteer: gazetteer)
  }

  /// The middle of points on the sphere: territories lie on both sides of the antimeridian.
  private static func middle(of members: [UInt32], _ points: SupplierPoints) -> Coordinate {
    let coordinates = members.map { points.coordinates[Int($0)] }
    // Points of one place keep it to the last decimal.
    guard let first = coordinates.first, coordinates.contains(where: { $0 != first }) else {
      return coordinates.first ?? Coordinate(latitude: 0, longitude: 0)
    }
    return DenseGroups.centre(of: coordinates) ?? first
  }

  private static func areas(of codes: [String], level: Level, gazetteer: Gazetteer) -> [[PolygonFeature.Polygon]] {
    guard level == .departement || level == .region else { return codes.map { _ in [] } }
    var areasByCode: [String: [PolygonFeature.Polygon]] = [:]
    for outline in gazetteer.outlines() {
      let code = level == .departement ? outline.code : gazetteer.departement(outline.code)?.region ?? outline.code
      areasByCode[code, default: []] += PolygonFeature.polygons(rings: outline.rings)
    }
    return codes.map { areasByCode[$0] ?? [] }
  }

  /// What a group is of. Groups without a code are told apart by their names, those without either by their position.
  private struct Territory: Hashable, Comparable {
    var code = ""
    var name: String
    /// Where it has no other key.
    var position: Coordinate?

    static func < (one: Territory, other: Territory) -> Bool {
      (one.code, one.name, one.position?.latitude ?? 0, one.position?.longitude ?? 0)
        < (other.code, other.name, other.position?.latitude ?? 0, other.position?.longitude ?? 0)
    }
  }

  private static func territory(
    _ points: SupplierPoints, _ point: Int, _ level: Level, _ gazetteer: Gazetteer
  ) -> Territory {
    let position = points.coordinates[point]
    guard let place = points.place(point) else { return Territory(name: "", position: position) }
    var found: Territory
    switch level {
    case .place: return Territory(name: place.label, position: position)
    case .commune:
      found = Territory(code: place.citycode, name: place.citycode.isEmpty ? place.label : place.city)
    case .departement, .region:
      let departement = gazetteer.departement(place.departement)
      found = Territory(code: place.departement, name: departement?.name ?? place.territory)
      if level == .region, let code = departement?.region, let name = gazetteer.regionName(code) {
        found = Territory(code: code, name: name)
      }
    }
    if found.code.isEmpty, found.name.isEmpty { found.position = position }
    return found
  }
}
