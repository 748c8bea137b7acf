import Geodesy
import MapLayers
import SpatialAnalysis

/// The placed rows of a table as points to cluster or to weigh: one point per row, so that counts and sums are the
/// table's own.
public struct SupplierPoints: Sendable {
  /// Where, WGS 84, by row.
  public let coordinates: [Coordinate]
  /// Amounts, kinds and suppliers, by point.
  public let attributes: ClusterAttributes
  /// The names of the kinds that the attributes number.
  public let categoryNames: [String]
  /// Where each point is shown: ``coordinates``, but for suppliers laid out around a place that they share.
  public let displayedCoordinates: [Coordinate]
  private let content: SupplierMapContent
  private let contracts: [Int]

  init(_ content: SupplierMapContent) {
    self.content = content
    contracts = content.contracts.indices.filter { content.contracts[$0].place != nil }
    coordinates = contracts.compactMap { contract in
      content.contracts[contract].place.map { content.places[$0].coordinate }
    }
    if content.options.spreadsSuppliers {
      let displayed = content.displayedByContract()
      displayedCoordinates = zip(contracts, coordinates).map { displayed[$0] ?? $1 }
    } else {
      displayedCoordinates = coordinates
    }
    let hasCategory = content.categories.categories.map { !$0.key.isEmpty }
    attributes = ClusterAttributes(
      // A band of amounts has no middle that could be summed.
      amountsCents: contracts.contains { content.contracts[$0].amount != nil }
        ? contracts.map { contract in
          content.contracts[contract].amount.flatMap { $0.isExact ? $0.lowerCents : nil }
            ?? ClusterAttributes.unknownAmount
        } : [],
      categories: hasCategory.contains(true)
        ? contracts.map { contract in
          let category = content.contracts[contract].category
          return hasCategory[category] ? Int32(category) : ClusterAttributes.none
        } : [],
      suppliers: contracts.map { Int32(content.contracts[$0].supplier) })
    categoryNames = content.categories.categories.map(\.name)
  }

  /// Euros of each point, 0 where the amount is not known, for grids weighed by amount.
  public var amountsEuros: [Double] {
    attributes.amountsCents.isEmpty
      ? coordinates.map { _ in 0 }
      : attributes.amountsCents.map { $0 == ClusterAttributes.unknownAmount ? 0 : Double($0) / 100 }
  }

  /// What is known of a point, by its number.
  public func properties(_ point: Int) -> Properties {
    let contract = content.contracts[contracts[point]]
    let supplier = content.suppliers[contract.supplier]
    var properties = Properties()
    properties.set("row", .integer(contract.rowNumber))
    for (key, text) in [
      ("name", supplier.name), ("siret", supplier.siret), ("id", contract.id),
      ("category", content.categories.categories[contract.category].name), ("object", contract.object),
      ("amount", contract.amountText), ("date", contract.dateText),
    ] where !text.isEmpty {
      properties.add(key, text)
    }
    if let place = contract.place.map({ content.places[$0] }) {
      for (key, text) in [
        ("place", place.label), ("postcode", place.postcode), ("city", place.city), ("citycode", place.citycode),
        ("departement", place.departement),
      ] where !text.isEmpty {
        properties.add(key, text)
      }
      if displayedCoordinates[point] != place.coordinate {
        SupplierMapContent.addTruePosition(place, to: &properties)
      }
    }
    properties.add("method", contract.quality.method?.rawValue ?? "")
    properties.add("radius_m", contract.quality.radiusMetres)
    return properties
  }

  /// The place of a point: its label and codes.
  func place(_ point: Int) -> Place? { content.contracts[contracts[point]].place.map { content.places[$0] } }
}

extension SupplierMapContent {
  /// The placed rows as points.
  public func points() -> SupplierPoints { SupplierPoints(self) }
}
