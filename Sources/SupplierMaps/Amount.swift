/// The amount of a contract as its table states it: one figure, or a band between two.
///
/// Whole cents, so that sums are exact and the same on every machine. A band stays a band: nobody knows where in it the
/// contract lies, and its middle would be invented.
public struct Amount: Hashable, Sendable {
  /// The least it can be, cents.
  public var lowerCents: Int
  /// The most it can be, cents; `nil` when nothing bounds it ("plus de 90 000 €").
  public var upperCents: Int?

  /// One figure in cents.
  public init(cents: Int) {
    lowerCents = cents
    upperCents = cents
  }

  /// A band in cents; the ends are put in order.
  public init(fromCents lower: Int, toCents upper: Int?) {
    guard let upper, upper < lower else {
      lowerCents = lower
      upperCents = upper
      return
    }
    lowerCents = upper
    upperCents = lower
  }

  /// One of `count` equal shares, to the cent: what does not divide goes to the first ones, so that all add up.
  func share(_ position: Int, of count: Int) -> Amount {
    func part(_ cents: Int) -> Int {
      let (whole, rest) = cents.quotientAndRemainder(dividingBy: count)
      return whole + (position < abs(rest) ? rest.signum() : 0)
    }
    return Amount(fromCents: part(lowerCents), toCents: upperCents.map(part))
  }

  /// True for one figure.
  public var isExact: Bool { upperCents == lowerCents }
}

/// Sums of amounts, exact ones and bands apart.
public struct AmountTotal: Hashable, Sendable {
  /// Contracts with an exact amount.
  public private(set) var exactCount = 0
  /// Contracts with a band.
  public private(set) var bandCount = 0
  /// Contracts whose amount is missing or not understood.
  public private(set) var unknownCount = 0
  /// The exact amounts together, cents.
  public private(set) var exactCents = 0
  /// The least that all known amounts together can be, cents.
  public private(set) var lowerCents = 0
  /// The most that all known amounts together can be, cents; `nil` when a band has no upper end.
  public private(set) var upperCents: Int? = 0

  /// Nothing added yet.
  public init() {}

  /// Adds one contract's amount; sums beyond the range of Int stay at its end.
  public mutating func add(_ amount: Amount?) {
    guard let amount else {
      unknownCount += 1
      return
    }
    if amount.isExact {
      exactCount += 1
      exactCents = Self.sum(exactCents, amount.lowerCents)
    } else {
      bandCount += 1
    }
    lowerCents = Self.sum(lowerCents, amount.lowerCents)
    if let upper = upperCents { upperCents = amount.upperCents.map { Self.sum(upper, $0) } }
  }

  /// Adds what another total counts.
  public mutating func add(_ other: AmountTotal) {
    exactCount += other.exactCount
    bandCount += other.bandCount
    unknownCount += other.unknownCount
    exactCents = Self.sum(exactCents, other.exactCents)
    lowerCents = Self.sum(lowerCents, other.lowerCents)
    upperCents = upperCents.flatMap { upper in other.upperCents.map { Self.sum(upper, $0) } }
  }

  private static func sum(_ first: Int, _ second: Int) -> Int {
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? (first < 0 ? .min : .max) : sum
  }
}
