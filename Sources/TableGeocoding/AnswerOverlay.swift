import Geocoding

/// Answers from elsewhere, a remote service say, that come before the resolver's.
public struct AnswerOverlay: Sendable {
  /// An answer to a location.
  public struct Answer: Sendable {
    /// Where it is.
    public var resolution: Resolution
    /// Metres from the position that the row names to the answer's, for ``ResultColumn/distance``; `nil` without one.
    public var distanceMetres: Double?

    /// An answer, and how far off the row's position it is.
    public init(_ resolution: Resolution, distanceMetres: Double? = nil) {
      self.resolution = resolution
      self.distanceMetres = distanceMetres
    }
  }

  /// The answer to a location; `nil` to let the resolver answer. Called from several threads, once per distinct location.
  public var answer: @Sendable (LocationQuery) -> Answer?
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
    answer = { query in resolution(query).map { Answer($0) } }
  }

  /// An overlay of answers that have distances.
  public init(answer: @escaping @Sendable (LocationQuery) -> Answer?) {
    distinguishesCompanies = false
    columns = []
    cells = { _ in [] }
    self.answer = answer
  }
}
