/// What is known of the points of a ``ClusterIndex`` beside their positions: one array per property, each as long as the
/// input, or empty when the input lacks it.
public struct ClusterAttributes: Sendable {
  /// Amounts in cents; ``unknownAmount`` where none is known.
  public var amountsCents: [Int]
  /// Numbers of categories from 0; ``none`` where there is none.
  public var categories: [Int32]
  /// Numbers of suppliers from 0; ``none`` where there is none.
  public var suppliers: [Int32]

  /// Arrays as long as the input, or empty.
  public init(amountsCents: [Int] = [], categories: [Int32] = [], suppliers: [Int32] = []) {
    self.amountsCents = amountsCents
    self.categories = categories
    self.suppliers = suppliers
  }

  /// Stands for an amount that is not known.
  public static let unknownAmount = Int.min
  /// Stands for no category and no supplier.
  public static let none: Int32 = -1
}

/// How many points have a category.
public struct CategoryCount: Hashable, Sendable {
  /// The category's number.
  public let category: Int
  /// Its points.
  public let count: Int
}

/// Sums over the points of one feature.
public struct ClusterSummary: Hashable, Sendable {
  /// How many points there are.
  public internal(set) var pointCount = 0
  /// The known amounts together, cents; `nil` when no amount is known.
  public internal(set) var amountSumCents: Int?
  /// How many points have each category, by its number; categories without points are left out.
  public internal(set) var categoryCounts: [CategoryCount] = []
  /// How many different suppliers there are.
  public internal(set) var supplierCount = 0

  /// Sums over the points of these numbers. O(n log n) in their number for the suppliers, else O(n).
  public init(points: some Collection<UInt32>, attributes: ClusterAttributes) {
    pointCount = points.count
    var counts: [Int] = []
    var suppliers: [Int32] = []
    for point in points {
      let number = Int(point)
      if attributes.amountsCents.indices.contains(number) {
        let cents = attributes.amountsCents[number]
        // Amounts are far from the limits of 64 bits; a damaged one must not stop the program.
        if cents != ClusterAttributes.unknownAmount { amountSumCents = (amountSumCents ?? 0) &+ cents }
      }
      if attributes.categories.indices.contains(number), attributes.categories[number] >= 0 {
        let category = Int(attributes.categories[number])
        while counts.count <= category { counts.append(0) }
        counts[category] += 1
      }
      if attributes.suppliers.indices.contains(number), attributes.suppliers[number] >= 0 {
        suppliers.append(attributes.suppliers[number])
      }
    }
    categoryCounts = counts.enumerated().compactMap { $1 > 0 ? CategoryCount(category: $0, count: $1) : nil }
    suppliers.sort()
    var last = ClusterAttributes.none
    for supplier in suppliers where supplier != last {
      supplierCount += 1
      last = supplier
    }
  }
}

extension ClusterIndex {
  /// Sums over the points of a feature.
  public func summary(of feature: ClusterFeature, attributes: ClusterAttributes) -> ClusterSummary {
    ClusterSummary(points: leaves[feature.leafRange], attributes: attributes)
  }
}
