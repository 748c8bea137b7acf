/// Counts the cells of a table that break the rules of its schema, else of its columns' roles.
public struct TableChecker {
  private let rules: [ColumnRule]
  private let kinds: RowKinds
  private var faults: [Fault: Found] = [:]

  private struct Fault: Hashable {
    var column: Int
    var kind: TableProblem.Kind
    var isMissing: Bool
  }

  private struct Found {
    var count = 0
    var rows: [Int] = []
    var example = ""
  }

  /// Characters of an example that are shown.
  private static let shownLength = 40

  /// A checker for a table; `comparison` is `nil` when no schema is near.
  public init(_ layout: TableLayout, _ comparison: SchemaComparison?) {
    rules =
      comparison?.rules(layout)
      ?? layout.columns.compactMap { column in column.role.flatMap { ColumnRule.ofRole($0, column.index) } }
    kinds = RowKinds(layout)
  }

  /// Checks the records of a batch; titles, sums and blank rows are none.
  public mutating func check(_ batch: RecordBatch) {
    guard !rules.isEmpty else { return }
    for record in 0..<batch.count where kinds.find(batch, record) == nil {
      for rule in rules { check(batch, record, rule) }
    }
  }

  private mutating func check(_ batch: RecordBatch, _ record: Int, _ rule: ColumnRule) {
    var isMissing = false
    let kind: TableProblem.Kind? = batch.withText(record, rule.column) { cell in
      let text = Self.trimmed(cell)
      isMissing = text.isEmpty
      if isMissing { return rule.isRequired ? .constraintError : nil }
      return rule.rule.fault(in: text)
    }
    guard let kind else { return }
    let fault = Fault(column: rule.column, kind: kind, isMissing: isMissing)
    if faults[fault] == nil { faults[fault] = Found(example: Self.shown(batch.text(record, rule.column))) }
    let line = batch.line(of: record)
    faults[fault]?.count += 1
    if faults[fault]?.rows.count ?? 0 < TableReader.problemsKept { faults[fault]?.rows.append(line) }
  }

  /// One line, not too long.
  private static func shown(_ text: String) -> String {
    String(text.split { $0.isWhitespace }.joined(separator: " ").prefix(shownLength))
  }

  private static func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var range = cell.indices
    while let first = range.first, cell[first] <= 0x20 { range = first + 1..<range.upperBound }
    while let last = range.last, cell[last] <= 0x20 { range = range.lowerBound..<last }
    return UnsafeBufferPointer(rebasing: cell[range])
  }

  /// What was found so far, a problem for each column and kind of fault, in the columns' order. The text is an example;
  /// empty where cells are missing.
  public var problems: [TableProblem] {
    faults.sorted { first, second in
      first.key.column != second.key.column
        ? first.key.column < second.key.column
        : (first.key.kind.rawValue, first.key.isMissing ? 1 : 0) < (
          second.key.kind.rawValue, second.key.isMissing ? 1 : 0
        )
    }.map { fault, found in
      var problem = TableProblem(fault.kind, row: found.rows.first, column: fault.column, text: found.example)
      problem.rule = rules.first { $0.column == fault.column }?.rule
      problem.isMissingCell = fault.isMissing
      problem.count = found.count
      problem.rows = found.rows
      return problem
    }
  }
}
