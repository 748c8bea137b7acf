/// Columns that say more of a contract than its roles do; found by their headers. Places are 0-based.
public struct ContractColumns: Hashable, Sendable {
  /// Codes of the Common Procurement Vocabulary; `nil` without them.
  public var cpv: Int?
  /// Whether a row is the contract's present state; `nil` where tables do not tell.
  public var isPresentState: Int?
  /// The band of amounts beside a column of amounts: one column of texts, or two of its ends under one header.
  public var band: [Int] = []

  init(_ columns: [TableColumn]) {
    for column in columns {
      let words = HeaderText(column.header).words
      if cpv == nil, words.contains("cpv"), words.allSatisfy({ ["cpv", "code", "codes", "principal"].contains($0) }) {
        cpv = column.index
      } else if isPresentState == nil, words.joined() == "donneesactuelles" {
        isPresentState = column.index
      } else if band.isEmpty, column.role == nil, words.first == "tranche" {
        band = [column.index]
        // A merged header stands above the first of its columns.
        let next = column.index + 1
        if columns.indices.contains(next), columns[next].header.isEmpty, columns[next].filled > 0 { band.append(next) }
      }
    }
  }
}
