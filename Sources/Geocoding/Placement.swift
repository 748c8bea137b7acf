import Geodesy

/// The answer to a ``LocationQuery``: where it is, how that was found, and how far off it may be.
///
/// A value of one machine word: copies share their parts until one of them is changed, so that an answer kept for many
/// rows is handed out at the cost of counting it.
public struct Placement: Hashable, Sendable {
  /// The parts; shared by copies, and changed only by a copy that has them to itself, hence `@unchecked Sendable` and no
  /// check of exclusive access.
  private final class Parts: @unchecked Sendable {
    /// Beside the count of uses, on the same line of a processor's cache as most of what is asked of a placement.
    @exclusivity(unchecked) var tag: UInt64 = 0
    @exclusivity(unchecked) var values: Values
    init(_ values: Values) { self.values = values }
  }

  private struct Values: Hashable, Sendable {
    var coordinate: Coordinate?
    var status: PlacementStatus
    var method: PlacementMethod?
    var type: PlacementType?
    var score: Double?
    var radiusMetres: Int?
    var label: String = ""
    var postcode: String = ""
    var city: String = ""
    var citycode: String = ""
    var district: String = ""
    var oldCity: String = ""
    var oldCitycode: String = ""
    var context: String = ""
    var departement: String = ""
    var notes: [PlacementNote] = []
  }

  private var parts: Parts

  /// A placement of the given status with everything else unknown.
  public init(status: PlacementStatus, notes: [PlacementNote] = []) {
    parts = Parts(Values(status: status, notes: notes))
  }

  /// What all placements of a code and a city that agree have, and nothing else.
  package static var exact: Placement { placed(.postcodeAndCity, ResolverThresholds.exactScore) }

  /// What all placements of a city's name alone have, and nothing else.
  package static var nameAlone: Placement { placed(.city, ResolverThresholds.cityScore) }

  private static func placed(_ method: PlacementMethod, _ score: Double) -> Placement {
    var placement = Placement(status: .ok)
    placement.method = method
    placement.score = score
    return placement
  }

  /// A placement at a point of a commune, labelled by its code and city.
  init(
    coordinate: Coordinate, radiusMetres: Int, postcode: String, city: String, citycode: String, district: String,
    departement: String, context: String
  ) {
    var label = postcode
    if !label.isEmpty { label.append(" ") }
    label.append(city)
    parts = Parts(
      Values(
        coordinate: coordinate, status: .ok, type: .municipality, radiusMetres: radiusMetres, label: label,
        postcode: postcode, city: city, citycode: citycode, district: district, context: context,
        departement: departement))
  }

  /// Counts one more use of the parts, until ``release(_:)``, and gives their address, at which ``tag(at:)`` finds a number
  /// from now on.
  mutating func retain(tag: UInt64) -> UInt {
    // Others may be reading parts that are shared.
    if !isKnownUniquelyReferenced(&parts) { parts = Parts(parts.values) }
    parts.tag = tag
    return UInt(bitPattern: Unmanaged.passRetained(parts).toOpaque())
  }

  /// The number that ``retain(tag:)`` was given with an address, as long as that use has not ended.
  @inline(__always)
  static func tag(at address: UInt) -> UInt64 {
    guard let parts = UnsafeRawPointer(bitPattern: address) else { return 0 }
    return Unmanaged<Parts>.fromOpaque(parts)._withUnsafeGuaranteedRef { $0.tag }
  }

  /// Ends a use that ``retain(tag:)`` counted.
  static func release(_ address: UInt) {
    if let parts = UnsafeRawPointer(bitPattern: address) { Unmanaged<Parts>.fromOpaque(parts).release() }
  }

  /// The placement whose parts ``retain(tag:)`` gave the address of, as long as that use has not ended.
  init(retained address: UInt) {
    guard let parts = UnsafeRawPointer(bitPattern: address) else { preconditionFailure("no parts at address 0") }
    self.parts = Unmanaged<Parts>.fromOpaque(parts).takeUnretainedValue()
  }

  /// The same with one more note before the others.
  func preceded(by note: PlacementNote) -> Placement {
    var copy = self
    copy.notes.insert(note, at: 0)
    return copy
  }

  private var values: Values {
    get { parts.values }
    _modify {
      if !isKnownUniquelyReferenced(&parts) { parts = Parts(parts.values) }
      yield &parts.values
    }
  }

  /// Equal when all parts are.
  public static func == (first: Placement, second: Placement) -> Bool {
    first.parts === second.parts || first.parts.values == second.parts.values
  }

  /// Hashes all parts.
  public func hash(into hasher: inout Hasher) { hasher.combine(parts.values) }

  /// True when the placement has a position.
  public var isPlaced: Bool { coordinate != nil }

  /// Whether the query was placed, or why not.
  public var status: PlacementStatus {
    get { parts.values.status }
    _modify { yield &values.status }
  }

  /// How it was placed; `nil` unless it was.
  public var method: PlacementMethod? {
    get { parts.values.method }
    _modify { yield &values.method }
  }

  /// WGS 84 position; `nil` unless placed.
  public var coordinate: Coordinate? {
    get { parts.values.coordinate }
    _modify { yield &values.coordinate }
  }

  /// 0 to 1: how sure the commune is; `nil` unless placed.
  public var score: Double? {
    get { parts.values.score }
    _modify { yield &values.score }
  }

  /// Metres; the true position is within it for at least 95 % of placements of the method. `nil` unless placed.
  public var radiusMetres: Int? {
    get { parts.values.radiusMetres }
    _modify { yield &values.radiusMetres }
  }

  /// What the position stands for; `nil` unless placed.
  public var type: PlacementType? {
    get { parts.values.type }
    _modify { yield &values.type }
  }

  /// "59530 Le Quesnoy"; empty when nothing is known.
  public var label: String {
    get { parts.values.label }
    _modify { yield &values.label }
  }

  /// The postal code put right; empty when none is known.
  public var postcode: String {
    get { parts.values.postcode }
    _modify { yield &values.postcode }
  }

  /// The commune's official name, or the foreign city's.
  public var city: String {
    get { parts.values.city }
    _modify { yield &values.city }
  }

  /// The commune's current INSEE code.
  public var citycode: String {
    get { parts.values.citycode }
    _modify { yield &values.citycode }
  }

  /// "Paris 16e Arrondissement"; empty elsewhere.
  public var district: String {
    get { parts.values.district }
    _modify { yield &values.district }
  }

  /// The name of the former commune that the row names; empty when it names a current one.
  public var oldCity: String {
    get { parts.values.oldCity }
    _modify { yield &values.oldCity }
  }

  /// The INSEE code of that former commune.
  public var oldCitycode: String {
    get { parts.values.oldCitycode }
    _modify { yield &values.oldCitycode }
  }

  /// "59, Nord, Hauts-de-France", or the country's name for a foreign place.
  public var context: String {
    get { parts.values.context }
    _modify { yield &values.context }
  }

  /// Code of the département or overseas collectivity ("59", "2A", "974"); empty abroad.
  public var departement: String {
    get { parts.values.departement }
    _modify { yield &values.departement }
  }

  /// What was put right, or why it failed, in the order found.
  public var notes: [PlacementNote] {
    get { parts.values.notes }
    _modify { yield &values.notes }
  }
}

/// Whether the query was placed, or why not; the texts are those of the column `result_status`.
public enum PlacementStatus: String, Sendable, CaseIterable {
  /// Placed in France, Monaco or an overseas territory.
  case ok
  /// Several places fit and nothing on the row tells them apart.
  case ambiguous
  /// Outside France; placed when the city is known.
  case foreign
  /// Nothing in the gazetteer fits.
  case notFound = "not-found"
  /// The row says nothing about where.
  case empty
  /// The row could not be worked on.
  case error
}

/// How a query was placed; the texts are those of the column `result_method`.
public enum PlacementMethod: String, Sendable, CaseIterable {
  /// A postal code and the name of a commune that has it.
  case postcodeAndCity = "postcode+city"
  /// A postal code alone: the code's own point.
  case postcode
  /// A CEDEX code of the table.
  case cedex
  /// An INSEE code.
  case citycode
  /// The name of a commune alone.
  case city
  /// Concluded from what lies near: an unknown CEDEX, a code with a wrong digit.
  case inferred
  /// Only the département is known.
  case departement
  /// Only the overseas collectivity is known.
  case collectivity
  /// The row's own coordinates.
  case coordinates
  /// A person's answer from a file of corrections.
  case correction
  /// A city outside France.
  case foreignCity = "foreign-city"
  /// The Base Adresse Nationale, asked over the network.
  case remoteBan = "remote:ban"
  /// An addok, asked over the network.
  case remoteAddok = "remote:addok"
  /// The directory of companies, asked over the network by SIRET.
  case remoteEntreprises = "remote:entreprises"
}

/// What a position stands for; the texts are those of the column `result_type`.
public enum PlacementType: String, Sendable, CaseIterable {
  /// A building.
  case housenumber
  /// A street.
  case street
  /// A named place within a commune.
  case locality
  /// A commune, an arrondissement, or a city abroad.
  case municipality
  /// All communes of a postal code.
  case postcode
  /// A département or an overseas collectivity.
  case departement
  /// A country.
  case country

  /// Metres within which the true position lies where a geocoder found that; `nil` for what has an extent of its own. Geocoders
  /// publish none: a number is the building's entrance or interpolated along the street, a street or locality is represented
  /// by its middle.
  public var geocodedRadiusMetres: Int? {
    switch self {
    case .housenumber: 100
    case .street: 1_000
    case .locality: 2_000
    case .municipality, .postcode, .departement, .country: nil
    }
  }
}
