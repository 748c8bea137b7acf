import Geodesy

/// What is asked of a ``PlaceSearch``.
public struct PlaceSearchQuery: Sendable {
  /// What is typed: a name or its beginning, a code, both, or an address.
  public var text: String
  /// Whether more may be typed: names that begin with the text are answers then.
  public var isPrefix: Bool
  /// How many answers at most.
  public var limit: Int
  /// Only communes with one of these postal codes; all when empty.
  public var postcodes: [String]
  /// Only communes with one of these INSEE codes; all when empty.
  public var citycodes: [String]
  /// Only places of these ``PlacementType`` texts; all when empty.
  public var types: [String]
  /// Places near to it are preferred, a little.
  public var centre: Coordinate?

  /// A query; without more, for what is typed up to now.
  public init(
    text: String = "", isPrefix: Bool = true, limit: Int = 5, postcodes: [String] = [], citycodes: [String] = [],
    types: [String] = [], centre: Coordinate? = nil
  ) {
    self.text = text
    self.isPrefix = isPrefix
    self.limit = limit
    self.postcodes = postcodes
    self.citycodes = citycodes
    self.types = types
    self.centre = centre
  }
}

/// A place that was found.
public struct FoundPlace: Sendable {
  /// Where it is, how it was found, and how far off it may be.
  public var placement: Placement
  /// The commune's or arrondissement's own name; the placement's label for what is no commune.
  public var name: String
  /// 0 to 1; comparable within one answer.
  public var score: Double
  /// 0 to 1 by inhabitants, on a logarithmic scale; 0 where they are not known.
  public var importance: Double
  /// Inhabitants; `nil` where no source gives them.
  public var population: Int?
  /// From the position asked about, or the preferred centre; `nil` without one.
  public var distanceMetres: Double?

  /// The text of its type.
  public var type: String { placement.type?.rawValue ?? "" }
}
