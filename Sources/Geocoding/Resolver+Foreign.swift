import Gazetteer
import Geodesy

extension Resolver {
  /// Rows with a witness for another country: never in France, in their city when it is known.
  func placedAbroad(_ reading: LocationReading) -> Resolution? {
    guard reading.isForeign, let country = reading.country else { return nil }
    // A country of its own column is believed. The other witnesses yield to a French code and city that agree: a
    // foreign company's French branch, a street's "D".
    if country.source != .column, let french = placedByCodeAndCity(reading),
      french.placement.method == .postcodeAndCity,
      (french.placement.score ?? 0) >= ResolverThresholds.otherNameScore
    {
      return french
    }
    let cities = foreignCities(reading).filter { $0.country == country.iso }
    if let city = cities.first { return placed(in: city, reading) }
    var placement = Placement(status: .foreign, notes: reading.notes)
    placement.context = gazetteer.country(country.iso)?.nameFrench ?? country.iso
    placement.postcode = reading.codes.first?.text ?? ""
    placement.notes.append(countryNote(country.iso))
    if !reading.city.isEmpty { placement.notes.append(PlacementNote(.foreignCityUnknown, reading.city)) }
    return Resolution(placement)
  }

  /// A city that exists abroad only, without another witness: "Londres".
  func placedInForeignCity(_ reading: LocationReading) -> Resolution? {
    if !reading.city.isEmpty, let country = indexes.withCountries(of: gazetteer, { $0.country(ofKey: reading.key) }),
      !CountryIndex.domestic.contains(country)
    {
      var abroad = reading
      abroad.country = (country, .name)
      abroad.city = ""
      return placedAbroad(abroad)
    }
    if reading.isCityFromAddress { return placedInLargeForeignCity(reading) }
    return foreignCities(reading).first.map { placed(in: $0, reading) }
  }

  /// A name alone that a country bears, or a large European city that dwarfs every French commune of the name: "Suisse",
  /// "Liège" (Le Liège has an article). A village that bears the very name makes it ambiguous: "Cologne".
  func placedInDwarfingPlaceAbroad(_ reading: LocationReading) -> Resolution? {
    guard !reading.city.isEmpty, reading.codes.isEmpty, !reading.isCityFromAddress, reading.departement == nil,
      !reading.hasFrenchCompanyNumber, options.defaultDepartement == nil
    else { return nil }
    let namesakes = reading.named.filter { $0.kind == .name || $0.kind == .arrondissement }
    let people = namesakes.reduce(0) { $0 + (gazetteer.population(ofCommune: $1.citycode) ?? 0) }
    guard people < ResolverThresholds.namesakeOfDepartementPopulation else { return nil }
    if let country = indexes.withCountries(of: gazetteer, { $0.country(ofKey: reading.key) }),
      !CountryIndex.domestic.contains(country)
    {
      return placedInForeignCity(reading)
    }
    guard mayBeAbroad(reading), let city = foreignCities(reading).first,
      city.population >= ResolverThresholds.largeForeignCity, CompanyNumberWitness.isEuropean(city.country),
      PlaceNameKey(city.name) == reading.key,
      Double(city.population) >= Double(people) * ResolverThresholds.dominantPopulationRatio
    else { return nil }
    let abroad = placed(in: city, reading)
    let typed = reading.city.replacingHyphens
    let exact = namesakes.compactMap { gazetteer.commune($0.citycode) }
      .filter { LatinFolding.fold($0.name).replacingHyphens == typed }
    guard !exact.isEmpty else { return abroad }
    let listed = exact.map { "\($0.name) (\($0.departement))" } + ["\(city.name) (\(city.country))"]
    let note = PlacementNote(.homonyms, "\(listed.count): \(listed.joined(separator: ", "))")
    return Resolution(
      Placement(status: .ambiguous, notes: reading.notes + [note]),
      candidates: abroad.candidates
        + exact.map {
          candidate(
            $0, postcode: gazetteer.mainPostcode(ofCommune: $0.citycode), score: ResolverThresholds.evenScore,
            .name)
        })
  }

  /// False when no city abroad has the name.
  private func mayBeAbroad(_ reading: LocationReading) -> Bool {
    reading.isNamedAbroad ?? gazetteer.hasForeignCity(named: reading.key)
  }

  /// A city abroad that is large enough to be meant where any word may stand.
  func placedInLargeForeignCity(_ reading: LocationReading) -> Resolution? {
    // A code that no French table knows makes a foreign city the likelier.
    let isUnknown = !reading.known.isEmpty && reading.known.allSatisfy(\.isUnknown)
    guard let city = foreignCities(reading).first,
      city.population
        >= (isUnknown
          ? ResolverThresholds.foreignCityBesideUnknownCode : ResolverThresholds.largeForeignCity),
      reading.named.isEmpty, communes(named: reading.otherCity).isEmpty
    else { return nil }
    return placed(in: city, reading)
  }

  /// A French-looking code beside a city abroad: 37081 Göttingen, 28040 Madrid, 7000 Mons.
  func foreignLookAlike(_ witnesses: Witnesses) -> Resolution? {
    let reading = witnesses.reading
    if reading.isCityFromAddress { return witnesses.named.isEmpty ? placedInLargeForeignCity(reading) : nil }
    let isShort = reading.codes.first?.form == .short
    let hasPostalCode = reading.known.contains { if case .postal = $0.meaning { true } else { false } }
    let cities = foreignCities(reading).filter { city in
      // "31670 ISATIS" is a street of Labège, not Yazd, which Iranians once called Isatis.
      if hasPostalCode, !CompanyNumberWitness.isEuropean(city.country), PlaceNameKey(city.name) != reading.key {
        return false
      }
      return !isShort || Self.countriesWithFourDigits.contains(city.country)
        || Self.countriesWithZeros.contains(city.country) && city.population >= ResolverThresholds.largeForeignCity
    }
    guard let city = cities.first else { return nil }
    let namesakes = witnesses.named.filter { $0.kind == .name || $0.kind == .arrondissement }
      .compactMap { gazetteer.commune($0.citycode)?.population }
    let isLarge =
      city.population >= ResolverThresholds.foreignCityBesideOtherCode
      && namesakes.allSatisfy { $0 * ResolverThresholds.namesakePopulationRatio <= city.population }
    let isDwarfed = namesakes.contains { $0 > city.population * ResolverThresholds.namesakePopulationRatio }
    guard namesakes.isEmpty || isShort && !isDwarfed || isLarge && !reading.hasFrenchCompanyNumber else { return nil }
    return placed(in: city, reading)
  }

  /// Neighbours and partners whose postal codes have four digits.
  static let countriesWithFourDigits: Set<String> = [
    "BE", "CH", "LU", "AT", "DK", "NL", "PT", "HU", "NO", "BG", "SI", "LI", "TN",
  ]

  /// Countries whose five-digit codes may begin with a zero, and lose it.
  private static let countriesWithZeros: Set<String> = ["DE", "ES", "IT"]

  /// The cities abroad that the city's text names; of an address with a country, its words too.
  private func foreignCities(_ reading: LocationReading) -> [ForeignCity] {
    var texts = Self.nameVariants(reading.city)
    texts += texts.compactMap(Self.withoutDistrict)
    if reading.isCityFromAddress { texts += Self.nameVariants(reading.otherCity) }
    if reading.isCityFromAddress, reading.isForeign {
      for segment in [reading.city, reading.otherCity] + texts + reading.addressParts.reversed() {
        let words = AddressReading.words(segment)
        for count in stride(from: min(4, words.count), through: 1, by: -1) {
          texts.append(words.suffix(count).joined(separator: " "))
          texts.append(words.prefix(count).joined(separator: " "))
        }
      }
    }
    for variant in texts {
      let key = variant == reading.city && !variant.isEmpty ? reading.key : PlaceNameKey(variant)
      let found = gazetteer.foreignCities(named: key).filter {
        !CountryIndex.domestic.contains($0.country) && (!reading.isForeign || $0.country == reading.country?.iso)
      }
      let meant = likeliest(found, named: variant, reading)
      if !meant.isEmpty { return meant }
    }
    return foreignCitiesNamedInPart(reading)
  }

  /// Cities of the country, or of those with four-digit codes, whose name is the beginning of the text or begins with it:
  /// "LEUZE EN HAINAUT" for Leuze, "FLEMALLE" for Flémalle-Haute. Only beside a witness for such a country.
  private func foreignCitiesNamedInPart(_ reading: LocationReading) -> [ForeignCity] {
    let isShort = reading.codes.first?.form == .short
    guard isShort || reading.isForeign, !reading.isCityFromAddress else { return [] }
    let words = reading.city.split { " -".contains($0) }.map(String.init)
    let key = PlaceNameKey(reading.city).text
    guard key.utf8.count >= ResolverThresholds.leastForeignNamePart else { return [] }
    func isMeant(_ city: ForeignCity) -> Bool {
      reading.isForeign ? city.country == reading.country?.iso : Self.countriesWithFourDigits.contains(city.country)
    }
    let longer = gazetteer.foreignCities(keyPrefix: key).filter(isMeant)
    if !longer.isEmpty { return longer }
    for count in stride(from: words.count - 1, to: 0, by: -1) {
      let part = words.prefix(count).joined(separator: " ")
      guard PlaceNameKey(part).text.utf8.count >= ResolverThresholds.leastForeignNamePart else { break }
      let found = gazetteer.foreignCities(named: PlaceNameKey(part)).filter(isMeant)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// "geneve 3", "dublin 2", "montreal qc": the city without its district or province.
  private static func withoutDistrict(_ text: String) -> String? {
    guard let space = text.utf8.lastIndex(of: 0x20) else { return nil }
    let last = text[text.index(after: space)...]
    let isNumber = last.utf8.count <= 2 && last.allSatisfy(\.isNumber)
    return isNumber || provinces.contains(last) ? String(text[..<space]) : nil
  }

  /// Canada's, and the states of the largest cities of the United States.
  private static let provinces: Set<Substring> = [
    "qc", "on", "bc", "ab", "mb", "sk", "ns", "nb", "ny", "ca", "il", "tx", "ma", "fl", "wa", "dc", "pa", "ga",
  ]

  private func placed(in city: ForeignCity, _ reading: LocationReading) -> Resolution {
    let all = foreignCities(reading)
    let others = all.filter { $0 != city }
    switch namesakes(ofFirst: [city] + others) {
    case .none: return placed(at: city, reading)
    case .asLikely(let alike): return undecided(among: [city] + alike, reading)
    case .inCountry(let alike):
      // The country is sure, which of its cities is not: the radius reaches the others.
      var resolution = placed(at: city, reading)
      let people = ([city] + alike).reduce(0) { $0 + $1.population }
      let share = Double(city.population) / Double(max(1, people))
      resolution.placement.score = (ResolverThresholds.foreignCityScore * share * 100).rounded() / 100
      resolution.placement.notes.append(note(ofNamesakes: [city] + alike))
      let reaches = alike.map {
        $0.coordinate.distance(to: city.coordinate) + Double(Extent.radius(ofForeignCityWithPopulation: $0.population))
      }
      resolution.placement.radiusMetres = reaches.max().map(Extent.rounded) ?? resolution.placement.radiusMetres
      resolution.candidates += alike.map { candidate(abroad: $0, reading) }
      return resolution
    case .lessLikely(let told):
      var resolution = placed(at: city, reading)
      resolution.placement.score = ResolverThresholds.foreignNamesakeScore
      resolution.placement.notes.append(note(ofNamesakes: [city] + told))
      resolution.candidates += told.map { candidate(abroad: $0, reading) }
      return resolution
    }
  }

  /// A name that cities of several countries bear, and nothing says which of them is meant.
  private func undecided(among cities: [ForeignCity], _ reading: LocationReading) -> Resolution {
    var placement = Placement(status: .foreign, notes: reading.notes + [note(ofNamesakes: cities)])
    placement.postcode = reading.codes.first?.text ?? ""
    return Resolution(placement, candidates: cities.map { candidate(abroad: $0, reading) })
  }

  private func candidate(abroad city: ForeignCity, _ reading: LocationReading) -> Candidate {
    Candidate(
      postcode: reading.codes.first?.text ?? "", city: city.name, citycode: "",
      coordinate: city.coordinate, score: ResolverThresholds.coarseScore, reason: .foreignName)
  }

  private func placed(at city: ForeignCity, _ reading: LocationReading) -> Resolution {
    var placement = Placement(status: .foreign, notes: reading.notes + [countryNote(city.country)])
    placement.method = .foreignCity
    placement.coordinate = city.coordinate
    placement.score = ResolverThresholds.foreignCityScore
    placement.radiusMetres = Extent.radius(ofForeignCityWithPopulation: city.population)
    placement.type = .municipality
    placement.city = city.name
    placement.postcode = reading.codes.first?.text ?? ""
    placement.context = gazetteer.country(city.country)?.nameFrench ?? city.country
    placement.label = [placement.postcode, city.name].filter { !$0.isEmpty }.joined(separator: " ")
    let candidate = Candidate(
      postcode: placement.postcode, city: city.name, citycode: "", coordinate: city.coordinate,
      score: ResolverThresholds.foreignCityScore, reason: .foreignName)
    return Resolution(placement, candidates: [candidate])
  }

  private func countryNote(_ iso: String) -> PlacementNote {
    PlacementNote(.country, gazetteer.country(iso).map { "\(iso) \($0.nameFrench)" } ?? iso)
  }
}
