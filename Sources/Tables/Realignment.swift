/// How the cells of a record that is longer than the header fall into the columns: some adjacent cells are one.
///
/// A stray delimiter in an unquoted text cuts it in two and moves every later cell. The record's bytes stay as they
/// are; only reading by column joins the parts again.
public struct Realignment: Hashable, Sendable {
  /// The column whose text was cut, 0-based.
  public let column: Int
  /// Cells too many: the column's text is in this many cells plus one.
  public let excess: Int

  /// The positions in the record as written of a column's cells.
  func positions(of column: Int) -> Range<Int> {
    if column < self.column { return column..<column + 1 }
    if column == self.column { return column..<column + 1 + excess }
    return column + excess..<column + excess + 1
  }
}
