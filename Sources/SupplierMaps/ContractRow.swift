import Geocoding

/// One row of a table of contracts: its cells by role, as typed, and where it was placed.
public struct ContractRow: Sendable {
  /// The line or spreadsheet row, 1-based.
  public var rowNumber: Int
  /// The supplier's name.
  public var name: String
  /// The supplier's company number.
  public var siret: String
  /// The kind of contract.
  public var category: String
  /// The amount: a number or a band.
  public var amount: String
  /// The date of the contract.
  public var date: String
  /// What the contract is for.
  public var object: String
  /// The contract's own number.
  public var id: String
  /// What rows of one contract have in common, in tables with a row per holder: rows of the same key are counted once and share
  /// the amount. Empty where each row is a contract.
  public var contractKey = ""
  /// True for a second or later holder that a row names beside its first: it is a supplier with a share of the contract, and no
  /// row of its own.
  public var isFurtherHolder = false
  /// The supplier's sector, a code of the NAF ("43.21A"); empty when not known.
  public var activity = ""
  /// The supplier's class of size, INSEE's code of the number of employees ("11" for 10 to 19); empty when not known.
  public var sizeClass = ""
  /// Where the supplier is.
  public var placement: Placement
  /// The cells that say where, as typed, in one text; needed only where the row is not placed.
  public var location: String
  /// What would settle a row that is not placed.
  public var suggestion: String

  /// A row from the cells it has.
  public init(
    rowNumber: Int, name: String = "", siret: String = "", category: String = "", amount: String = "",
    date: String = "", object: String = "", id: String = "", placement: Placement,
    location: String = "", suggestion: String = ""
  ) {
    self.rowNumber = rowNumber
    self.name = name
    self.siret = siret
    self.category = category
    self.amount = amount
    self.date = date
    self.object = object
    self.id = id
    self.placement = placement
    self.location = location
    self.suggestion = suggestion
  }
}
