import Gazetteer

/// What the cells of a row say about where, put together: the codes, the city, and the witnesses for a country.
struct LocationReading {
  /// What a country's name was read from.
  enum CountrySource {
    case column, prefix, name, insee, vat, option
  }

  var codes: [CellReading.Code] = []
  /// The codes that may be postal codes, looked up.
  var known: [KnownCode] = []
  /// Folded text of the city; empty when there is none.
  var city = ""
  /// The communes that bear the city's name.
  var named: [NamedCommune] = []
  /// The key of the city's name.
  var key = PlaceNameKey("")
  /// Whether a city abroad has that very key; `nil` where names of the gazetteer do not tell.
  var isNamedAbroad: Bool?
  /// A second text that may be the city, when the first fits nothing.
  var otherCity = ""
  /// The city comes from an address, where any text may stand.
  var isCityFromAddress = false
  /// Words of an address before and behind its code, among which the city may be.
  var wordsBefore: [String] = []
  var wordsAfter: [String] = []
  /// The parts of an address that a country's name ends, which it is taken from.
  var addressParts: [String] = []
  /// A département named beside the city.
  var departement: String?
  /// A région, or France, that the city's text names and that is too large to be placed.
  var region: String?
  /// The column of the postal codes has kept its zeros: four digits lack another one.
  var keepsZeros = false
  var isCedex = false
  var cedexNumber: Int?
  /// The city is an arrondissement concluded from the number behind CEDEX.
  var isFromCedexNumber = false
  var isArmy = false
  var country: (iso: String, source: CountrySource)?
  /// A valid-looking French company number is on the row.
  var hasFrenchCompanyNumber = false
  var notes: [PlacementNote] = []
  /// True when no cell says anything about where.
  var saysNothing = false

  /// The reading of a row that has a city's plain name, five digits or no code, and nothing else to take apart, as most
  /// have; `nil` for any other. It is what the full reading gives, only sooner. O(length).
  init?(plain query: LocationQuery, countries: @autoclosure () -> CountryIndex, options: ResolverOptions) {
    let code = query.postcode.utf8
    guard code.count == 5 && code.allSatisfy({ $0.isDigit }) || code.isEmpty && query.address.isEmpty,
      !query.city.isEmpty, query.citycode.isEmpty, query.latitude.isEmpty, query.longitude.isEmpty,
      query.country.isEmpty, options.defaultCountry == "FR",
      // Army codes, and INSEE codes of countries.
      !query.postcode.hasPrefix("00"), !query.postcode.hasPrefix("99"),
      let city = CellReading.plainName(Mojibake.repaired(query.city) ?? query.city)
    else { return nil }
    let companyCountry = CompanyNumberWitness.country(of: query.siret)
    guard companyCountry.isEmpty || companyCountry == "FR", countries().trailingCountry(city) == nil else { return nil }
    if !code.isEmpty { codes = [CellReading.Code(text: query.postcode, form: .full)] }
    self.city = Arrondissement.named(in: city) ?? city
    hasFrenchCompanyNumber = companyCountry == "FR"
  }

  /// Reads the cells of a row. O(length). `isCommune` tells whether a text is a commune's name.
  init(
    _ query: LocationQuery, countries: @autoclosure () -> CountryIndex, options: ResolverOptions,
    isCommune: (String) -> Bool
  ) {
    let postcode = CellReading(query.postcode, as: .postcode)
    let city = CellReading(Mojibake.repaired(query.city) ?? query.city, as: .city)
    var address: AddressReading?
    if !query.address.isEmpty, postcode.codes.isEmpty || city.isEmpty && postcode.cityText.isEmpty {
      var text = query.address
      // Line ends part what is the city from what is the street: they stay as semicolons.
      let folded = LatinFolding.fold(AddressReading.separated(text))
      if let (iso, rest) = Self.country(atEndOf: folded, countries(), isCommune) {
        country = (iso, .name)
        text = rest
        addressParts = text.split { ",;|()".contains($0) }.map { String($0).trimmingSpaces }
      }
      address = AddressReading(text)
    }
    takeCodes(postcode: postcode, city: city, address: address?.cell)
    takeCity(postcode: postcode, city: city, address: address)
    if codes.isEmpty, self.city.isEmpty, let number = CellReading.departementNumber(query.address) {
      // A whole address that is "57".
      codes = [CellReading.Code(text: number, form: .departement)]
    }
    departement = city.departement ?? postcode.departement ?? address?.cell.departement
    isCedex = postcode.isCedex || city.isCedex || address?.cell.isCedex == true
    cedexNumber = city.cedexNumber ?? postcode.cedexNumber ?? address?.cell.cedexNumber
    isArmy = postcode.isArmy || city.isArmy
    takeCountry(
      query, prefix: postcode.country ?? city.country ?? address?.cell.country, countries: countries,
      options: options, isCommune: isCommune)
    readLuxembourgsLetter(query, countries: countries, isCommune: isCommune)
    dropCountrysCode(countries: countries, besides: city.codes)
    keepsZeros = query.columnKeepsZeros
    saysNothing =
      codes.isEmpty && self.city.isEmpty && country == nil && city.departement == nil
      && (address.map(\.cell.isEmpty) ?? true)
  }

  private mutating func takeCodes(postcode: CellReading, city: CellReading, address: CellReading?) {
    if !postcode.codes.isEmpty {
      codes = postcode.codes
      if codes.allSatisfy({ $0.form == .departement }), !city.codes.isEmpty { codes = city.codes }
    } else if !city.codes.isEmpty {
      codes = city.codes
      notes.append(PlacementNote(.codeFromText, codes[0].text))
    } else if let last = address?.codes.last {
      // A street's number comes first, the postal code last.
      codes = [last]
      notes.append(PlacementNote(.codeFromText, last.text))
    }
  }

  private mutating func takeCity(postcode: CellReading, city: CellReading, address: AddressReading?) {
    if !city.isPlaceholder, !city.cityText.isEmpty {
      self.city = city.cityText
      otherCity = postcode.cityText
    } else if !postcode.cityText.isEmpty {
      self.city = postcode.cityText
    } else if let address {
      self.city = address.cities.first ?? ""
      otherCity = address.cities.dropFirst().first ?? ""
      wordsBefore = address.wordsBefore
      wordsAfter = address.wordsAfter
      isCityFromAddress = !address.isCityAlone
    }
    self.city = Arrondissement.named(in: self.city) ?? self.city
  }

  /// Takes the number behind CEDEX for the arrondissement's where no code says which: "Paris Cedex 09". Of the CEDEX labels
  /// with a number, the office is in that arrondissement for all 959 of Paris and for 462 of 624 of Lyon and Marseille. True
  /// when the city was changed.
  mutating func readCedexNumber() -> Bool {
    guard isCedex, let cedexNumber, known.allSatisfy(\.isUnknown),
      let arrondissement = Arrondissement.numbered(city, cedexNumber)
    else { return false }
    city = arrondissement
    isFromCedexNumber = true
    return true
  }

  private mutating func takeCountry(
    _ query: LocationQuery, prefix: String?, countries: () -> CountryIndex, options: ResolverOptions,
    isCommune: (String) -> Bool
  ) {
    let column = query.country.trimmingSpaces
    if !column.isEmpty, let iso = countries().country(ofCell: column) {
      country = (iso, .column)
    } else if let prefix {
      country = (prefix, .prefix)
    } else if let code = codes.first, code.form == .full, code.text.hasPrefix("99"),
      let iso = countries().country(ofINSEECode: code.text)
    {
      country = (iso, .insee)
    }
    if city.utf8.count > 3, let (iso, rest) = Self.country(atEndOf: city, countries(), isCommune),
      country == nil || country?.iso == iso
    {
      country = (iso, country?.source ?? .name)
      city = rest
    }
    let companyCountry = CompanyNumberWitness.country(of: query.siret)
    hasFrenchCompanyNumber = companyCountry == "FR"
    if country == nil, !companyCountry.isEmpty, companyCountry != "FR" { country = (companyCountry, .vat) }
    if country == nil, options.defaultCountry != "FR" { country = (options.defaultCountry, .option) }
  }

  /// "L1855": Luxembourg's letter, not the digit 1, unless a French city stands beside it. A small letter is the digit.
  private mutating func readLuxembourgsLetter(
    _ query: LocationQuery, countries: () -> CountryIndex, isCommune: (String) -> Bool
  ) {
    guard country == nil, let code = codes.first, let note = code.note, note.code == .lookAlike,
      note.detail.hasPrefix("l"), query.postcode.contains("L") || query.city.contains("L")
    else { return }
    let digits = note.detail.dropFirst().prefix { $0.isNumber }
    guard digits.utf8.count == 4, countries().country(named: city) == "LU" || !isCommune(city) else { return }
    codes = [CellReading.Code(text: String(digits), form: .short)]
    country = ("LU", .prefix)
  }

  /// An INSEE code of the row's country, "99109", is no postal code: that may stand behind it or beside the city.
  private mutating func dropCountrysCode(countries: () -> CountryIndex, besides others: [CellReading.Code]) {
    guard isForeign, let code = codes.first, code.form == .full,
      countries().country(ofINSEECode: code.text) == country?.iso
    else { return }
    codes.removeFirst()
    guard codes.isEmpty, let other = others.first, other.text != code.text else { return }
    codes = others
    notes.append(PlacementNote(.codeFromText, other.text))
  }

  /// A country at the end of a text that says more, unless it is part of a commune's name ("Bourg Saint Maurice", "31330
  /// Grenade"), a street's ("rue de Belgique") or a person's ("M. Jordan").
  private static func country(
    atEndOf folded: String, _ countries: CountryIndex, _ isCommune: (String) -> Bool
  ) -> (iso: String, rest: String)? {
    guard let (iso, rest) = countries.trailingCountry(folded), !rest.isEmpty, !isCommune(folded) else { return nil }
    var text = folded
    while let dash = text.range(ofSeparator: " - ") { text.replaceSubrange(dash, with: " ; ") }
    let segment = text.split { ",;()|/".contains($0) }.last { $0.contains { $0.isLetter } } ?? ""
    let all = AddressReading.words(String(segment))
    let code = all.lastIndex { $0.utf8.count == 5 && $0.utf8.allSatisfy(\.isDigit) }
    let words = code.map { Array(all[($0 + 1)...]) } ?? all
    let length = AddressReading.words(folded).count - AddressReading.words(rest).count
    if code != nil || words.count > length, isCommune(words.joined(separator: " ")) { return nil }
    let before = words.dropLast(min(length, words.count)).last ?? ""
    return notBeforeCountries.contains(before) ? nil : (iso, rest)
  }

  private static let notBeforeCountries: Set<String> = [
    "de", "du", "des", "la", "le", "les", "rue", "avenue", "place", "m", "m.", "mme", "monsieur", "madame", "saint",
    "sainte", "st", "ste",
  ]

  /// True when a witness says that the row lies outside the gazetteer's territories.
  var isForeign: Bool { country.map { !CountryIndex.domestic.contains($0.iso) } ?? false }
}
