import Geodesy

/// The answer to a ``LocationQuery``: where it is, how that was found, and how far off it may be.
public struct Placement: Hashable, Sendable {
  /// Whether the query was placed, or why not.
  public var status: PlacementStatus
  /// How it was placed; `nil` unless it was.
  public var method: PlacementMethod?
  /// WGS 84 position; `nil` unless placed.
  public var coordinate: Coordinate?
  /// 0 to 1: how sure the commune is; `nil` unless placed.
  public var score: Double?
  /// Metres; the true position is within it for at least 95 % of placements of the method. `nil` unless placed.
  public var radiusMetres: Int?
  /// What the position stands for; `nil` unless placed.
  public var type: PlacementType?
  /// "59530 Le Quesnoy"; empty when nothing is known.
  public var label = ""
  /// The postal code put right; empty when none is known.
  public var postcode = ""
  /// The commune's official name, or the foreign city's.
  public var city = ""
  /// The commune's current INSEE code.
  public var citycode = ""
  /// "Paris 16e Arrondissement"; empty elsewhere.
  public var district = ""
  /// The name of the former commune that the row names; empty when it names a current one.
  public var oldCity = ""
  /// The INSEE code of that former commune.
  public var oldCitycode = ""
  /// "59, Nord, Hauts-de-France", or the country's name for a foreign place.
  public var context = ""
  /// Code of the département or overseas collectivity ("59", "2A", "974"); empty abroad.
  public var departement = ""
  /// What was put right, or why it failed, in the order found.
  public var notes: [PlacementNote] = []

  /// A placement of the given status with everything else unknown.
  public init(status: PlacementStatus, notes: [PlacementNote] = []) {
    self.status = status
    self.notes = notes
  }

  /// True when the placement has a position.
  public var isPlaced: Bool { coordinate != nil }
}

/// Whether a query was placed, or why not; the texts are those of the column `result_status`.
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
  case housenumber, street, locality, municipality, postcode, departement, country
}
