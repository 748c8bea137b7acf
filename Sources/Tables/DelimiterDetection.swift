/// Finds the byte that separates a table's cells: the one that cuts most records into the same number of cells, best
/// where one of the first records then reads as a header.
enum DelimiterDetection {
  /// Bytes looked at: some hundreds of records.
  static let sampleBytes = 128 << 10
  /// In order of preference among equals.
  private static let candidates: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]
  /// A delimiter below this score is an accident of the text: the table has one column.
  private static let leastScore = 0.35
  /// Records among which a header is looked for.
  private static let headerRecords = 30

  /// The delimiter; `nil` for a table of one column. O(n).
  static func run(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, limit: CSVScanner.QuotedCellLimit) -> UInt8? {
    var best: (delimiter: UInt8, score: Double)?
    let part = UnsafeBufferPointer(rebasing: sample.prefix(sampleBytes))
    for candidate in candidates where part.contains(candidate) {
      let score = score(part, delimiter: candidate, isWhole: isWhole && part.count == sample.count, limit: limit)
      if score > (best?.score ?? leastScore) { best = (candidate, score) }
    }
    return best?.delimiter
  }

  private static func score(
    _ sample: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isWhole: Bool, limit: CSVScanner.QuotedCellLimit
  ) -> Double {
    let index = RecordIndex()
    _ = CSVScanner(delimiter: delimiter, limit: limit).scan(sample, isFinal: true, into: index)
    let batch = RecordBatch(bytes: Array(sample), firstLine: 1, index: index)
    let whole = isWhole || batch.count == 1 ? batch.count : batch.count - 1
    var counts: [Int: Int] = [:]
    var records = 0
    for record in 0..<whole where !batch.isBlank(record) {
      counts[batch.cellCount(of: record), default: 0] += 1
      records += 1
    }
    let split = counts.filter { $0.key > 1 }
    guard let mode = split.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return 0 }
    let consistency = Double(mode.value) / Double(records)
    var score = consistency * (1 - 1 / Double(mode.key))
    let best = (0..<min(whole, headerRecords)).map { HeaderDetection.knownCells(batch, $0) }.max() ?? 0
    if best >= 2 { score += 0.5 }
    // "adresse" above "12 rue des Lilas, 59530 Le Quesnoy": the header has one cell, and names it.
    if let first = (0..<whole).first(where: { !batch.isBlank($0) }), batch.cellCount(of: first) == 1, best < 2,
      HeaderDetection.knownCells(batch, first) == 1
    {
      score = 0
    }
    return score
  }
}
