import Geocoding
import Tables

/// Writes geocoded rows as JSON lines: an object per row, the table's own cells as texts, then the results, numbers as
/// numbers, `null` where there is nothing.
struct JSONRows: Sendable {
  private let columns: [CompiledColumns.Column]
  private let results: [ResultColumn]
  /// The columns' names as JSON, each with the colon behind it: the tables' own, those of the results, of an overlay, of
  /// the source.
  private let ownKeys: [[UInt8]]
  private let resultKeys: [[UInt8]]
  private let overlayKeys: [[UInt8]]
  private let sourceKeys: [[UInt8]]

  /// For rows of tables with these columns, to which those named `added` are added, the results first.
  init(_ columns: [CompiledColumns.Column], results: [ResultColumn], added: [String], isCompiled: Bool) {
    self.columns = columns
    self.results = results
    // In an object a name stands once: what has none, or another column's, gets one.
    var taken = Set(added)
    let own = columns.enumerated().map { index, column in
      let isBlank = column.header.utf8.allSatisfy { $0 <= 0x20 }
      return ResultColumn.unusedName(isBlank ? "column_\(index + 1)" : column.header, taken: &taken)
    }
    ownKeys = own.map(Self.key)
    let keys = added.map(Self.key)
    let sourceCount = isCompiled ? 2 : 0
    resultKeys = Array(keys.prefix(results.count))
    overlayKeys = Array(keys.dropFirst(results.count).dropLast(sourceCount))
    sourceKeys = Array(keys.suffix(sourceCount))
  }

  private static func key(_ name: String) -> [UInt8] {
    var key: [UInt8] = []
    JSONText.append(name.utf8, to: &key)
    return key + [0x3A]
  }

  private static let null = Array("null".utf8)

  /// Appends the members of the results and those that an overlay adds, each with a comma before it.
  func appendResults(
    _ placement: Placement, distanceMetres: Double?, overlay cells: [String], to text: inout [UInt8]
  ) {
    for (column, key) in zip(results, resultKeys) {
      let value = column == .distance ? distanceMetres.map { "\(Int($0.rounded()))" } ?? "" : placement.text(column)
      Self.append(value, isNumber: column.isNumber, key: key, to: &text)
    }
    for (cell, key) in zip(cells, overlayKeys) { Self.append(cell, isNumber: false, key: key, to: &text) }
  }

  private static func append(_ value: String, isNumber: Bool, key: [UInt8], to text: inout [UInt8]) {
    text.append(0x2C)
    text += key
    if value.isEmpty {
      text += null
    } else if isNumber {
      text += value.utf8
    } else {
      JSONText.append(value.utf8, to: &text)
    }
  }

  /// Appends a row's object and a line end; `name` is the file's.
  func append(
    _ batch: RecordBatch, _ record: Int, _ table: Int, answer: UnsafeRawBufferPointer, name: String,
    to line: inout [UInt8]
  ) {
    for (index, column) in columns.enumerated() {
      line.append(index == 0 ? 0x7B : 0x2C)
      line += ownKeys[index]
      if let place = column.places[table] {
        batch.withText(record, place) { JSONText.append($0, to: &line) }
      } else {
        line += Self.null
      }
    }
    line += answer
    if sourceKeys.count == 2 {
      line.append(0x2C)
      line += sourceKeys[0]
      JSONText.append(name.utf8, to: &line)
      line.append(0x2C)
      line += sourceKeys[1]
      line += String(batch.line(of: record)).utf8
    }
    line += [0x7D, 0x0A]
  }
}

extension ResultColumn {
  /// True for the columns whose texts are numbers.
  fileprivate var isNumber: Bool {
    switch self {
    case .latitude, .longitude, .score, .radiusMetres, .foundLatitude, .foundLongitude, .nextScore, .distance: true
    default: false
    }
  }
}
