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
  /// The amount, or the holder's share of it where the contract has several.
  var amount: Amount?
  /// Holders that share the contract, this one counted.
  var holders = 1
  /// True for the second and later holders of a contract: where contracts are counted, the first one's row stands for it.
  var isFurtherHolder = false
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
  /// The spelling of its name that most rows have, the first of several; empty when the table has none.
  private(set) var name = ""
  /// All spellings with their counts, in the order found.
  private(set) var spellings: [(text: String, count: Int)] = []
  /// The 14 digits first seen; empty when unknown or wrong.
  let siret: String
  /// The 9 digits, where suppliers are companies as a whole; else empty.
  let siren: String

  /// Any other number that stands in for a name; empty when there is a name or none is known.
  let code: String

  /// The sector, a code of the NAF, as the first row that has it says; else empty.
  private(set) var activity = ""
  /// INSEE's code of the number of employees, as the first row that has it says; else empty.
  private(set) var sizeClass = ""

  init(siret: String = "", siren: String = "", code: String = "") {
    self.siret = siret
    self.siren = siren
    self.code = code
  }

  /// Takes over what a directory of companies says, unless something is known already.
  mutating func describe(activity: String, sizeClass: String) {
    if self.activity.isEmpty { self.activity = activity }
    if self.sizeClass.isEmpty { self.sizeClass = sizeClass }
  }

  /// Counts a row's spelling. O(spellings).
  mutating func count(_ spelling: String, rows: Int = 1) {
    guard !spelling.isEmpty else { return }
    if let known = spellings.firstIndex(where: { $0.text == spelling }) {
      spellings[known].count += rows
    } else {
      spellings.append((spelling, rows))
    }
    guard var best = spellings.first else { return }
    for other in spellings.dropFirst() where other.count > best.count { best = other }
    name = best.text
  }

  /// The spellings that are not shown as its name, in the order found.
  var otherNames: [String] { spellings.map(\.text).filter { $0 != name } }
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
  static let regionRadiusMetres = 10_000

  /// True when the reader must not take the point for the supplier's commune.
  var isRough: Bool {
    switch method {
    case .inferred?, .departement?, .collectivity?: true
    default: radiusMetres >= Self.regionRadiusMetres
    }
  }
}
