/// One official file: what it is called, whose it is and how it is written.
struct SourceDescription {
  let file: String
  let title: String
  let publisher: String
  let vintage: String
  let licence: String
  var delimiter = UInt8(ascii: ";")
}

extension SourceDescription {
  private static let openLicence = "Licence Ouverte 2.0"
  /// Republished figures whose publisher names no licence.
  private static let notStated = "not stated"

  static let postalCodes = SourceDescription(
    file: "laposte_hexasmal_2023-06.csv", title: "Base officielle des codes postaux", publisher: "La Poste",
    vintage: "2023-06", licence: openLicence)
  static let chefsLieux = SourceDescription(
    file: "communes_chef_lieu.csv", title: "Répertoire des communes (chefs-lieux)", publisher: "IGN",
    vintage: "1999", licence: notStated, delimiter: UInt8(ascii: ","))
  static let communes = SourceDescription(
    file: "v_commune_2026.csv", title: "Code officiel géographique, communes", publisher: "INSEE",
    vintage: "2026-01-01", licence: openLicence, delimiter: UInt8(ascii: ","))
  static let changes = SourceDescription(
    file: "mvtcommune_2026.csv", title: "Code officiel géographique, mouvements des communes", publisher: "INSEE",
    vintage: "2026-01-01", licence: openLicence, delimiter: UInt8(ascii: ","))
  static let passage = SourceDescription(
    file: "table_passage_com_historique_2025.csv", title: "Table de passage historique des communes",
    publisher: "INSEE", vintage: "2025-01-01", licence: openLicence, delimiter: UInt8(ascii: ","))
  static let population = SourceDescription(
    file: "donnees_communes_population.csv", title: "Populations légales", publisher: "INSEE", vintage: "2023",
    licence: openLicence)
  static let populationMayotte = SourceDescription(
    file: "donnees_communes_mayotte.csv", title: "Populations légales de Mayotte", publisher: "INSEE",
    vintage: "2017", licence: openLicence)
  static let overseas = SourceDescription(
    file: "collectivites-outremer.csv", title: "Collectivités d'outre-mer", publisher: "INSEE", vintage: "2023",
    licence: openLicence, delimiter: UInt8(ascii: ","))
  static let departements = SourceDescription(
    file: "v_departement_2026.csv", title: "Code officiel géographique, départements", publisher: "INSEE",
    vintage: "2026-01-01", licence: openLicence, delimiter: UInt8(ascii: ","))
  static let regions = SourceDescription(
    file: "v_region_2026.csv", title: "Code officiel géographique, régions", publisher: "INSEE",
    vintage: "2026-01-01", licence: openLicence, delimiter: UInt8(ascii: ","))
  static let epcis = SourceDescription(
    file: "epcicom2025.csv", title: "Composition communale des EPCI", publisher: "DGCL", vintage: "2025-01-01",
    licence: openLicence)
  static let cedex = SourceDescription(
    file: "ptt.csv", title: "Nomenclature des codes postaux et CEDEX", publisher: "La Poste", vintage: "2019",
    licence: notStated)
  static let foreignCities = SourceDescription(
    file: "foreign_cities.csv", title: "Cities and alternate names", publisher: "GeoNames", vintage: "2025",
    licence: "CC BY 4.0")
  static let foreignCountries = SourceDescription(
    file: "foreign_countries.csv", title: "Countries", publisher: "GeoNames, Unicode CLDR", vintage: "2025",
    licence: "CC BY 4.0, Unicode License V3")
  static let outlines = SourceDescription(
    file: "departements-avec-outre-mer.geojson", title: "Contours des départements (Admin Express)",
    publisher: "IGN", vintage: "2018", licence: openLicence)
  static let simplifiedOutlines = SourceDescription(
    file: "departements-version-simplifiee.geojson", title: "Contours simplifiés des départements (Admin Express)",
    publisher: "IGN", vintage: "2018", licence: openLicence)
}
