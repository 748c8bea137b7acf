import CDensityCells
import Glibc

/// The cells of a row that one source may reach, by their squared distances along the row in units of the radius, and
/// the rows that it reaches.
///
/// Four cells are taken at a time and those beyond the radius get 0, so that neither ends nor remainders need code.
struct DensityColumns {
  /// Cells after the last of a row that a vector may touch.
  static let margin = density_margin

  /// The first column.
  private(set) var first = 0
  /// How many columns there are.
  private(set) var count = 0
  /// The column of the source, counted from the first.
  private var centre = 0

  private let kernel: DensityKernel
  /// The squares, and ``beyond`` for a margin behind them.
  private let squares: FlatArray<Double>
  /// exp(-8 square) for the gaussian kernel in metric systems, and 0 behind them.
  private let columnHeights: FlatArray<Double>
  private let rowHeights: FlatArray<Double>
  private let parts: FlatArray<density_part>
  private var partCount = 0

  /// Room for rows of so many columns, of which a source reaches at most so many.
  init(kernel: DensityKernel, columns: Int, reachedRows: Int) {
    self.kernel = kernel
    squares = FlatArray(count: columns + Self.margin)
    columnHeights = FlatArray(count: kernel == .gaussian ? columns + Self.margin : 0)
    rowHeights = FlatArray(count: kernel == .gaussian ? reachedRows : 0)
    parts = FlatArray(count: reachedRows)
  }

  /// Takes columns by their squares.
  @inline(__always)
  mutating func measure(_ range: Range<Int>, square: (Int) -> Double) {
    first = range.lowerBound
    count = range.count
    let base = squares.base
    for index in 0..<count { base[index] = square(first &+ index) }
    (base + count).update(repeating: Self.beyond, count: Self.margin)
  }

  /// Further than any radius, yet so near that no step of a kernel overflows.
  private static let beyond = 1e150

  /// Takes evenly spaced columns; `centre` is the source's place in columns of the grid, a column `cellShare` radii wide.
  mutating func measure(_ range: Range<Int>, centre: Double, cellShare: Double) {
    measure(range) { column in
      let share = (Double(column) - centre) * cellShare
      return share * share
    }
    self.centre = Int(centre.rounded(.down)) - first
    guard kernel == .gaussian else { return }
    Self.fillExponentials(
      columnHeights.base, count: count, from: (Double(first) - centre) * cellShare, step: cellShare)
    (columnHeights.base + count).update(repeating: 0, count: Self.margin)
  }

  /// So many values are worked out each from the one before, until rounding could add up to 1e-13.
  private static let exponentialRun = 32

  /// Fills in exp(-8 d²) for d = start, start + step ...: each is the one before times a ratio that itself changes by a
  /// constant factor, begun anew after every ``exponentialRun``.
  private static func fillExponentials(
    _ values: UnsafeMutablePointer<Double>, count: Int, from start: Double, step: Double
  ) {
    let steepness = DensityKernel.gaussianSteepness
    let change = exp(-2 * steepness * step * step)
    for begin in stride(from: 0, to: count, by: exponentialRun) {
      let share = start + Double(begin) * step
      var value = exp(-steepness * share * share)
      var ratio = exp(-steepness * step * (2 * share + step))
      for index in begin..<min(begin + exponentialRun, count) {
        values[index] = value
        value *= ratio
        ratio *= change
      }
    }
  }

  // MARK: Rows

  /// Evenly spaced rows of a grid, seen from a source.
  struct Rows {
    /// Rows from the source's own to the first, and from each to the next.
    var fromOwn: Int
    var step: Int
    var count: Int
    /// From the source up to the first row's centre, and between rows of the grid, radii.
    var distance: Double
    var spacing: Double
  }

  /// Takes rows of a metric system, `stride` x `step` apart in memory, the first beginning at `cells`. `halfWidths`: so
  /// many columns at most a source reaches in a row so many rows away.
  mutating func take(
    _ rows: Rows, weight: Double, halfWidths: FlatArray<Int>, cells: UnsafeMutablePointer<Double>, stride: Int
  ) {
    if kernel == .gaussian {
      Self.fillExponentials(
        rowHeights.base, count: rows.count, from: rows.distance, step: -rows.spacing * Double(rows.step))
    }
    var target = cells + first
    for number in 0..<rows.count {
      let half = halfWidths[Int((rows.fromOwn &+ number &* rows.step).magnitude)]
      let distance = rows.distance - Double(number &* rows.step) * rows.spacing
      let low = max(0, centre &- half)
      let high = min(count, centre &+ half &+ 1)
      if low < high, distance * distance <= 1 {
        take(
          density_part(
            cells: target, first: low, last: high, weight: kernel == .gaussian ? weight * rowHeights[number] : weight,
            a: distance * distance, b: 1))
      }
      target += stride &* rows.step
    }
  }

  /// Takes a row whose cells have weight x shape(a + b x square).
  mutating func take(weight: Double, a: Double, b: Double, cells: UnsafeMutablePointer<Double>) {
    take(density_part(cells: cells + first, first: 0, last: count, weight: weight, a: a, b: b))
  }

  @inline(__always)
  private mutating func take(_ part: density_part) {
    parts[partCount] = part
    partCount += 1
  }

  /// Adds the rows taken to the grid and forgets them.
  mutating func addRows(isMetric: Bool) {
    density_add(
      kernel.forCells, parts.base, partCount, squares.base,
      kernel == .gaussian && isMetric ? UnsafePointer(columnHeights.base) : nil)
    partCount = 0
  }
}

extension DensityKernel {
  fileprivate var forCells: density_kernel {
    switch self {
    case .quartic: density_quartic
    case .gaussian: density_gaussian
    case .epanechnikov: density_epanechnikov
    case .triangular: density_triangular
    case .uniform: density_uniform
    }
  }
}
