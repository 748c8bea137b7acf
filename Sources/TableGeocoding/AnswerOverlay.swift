import Geocoding

/// Answers from elsewhere, a remote service say, that come before the resolver's.
public struct AnswerOverlay: Sendable {
  /// The answer to a location; `nil` to let the resolver answer. Called from several threads, once per distinct location.
  public var resolution: @Sendable (LocationQuery) -> Resolution?
  /// True when answers depend on the company number, so that rows with different ones are different locations.
  public var distinguishesCompanies: Bool
  /// Columns beside the result columns, written after them.
  public var columns: [String]
  /// The cells of ``columns`` for a location, as many as these.
  public var cells: @Sendable (LocationQuery) -> [String]

  /// An overlay.
  public init(
    distinguishesCompanies: Bool = false, columns: [String] = [],
    cells: @escaping @Sendable (LocationQuery) -> [String] = { _ in [] },
    resolution: @escaping @Sendable (LocationQuery) -> Resolution?
  ) {
    self.distinguishesCompanies = distinguishesCompanies
    self.columns = columns
    self.cells = cells
    self.resolution = resolution
  }
}
