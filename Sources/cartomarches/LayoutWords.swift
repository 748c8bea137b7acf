import Geocoding
import Tables

/// What published layouts of tables are called.
struct LayoutWords {
  var language: Language

  /// The name of a layout, in a line of its own.
  func name(_ layout: KnownLayout) -> String {
    let name =
      switch layout {
      case .article133: language.choose("liste des marchés conclus (article 133)", "list of contracts (article 133)")
      case .place: language.choose("export annuel de PLACE", "yearly export of PLACE")
      case .decp2019: language.choose("DECP de 2019 (document)", "DECP of 2019 (document)")
      case .decp2022: language.choose("DECP de 2022 (document)", "DECP of 2022 (document)")
      case .decpTabular: language.choose("DECP tabulaires", "tabular DECP")
      case .decpAugmente: "decp_augmente"
      case .scdlMarches: language.choose("SCDL marchés publics", "SCDL contracts")
      case .scdlSubventions: language.choose("SCDL subventions", "SCDL grants")
      case .sirene: language.choose("stock SIRENE", "SIRENE stock")
      case .geoSirene: language.choose("stock SIRENE géocodé", "SIRENE stock, geocoded")
      case .geocoded:
        language.choose(
          "réponse d'un géocodeur, ses coordonnées sont reprises", "answer of a geocoder, its coordinates are taken")
      }
    return language.choose("format : \(name)", "layout: \(name)")
  }
}
