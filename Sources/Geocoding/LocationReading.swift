import Gazetteer

/// What the cells of a row say about where, put together: the codes, the city, and the witnesses for a country.
struct LocationReading {
  /// What a country's name was read from.
  enum CountrySource {
    case column, prefix, name, insee, vat, option
  }

  var codes: [CellReading.Code] = []
  /// Folded text of the city; empty when there is none.
  var city = ""
  /// A second text that may be the city, when the first fits nothing.
  var otherCity = ""
  /// The city comes from an address, where any text may stand.
  var isCityFromAddress = false
  /// A département named beside the city, or given for all rows.
  var departement: String?
  var isCedex = false
  var isArmy = false
  var country: (iso: String, source: CountrySource)?
  /// A valid-looking French company number is on the row.
  var hasFrenchCompanyNumber = false
  var notes: [PlacementNote] = []
  /// True when no cell says anything about where.
  var saysNothing = false

  /// Reads the cells of a row. `isPlaceName` tells names that the gazetteer has: "Bourg-Saint-Maurice" and
  /// "Robert-Espagne" end in a country's name and are none. O(length).
  init(
    _ query: LocationQuery, countries: @autoclosure () -> CountryIndex, isPlaceName: (String) -> Bool,
    options: ResolverOptions
  ) {
    let postcode = CellReading(query.postcode, as: .postcode)
    let city = CellReading(Mojibake.repaired(query.city) ?? query.city, as: .city)
    var address = CellReading()
    if postcode.codes.isEmpty || city.isEmpty && postcode.cityText.isEmpty {
      address = CellReading(Mojibake.repaired(query.address) ?? query.address, as: .address)
    }
    takeCodes(postcode: postcode, city: city, address: address)
    takeCity(postcode: postcode, city: city, address: address)
    departement = city.departement ?? postcode.departement ?? address.departement ?? options.defaultDepartement
    isCedex = postcode.isCedex || city.isCedex || address.isCedex
    isArmy = postcode.isArmy || city.isArmy
    takeCountry(
      query, prefix: postcode.country ?? city.country, countries: countries, isPlaceName: isPlaceName, options: options)
    saysNothing = codes.isEmpty && self.city.isEmpty && country == nil && city.departement == nil
  }

  private mutating func takeCodes(postcode: CellReading, city: CellReading, address: CellReading) {
    if !postcode.codes.isEmpty {
      codes = postcode.codes
      if codes.allSatisfy({ $0.form == .departement }), !city.codes.isEmpty { codes = city.codes }
    } else if !city.codes.isEmpty {
      codes = city.codes
      notes.append(PlacementNote(.codeFromText, codes[0].text))
    } else if let last = address.codes.last {
      // A street's number comes first, the postal code last.
      codes = [last]
      notes.append(PlacementNote(.codeFromText, last.text))
    }
  }

  private mutating func takeCity(postcode: CellReading, city: CellReading, address: CellReading) {
    if !city.isPlaceholder, !city.cityText.isEmpty {
      self.city = city.cityText
      otherCity = postcode.cityText
    } else if !postcode.cityText.isEmpty {
      self.city = postcode.cityText
    } else if !address.isPlaceholder {
      self.city = address.cityText
      isCityFromAddress = !self.city.isEmpty
      if !address.after.isEmpty { otherCity = address.before }
    }
  }

  private mutating func takeCountry(
    _ query: LocationQuery, prefix: String?, countries: () -> CountryIndex, isPlaceName: (String) -> Bool,
    options: ResolverOptions
  ) {
    let column = query.country.trimmingSpaces
    if !column.isEmpty, let iso = countries().country(ofCell: column) {
      country = (iso, .column)
    } else if let prefix {
      country = (prefix, .prefix)
    } else if let code = codes.first, code.form == .full, code.text.hasPrefix("99"), codes.count == 1,
      let iso = countries().country(ofINSEECode: code.text)
    {
      country = (iso, .insee)
    }
    if city.utf8.count > 3, let (iso, rest) = countries().trailingCountry(city),
      country == nil && !isPlaceName(city) || country?.iso == iso
    {
      country = (iso, country?.source ?? .name)
      city = rest
    }
    let companyCountry = CompanyNumberWitness.country(of: query.siret)
    hasFrenchCompanyNumber = companyCountry == "FR"
    if country == nil, !companyCountry.isEmpty, companyCountry != "FR" { country = (companyCountry, .vat) }
    if country == nil, options.defaultCountry != "FR" { country = (options.defaultCountry, .option) }
  }

  /// True when a witness says that the row lies outside the gazetteer's territories.
  var isForeign: Bool { country.map { !CountryIndex.domestic.contains($0.iso) } ?? false }
}
