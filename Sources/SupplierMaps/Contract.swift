import Geocoding
import Geodesy
import MapLayers

/// One row as the map needs it.
struct Contract: Sendable {
  let rowNumber: Int
  var supplier: Int
  /// The supplier's name in this row.
  let name: String
  let place: Int?
  let category: Int
  let amount: Amount?
  let amountText: String
  let date: ContractDate?
  let dateText: String
  let object: String
  let id: String
  let quality: PlacementQuality
  let status: PlacementStatus
}

/// One company.
struct Supplier: Sendable {
  /// The name as first typed; empty when the table has none.
  var name: String
  /// The 14 digits; empty when unknown or wrong.
  let siret: String
}

/// One position with its names.
struct Place: Sendable {
  let coordinate: Coordinate
  let label: String
  let postcode: String
  let city: String
  let citycode: String
  let departement: String
  /// The département's or country's name.
  let territory: String

  init(coordinate: Coordinate, placement: Placement) {
    self.coordinate = coordinate
    let fallback = DisplayText.oneLine(placement.city)
    label = placement.label.isEmpty ? fallback : DisplayText.oneLine(placement.label)
    postcode = placement.postcode
    city = fallback
    citycode = placement.citycode
    departement = placement.departement
    let parts = placement.context.split(separator: ",").map { $0.drop { $0 == " " } }
    territory =
      placement.departement.isEmpty ? parts.joined(separator: ", ") : parts.dropFirst().first.map(String.init) ?? ""
  }

  /// "59 Nord"; empty abroad.
  var departementLabel: String {
    territory.isEmpty || departement.isEmpty ? departement : "\(departement) \(territory)"
  }
}

/// How well a row was placed.
struct PlacementQuality: Hashable, Sendable {
  let method: PlacementMethod?
  let radiusMetres: Int
  let score: Double?

  init(_ placement: Placement) {
    method = placement.method
    radiusMetres = placement.radiusMetres ?? 0
    score = placement.score
  }

  /// The worse of two: the reader is warned by the wider radius, then by the lower score.
  func worse(_ other: PlacementQuality) -> PlacementQuality {
    if radiusMetres != other.radiusMetres { return radiusMetres > other.radiusMetres ? self : other }
    return (score ?? 0) <= (other.score ?? 0) ? self : other
  }

  /// From here on a point shows a region rather than a town: the popup says so at its top.
  static let roughRadiusMetres = 10_000

  /// True when the reader must not take the point for the supplier's commune.
  var isRough: Bool {
    switch method {
    case .inferred?, .departement?, .collectivity?: true
    default: radiusMetres >= Self.roughRadiusMetres
    }
  }
}
