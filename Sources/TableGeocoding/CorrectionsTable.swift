import Geocoding
import Tables

/// Reads the answers that a person wrote into the answer columns of an ``UnlocatedTable``.
public enum CorrectionsTable {
  /// The answers of every row that has one. Throws what reading a table throws.
  public static func read(_ source: ByteSource) throws(TableError) -> Corrections {
    let reader = try TableReader(source: source)
    let cells = LocationCells(reader.layout, distinguishesCompanies: false)
    let answers = UnlocatedTable.answerColumns.map { name in
      reader.layout.columns.first { $0.header == name }?.index
    }
    var corrections = Corrections()
    while let batch = try reader.nextBatch() {
      for record in 0..<batch.count {
        let texts = answers.map { column in column.map { batch.text(record, $0) } ?? "" }
        let answer = Corrections.Answer(
          postcode: texts[0], city: texts[1], citycode: texts[2], latitude: texts[3], longitude: texts[4])
        if !answer.isEmpty { _ = corrections.add(answer, for: cells.query(batch, record)) }
      }
    }
    return corrections
  }
}
