/// Finds the record that names the columns.
enum HeaderDetection {
  /// Records looked at: title lines, notes and blank lines above a header are few.
  private static let recordsLookedAt = 40
  /// Records below that it is compared with.
  private static let recordsCompared = 200
  /// Longer texts name no column.
  private static let longestName = 80

  /// The header's record in the sample; `nil` when the first record is data already. O(n).
  static func run(_ batch: RecordBatch, whole: Int) -> Int? {
    let candidates = (0..<min(whole, recordsLookedAt)).filter { !batch.isBlank($0) }
    guard let first = candidates.first else { return nil }
    var best: (record: Int, known: Int)?
    for record in candidates {
      let cells = filledCells(batch, record)
      let known = cells.reduce(0) { $0 + (isKnown($1) ? 1 : 0) }
      guard known >= 1, known * 2 >= cells.count || known >= 3 else { continue }
      guard cells.allSatisfy({ $0.utf8.count <= longestName * 2 }) else { continue }
      if known > best?.known ?? 0 { best = (record, known) }
    }
    if let best { return best.record }
    // No word that we know: the first record that fills the table's width, if it differs from what stands below it.
    let width = (0..<min(whole, recordsCompared)).map { filledCells(batch, $0).count }.max() ?? 1
    let record = candidates.first { filledCells(batch, $0).count * 2 >= width } ?? first
    return contrast(batch, record, whole: whole) > 0 ? record : nil
  }

  private static func filledCells(_ batch: RecordBatch, _ record: Int) -> [String] {
    (0..<batch.cellCount(of: record)).map { batch.text(record, $0) }.filter { !$0.utf8.allSatisfy { $0 <= 0x20 } }
  }

  private static func isKnown(_ text: String) -> Bool {
    guard text.utf8.count <= longestName else { return false }
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
