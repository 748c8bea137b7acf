import Gazetteer

/// The names of départements, overseas collectivities and régions, for texts that name no commune.
struct TerritoryIndex: Sendable {
  private var departements: [String: String] = [:]
  private var regions: [String: String] = [:]

  /// Régions until 2015, which tables still name.
  private static let formerRegions = [
    "Alsace", "Aquitaine", "Auvergne", "Basse-Normandie", "Bourgogne", "Champagne-Ardenne", "Franche-Comté",
    "Haute-Normandie", "Languedoc-Roussillon", "Limousin", "Lorraine", "Midi-Pyrénées", "Nord-Pas-de-Calais",
    "Picardie", "Poitou-Charentes", "Provence-Alpes-Côte d'Azur", "PACA", "Rhône-Alpes", "DOM", "DOM-TOM", "Outre-mer",
  ]

  /// Reads the gazetteer's départements and régions. O(départements).
  init(_ gazetteer: Gazetteer) {
    gazetteer.forEachDepartement { departement in
      departements[PlaceNameKey(departement.name).text] = departement.code
      if let region = departement.region.flatMap(gazetteer.regionName) { regions[PlaceNameKey(region).text] = region }
    }
    for region in Self.formerRegions where regions[PlaceNameKey(region).text] == nil {
      regions[PlaceNameKey(region).text] = region
    }
    for name in ["France", "FR"] { regions[PlaceNameKey(name).text] = "France" }
    for name in departements.keys { regions[name] = nil }
  }

  /// A département or collectivity by its code, or a région, or France, as it is written.
  enum Territory: Equatable {
    case departement(String)
    case larger(String)
  }

  /// The territory that a whole folded text names: "vendee", "departement du nord", "ile-de-france". O(1).
  func territory(named text: String, key whole: PlaceNameKey? = nil) -> Territory? {
    var key = whole?.text ?? PlaceNameKey(text).text
    if let first = text.utf8.first, first == 0x64 || first == 0x72,
      let prefix = Self.prefixes.first(where: { text.hasPrefix($0) })
    {
      // "departement du ...", "region ...".
      key = PlaceNameKey(String(text.dropFirst(prefix.utf8.count))).text
    }
    return departements[key].map(Territory.departement) ?? regions[key].map(Territory.larger)
  }

  private static let prefixes = [
    "departement de la ", "departement de l'", "departement du ", "departement des ", "departement de ",
    "departement d'", "dept ", "dpt ", "region ",
  ]
}
