import Geocoding
import MapLayers

/// Rows that were not placed, those with the same location and the same trouble together.
struct UnplacedRows: Sendable {
  /// Rows of one location as typed.
  struct Group: Sendable {
    let location: String
    let status: PlacementStatus
    let reason: String
    let suggestion: String
    /// The first suppliers.
    var names: [String] = []
    /// The first rows.
    var rowNumbers: [Int] = []
    var count = 0
  }

  private(set) var groups: [Group] = []
  /// Rows beyond the groups kept.
  private(set) var uncountedRows = 0
  private var indexByKey: [Key: Int] = [:]

  private struct Key: Hashable {
    let location: String
    let status: PlacementStatus
    let suggestion: String
  }

  /// Nobody reads more in a report; all rows are in `unlocated.csv`.
  private static let mostGroups = 2_000
  private static let mostNamed = 3

  /// The reasons are in the options' language, with its gazetteer's names of countries.
  mutating func add(_ row: ContractRow, _ options: SupplierMapOptions) {
    let location = DisplayText.oneLine(row.location)
    let key = Key(location: location, status: row.placement.status, suggestion: row.suggestion)
    let index: Int
    if let known = indexByKey[key] {
      index = known
    } else if groups.count < Self.mostGroups {
      index = groups.count
      indexByKey[key] = index
      let reason = row.placement.notes.map { $0.sentence(in: options.language, gazetteer: options.gazetteer) }
        .joined(separator: " ")
      groups.append(
        Group(location: location, status: row.placement.status, reason: reason, suggestion: row.suggestion))
    } else {
      uncountedRows += 1
      return
    }
    groups[index].count += 1
    if groups[index].rowNumbers.count < Self.mostNamed { groups[index].rowNumbers.append(row.rowNumber) }
    let name = DisplayText.oneLine(Mojibake.repaired(row.name) ?? row.name)
    if !name.isEmpty, groups[index].names.count < Self.mostNamed, !groups[index].names.contains(name) {
      groups[index].names.append(name)
    }
  }

  /// The groups, those of most rows first, then in the table's order.
  var byCount: [Group] {
    groups.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }
}
