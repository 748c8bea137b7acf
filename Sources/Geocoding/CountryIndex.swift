import Gazetteer

/// Finds the country that a text names: in French, English or its own language, or by ISO or INSEE code.
struct CountryIndex: Sendable {
  private var isoByName: [String: String] = [:]
  private var isoByCode: [String: String] = [:]

  /// French territories with an ISO code of their own, and Monaco: in the gazetteer, so not foreign to it.
  static let domestic: Set<String> = [
    "FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF", "MC",
  ]

  /// Names in common use that the nomenclatures lack.
  private static let otherNames: [(String, String)] = [
    ("royaume uni", "GB"), ("angleterre", "GB"), ("england", "GB"), ("ecosse", "GB"), ("scotland", "GB"),
    ("pays de galles", "GB"), ("wales", "GB"), ("grande bretagne", "GB"), ("great britain", "GB"), ("uk", "GB"),
    ("irlande du nord", "GB"), ("northern ireland", "GB"), ("hollande", "NL"), ("holland", "NL"),
    ("the netherlands", "NL"),
    ("usa", "US"), ("etats unis d amerique", "US"), ("united states of america", "US"),
    ("republique tcheque", "CZ"), ("czech republic", "CZ"), ("rfa", "DE"), ("republique federale d allemagne", "DE"),
    ("grand duche de luxembourg", "LU"), ("confederation helvetique", "CH"), ("belgie", "BE"),
    ("principaute d andorre", "AD"), ("principaute de monaco", "MC"), ("france metropolitaine", "FR"),
  ]

  /// Reads the gazetteer's countries. O(countries).
  init(_ gazetteer: Gazetteer) {
    for country in gazetteer.countries() {
      let names = [country.nameFrench, country.nameEnglish] + country.nativeNames
      for key in names.map({ PlaceNameKey($0).text }) where key.utf8.count > 2 {
        if isoByName[key] == nil { isoByName[key] = country.iso2 }
      }
      isoByCode[country.iso2] = country.iso2
      isoByCode[country.iso3] = country.iso2
      if let insee = country.insee { isoByCode[insee] = country.iso2 }
    }
    for (name, iso) in Self.otherNames { isoByName[PlaceNameKey(name).text] = iso }
  }

  /// The country that a whole text names. O(1).
  func country(named text: String) -> String? {
    isoByName[PlaceNameKey(text).text]
  }

  /// The country of a cell of a country column: a name, an ISO or INSEE code, or a vehicle's letter. O(1).
  func country(ofCell text: String) -> String? {
    let code = String(decoding: LatinFolding.fold(Array(text.utf8)), as: UTF8.self).uppercased()
    if let iso = isoByCode[code] { return iso }
    switch code {
    case "F": return "FR"
    case "B": return "BE"
    case "D": return "DE"
    case "L": return "LU"
    case "99100": return "FR"
    default: return country(named: text)
    }
  }

  /// The country of an INSEE country code, 99xxx. O(1).
  func country(ofINSEECode code: String) -> String? {
    code.hasPrefix("99") ? isoByCode[code] : nil
  }

  /// A country named at the end of a city's text, and the text before it: "mons belgique", "bruxelles (belgique)".
  func trailingCountry(_ folded: String) -> (country: String, rest: String)? {
    let words = folded.split(whereSeparator: { " ,;/()-".contains($0) }).map(String.init)
    for count in stride(from: min(3, words.count - 1), through: 1, by: -1) {
      let name = words.suffix(count).joined(separator: " ")
      guard let country = country(named: name) else { continue }
      return (country, words.dropLast(count).joined(separator: " "))
    }
    return nil
  }
}
