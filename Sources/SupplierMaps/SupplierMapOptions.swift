import Gazetteer
import Geocoding
import MapLayers

/// What a map of suppliers is to look like.
public struct SupplierMapOptions: Sendable {
  /// What becomes one supplier.
  public var groupBy = Grouping.supplier
  /// Suppliers are companies as a whole, by SIREN, instead of their establishments, by SIRET.
  public var bySiren = false
  /// What becomes one layer.
  public var layerBy = Facet.category
  /// What gives markers their colour; `nil` for the same as ``layerBy``.
  public var colourBy: Facet?
  /// The map's title; empty for the usual words.
  public var title = ""
  /// The language of everything the reader sees that is not from the table.
  public var language = Language.french
  /// Where table and positions come from, one line each, with licence and vintage.
  public var sources: [String] = []
  /// The licence of the map's data.
  public var licence: UMapDocument.Licence?
  /// When the data was made, in words; never taken from the clock, so that bytes stay the same.
  public var dataDate = ""

  /// Who buys: what is near is counted from there. `nil` when nobody in particular does.
  public var buyer: Buyer?
  /// Where outlines, régions and EPCIs come from; without it pictures have no land, and nothing is said about EPCIs.
  public var gazetteer: Gazetteer?

  /// Lays the suppliers of one position out around it, inside the commune; ``gazetteer`` gives its surface. Markers and
  /// features of suppliers are then at displayed positions and say so; everything counted or weighed is not moved.
  public var spreadsSuppliers = false

  /// Adds a layer of départements in pale shades to the uMap, below all others; needs ``gazetteer``.
  public var shadesDepartements = false

  /// The usual map.
  public init() {}

  /// What becomes one supplier.
  public enum Grouping: String, Sendable, CaseIterable {
    /// One company: by valid SIRET, else by name and commune.
    case supplier
    /// Each row of the table.
    case row
    /// Each position.
    case place
  }

  /// What tells layers or colours apart.
  public enum Facet: String, Sendable, CaseIterable {
    /// The kind of contract.
    case category
    /// The year of the contract's date.
    case year
    /// The supplier's département.
    case departement
    /// Nothing: one layer, one colour.
    case none
  }
}
