/// The scores, distances and limits that decide how a location is resolved, each with its reason. Radii stand in ``Extent``.
enum ResolverThresholds {
  // MARK: Scores: the share of rows of that kind expected in the right commune.

  /// Code and official name agree.
  static let exactScore = 1.0
  /// Code and a former, local or postal name agree.
  static let otherNameScore = 0.97
  /// A name that differs in spelling, with one of the code's communes.
  static let spellingScore = 0.9
  /// Lost for each letter that differs.
  static let spellingScorePerEdit = 0.04
  /// The code repaired by one digit so that it agrees with the city.
  static let repairedScore = 0.8
  /// A city beside the code's communes that does not have the code: of the nine stations with such a code and city, all lie
  /// in the city.
  static let cityNotOfCodeScore = 0.85
  /// The same when the city is farther than ``adjoiningCityMetres``: nothing was measured there.
  static let cityBeyondScore = 0.7
  /// A CEDEX code alone: the delivery office's commune, which is not always the company's.
  static let cedexScore = 0.9
  /// Five digits in no table of postal codes that are an INSEE code, and no city: of thirteen such codes beside a French city
  /// in the tables at hand, five were the city's INSEE code, eight a slip in its postal code.
  static let citycodeAloneScore = 0.4
  /// A city's name alone that only one commune bears.
  static let cityScore = 0.9
  /// An arrondissement of Lyon or Marseille concluded from the number behind CEDEX: right for 462 of 624 CEDEX codes.
  static let cedexNumberScore = 0.74
  /// A four-digit code with a zero put in front, beside a city that no table has or in a column whose other codes kept
  /// their zeros: abroad, or another digit lost, as likely as not.
  static let doubtfulZeroScore = 0.3
  /// A city's name alone, spelt otherwise.
  static let citySpellingScore = 0.6
  /// A city's name alone that others bear too, all of them far smaller.
  static let dominantCityScore = 0.85
  /// The first words of one commune's name alone.
  static let shortNameScore = 0.7
  /// A city's name found in an address without a code: streets and people bear such names too.
  static let cityInAddressScore = 0.7
  /// A code and a city that contradict each other: the share of the score that is left.
  static let contradictionScore = 0.5
  /// Two of INSEE code, postal code and city against the third: the two were right for both charging points with such
  /// cells.
  static let majorityScore = 0.9
  /// The commune whose chef-lieu or centre is nearest to the row's coordinates, for its size: of 2,257 schools and charging
  /// points it is right for 94 %...
  static let nearestCommuneScore = 0.93
  /// ... and the nearest of the postal code's own communes for 98 % of 1,399.
  static let nearestOfCodeScore = 0.98
  /// Concluded from the city in the département of an unknown code.
  static let inferredFromCityScore = 0.8
  /// A whole-city code: the city is sure, its arrondissement or code is not.
  static let wholeCityScore = 0.9
  /// A city abroad.
  static let foreignCityScore = 0.8
  /// A candidate that is as likely as the other: a French village and the large city abroad of one name.
  static let evenScore = 0.5
  /// A candidate for a row that is not placed: more seldom right than wrong.
  static let guessScore = 0.3
  /// A candidate that has the typed code, once the code was repaired to fit the city.
  static let repairedCodeScore = 0.2
  /// Only the département or collectivity is known.
  static let coarseScore = 0.1

  // MARK: Distances, metres

  /// A city this near to the code's communes is taken although it lacks the code: people write a neighbouring code. Farther
  /// off the two contradict each other. The tables at hand have three such rows: an official name in the code's département
  /// was right twice (14260 Épron, whose code is 14610; 13635 Aix-en-Provence), a rest area's name was not (89420 Maison
  /// Dieu). So the name of a commune in the département is followed, any other is not.
  static let neighbouringCityMetres = 30_000.0
  /// Within this distance it is a neighbour's.
  static let adjoiningCityMetres = 12_000.0
  /// The row's coordinates this far beyond the radius of its code are noted.
  static let coordinatesToleranceMetres = 3_000.0

  /// A point within this distance of a chef-lieu lies in its territory's surroundings.
  static let territoryMetres = 30_000.0
  /// Coordinates found in a table: a building at best, often a commune's centre looked up by hand.
  static let coordinatesRadiusMetres = 1_000.0

  /// How many of the nearest communes are weighed by their size for the one in which a coordinate is.
  static let communesAroundPoint = 12

  // MARK: Inference from neighbouring CEDEX codes
  //
  // Measured by leaving out each of the table's 21,581 CEDEX codes in turn: with the next number in the table and six
  // tenths of the votes the commune is right for 99 %, with nearest numbers further off for about 65 %.

  /// How many codes on each side are asked.
  static let neighbourCount = 6
  /// Codes further away in number say nothing: offices hold runs of some ten codes.
  static let neighbourSpan = 15
  /// The share of the weighed votes a commune needs.
  static let neighbourMajority = 0.6
  /// The score when the next number is in the table.
  static let nextCodeScore = 0.95
  /// The score when it is not.
  static let distantCodeScore = 0.5
  /// The least radius then, metres: the delivery offices of a run are as far apart as neighbouring towns.
  static let distantNeighbourRadiusMetres = 25_000.0
  /// Within this many numbers of a CEDEX, an unknown code is rather a CEDEX than an INSEE code in the wrong column...
  static let citycodeNeighbourSpan = 5
  /// ... unless the commune is large enough to be written about often.
  static let citycodeLeastPopulation = 5_000

  // MARK: Names

  /// How much larger a city must be than all its namesakes together to be meant when no code says which: below it the
  /// row stays ambiguous.
  static let dominantPopulationRatio = 50.0
  /// A commune of today with fewer inhabitants than this is a hamlet beside a former commune of its name, which may be meant as well.
  static let hamletPopulation = 2_000
  /// A commune with fewer inhabitants than this is not what a bare name means that a département, a région or a country
  /// bears too: Creuse, La Réunion, Suisse.
  static let namesakeOfDepartementPopulation = 2_000
  /// The share of letters a nationwide spelling match may differ in: one in six.
  static let lettersPerEditNationwide = 6

  /// Letters in which a name may differ from one of the code's communes, by its length.
  static func edits(forLength length: Int) -> Int {
    switch length {
    case ..<4: 0
    case 4...5: 1
    case 6...9: 2
    default: 3
    }
  }

  /// Shorter beginnings of names are shared by too many.
  static let leastShortName = 5
  /// Longer texts are sentences, not the beginning of a name. Bytes.
  static let longestShortName = 40
  /// Communes that a beginning of their names may mean together: "Soultz" is any of three, that of more names is hardly one.
  static let mostBegun = 8
  /// Words of a commune's whole name and more, "Etaples-sur-Mer": longer texts are sentences.
  static let mostWordsOfLongName = 7
  /// Cities that one cell may list: more are something else.
  static let mostCities = 6

  // MARK: Cities abroad: inhabitants from which on one is meant

  /// Where any word may stand, and rather than a French village of its name whose code differs.
  static let largeForeignCity = 100_000
  /// Beside a code that is not the French namesake's: "30100 Venise".
  static let foreignCityBesideOtherCode = 50_000
  /// Beside a code in no French table.
  static let foreignCityBesideUnknownCode = 20_000
  /// How many times the other's inhabitants settle it between namesakes here and abroad, beside a code that speaks for one:
  /// "5900 LILLE" is not the Lille beside Antwerp.
  static let namesakePopulationRatio = 10
  /// Letters that the part of a foreign name must have to stand for the whole: "FLEMALLE" for Flémalle-Haute.
  static let leastForeignNamePart = 5

  // MARK: Lists

  /// How many places are listed as candidates.
  static let candidateCount = 20
  /// How many of them for a name that none bears as typed.
  static let spellingCandidateCount = 5
  /// How many of them for the code that was repaired.
  static let repairedCodeCandidateCount = 3
  /// How many namesakes a note lists.
  static let namesakesListed = 5
}
