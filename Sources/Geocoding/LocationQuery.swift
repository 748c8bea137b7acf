/// What one row says about where, as typed: every part optional, nothing normalised.
///
/// Two rows with equal queries have equal placements: resolving is a function of the query, the gazetteer and the
/// ``ResolverOptions`` alone.
public struct LocationQuery: Hashable, Sendable {
  /// The cell of the postal code column, which may hold far more than a code.
  public var postcode: String
  /// The cell of the city column.
  public var city: String
  /// The cell of the address column: street, and often the code and the city too.
  public var address: String
  /// The cell of the INSEE code column.
  public var citycode: String
  /// The cell of the company number column: SIRET, SIREN or VAT number; a witness for the country.
  public var siret: String
  /// The cell of the country column: a name, an ISO code or an INSEE country code.
  public var country: String
  /// The cell of the latitude column; with the longitude, the row's own position.
  public var latitude: String
  /// The cell of the longitude column.
  public var longitude: String
  /// True when the postal code's column has codes with their zeros in front: then four digits are not a code that was read
  /// as a number. It is the column that says so, not the row.
  public var columnKeepsZeros: Bool

  /// A query from the parts that the row has.
  public init(
    postcode: String = "", city: String = "", address: String = "", citycode: String = "", siret: String = "",
    country: String = "", latitude: String = "", longitude: String = "", columnKeepsZeros: Bool = false
  ) {
    self.postcode = postcode
    self.city = city
    self.address = address
    self.citycode = citycode
    self.siret = siret
    self.country = country
    self.latitude = latitude
    self.longitude = longitude
    self.columnKeepsZeros = columnKeepsZeros
  }
}
