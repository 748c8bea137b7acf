/// The section that a row stands in: what the titles above it say.
public struct Section: Hashable, Sendable {
  /// The kind of contract; empty when no title names one.
  public private(set) var category = ""
  /// The band of amounts as written; empty when no title states one.
  public private(set) var band = ""

  /// Which of the two stood first: a title of that kind ends the other's section.
  private enum Outer { case category, band }
  private var outer: Outer?

  /// Above all rows.
  public init() {}

  /// Reads a title.
  public mutating func enter(_ title: SectionTitle) {
    guard title.isTelling else { return }
    if outer == nil { outer = title.category.isEmpty ? .band : .category }
    if title.category.isEmpty || title.band.isEmpty {
      if outer == .category, !title.category.isEmpty { band = "" }
      if outer == .band, !title.band.isEmpty { category = "" }
    }
    if !title.category.isEmpty { category = title.category }
    if !title.band.isEmpty { band = title.band }
  }
}
