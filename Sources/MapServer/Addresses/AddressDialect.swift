import TableGeocoding

/// The two forms of the national address service: addok's own, and the Géoplateforme's, which stands before it today.
///
/// They differ in limits, in what they hold for a fault, and in what stands around the features of an answer.
enum AddressDialect: CaseIterable, Sendable {
  case addok
  case geoplateforme

  /// What the paths begin with.
  var pathPrefix: String {
    switch self {
    case .addok: ""
    case .geoplateforme: "/geocodage"
    }
  }

  /// The dialect of a path.
  init(path: String) { self = path == "/geocodage" || path.hasPrefix("/geocodage/") ? .geoplateforme : .addok }

  /// Answers that may be asked for.
  var limits: ClosedRange<Int> { self == .addok ? 1...100 : 1...50 }
  /// Answers to a search that names no limit.
  var searchLimit: Int { self == .addok ? 5 : 10 }
  /// Answers to a position that names no limit.
  var reverseLimit: Int { self == .addok ? 1 : 10 }
  /// The columns added to a table to search for that asks for none: the service's in its order, ours behind.
  var searchColumns: [ResultColumn] {
    switch self {
    case .addok:
      [
        .latitude, .longitude, .label, .score, .nextScore, .type, .id, .houseNumber, .name, .street, .postcode, .city,
        .context, .citycode, .oldCitycode, .oldCity, .district, .method, .radiusMetres, .status, .note,
      ]
    case .geoplateforme:
      [
        .longitude, .latitude, .score, .nextScore, .label, .type, .id, .houseNumber, .name, .street, .postcode, .city,
        .context, .citycode, .oldCitycode, .oldCity, .district, .status, .method, .radiusMetres, .note,
      ]
    }
  }
  /// The columns added to a table of positions that asks for none.
  var reverseColumns: [ResultColumn] {
    switch self {
    case .addok:
      [
        .foundLatitude, .foundLongitude, .label, .distance, .type, .id, .houseNumber, .name, .street, .postcode, .city,
        .context, .citycode, .oldCitycode, .oldCity, .district, .score, .method, .radiusMetres, .status, .note,
      ]
    case .geoplateforme:
      [
        .foundLongitude, .foundLatitude, .distance, .label, .type, .id, .houseNumber, .name, .street, .postcode, .city,
        .context, .citycode, .oldCitycode, .oldCity, .district, .status, .score, .method, .radiusMetres, .note,
      ]
    }
  }
  /// The longest text, characters.
  static let longestText = 200
  /// The shortest text of the Géoplateforme, characters.
  static let shortestText = 3
}
