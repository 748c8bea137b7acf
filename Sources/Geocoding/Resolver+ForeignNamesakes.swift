import Gazetteer
import Geodesy

/// Which city abroad a name means: of the many that bear it one may be likelier than the others, or none.
extension Resolver {
  /// The cities that may be meant by a name, the likeliest first: those whose country writes such a postal code, then those in
  /// Europe, then the most populous; one of the rest of the world comes first only when it is far larger and no code speaks.
  func likeliest(_ cities: [ForeignCity], named name: String, _ reading: LocationReading) -> [ForeignCity] {
    let key = PlaceNameKey(name)
    var meant = cities.filter { isConfirmed($0, reading) || Self.mayBeMeantAlone($0, name, key) }
    guard meant.count > 1 else { return meant }
    // Santiago is Chile's rather than one that is called so for short.
    let usual = meant.filter { $0.isUsualName(key) }
    if let largest = usual.map(\.population).max() {
      meant = meant.filter { usual.contains($0) || $0.population > largest }
    }
    if !reading.isForeign, let code = reading.codes.first?.text, code.utf8.allSatisfy(\.isDigit) {
      let fitting = meant.filter { writes(codesOf: code.utf8.count, $0) }
      if !fitting.isEmpty { meant = fitting }
    }
    let near = meant.filter { Self.isLikely($0.country) }
    let far = meant.filter { !Self.isLikely($0.country) }
    guard let best = near.first, let other = far.first else { return meant }
    let isFarLarger = other.population >= best.population * ResolverThresholds.foreignNamesakeRatio
    return isFarLarger && reading.codes.isEmpty ? far + near : near + far
  }

  /// Whether something else on the row than the name says that it is abroad: a country, or four digits in a country that
  /// writes four.
  private func isConfirmed(_ city: ForeignCity, _ reading: LocationReading) -> Bool {
    reading.isForeign || reading.codes.first?.form == .short && writes(codesOf: 4, city)
  }

  /// Whether the country's postal codes may have that many digits.
  private func writes(codesOf digits: Int, _ city: ForeignCity) -> Bool {
    if digits == 4, Self.countriesWithFourDigits.contains(city.country) { return true }
    return gazetteer.country(city.country)?.postcodeDigits.contains(digits) ?? false
  }

  /// Whether a name that nothing confirms can mean a city abroad: "Londres" does, "CAN", "Gare" and "Le Grau" do not.
  private static func mayBeMeantAlone(_ city: ForeignCity, _ name: String, _ key: PlaceNameKey) -> Bool {
    if shortOwnNames[name] == city.country { return true }
    // The key writes abbreviations out: "gde" is no La Grande.
    let letters = min(key.text.utf8.count, name.utf8.count { $0 >= 0x61 && $0 <= 0x7A })
    let isEuropean = CompanyNumberWitness.isEuropean(city.country) || ["AD", "MC", "NO"].contains(city.country)
    let isNextDoor = countriesNextToFrance.contains(city.country)
    guard city.isUsualName(key) else {
      if isNextDoor, letters > 5, city.population >= ResolverThresholds.leastPeopleOfOtherNameNextDoor { return true }
      // Atlanta was once called Terminus, and many a city of the United States has such names.
      return isEuropean
        ? letters > 4 && city.population >= ResolverThresholds.leastPeopleOfOtherName
        : letters > 6 && city.country != "US"
          && city.population >= ResolverThresholds.leastPeopleOfOtherNameFarOff
    }
    let least =
      switch letters {
      case ...3: isEuropean ? ResolverThresholds.leastPeopleOfThreeLetters : Int.max
      case 4:
        isNextDoor
          ? ResolverThresholds.leastPeopleOfFourLettersNextDoor
          : isEuropean
            ? ResolverThresholds.leastPeopleOfFourLetters : ResolverThresholds.leastPeopleOfFourLettersFarOff
      default:
        // Names of several words are no word of French.
        isEuropean || city.name.contains { " -'’".contains($0) } ? 0 : ResolverThresholds.leastPeopleFarOff
      }
    return city.population >= least
  }

  /// Short names in use of large cities, as folded: those that the table has under another usual one, and of three letters.
  private static let shortOwnNames = [
    "cluj": "RO", "fes": "MA", "genf": "CH", "hue": "VN", "hull": "GB", "le cap": "ZA", "roma": "IT", "wien": "AT",
  ]

  private static let countriesNextToFrance: Set<String> = ["BE", "LU", "DE", "CH", "IT", "ES", "AD", "MC"]

  /// Europe's countries: a French authority buys there rather than elsewhere.
  private static func isLikely(_ country: String) -> Bool {
    CompanyNumberWitness.isEuropean(country) || otherEuropeanCountries.contains(country)
  }

  private static let otherEuropeanCountries: Set<String> = [
    "AD", "AL", "BA", "BY", "IS", "LI", "MC", "MD", "ME", "MK", "NO", "RS", "RU", "SM", "UA", "VA", "XK",
  ]

  // MARK: Others of the name

  /// What else a name may mean beside the city taken for it.
  enum ForeignNamesakes {
    /// Nothing that comes near it in size.
    case none
    /// Cities of its country: it is one of them.
    case inCountry([ForeignCity])
    /// Cities of other countries that are as likely.
    case asLikely([ForeignCity])
    /// Cities that are less likely, but of a size that should be told.
    case lessLikely([ForeignCity])
  }

  /// The namesakes of the first of some cities that ``likeliest(_:named:_:)`` put in order. O(cities).
  func namesakes(ofFirst cities: [ForeignCity]) -> ForeignNamesakes {
    guard let city = cities.first else { return .none }
    // Districts and suburbs stand in the table under their city's name too.
    let reach = Extent.radius(ofForeignCityWithPopulation: city.population)
    let others = cities.dropFirst().filter { other in
      other.coordinate.distance(to: city.coordinate)
        > Double(reach + Extent.radius(ofForeignCityWithPopulation: other.population))
    }
    let isLikely = Self.isLikely(city.country)
    let alike = others.filter {
      Self.isLikely($0.country) == isLikely
        && $0.population * ResolverThresholds.foreignNamesakeRatio > city.population
    }
    // A larger one elsewhere, or the one in Europe that a far larger one elsewhere was taken before.
    let told = others.filter { other in
      guard Self.isLikely(other.country) != isLikely else { return false }
      return isLikely
        ? other.population > city.population
        : Double(city.population) < Double(other.population) * ResolverThresholds.dominantPopulationRatio
    }
    if alike.contains(where: { $0.country != city.country }) { return .asLikely(alike + told) }
    if !alike.isEmpty { return .inCountry(alike) }
    return told.isEmpty ? .none : .lessLikely(told)
  }

  /// "2: Halle (Saale) (DE), Hal (BE)".
  func note(ofNamesakes cities: [ForeignCity]) -> PlacementNote {
    let listed = cities.prefix(Self.namesakesTold).map { "\($0.name) (\($0.country))" }.joined(separator: ", ")
    return PlacementNote(
      .homonyms, "\(cities.count): \(listed)\(cities.count > Self.namesakesTold ? ", ..." : "")")
  }

  private static let namesakesTold = 5
}
