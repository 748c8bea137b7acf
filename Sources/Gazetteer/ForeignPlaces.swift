import Geodesy

/// A country, with the names and codes under which a table may name it.
public struct Country: Hashable, Sendable {
  /// ISO 3166-1 alpha-2.
  public var iso2: String
  /// ISO 3166-1 alpha-3.
  public var iso3: String
  /// INSEE's code of the country ("99109"); `nil` where unknown.
  public var insee: String?
  /// Name in French.
  public var nameFrench: String
  /// Name in English.
  public var nameEnglish: String
  /// Names in the country's own languages.
  public var nativeNames: [String]
  /// A regular expression that its postal codes match; empty where none is known.
  public var postcodePattern: String
}

/// A city outside France, under one of its names.
public struct ForeignCity: Hashable, Sendable {
  /// ISO 3166-1 alpha-2 code of its country.
  public var country: String
  /// Its usual name.
  public var name: String
  /// Inhabitants.
  public var population: Int
  /// WGS 84.
  public var coordinate: Coordinate

  /// True for the key of its usual name, or of the one that its French name stands for ("antwerp", "anvers"); false for
  /// that of any other name: an old one, one in another language, a quarter's. O(names of the country).
  package func isUsualName(_ key: PlaceNameKey) -> Bool {
    if PlaceNameKey(name) == key { return true }
    return FrenchExonyms.byCountry[country]?.contains { own, french in
      french == name && own.split(separator: "/").contains { PlaceNameKey(String($0)) == key }
    } ?? false
  }
}

extension Gazetteer {
  /// Every country, by ISO code.
  public func countries() -> [Country] {
    var found: [Country] = []
    countryTable.forEachLine { found.append(country(from: $0)) }
    return found
  }

  /// Calls `body` with each name of each country, folded. O(countries).
  package func forEachFoldedCountryName(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    countryTable.forEachLine { line in
      line.withFields { fields in
        // In French, in English, and the country's own between bars.
        for field in 3...5 {
          fields.withBytes(field) { names in
            for name in names.split(separator: UInt8(ascii: "|")) {
              LatinFolding.withFolded(UnsafeBufferPointer(rebasing: name), body)
            }
          }
        }
      }
    }
  }

  /// The country of an ISO 3166-1 alpha-2 code in capitals. O(log n).
  public func country(_ iso2: String) -> Country? {
    countryTable.firstLine(withKey: iso2.utf8).map(country(from:))
  }

  /// Whether a foreign city bears a name. O(log n).
  package func hasForeignCity(named key: PlaceNameKey) -> Bool {
    foreignCityTable.firstLine(withKey: key.text.utf8) != nil
  }

  /// The foreign cities that bear a name, the most populous first. O(log n).
  public func foreignCities(named key: PlaceNameKey) -> [ForeignCity] {
    var found: [ForeignCity] = []
    guard !key.text.isEmpty else { return found }
    foreignCityTable.forEachLine(withKey: key.text.utf8) { line in
      foreignCity(from: line).map { found.append($0) }
    }
    return found.sorted { ($1.population, $0.country, $0.name) < ($0.population, $1.country, $1.name) }
  }

  /// The foreign cities with a name whose key starts with a prefix, the most populous first. O(log n) plus these.
  public func foreignCities(keyPrefix: String) -> [ForeignCity] {
    var found: [ForeignCity] = []
    foreignCityTable.forEachLine(withPrefix: keyPrefix.utf8) { line in
      foreignCity(from: line).map { found.append($0) }
      return true
    }
    return found.sorted { ($1.population, $0.country, $0.name) < ($0.population, $1.country, $1.name) }
  }

  private func foreignCity(from line: SortedTable.Line) -> ForeignCity? {
    guard let latitude = line.number(4), let longitude = line.number(5) else { return nil }
    return ForeignCity(
      country: line[1], name: line[2], population: Int(line[3]) ?? 0,
      coordinate: Coordinate(latitude: latitude, longitude: longitude))
  }

  private func country(from line: SortedTable.Line) -> Country {
    Country(
      iso2: line[0], iso3: line[1], insee: line[2].nilIfEmpty, nameFrench: line[3], nameEnglish: line[4],
      nativeNames: line[5].split(separator: "|").map(String.init), postcodePattern: line[6])
  }
}
