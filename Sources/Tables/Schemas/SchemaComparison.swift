/// A table's columns beside those of the schema that it is nearest to.
public struct SchemaComparison: Sendable {
  /// The nearest schema.
  public let schema: TableSchema
  /// For each column of the schema the table's, 0-based; `nil` for a missing one.
  public let columns: [Int?]
  /// Columns missing, misnamed and extra, in the schema's order, then in the table's.
  public private(set) var problems: [TableProblem] = []

  /// How many of the schema's columns the table has, misnamed ones too.
  public var matchedCount: Int { columns.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

  /// Below this share of columns in common a table is of another matter.
  private static let leastLikeness = 0.1
  /// A table of no layout that we know has so many in common at least, the supplier's name or number among them.
  private static let fewestColumns = 3

  /// Compares a table with the schema of its layout, else with the one that it has most in common with; `nil` for tables
  /// of another matter.
  public init?(_ layout: TableLayout) {
    let candidates: [TableSchema]
    guard layout.headerRow != nil else { return nil }
    switch layout.known {
    case .sirene?, .geoSirene?, .decpAugmente?: return nil
    case .geocoded?, nil: candidates = Self.speaksOfGrants(layout) ? [.scdlSubventions] : TableSchema.all
    case let known?: candidates = TableSchema.all.filter { $0.layouts.contains(known) }
    }
    var best: (schema: TableSchema, columns: [Int?], likeness: Double)?
    for schema in candidates {
      let columns = Self.match(schema, layout)
      let likeness = Self.likeness(schema, columns, layout)
      if likeness > best?.likeness ?? -1 { best = (schema, columns, likeness) }
    }
    guard let best else { return nil }
    if layout.known == nil || layout.known == .geocoded {
      let namesSupplier = zip(best.schema.fields, best.columns).contains { field, column in
        column != nil && [.name, .siret].contains(field.role)
      }
      guard namesSupplier, best.columns.count(where: { $0 != nil }) >= Self.fewestColumns,
        best.likeness >= Self.leastLikeness
      else { return nil }
    }
    schema = best.schema
    columns = best.columns
    findProblems(layout)
  }

  private static func speaksOfGrants(_ layout: TableLayout) -> Bool {
    layout.columns.contains { column in
      HeaderText(column.header).words.contains {
        $0.hasPrefix("beneficiaire") || $0.hasPrefix("subvention") || $0.hasPrefix("attribuant")
      }
    }
  }

  /// The columns of the table that the schema can speak of: results of a geocoder are not the publisher's.
  private static func isOwn(_ column: TableColumn) -> Bool { !HeaderText(column.header).words.starts(with: ["result"]) }

  private static func match(_ schema: TableSchema, _ layout: TableLayout) -> [Int?] {
    var taken: Set<Int> = []
    func take(_ isWanted: (TableColumn) -> Bool) -> Int? {
      guard let found = layout.columns.first(where: { !taken.contains($0.index) && isOwn($0) && isWanted($0) }) else {
        return nil
      }
      taken.insert(found.index)
      return found.index
    }
    var columns = schema.fields.map { field in take { $0.header == field.name } }
    for (place, field) in schema.fields.enumerated() where columns[place] == nil {
      let key = HeaderText(field.name).words.joined()
      columns[place] = take { HeaderText($0.header).words.joined() == key }
    }
    for (place, field) in schema.fields.enumerated() where columns[place] == nil {
      guard let role = field.role else { continue }
      columns[place] = take { $0.role == role }
    }
    return columns
  }

  /// 0 to 1: columns in common, those by their name in full, those by their role in half (Dice's coefficient).
  private static func likeness(_ schema: TableSchema, _ columns: [Int?], _ layout: TableLayout) -> Double {
    let shared = zip(schema.fields, columns).reduce(0.0) { sum, pair in
      guard let column = pair.1 else { return sum }
      let isNamed = HeaderText(layout.columns[column].header).words == HeaderText(pair.0.name).words
      return sum + (isNamed || !schema.hasOfficialNames ? 1 : 0.4)
    }
    let named = layout.columns.filter { !$0.header.isEmpty && isOwn($0) }.count
    return 2 * shared / Double(named + schema.fields.count)
  }

  private mutating func findProblems(_ layout: TableLayout) {
    for (field, column) in zip(schema.fields, columns) {
      guard let column else {
        var problem = TableProblem(.missingColumn, text: field.name)
        problem.isMinor = !field.isRequired
        problems.append(problem)
        continue
      }
      let header = layout.columns[column].header
      guard schema.hasOfficialNames, header != field.name, !Self.isOtherSpelling(header, field.name) else { continue }
      problems.append(TableProblem(.misnamed, column: column, text: "\(header) -> \(field.name)"))
    }
    let known = Set(columns.compactMap { $0 })
    for column in layout.columns where !known.contains(column.index) && Self.isOwn(column) {
      if column.header.isEmpty && column.filled == 0 { continue }
      var problem = TableProblem(.extraColumn, column: column.index, text: column.name)
      problem.isMinor = true
      problems.append(problem)
    }
  }

  /// DECP have two spellings: `acheteur.id` and `acheteur_id`.
  private static func isOtherSpelling(_ header: String, _ name: String) -> Bool {
    String(header.map { $0 == "." ? "_" : $0 }) == name
  }

  /// What each column of the table has to hold by the schema, else by its role; `nil` for columns of no rule.
  func rules(_ layout: TableLayout) -> [ColumnRule] {
    var rules: [Int: ColumnRule] = [:]
    for (field, column) in zip(schema.fields, columns) {
      guard let column else { continue }
      rules[column] = ColumnRule(column: column, rule: field.rule, isRequired: field.isRequired)
    }
    // Where values decide against the headers, the schema's rule is for something else.
    for column in layout.columns where column.reason == .contradictsHeader {
      rules[column.index] = column.role.flatMap { ColumnRule.ofRole($0, column.index) }
    }
    return rules.values.sorted { $0.column < $1.column }
  }
}

/// What the cells of one column have to be.
struct ColumnRule: Sendable {
  var column: Int
  var rule: CellRule
  var isRequired: Bool

  /// What holds for a role whatever the schema; `nil` for roles of any text.
  static func ofRole(_ role: ColumnRole, _ column: Int) -> ColumnRule? {
    let rule: CellRule
    switch role {
    case .siret: rule = .siret
    case .postcode: rule = .postcode
    case .date: rule = .anyDate
    case .amount: rule = .anyAmount
    default: return nil
    }
    return ColumnRule(column: column, rule: rule, isRequired: false)
  }
}
