/// Finds the record that names the columns.
enum HeaderDetection {
  /// Records looked at: title lines, notes and blank lines above a header are few.
  private static let recordsLookedAt = 40
  /// Records below that it is compared with.
  private static let recordsCompared = 200
  /// Longer texts name no column.
  private static let longestName = 80

  /// The header's record among `records`; `nil` when the first of them is data already. O(n).
  static func run(_ batch: RecordBatch, _ records: Range<Int>) -> Int? {
    let candidates = records.prefix(recordsLookedAt).filter { !batch.isBlank($0) }
    guard let first = candidates.first else { return nil }
    let width = records.prefix(recordsCompared).map { filledCells(batch, $0).count }.max() ?? 1
    var best: (record: Int, known: Int)?
    for record in candidates {
      let known = knownCells(batch, record)
      let filled = filledCells(batch, record).count
      // A word alone ("PRESTATIONS") heads a section, not a table.
      guard known >= 3 || known >= 1 && known * 2 >= filled && (filled > 1 || width == 1) else { continue }
      if known > best?.known ?? 0 { best = (record, known) }
    }
    if let best { return best.record }
    // No word that we know: the first record that fills the table's width, if it differs from what stands below it.
    let record = candidates.first { filledCells(batch, $0).count * 2 >= width } ?? first
    return contrast(batch, record, whole: records.upperBound) > 0 ? record : nil
  }

  /// Cells of a record that read as headers we know; 0 when a cell is far too long for a record of headers. The header
  /// words of a record that is none are few: once a few cells have none, the rest is not looked at.
  static func knownCells(_ batch: RecordBatch, _ record: Int) -> Int {
    let count = batch.cellCount(of: record)
    guard (0..<count).allSatisfy({ batch.cell(record, $0).range.count <= longestName * 2 }) else { return 0 }
    var known = 0
    for column in 0..<count {
      if isKnown(batch.text(record, column)) { known += 1 }
      if known == 0, column >= 20 { break }
    }
    return known
  }

  private static func filledCells(_ batch: RecordBatch, _ record: Int) -> [String] {
    (0..<batch.cellCount(of: record)).map { batch.text(record, $0) }.filter { !$0.utf8.allSatisfy { $0 <= 0x20 } }
  }

  private static func isKnown(_ text: String) -> Bool {
    guard text.utf8.count <= longestName, let first = text.utf8.first, !CellText.isDigit(first) else { return false }
    let meaning = HeaderMeaning(text)
    return meaning.role != nil && meaning.strength >= 0.45
  }

  /// Above 0 when a record looks like the names of what stands below it.
  private static func contrast(_ batch: RecordBatch, _ record: Int, whole: Int) -> Double {
    var score = 0.0
    let below = (record + 1)..<min(whole, record + 1 + recordsCompared)
    let columns = batch.cellCount(of: record)
    var names: Set<String> = []
    for column in 0..<columns {
      let name = batch.text(record, column)
      let shape = batch.withText(record, column) { CellShape($0) }
      if shape.contains(.blank) { continue }
      if !names.insert(name).inserted { score -= 0.5 }
      let isValue = !shape.isDisjoint(with: .values)
      var statistics = ColumnStatistics()
      var recurs = false
      for other in below {
        batch.withText(other, column) { statistics.add($0) }
        recurs = recurs || batch.text(other, column) == name
      }
      let numbers = statistics.share(.number, .date, .siret, .postcode, .typedPostcode, .band, .amount)
      if isValue {
        score -= 1
      } else if statistics.filled > 0, numbers >= 0.6 {
        score += 1
      }
      if recurs { score -= 0.5 }
      if isIdentifier(name) { score += 0.5 }
    }
    if score == 0, columns > 1, names.allSatisfy({ $0.utf8.count <= longestName }) {
      // Nothing but text above text: tables have headers more often than not.
      return below.isEmpty ? 0 : 0.1
    }
    return score
  }

  /// `code_dep`, `nomCommune`: the way programs name columns.
  private static func isIdentifier(_ name: String) -> Bool {
    let utf8 = Array(name.utf8)
    guard utf8.count >= 3, utf8.allSatisfy({ $0 > 0x20 && $0 < 0x80 }) else { return false }
    if utf8.contains(0x5F), utf8.allSatisfy({ $0 == 0x5F || CellText.isLetter($0) || CellText.isDigit($0) }) {
      return true
    }
    let hump = zip(utf8, utf8.dropFirst()).contains { (0x61...0x7A).contains($0) && (0x41...0x5A).contains($1) }
    return hump && utf8.allSatisfy { CellText.isLetter($0) || CellText.isDigit($0) }
  }
}
