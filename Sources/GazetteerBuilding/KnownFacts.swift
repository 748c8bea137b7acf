import Geodesy

/// The facts that no source file states, and the builder's thresholds.
enum KnownFacts {
  /// Postal codes that truly serve islands hundreds of kilometres apart (Tuamotu-Gambier, Leeward and Marquesas Islands).
  static let scatteredPostcodes: Set<String> = ["98790", "98732", "98796"]

  /// A postal code serves one delivery area: the widest true one on the mainland (04200) spans 46 km.
  static let widestPostcodeMetres = 100_000.0

  /// A chef-lieu is refused when it is farther from La Poste's centre than both of these. True ones lie up to 5.0 radii
  /// away (Rodern, whose forest lies apart from the village) and up to 15 km (Arles); the wrong ones start at 13 radii.
  static let farthestChefLieuMetres = 5_000.0
  static let farthestChefLieuRadii = 6.0
  /// The radius taken for a commune of unknown area: half of all communes are smaller than 10.7 km².
  static let usualCommuneRadiusMetres = 1_850.0

  /// The outlines are simplified and the boxes cut to them: half a kilometre to five.
  static let outlineMarginDegrees = 0.05

  /// La Poste's table is of this month: later changes of communes are not in it.
  static let postalCodesVintage = "2023-06-01"

  /// Communes that left their département for a collectivity of their own (organic law 2007-223).
  static let overseasSuccessors = ["97123": "97701", "97127": "97801"]

  /// Divided communes that the table of passage lacks and whose name no successor carries: where the village lies
  /// (of Pierrelez, 77362, no source was found; the first successor of the register).
  static let dividedSuccessors = [
    "08227": "08454", "45117": "45093", "60606": "60509", "77362": "77066",
  ]

  /// The airport of Roissy has codes of the Val-d'Oise; its delivery office is in Tremblay-en-France.
  static let cedexAcrossBorders = ["957": "93073", "959": "93073"]

  static let monacoCitycode = "99138"
  static let monacoTerritory = "MC"

  /// Islands and a state that have no neighbour to judge their size by (INSEE; Monaco's own statistics), km².
  static let surfacesKm2 = ["97501": 216.0, "97502": 25, "97701": 24, "97801": 53, "99138": 2.08]

  /// The austral lands, Wallis and Futuna, and Polynesia: hardly any of their islands reaches farther than this from its
  /// middle (Tahiti and Rangiroa do, Tahiti in twelve communes).
  static let archipelagos: Set<String> = ["984", "986", "987"]
  static let widestIslandKilometres = 10.0

  /// Places that people write for a commune and that no source lists: Monaco's best known quarter, and the district whose
  /// delivery office is in Nanterre, without the "Paris" of its labels.
  static let localities = [(name: "Monte-Carlo", citycode: "99138")]
  static let businessDistricts = [(name: "La Défense", citycode: "92050")]

  /// The permanent bases of the austral districts, which no source places; for the scattered islands of the Indian
  /// Ocean the middle of the five.
  static let australDistricts: [String: Coordinate] = [
    "98411": Coordinate(latitude: -37.7975, longitude: 77.5695),
    "98412": Coordinate(latitude: -49.3498, longitude: 70.2193),
    "98413": Coordinate(latitude: -46.4325, longitude: 51.8567),
    "98414": Coordinate(latitude: -66.6628, longitude: 140.0014),
    "98415": Coordinate(latitude: -17.6700, longitude: 44.9300),
  ]

  /// Seats of the overseas collectivities and of Monaco; the austral lands are administered from La Réunion.
  static let overseasSeats = [
    "975": "97502", "977": "97701", "978": "97801", "986": "98613", "987": "98735", "988": "98818",
    "MC": "99138",
  ]

  /// The cities whose arrondissements have codes of their own.
  static let citiesWithArrondissements = ["13055", "69123", "75056"]

  /// Neighbours and the small states in between: their cities keep every name.
  static let neighbours: Set<String> = ["BE", "LU", "CH", "DE", "IT", "ES", "GB", "MC", "AD", "NL", "PT"]
}
