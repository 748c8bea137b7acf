/// What a column means to us; the texts are those of the option `--column`.
public enum ColumnRole: String, CaseIterable, Sendable {
  /// Postal code of the supplier.
  case postcode
  /// Commune of the supplier.
  case city
  /// INSEE code of that commune.
  case citycode
  /// Street address, or any text that says where.
  case address
  /// Company number: SIRET, SIREN, VAT number.
  case siret
  /// The supplier's name.
  case name
  /// Kind of contract or grant.
  case category
  /// Amount, or a band of amounts.
  case amount
  /// When: a day, a month or a year.
  case date
  /// What was bought or paid for.
  case object
  /// The contract's or row's own number.
  case id
  /// Degrees north.
  case latitude
  /// Degrees east.
  case longitude
  /// Country of the supplier.
  case country
}
