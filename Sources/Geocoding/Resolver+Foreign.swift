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
    if !reading.city.isEmpty, let country = indexes.countries(of: gazetteer).country(named: reading.city),
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

  /// A city abroad that is large enough to be meant where any word may stand.
  func placedInLargeForeignCity(_ reading: LocationReading) -> Resolution? {
    // A code that no French table knows makes a foreign city the likelier.
    let isUnknown = !reading.known.isEmpty && reading.known.allSatisfy(\.isUnknown)
    guard let city = foreignCities(reading).first,
      city.population >= (isUnknown ? Self.foreignCityBesideUnknownCode : Self.largeForeignCity),
      communes(named: reading.city).isEmpty, communes(named: reading.otherCity).isEmpty
    else { return nil }
    return placed(in: city, reading)
  }

  /// A French-looking code beside a city abroad: 37081 Göttingen, 28040 Madrid, 7000 Mons.
  func foreignLookAlike(_ witnesses: Witnesses) -> Resolution? {
    let reading = witnesses.reading
    if reading.isCityFromAddress { return witnesses.named.isEmpty ? placedInLargeForeignCity(reading) : nil }
    let isShort = reading.codes.first?.form == .short
    let cities = foreignCities(reading).filter { !isShort || Self.countriesWithFourDigits.contains($0.country) }
    guard let city = cities.first else { return nil }
    let namesakes = witnesses.named.filter { $0.kind == .name || $0.kind == .arrondissement }
      .compactMap { gazetteer.commune($0.citycode)?.population }
    let isLarge =
      city.population >= Self.largeForeignCity
      && namesakes.allSatisfy { $0 * 10 <= city.population }
    guard namesakes.isEmpty || isShort || isLarge && !reading.hasFrenchCompanyNumber else { return nil }
    return placed(in: city, reading)
  }

  /// From this many inhabitants on, a city abroad is meant rather than a French village of its name whose code differs.
  private static let largeForeignCity = 100_000

  /// From this many on beside a code in no French table.
  private static let foreignCityBesideUnknownCode = 20_000

  /// Neighbours and partners whose postal codes have four digits.
  private static let countriesWithFourDigits: Set<String> = [
    "BE", "CH", "LU", "AT", "DK", "NL", "PT", "HU", "NO", "BG", "SI", "LI", "TN",
  ]

  /// The cities abroad that the city's text names; of an address with a country, its words too.
  private func foreignCities(_ reading: LocationReading) -> [ForeignCity] {
    var texts = Self.nameVariants(reading.city)
    if reading.isCityFromAddress { texts += Self.nameVariants(reading.otherCity) }
    if reading.isCityFromAddress, reading.isForeign {
      for segment in [reading.city, reading.otherCity] + texts {
        let words = AddressReading.words(segment)
        for count in stride(from: min(4, words.count), through: 1, by: -1) {
          texts.append(words.suffix(count).joined(separator: " "))
          texts.append(words.prefix(count).joined(separator: " "))
        }
      }
    }
    for variant in texts {
      let found = gazetteer.foreignCities(named: PlaceNameKey(variant)).filter {
        !CountryIndex.domestic.contains($0.country) && (!reading.isForeign || $0.country == reading.country?.iso)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func placed(in city: ForeignCity, _ reading: LocationReading) -> Resolution {
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
