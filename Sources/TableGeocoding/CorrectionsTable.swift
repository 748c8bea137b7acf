import Geocoding
import Tables

/// Reads the answers that a person wrote into the answer columns of an ``UnlocatedTable``.
public enum CorrectionsTable {
  /// The answers of every row that has one. Throws what reading a table throws, and `TableError.lacksColumns`
  /// for a table without any column for answers.
  ///
  /// What an answer is for stands in the column `answer_for`. In a table without it, one made by hand, the columns say where
  /// by their headers and values as in any table; the answers themselves are not among them.
  public static func read(_ source: ByteSource) throws(TableError) -> Corrections {
    let reader = try TableReader(source: source)
    let columns = reader.layout.columns
    let answers = UnlocatedTable.answerColumns.map { name in columns.first { $0.header == name }?.index }
    guard answers.contains(where: { $0 != nil }) else {
      throw .lacksColumns(path: source.path, wanted: UnlocatedTable.answerColumns, seen: columns.map(\.header))
    }
    let location = columns.first { $0.header == UnlocatedTable.locationColumn }?.index
    let others = columns.filter { column in !answers.contains(column.index) }
    var corrections = Corrections()
    var rest: [UInt8] = []
    var waiting: [Corrections.Answer] = []
    let encoding = CellEncoding(delimiter: UInt8(ascii: ";"))
    encoding.appendRecord(others.map(\.header) + [numberColumn], to: &rest)
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count {
        let texts = answers.map { column in column.map { batch.text(record, $0) } ?? "" }
        let answer = Corrections.Answer(
          postcode: texts[0], city: texts[1], citycode: texts[2], latitude: texts[3], longitude: texts[4])
        if let location {
          corrections.add(answer, forLocation: batch.text(record, location))
        } else {
          encoding.appendRecord(
            others.map { batch.text(record, $0.index) } + ["n\(waiting.count)"], to: &rest)
          waiting.append(answer)
        }
      }
    }
    if location == nil { try add(waiting, ofRowsIn: rest, to: &corrections) }
    return corrections
  }

  /// Adds the answers to the rows of a table that has no answer columns.
  private static func add(
    _ answers: [Corrections.Answer], ofRowsIn table: [UInt8], to corrections: inout Corrections
  ) throws(TableError) {
    let reader = try TableReader(source: ByteSource(bytes: table, name: "corrections"))
    let cells = LocationCells(reader.layout, distinguishesCompanies: false)
    guard let number = reader.layout.columns.first(where: { $0.header == numberColumn })?.index else { return }
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count {
        guard let row = Int(batch.text(record, number).dropFirst()), answers.indices.contains(row) else { continue }
        corrections.add(answers[row], for: cells.query(batch, record))
      }
    }
  }

  /// Says which answer a row is for, where a reader may leave blank rows out.
  private static let numberColumn = "answer_row"
}
