/// What a row between the first and last of a table is.
public enum RowKind: String, CaseIterable, Sendable {
  /// A record of the table's matter: a contract, a grant.
  case record
  /// Nothing is in it.
  case blank
  /// The title of the rows below it: a section's, a band's, a contract's whose lots follow.
  case title
  /// A sum of other rows.
  case subtotal
  /// The header once more, as at the head of each printed page.
  case repeatedHeader
}

/// Tells the rows of a table that are no records by their cells alone.
public struct RowKinds: Sendable {
  private let places: [Int]
  private let suppliers: [Int]
  private let columnCount: Int
  /// The columns that have a header, with it; empty without header.
  private let headers: [(column: Int, text: String)]
  /// The first byte of the first of them.
  private let headerStart: UInt8

  /// A row that is no record, and the text that shows it.
  public struct Found: Hashable, Sendable {
    /// What it is.
    public var kind: RowKind
    /// The title, or what the sum is called.
    public var text: String
  }

  /// Titles in tables of two columns cannot be told from records.
  private static let fewestColumns = 3
  /// A title stands alone, a sum has a title and a few figures; what fills more cells is a record.
  private static let mostCells = 4
  /// Characters of a title that are shown.
  private static let shownLength = 80

  /// For the rows of a table.
  public init(_ layout: TableLayout) {
    let roles: [ColumnRole] = [.postcode, .city, .citycode, .address, .latitude, .longitude, .country]
    places = roles.compactMap { layout.column($0)?.index }
    suppliers = [ColumnRole.name, .siret].compactMap { layout.column($0)?.index }
    columnCount = layout.columns.filter { $0.filled > 0 }.count
    headers =
      layout.headerRow == nil ? [] : layout.columns.filter { !$0.header.isEmpty }.map { ($0.index, $0.header) }
    headerStart = headers.first?.text.utf8.first ?? 0
  }

  /// What a row is, if it is no record; `nil` for a record. O(cells), without allocating for most records.
  public func find(_ batch: RecordBatch, _ record: Int) -> Found? {
    if isRepeatedHeader(batch, record) { return Found(kind: .repeatedHeader, text: "") }
    var count = 0
    for column in 0..<batch.cellCount(of: record) where !isBlank(batch, record, column) {
      count += 1
      if count > Self.mostCells { return nil }
    }
    let filled = (0..<batch.cellCount(of: record)).filter { !isBlank(batch, record, $0) }
    guard let first = filled.first else { return Found(kind: .blank, text: "") }
    guard columnCount >= Self.fewestColumns else { return nil }
    let texts = filled.map { batch.text(record, $0) }
    guard filled.count > 1 else { return alone(texts[0], column: first) }
    guard filled.allSatisfy({ !places.contains($0) }), let sum = texts.firstIndex(where: Self.isTotal) else {
      return nil
    }
    // A company may be called Total: beside a sum stand figures and at most its title, no other name and no date.
    let others = filled.indices.filter { $0 != sum }
    let titles = others.filter { Self.hasLetters(texts[$0]) }
    guard titles.count <= (suppliers.contains(filled[sum]) ? 0 : 1),
      others.allSatisfy({ !suppliers.contains(filled[$0]) && !Self.isDate(texts[$0]) })
    else { return nil }
    return Found(kind: .subtotal, text: shown(texts.joined(separator: " ")))
  }

  /// True for a row that is certainly a record, as nearly all are: with more cells that begin with something visible than other rows
  /// have, and another beginning than the header's. O(cells), and quicker than ``find(_:_:)``.
  package func isRecord(_ rows: RecordPointers, _ record: Int) -> Bool {
    func first(_ column: Int) -> UInt8 { rows.cellInPlace(record, column)?.first ?? 0 }
    if headers.count >= 2, first(headers[0].column) == headerStart { return false }
    var count = 0
    var column = 0
    while column < rows.cellCount(record) {
      let byte = first(column)
      if byte > 0x20, byte < 0xC2 {
        count += 1
        if count > Self.mostCells { return true }
      }
      column += 1
    }
    return false
  }

  /// A row with something in one cell only.
  private func alone(_ text: String, column: Int) -> Found? {
    if SectionTitle(text).isTelling { return Found(kind: .title, text: shown(text)) }
    if Self.isTotal(text), text.contains(where: \.isNumber) { return Found(kind: .subtotal, text: shown(text)) }
    guard Self.hasLetters(text), !suppliers.contains(column), !places.contains(column) else { return nil }
    return Found(kind: .title, text: shown(text))
  }

  private func isBlank(_ batch: RecordBatch, _ record: Int, _ column: Int) -> Bool {
    let range = batch.cell(record, column).range
    guard !range.isEmpty else { return true }
    // Spaces of any kind: a no-break space is one too.
    return batch.bytes[range.lowerBound] <= 0x20 || batch.bytes[range.lowerBound] >= 0xC2
      ? batch.withText(record, column) { CellText($0, limit: range.count).bytes.isEmpty } : false
  }

  /// True when every cell says what its column's header says, two at least.
  private func isRepeatedHeader(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard headers.count >= 2 else { return false }
    return headers.allSatisfy { column, header in
      let cell = batch.cell(record, column)
      // Most cells differ from their header by the first byte already.
      guard !cell.range.isEmpty, batch.bytes[cell.range.lowerBound] == header.utf8.first else { return false }
      return batch.text(record, column) == header
    }
  }

  /// "Total", "TOTAL : 176 585,29", "Sous-total travaux", "Total général".
  private static func isTotal(_ text: String) -> Bool {
    let words = HeaderText(text).words
    return words.first == "total" || words.first == "totaux" || words.starts(with: ["sous", "total"])
      || words.starts(with: ["montant", "total"]) || words.first == "soustotal"
  }

  private static func isDate(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { CellShape($0).contains(.date) }
  }

  private static func hasLetters(_ text: String) -> Bool { text.contains(where: \.isLetter) }

  /// One line, not too long, without what separates notes.
  private func shown(_ text: String) -> String {
    let line = text.split { $0.isWhitespace }.joined(separator: " ").replacingSemicolons
    return line.count <= Self.shownLength ? line : line.prefix(Self.shownLength) + "…"
  }
}

extension String {
  fileprivate var replacingSemicolons: String { String(map { $0 == ";" ? "," : $0 }) }
}
