import Geocoding
import Geodesy

/// What a request to `/search` or `/reverse` asks, checked as its dialect checks it.
struct AddressParameters {
  /// What is searched for; its text is empty for a position.
  var query = PlaceSearchQuery()
  /// The position, for `/reverse`.
  var position: Coordinate?
  /// Filters as the answer repeats them.
  var filters: [(name: String, values: [String])] = []
  /// Whether addresses are asked for at all, and not only points of interest or parcels.
  var wantsAddresses = true

  /// The parameters of a search. Throws a 400 or 413.
  static func search(_ parameters: QueryParameters, _ dialect: AddressDialect) throws(ServiceError) -> Self {
    var wanted = AddressParameters()
    wanted.query.text = try text(parameters, dialect)
    wanted.query.limit = try limit(parameters, dialect, default: dialect.searchLimit)
    wanted.query.isPrefix = try flag("autocomplete", parameters["autocomplete"], default: true)
    wanted.query.centre = try coordinate(parameters, dialect)
    try wanted.readFilters(parameters, dialect)
    return wanted
  }

  /// The parameters of a position. Throws a 400.
  static func reverse(_ parameters: QueryParameters, _ dialect: AddressDialect) throws(ServiceError) -> Self {
    var wanted = AddressParameters()
    for (name, names) in [("lat", latitudeNames), ("lon", longitudeNames)] where parameters.first(of: names) == nil {
      throw .missing(name)
    }
    wanted.position = try coordinate(parameters, dialect)
    guard wanted.position != nil else { throw .missing("lat") }
    wanted.query.limit = try limit(parameters, dialect, default: dialect.reverseLimit)
    try wanted.readFilters(parameters, dialect)
    return wanted
  }

  // MARK: Text

  private static func text(_ parameters: QueryParameters, _ dialect: AddressDialect) throws(ServiceError) -> String {
    guard let text = parameters["q"], !text.isEmpty else { throw .missing("q") }
    let trimmed = text.drop { $0.isWhitespace }
    // Counted as JSON Schema counts: by code points.
    let length = trimmed.unicodeScalars.reversed().drop { $0.properties.isWhitespace }.count
    switch dialect {
    case .addok:
      guard length <= AddressDialect.longestText else {
        throw ServiceError(
          .contentTooLarge, "Query too long",
          "Query too long, \(length) chars, limit is \(AddressDialect.longestText)")
      }
    case .geoplateforme:
      let range = AddressDialect.shortestText...AddressDialect.longestText
      guard range.contains(length), let first = trimmed.first, first.isLetter || first.isNumber else {
        throw .invalid(
          "q",
          "q: must contain between \(range.lowerBound) and \(range.upperBound) chars and start with a number or a letter"
        )
      }
    }
    return text
  }

  private static func limit(
    _ parameters: QueryParameters, _ dialect: AddressDialect, default usual: Int
  ) throws(ServiceError) -> Int {
    guard let text = parameters["limit"], !(text.isEmpty && dialect == .geoplateforme) else { return usual }
    guard let limit = Int(text) else { throw .invalid("limit", "must be an integer") }
    if limit == 0, dialect == .addok { return usual }
    guard dialect.limits.contains(limit) else {
      throw .invalid("limit", "out of range (\(dialect.limits.lowerBound)..\(dialect.limits.upperBound))")
    }
    return limit
  }

  /// Reads a parameter that is yes or no; an empty one is as good as none. Throws a 400.
  static func flag(_ name: String, _ text: String?, default usual: Bool) throws(ServiceError) -> Bool {
    switch text?.lowercased() {
    case nil, "": usual
    case "1", "true", "t", "yes", "y", "on": true
    case "0", "false", "f", "no", "n", "off": false
    default: throw .invalid(name, "must be 0 or 1")
    }
  }

  // MARK: Positions

  private static let latitudeNames = ["lat", "latitude"]
  private static let longitudeNames = ["lon", "lng", "long", "longitude"]

  private static func coordinate(
    _ parameters: QueryParameters, _ dialect: AddressDialect
  ) throws(ServiceError) -> Coordinate? {
    let latitude = try degrees("lat", parameters.first(of: latitudeNames), dialect, within: -90...90)
    let longitude = try degrees("lon", parameters.first(of: longitudeNames), dialect, within: -180...180)
    if let latitude, let longitude { return Coordinate(latitude: latitude, longitude: longitude) }
    if dialect == .geoplateforme, (latitude == nil) != (longitude == nil) {
      throw .invalid(latitude == nil ? "lat" : "lon", "lon/lat must be present together if defined")
    }
    return nil
  }

  private static func degrees(
    _ name: String, _ text: String?, _ dialect: AddressDialect, within range: ClosedRange<Double>
  ) throws(ServiceError) -> Double? {
    guard let text, !(text.isEmpty && dialect == .geoplateforme) else { return nil }
    guard let value = Double(text), value.isFinite else { throw .invalid(name, "must be a number of degrees") }
    guard range.contains(value) else {
      throw .invalid(name, "out of range (\(Int(range.lowerBound))..\(Int(range.upperBound)))")
    }
    return value
  }

  // MARK: Filters

  private mutating func readFilters(_ parameters: QueryParameters, _ dialect: AddressDialect) throws(ServiceError) {
    for name in ["postcode", "citycode", "type"] {
      let texts = parameters.all(name)
      guard !texts.isEmpty else { continue }
      let values: [String]
      switch dialect {
      case .addok:
        // Repeated, or apart by spaces; an empty one is repeated in the answer and filters nothing.
        values = texts.flatMap { $0.split { $0 == " " || $0 == "+" }.map(String.init) }
        filters.append((name, values.isEmpty ? [""] : values))
      case .geoplateforme:
        guard let last = texts.last, !last.isEmpty else { continue }
        guard Self.isFilter(name, last) else { throw .invalid(name, Self.filterRule(name)) }
        values = [last]
      }
      switch name {
      case "postcode": query.postcodes = values
      case "citycode": query.citycodes = values
      default: query.types = values
      }
    }
    if dialect == .geoplateforme { try readIndexes(parameters) }
  }

  private static let types = ["housenumber", "street", "locality", "municipality"]

  private static func isFilter(_ name: String, _ value: String) -> Bool {
    switch name {
    case "postcode": value.wholeMatch(of: /[0-9]{5}/) != nil
    case "citycode": value.wholeMatch(of: /[0-9]{5}|[0-9][AB][0-9]{3}/) != nil
    default: types.contains(value)
    }
  }

  private static func filterRule(_ name: String) -> String {
    switch name {
    case "postcode": "must contain 5 digits"
    case "citycode": "must contain 5 digits, or a digit, A or B and 3 digits"
    default: "must be one of \(types.joined(separator: ", "))"
    }
  }

  private mutating func readIndexes(_ parameters: QueryParameters) throws(ServiceError) {
    guard let text = parameters["index"], !text.isEmpty else { return }
    let names = text.split(separator: ",").map(String.init)
    guard names.allSatisfy(["address", "poi", "parcel"].contains) else {
      throw .invalid("index", "must be one of address, poi, parcel")
    }
    wantsAddresses = names.contains("address")
  }
}
