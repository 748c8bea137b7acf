import Geodesy

/// A whole uMap map: its settings and its layers.
public struct UMapDocument: Sendable {
  /// The map's name, 200 characters at most.
  public var name: String
  /// The text of the map's caption; uMap's markup.
  public var description = ""
  /// The licence's name and address.
  public var licence: Licence?
  /// What is said about the data's origin, small, in the map's credits.
  public var credit = ""
  /// Where the map opens.
  public var view: MapView
  /// What shows beside the map when it opens.
  public var panel = Panel.none
  /// The style of every layer that sets nothing else.
  public var style = UMapStyle()
  /// Types of the features' properties, for the filters.
  public var fields: [UMapField] = []
  /// Filters over all layers.
  public var filters: [UMapFilter] = []
  /// The layers from top to bottom: the first is drawn over the others and listed first.
  public var layers: [UMapLayer]

  /// A map of layers, the top one first.
  public init(name: String, view: MapView, layers: [UMapLayer]) {
    self.name = name
    self.view = view
    self.layers = layers
  }

  /// A licence.
  public struct Licence: Hashable, Sendable {
    /// Its name as the reader sees it.
    public var name: String
    /// The address of its text; empty when there is none.
    public var url: String

    /// A licence.
    public init(name: String, url: String = "") {
      self.name = name
      self.url = url
    }

    /// A licence by its SPDX identifier, in any case, where it is one that open data in France bears; else by its words.
    public init(named text: String) {
      switch text.lowercased() {
      case "etalab-2.0":
        self.init(
          name: "Licence Ouverte 2.0",
          url: "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf")
      case "odbl-1.0":
        self.init(name: "Open Database License 1.0", url: "https://opendatacommons.org/licenses/odbl/1-0/")
      case "cc-by-4.0":
        self.init(name: "Creative Commons BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/")
      case "cc0-1.0":
        self.init(
          name: "Creative Commons Zero 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/")
      default: self.init(name: text)
      }
    }
  }

  /// What shows beside the map.
  public enum Panel: String, Sendable {
    /// Nothing.
    case none
    /// Name, description and legend.
    case caption
    /// The list of features.
    case browser = "databrowser"
    /// The list of layers.
    case layers = "datalayers"
    /// The filters.
    case filters = "datafilters"
  }

  /// uMap's names and values of the settings.
  var settings: Properties {
    var settings = Properties()
    settings.add("name", DisplayText.truncated(name, to: UMapText.longestName))
    settings.add("description", description)
    if let licence {
      var block = Properties()
      block.add("name", licence.name)
      block.add("url", licence.url)
      settings.set("licence", .object(block))
    }
    settings.add("shortCredit", credit)
    settings.add("zoom", view.zoom)
    settings.add("defaultView", "center")
    settings.add("onLoadPanel", panel.rawValue)
    settings.set("captionBar", .boolean(false))
    settings.set("scaleControl", .boolean(true))
    settings.set("datalayersControl", .boolean(true))
    settings.set("searchControl", .boolean(true))
    settings.set("displayPopupFooter", .boolean(false))
    for entry in style.properties.entries { settings.set(entry.key, entry.value) }
    settings.addList("fields", fields.map(\.properties))
    settings.addList("filters", filters.map(\.properties))
    return settings
  }
}
