import Geocoding
import MapLayers
import Tables

/// A table read to its end, described.
struct TableInspection {
  var name: String
  var layout: TableLayout
  /// Beside the nearest schema; `nil` when none is near.
  var comparison: SchemaComparison?
  var rows = 0
  var problems: [TableProblem]
  /// Problems counted but not listed, by kind.
  var unlisted: [(kind: TableProblem.Kind, count: Int)] = []

  /// Reads the whole table and calls `onRows` with the rows read so far, after each batch.
  init(name: String, reader: TableReader, onRows: (Int) -> Void = { _ in }) throws(TableError) {
    self.name = name
    layout = reader.layout
    comparison = SchemaComparison(layout)
    var checker = TableChecker(layout, comparison)
    while let batch = try reader.nextBatch() {
      rows += batch.count
      checker.check(batch)
      onRows(rows)
    }
    problems = reader.layout.problems + reader.problems + (comparison?.problems ?? []) + checker.problems
    for kind in TableProblem.Kind.allCases {
      let count = reader.problemCounts[kind, default: 0]
      if count > TableReader.problemsKept { unlisted.append((kind, count - TableReader.problemsKept)) }
    }
  }

  private var delimiterText: String {
    switch layout.delimiter {
    case _ where ![.csv, .tsv].contains(layout.format): ""
    case nil: ""
    case 9: "\t"
    case let byte?: String(decoding: [byte], as: UTF8.self)
    }
  }

  // MARK: Text

  func text(_ language: Language) -> String {
    var lines = [name]
    let delimiter = layout.delimiter == 9 ? "tab" : delimiterText
    let header =
      layout.headerRow.map { language.choose("en-tête ligne \($0)", "header on line \($0)") }
      ?? language.choose("sans en-tête", "no header")
    let columns = language.count(layout.columns.count, ("colonne", "colonnes"), ("column", "columns"))
    let count = language.rows(rows)
    let format = layout.format.rawValue.uppercased()
    let form =
      if let sheet = layout.sheet {
        language.choose("\(format), feuille « \(sheet) »", "\(format), sheet “\(sheet)”")
      } else if delimiter.isEmpty {
        format
      } else {
        "\(format), \(layout.encoding.rawValue), \(language.quoted(delimiter))"
      }
    lines.append("  \(form), \(header), \(columns), \(count)")
    lines += knowledgeLines(language)
    let names = layout.columns.map { "\($0.index + 1) \($0.name)" }
    let width = min(40, names.map(\.count).max() ?? 0)
    for (column, name) in zip(layout.columns, names) {
      let role = column.role?.rawValue ?? "–"
      let sure = column.role == nil ? "" : " \(percent(column.confidence))"
      let filled = language.choose("remplie à \(percent(column.filled))", "\(percent(column.filled)) filled")
      let examples = column.examples.map { language.quoted($0.prefix(30)) }.joined(separator: ", ")
      lines.append("  \(padded(name, width))  \(padded(role + sure, 16))  \(filled)  \(examples)")
    }
    let words = ProblemWords(language: language)
    for problem in problems where !problem.isMinor { lines.append("  ! \(words.text(problem, layout))") }
    lines += minorLines(words)
    for entry in unlisted {
      lines.append(
        language.choose(
          "  ! \(entry.kind.rawValue) : \(entry.count) autres", "  ! \(entry.kind.rawValue): \(entry.count) more"))
    }
    if !layout.hasLocation {
      let advice = words.advice(without: layout, file: name, asksItself: false)
      lines.append(language.choose("  ! aucune colonne ne dit où ; \(advice)", "  ! no column says where; \(advice)"))
    }
    return Console.printable(lines: lines)
  }

  /// The layout by its name, and the schema that the columns are compared with.
  private func knowledgeLines(_ language: Language) -> [String] {
    var lines: [String] = []
    if let known = layout.known { lines.append("  " + LayoutWords(language: language).name(known)) }
    if let comparison {
      let share = "\(comparison.matchedCount)/\(comparison.schema.fields.count)"
      lines.append(
        language.choose(
          "  schéma le plus proche : \(comparison.schema.title), \(share) colonnes",
          "  nearest schema: \(comparison.schema.title), \(share) columns"))
    }
    return lines
  }

  /// What the schema allows, one line for each kind.
  private func minorLines(_ words: ProblemWords) -> [String] {
    [TableProblem.Kind.missingColumn, .extraColumn].compactMap { kind in
      let texts = problems.filter { $0.isMinor && $0.kind == kind }.map(\.text)
      return texts.isEmpty ? nil : "  · " + words.minor(kind, texts)
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private func padded(_ text: String, _ width: Int) -> String {
    text.count >= width ? String(text.prefix(max(width, 1))) : text + String(repeating: " ", count: width - text.count)
  }

  // MARK: JSON

  func write(to json: inout JSONWriter, _ language: Language) {
    json.beginObject()
    for (key, text) in [
      ("file", name), ("format", layout.format.rawValue), ("encoding", layout.encoding.rawValue),
      ("delimiter", delimiterText),
    ] {
      json.key(key)
      json.text(text)
    }
    json.key("sheet")
    if let sheet = layout.sheet { json.text(sheet) } else { json.null() }
    json.key("header_row")
    if let row = layout.headerRow { json.integer(row) } else { json.null() }
    json.key("rows")
    json.integer(rows)
    json.key("layout")
    if let known = layout.known { json.text(known.rawValue) } else { json.null() }
    json.key("schema")
    if let comparison { write(comparison, to: &json) } else { json.null() }
    json.key("columns")
    json.beginArray()
    for column in layout.columns { write(column, to: &json) }
    json.endArray()
    json.key("problems")
    json.beginArray()
    for problem in problems { write(problem, to: &json, language) }
    json.endArray()
    json.endObject()
  }

  private func write(_ comparison: SchemaComparison, to json: inout JSONWriter) {
    json.beginObject()
    json.key("id")
    json.text(comparison.schema.id)
    json.key("title")
    json.text(comparison.schema.title)
    json.key("columns")
    json.integer(comparison.schema.fields.count)
    json.key("matched")
    json.integer(comparison.matchedCount)
    json.endObject()
  }

  private func write(_ column: TableColumn, to json: inout JSONWriter) {
    json.beginObject()
    json.key("index")
    json.integer(column.index + 1)
    json.key("header")
    json.text(column.header)
    json.key("role")
    if let role = column.role { json.text(role.rawValue) } else { json.null() }
    json.key("confidence")
    json.number(column.confidence, decimals: 2)
    json.key("filled")
    json.number(column.filled, decimals: 3)
    json.key("examples")
    json.beginArray()
    for example in column.examples { json.text(example) }
    json.endArray()
    json.endObject()
  }

  private func write(_ problem: TableProblem, to json: inout JSONWriter, _ language: Language) {
    json.beginObject()
    json.key("kind")
    json.text(problem.kind.rawValue)
    json.key("row")
    if let row = problem.row { json.integer(row) } else { json.null() }
    json.key("column")
    if let column = problem.column { json.integer(column + 1) } else { json.null() }
    json.key("text")
    json.text(ProblemWords(language: language).text(problem, layout))
    if !problem.rows.isEmpty {
      json.key("count")
      json.integer(problem.count)
      json.key("rows")
      json.beginArray()
      for row in problem.rows { json.integer(row) }
      json.endArray()
    }
    json.endObject()
  }
}
