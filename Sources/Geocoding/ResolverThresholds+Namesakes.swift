extension ResolverThresholds {
  // MARK: Names abroad that nothing on the row confirms
  //
  // The table of cities abroad has each under all names in all languages, old ones and abbreviations among them: 403 of the
  // 17,576 triples of letters stand in it (DEP for Dieppe, Canada), and 948 words of a French dictionary that are no
  // commune's name. Of the triples the figures below leave Fès, Huế and Ulm.

  /// Names of three letters are abbreviations unless a European city's usual name: Ulm.
  static let leastPeopleOfThreeLetters = 100_000
  /// Usual names of four letters: Sion, Kehl, Asti in the countries next to France...
  static let leastPeopleOfFourLettersNextDoor = 25_000
  /// ... Lund, Bath in Europe...
  static let leastPeopleOfFourLetters = 100_000
  /// ... Lima, Oran, Suez elsewhere.
  static let leastPeopleOfFourLettersFarOff = 500_000
  /// Longer usual names of one word outside Europe, where small towns are called Commerce, Central or Carrière.
  static let leastPeopleFarOff = 100_000
  /// Other names, of five letters at least, in Europe...
  static let leastPeopleOfOtherName = 100_000
  /// ... next to France, of six letters at least: Doornik, Mantova...
  static let leastPeopleOfOtherNameNextDoor = 20_000
  /// ... and elsewhere, of seven letters at least: Natanya, Trivandrum.
  static let leastPeopleOfOtherNameFarOff = 200_000

  // MARK: Namesakes abroad

  /// How many times the people of its namesakes a city abroad needs to be meant without a word about them.
  static let foreignNamesakeRatio = 10
  /// A city in Europe, taken before a larger namesake in the rest of the world, or the far larger one there: no table says how
  /// often that is right.
  static let foreignNamesakeScore = 0.6

  // MARK: Short names of French towns

  /// From this many inhabitants on a town may be meant by the first words of its name: Ivry, Châlons, La Seyne.
  static let shortNamedTownPopulation = 10_000
  /// It must have this many times the people of every place that bears the short name alone...
  static let shortNamedTownRatio = 10
  /// ... none of which is a town itself: Le Blanc has 6,000, and is not Le Blanc-Mesnil.
  static let namesakeTownPopulation = 5_000
}
