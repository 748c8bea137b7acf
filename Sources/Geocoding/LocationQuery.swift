/// What one row says about where, as typed: every part optional, nothing normalised.
///
/// Two rows with equal queries have equal placements: resolving is a function of the query, the gazetteer and the
/// ``ResolverOptions`` alone.
public struct LocationQuery: Hashable, Sendable {
  /// The cell of the postal code column, which may hold far more than a code.
  public var postcode: String
  /// The cell of the city column.
  public var city: String
  /// True when the postal code's column has codes with their zeros in front: then four digits are not a code that was read
  /// as a number. It is the column that says so, not the row.
  public var columnKeepsZeros: Bool
  /// The other cells; `nil` when all are empty, as in most tables: a query is copied on every way, and shares them then.
  private var others: Others?

  /// Changed only by a query that has it to itself, hence `@unchecked Sendable`.
  private final class Others: @unchecked Sendable {
    var cells: Cells
    init(_ cells: Cells) { self.cells = cells }
  }

  private struct Cells: Hashable {
    var address = ""
    var citycode = ""
    var siret = ""
    var country = ""
    var latitude = ""
    var longitude = ""

    var areEmpty: Bool {
      address.isEmpty && citycode.isEmpty && siret.isEmpty && country.isEmpty && latitude.isEmpty && longitude.isEmpty
    }
  }

  /// A query from the parts that the row has.
  public init(
    postcode: String = "", city: String = "", address: String = "", citycode: String = "", siret: String = "",
    country: String = "", latitude: String = "", longitude: String = "", columnKeepsZeros: Bool = false
  ) {
    self.postcode = postcode
    self.city = city
    self.columnKeepsZeros = columnKeepsZeros
    let cells = Cells(
      address: address, citycode: citycode, siret: siret, country: country, latitude: latitude, longitude: longitude)
    if !cells.areEmpty { others = Others(cells) }
  }

  /// True when nothing but the code and the city is there.
  var isCodeAndCity: Bool { others == nil }

  /// The cell of the address column: street, and often the code and the city too.
  public var address: String {
    get { others?.cells.address ?? "" }
    set { set(\.address, newValue) }
  }

  /// The cell of the INSEE code column.
  public var citycode: String {
    get { others?.cells.citycode ?? "" }
    set { set(\.citycode, newValue) }
  }

  /// The cell of the company number column: SIRET, SIREN or VAT number; a witness for the country.
  public var siret: String {
    get { others?.cells.siret ?? "" }
    set { set(\.siret, newValue) }
  }

  /// The cell of the country column: a name, an ISO code or an INSEE country code.
  public var country: String {
    get { others?.cells.country ?? "" }
    set { set(\.country, newValue) }
  }

  /// The cell of the latitude column; with the longitude, the row's own position.
  public var latitude: String {
    get { others?.cells.latitude ?? "" }
    set { set(\.latitude, newValue) }
  }

  /// The cell of the longitude column.
  public var longitude: String {
    get { others?.cells.longitude ?? "" }
    set { set(\.longitude, newValue) }
  }

  private mutating func set(_ cell: WritableKeyPath<Cells, String>, _ text: String) {
    if !isKnownUniquelyReferenced(&others) {
      if others == nil, text.isEmpty { return }
      others = Others(others?.cells ?? Cells())
    }
    others?.cells[keyPath: cell] = text
    if text.isEmpty, others?.cells.areEmpty == true { others = nil }
  }

  /// Equal when all cells are.
  public static func == (first: LocationQuery, second: LocationQuery) -> Bool {
    first.postcode == second.postcode && first.city == second.city && first.columnKeepsZeros == second.columnKeepsZeros
      && first.others?.cells == second.others?.cells
  }

  /// Hashes all cells.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(postcode)
    hasher.combine(city)
    hasher.combine(columnKeepsZeros)
    hasher.combine(others?.cells)
  }
}
