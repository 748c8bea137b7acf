import Geocoding
import Tables

/// The columns that geocoding adds to a table, the national geocoder's own names first.
public enum ResultColumn: String, CaseIterable, Sendable {
  /// Degrees north, WGS 84, with six decimals.
  case latitude
  /// Degrees east, WGS 84, with six decimals.
  case longitude
  /// "59530 Le Quesnoy".
  case label = "result_label"
  /// 0 to 1: how sure the commune is.
  case score = "result_score"
  /// What the position stands for: `PlacementType`.
  case type = "result_type"
  /// The postal code.
  case postcode = "result_postcode"
  /// The commune's official name of today.
  case city = "result_city"
  /// Its INSEE code.
  case citycode = "result_citycode"
  /// The arrondissement of Paris, Lyon or Marseille.
  case district = "result_district"
  /// The name of the former commune that the row names.
  case oldCity = "result_oldcity"
  /// Its INSEE code.
  case oldCitycode = "result_oldcitycode"
  /// Département and région.
  case context = "result_context"
  /// How it was placed: `PlacementMethod`.
  case method = "result_method"
  /// Metres within which the true position lies.
  case radiusMetres = "result_radius_m"
  /// Whether it was placed, or why not: `PlacementStatus`.
  case status = "result_status"
  /// What was put right or remarked: the texts of `PlacementNote`.
  case note = "result_note"
  // Columns of the national geocoder that say nothing more here, for programs that ask for them by name.
  /// As ``latitude``.
  case foundLatitude = "result_latitude"
  /// As ``longitude``.
  case foundLongitude = "result_longitude"
  /// The score of the next best answer; empty.
  case nextScore = "result_score_next"
  /// Metres from the row's own position, which only an ``AnswerOverlay`` knows.
  case distance = "result_distance"
  /// As ``citycode``.
  case id = "result_id"
  /// Empty: positions are communes'.
  case houseNumber = "result_housenumber"
  /// The arrondissement, else the commune.
  case name = "result_name"
  /// Empty: positions are communes'.
  case street = "result_street"

  /// The columns that are added unless others are asked for, in their order.
  public static let usual: [ResultColumn] = [
    .latitude, .longitude, .label, .score, .type, .postcode, .city, .citycode, .district, .oldCity, .oldCitycode,
    .context,
    .method, .radiusMetres, .status, .note,
  ]

  /// The names to write beside headers that may have some of them already: these get the first free suffix from `_2` on.
  public static func names(_ columns: [ResultColumn] = usual, beside headers: [String]) -> [String] {
    var taken = Set(headers)
    return columns.map { column in unusedName(column.rawValue, taken: &taken) }
  }

  /// The name, or the name with the first suffix from `_2` on that is not taken; it is taken then.
  static func unusedName(_ name: String, taken: inout Set<String>) -> String {
    var unused = name
    var suffix = 2
    while taken.contains(unused) {
      unused = "\(name)_\(suffix)"
      suffix += 1
    }
    taken.insert(unused)
    return unused
  }
}

extension Placement {
  /// The text of a result column; empty where nothing is known. Numbers have a decimal point.
  public func text(_ column: ResultColumn) -> String {
    switch column {
    case .latitude, .foundLatitude: coordinate.map { decimal($0.latitude, places: 6) } ?? ""
    case .longitude, .foundLongitude: coordinate.map { decimal($0.longitude, places: 6) } ?? ""
    case .label: label
    case .score: score.map { shortDecimal($0) } ?? ""
    case .type: type?.rawValue ?? ""
    case .postcode: postcode
    case .city: city
    case .citycode: citycode
    case .district: district
    case .oldCity: oldCity
    case .oldCitycode: oldCitycode
    case .context: context
    case .method: method?.rawValue ?? ""
    case .radiusMetres: radiusMetres.map { String($0) } ?? ""
    case .status: status.rawValue
    case .note: notes.map(\.text).joined(separator: "; ")
    // The national geocoder's id of a municipality is its code, and its name is that of the city or arrondissement.
    case .id: citycode
    case .name: district.isEmpty ? city : district
    case .houseNumber, .street, .nextScore, .distance: ""
    }
  }
}

/// A number with exactly so many decimals, rounded half away from zero; no locale, no exponent.
func decimal(_ value: Double, places: Int) -> String {
  var bytes: [UInt8] = []
  bytes.appendDecimal(value, places: places)
  return String(decoding: bytes, as: UTF8.self)
}

/// A score with at most three decimals, without zeros at its end.
func shortDecimal(_ value: Double) -> String {
  var bytes: [UInt8] = []
  bytes.appendShortDecimal(value)
  return String(decoding: bytes, as: UTF8.self)
}
