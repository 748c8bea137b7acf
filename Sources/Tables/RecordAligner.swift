/// Puts the cells of records that are longer than the header back in their columns, where there is one way only.
struct RecordAligner: Sendable {
  /// Columns of the table.
  let columnCount: Int
  private let patterns: [Pattern?]

  /// What the cells of a column have in common.
  private struct Pattern: Sendable {
    /// Every cell has one of these shapes.
    var shapes: CellShape
    /// An empty cell fits.
    var mayBeEmpty: Bool
  }

  /// What can be said of a record whose length is not the header's.
  enum Outcome: Equatable {
    case fits, tooShort, tooLong
    case realigned(Realignment)
  }

  /// The share of a column's cells that make a pattern of their shape.
  private static let patternShare = 0.9
  /// The share of filled cells above which an empty one does not fit.
  private static let alwaysFilledShare = 0.95
  /// Cells that it takes to see a pattern.
  private static let leastCells = 3
  /// Tables with more columns are not put right: it would take long, and they are made by programs.
  private static let mostColumns = 300
  /// Shapes that tell columns apart.
  private static let telling: [CellShape] = [
    .postcode, .siret, .date, .number, .amount, .band, .frenchLatitude, .frenchLongitude, .category,
  ]

  init(columns: [TableColumn], statistics: [ColumnStatistics]) {
    columnCount = columns.count
    patterns = statistics.map { statistics in
      guard statistics.filled >= Self.leastCells else { return nil }
      let shapes = Self.telling.filter { statistics.share($0) >= Self.patternShare }
      guard !shapes.isEmpty else { return nil }
      return Pattern(
        shapes: CellShape(shapes), mayBeEmpty: statistics.filledShare < Self.alwaysFilledShare)
    }
  }

  /// Judges a record whose cells are not as many as the columns. O(columns squared) for a record that is too long.
  func align(_ batch: RecordBatch, _ record: Int) -> Outcome {
    let cells = batch.cellCount(of: record)
    if cells < columnCount { return batch.isBlank(record) ? .fits : .tooShort }
    let surplus = columnCount..<cells
    if surplus.allSatisfy({ batch.writtenCell(record, $0).range.isEmpty }) { return .fits }
    guard patterns.contains(where: { $0 != nil }), cells <= columnCount * 2,
      columnCount <= Self.mostColumns
    else { return .tooLong }

    let shapes = (0..<cells).map { position in
      batch.withText(record, position) { CellShape($0) }
    }
    let excess = cells - columnCount
    var ways: [Realignment] = []
    for column in 0..<columnCount {
      let way = Realignment(column: column, excess: excess)
      if fits(way, batch, record, shapes: shapes) { ways.append(way) }
    }
    if ways.count > 1 {
      // A comma in a sentence has a space after it.
      ways = ways.filter { way in
        way.positions(of: way.column).dropFirst().allSatisfy { position in
          batch.bytes[batch.writtenCell(record, position).range].first == 0x20
        }
      }
    }
    return ways.count == 1 ? .realigned(ways[0]) : .tooLong
  }

  private func fits(_ way: Realignment, _ batch: RecordBatch, _ record: Int, shapes: [CellShape]) -> Bool {
    patterns.indices.allSatisfy { column in
      guard let pattern = patterns[column] else { return true }
      let positions = way.positions(of: column)
      guard positions.count > 1 else {
        let shape = shapes[positions.lowerBound]
        return shape.contains(.blank) ? pattern.mayBeEmpty : !shape.isDisjoint(with: pattern.shapes)
      }
      let merged = batch.joinedCells(record, positions)
      let shape = batch.bytes.withUnsafeBufferPointer { CellShape(UnsafeBufferPointer(rebasing: $0[merged])) }
      return !shape.isDisjoint(with: pattern.shapes)
    }
  }
}
