import Gazetteer

/// The names of départements, overseas collectivities and régions, for texts that name no commune.
struct TerritoryIndex: Sendable {
  private var territories: [String: Territory] = [:]
  /// The last five letters of the keys that have as many, as numbers.
  private var endings: Set<UInt64> = []

  /// Names of no département or région of today that tables still hold: régions until 2015, short names, all overseas.
  private static let otherNames = [
    "Alsace", "Aquitaine", "Auvergne", "Basse-Normandie", "Bourgogne", "Champagne-Ardenne", "Franche-Comté",
    "Haute-Normandie", "Languedoc-Roussillon", "Limousin", "Lorraine", "Midi-Pyrénées", "Nord-Pas-de-Calais",
    "Picardie", "Poitou-Charentes", "PACA", "Rhône-Alpes", "DOM", "DOM-TOM", "Outre-mer",
  ]

  /// Reads the gazetteer's départements and régions. O(départements).
  init(_ gazetteer: Gazetteer) {
    // A département's name goes before a région's: La Réunion is both.
    for name in Self.otherNames { territories[PlaceNameKey(name).text] = .larger(name) }
    gazetteer.forEachDepartement { departement in
      if let region = departement.region.flatMap(gazetteer.regionName) {
        territories[PlaceNameKey(region).text] = .larger(region)
      }
    }
    for name in ["France", "FR"] { territories[PlaceNameKey(name).text] = .larger("France") }
    gazetteer.forEachDepartement { territories[PlaceNameKey($0.name).text] = .departement($0.code) }
    for key in territories.keys where key.utf8.count >= 5 {
      endings.insert(key.utf8.suffix(5).reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  /// False when a folded text certainly does not end with words that ``territory(named:key:)`` knows. O(length).
  func mayEnd(_ text: String) -> Bool {
    // A key ends with the text's last letters, unless these are an article or stand for a longer word, all of which have four
    // letters at most, or CEDEX stands before them.
    var letters: UInt64 = 0
    var count = 0
    var lastFour: UInt32 = 0
    for byte in text.utf8 {
      lastFour = lastFour << 8 | UInt32(byte)
      if lastFour == 0x2063_6564 || lastFour == 0x2063_6478 { return true }  // " ced", " cdx"
      let isLetter = byte >= 0x61 && byte <= 0x7A
      letters = isLetter ? letters << 8 | UInt64(byte) : 0
      count = isLetter ? count + 1 : 0
    }
    return count < 5 || endings.contains(letters & 0xFF_FFFF_FFFF)
  }

  /// A département or collectivity by its code, or a région, or France, as it is written.
  enum Territory: Equatable {
    case departement(String)
    case larger(String)
  }

  /// The territory whose name has a key. O(1).
  func territory(ofKey key: PlaceNameKey) -> Territory? { territories[key.text] }

  /// Calls `body` with the key of each name.
  func forEachKey(_ body: (String) -> Void) { territories.keys.forEach(body) }

  /// The territory that a whole folded text names: "vendee", "departement du nord", "ile-de-france". O(1).
  func territory(named text: String, key whole: PlaceNameKey? = nil) -> Territory? {
    var key = whole?.text ?? PlaceNameKey(text).text
    if let first = text.utf8.first, first == 0x64 || first == 0x72,
      let prefix = Self.prefixes.first(where: { text.hasPrefix($0) })
    {
      // "departement du ...", "region ...".
      key = PlaceNameKey(String(text.dropFirst(prefix.utf8.count))).text
    }
    return territories[key]
  }

  private static let prefixes = [
    "departement de la ", "departement de l'", "departement du ", "departement des ", "departement de ",
    "departement d'", "dept ", "dpt ", "region ",
  ]
}
