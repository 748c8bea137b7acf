/// What tells the codes of places from other numbers of five digits. A table of towns and their inhabitants looks like one
/// of towns and their INSEE codes; only a gazetteer knows better.
///
///     var options = TableOptions()
///     options.placeCodes = PlaceCodes(exists: { code, role in role == .postcode && known.contains(code) }, isOf: { _, _, _ in nil })
public struct PlaceCodes: Sendable {
  /// True for an existing code of the role ``ColumnRole/postcode`` or ``ColumnRole/citycode``.
  public var exists: @Sendable (_ code: String, _ role: ColumnRole) -> Bool
  /// Whether the code is that of a place of the name; `nil` for a name that is not known.
  public var isOf: @Sendable (_ code: String, _ role: ColumnRole, _ city: String) -> Bool?

  /// From what knows the codes and the places.
  public init(
    exists: @escaping @Sendable (_ code: String, _ role: ColumnRole) -> Bool,
    isOf: @escaping @Sendable (_ code: String, _ role: ColumnRole, _ city: String) -> Bool?
  ) {
    self.exists = exists
    self.isOf = isOf
  }
}

extension PlaceCodes {
  /// Of numbers of five digits at random 29 % are postal or CEDEX codes; columns of such codes have slips and codes abroad.
  private static let leastPostcodes = 0.6
  /// Of numbers at random 39 % are INSEE codes, of today or before.
  private static let leastCitycodes = 0.8
  /// The share of the known cities whose code theirs must be: of numbers at random it is none.
  private static let leastAgreeing = 0.3
  /// Rows that are looked at, and known cities that it takes to be sure.
  private static let rowsLookedAt = 60
  private static let fewestCities = 3
  /// Fewer codes prove nothing: one slip among three is a third.
  private static let fewestCodes = 5

  /// False when a column that looks like codes of the role holds other numbers: too few of them exist, or they are not the
  /// codes of the cities beside them. `cells` are the column's cells, `cities` those of each column that its header calls
  /// a city's, in the same order.
  func mayHold(_ role: ColumnRole, _ cells: [String], besideCities cities: [[String]]) -> Bool {
    let step = max(1, cells.count / Self.rowsLookedAt)
    let rows = stride(from: 0, to: cells.count, by: step).filter { Self.isCode(cells[$0]) }
    guard rows.count >= Self.fewestCodes else { return true }
    let existing = rows.filter { exists(cells[$0], role) }.count
    let least = role == .citycode ? Self.leastCitycodes : Self.leastPostcodes
    guard Double(existing) >= Double(rows.count) * least else { return false }
    let verdicts = cities.map { column in rows.compactMap { isOf(cells[$0], role, column[$0]) } }
      .filter { $0.count >= Self.fewestCities }
    return verdicts.isEmpty
      || verdicts.contains { known in
        Double(known.filter { $0 }.count) >= Double(known.count) * Self.leastAgreeing
      }
  }

  private static func isCode(_ cell: String) -> Bool {
    cell.utf8.count == 5 && cell.utf8.dropFirst(2).allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
