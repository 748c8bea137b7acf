import Glibc

/// The cells of a row that one source may reach: their squared distances along the row in units of the radius, and the
/// loops that add the source's part to rows.
///
/// The loops take four cells at a time and leave those beyond the radius at 0, so that neither ends nor remainders need
/// code.
struct DensityColumns {
  typealias Four = SIMD4<Double>

  /// Cells after the last that a vector may touch.
  static let margin = 4

  private let kernel: DensityKernel
  /// The first column.
  private var first = 0
  /// How many columns there are.
  private var count = 0
  /// The column of the source, counted from the first.
  private var centre = 0
  /// The squares, and ``beyond`` for a margin behind them.
  private var squares: [Double] = []
  /// exp(-8 square) for the gaussian kernel in metric systems, and 0 behind them.
  private var exponentials: [Double] = []
  private var rowExponentials: [Double] = []

  init(kernel: DensityKernel) { self.kernel = kernel }

  /// Takes evenly spaced columns; `centre` is the source's place in columns of the grid, a column `cellShare` radii wide.
  mutating func measure(_ range: Range<Int>, centre: Double, cellShare: Double) {
    first = range.lowerBound
    count = range.count
    self.centre = Int(centre.rounded(.down)) - first
    squares.removeAll(keepingCapacity: true)
    for column in range {
      let share = (Double(column) - centre) * cellShare
      squares.append(share * share)
    }
    close()
    guard kernel == .gaussian else { return }
    exponentials.removeAll(keepingCapacity: true)
    Self.appendExponentials(
      from: (Double(first) - centre) * cellShare, step: cellShare, count: count, to: &exponentials)
    exponentials.append(contentsOf: repeatElement(0, count: Self.margin))
  }

  /// Takes columns by their squares.
  mutating func measure(_ range: Range<Int>, square: (Int) -> Double) {
    first = range.lowerBound
    count = range.count
    squares.removeAll(keepingCapacity: true)
    for column in range { squares.append(square(column)) }
    close()
  }

  /// Further than any radius, yet so near that no step of a kernel overflows.
  private static let beyond = 1e150

  private mutating func close() { squares.append(contentsOf: repeatElement(Self.beyond, count: Self.margin)) }

  /// Appends exp(-8 d²) for d = start, start + step ...: each is the one before times a ratio that itself changes by a
  /// constant factor, begun anew before rounding adds up to 1e-13.
  private static func appendExponentials(from start: Double, step: Double, count: Int, to values: inout [Double]) {
    let steepness = DensityKernel.gaussianSteepness
    let change = exp(-2 * steepness * step * step)
    for begin in stride(from: 0, to: count, by: 32) {
      let share = start + Double(begin) * step
      var value = exp(-steepness * share * share)
      var ratio = exp(-steepness * step * (2 * share + step))
      for _ in begin..<min(begin + 32, count) {
        values.append(value)
        value *= ratio
        ratio *= change
      }
    }
  }

  // MARK: Metric systems

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

  /// Adds a source of a weight to rows that lie `step` x `stride` apart in memory, each with a margin behind it.
  mutating func add(
    _ weight: Double, _ rows: Rows, _ halfWidths: [Int], to row: UnsafeMutablePointer<Double>, stride: Int
  ) {
    if kernel == .gaussian {
      rowExponentials.removeAll(keepingCapacity: true)
      Self.appendExponentials(
        from: rows.distance, step: -rows.spacing * Double(rows.step), count: rows.count, to: &rowExponentials)
    }
    let weights = Four(repeating: weight)
    switch kernel {
    case .quartic:
      add(rows, halfWidths, to: row, stride) { square, limit, _, _ in
        let height = (limit - square).floored
        return weights * (height * height)
      }
    case .epanechnikov:
      add(rows, halfWidths, to: row, stride) { square, limit, _, _ in weights * (limit - square).floored }
    case .triangular:
      let one = Four(repeating: 1)
      add(rows, halfWidths, to: row, stride) { square, limit, _, _ in
        // The square root of what is beyond the radius is more than 1.
        weights * (one - (square + (one - limit)).root).floored
      }
    case .uniform:
      add(rows, halfWidths, to: row, stride) { square, limit, _, _ in
        weights.replacing(with: Four.zero, where: square .> limit)
      }
    case .gaussian:
      exponentials.withUnsafeBytes { heights in
        rowExponentials.withUnsafeBufferPointer { rowHeights in
          guard let heights = heights.baseAddress, let rowHeights = rowHeights.baseAddress else { return }
          add(rows, halfWidths, to: row, stride) { square, limit, place, rowNumber in
            let weights = Four(repeating: weight * rowHeights[rowNumber])
            return (weights * heights.loadUnaligned(fromByteOffset: place, as: Four.self))
              .replacing(with: Four.zero, where: square .> limit)
          }
        }
      }
    }
  }

  /// Adds heights to rows; `place` is a vector's place in the columns, bytes.
  @inline(__always)
  private func add(
    _ rows: Rows, _ halfWidths: [Int], to row: UnsafeMutablePointer<Double>, _ stride: Int,
    height: (_ square: Four, _ limit: Four, _ place: Int, _ rowNumber: Int) -> Four
  ) {
    squares.withUnsafeBytes { squares in
      halfWidths.withUnsafeBufferPointer { halfWidths in
        guard let squares = squares.baseAddress, let halfWidths = halfWidths.baseAddress else { return }
        var target = row + first
        for number in 0..<rows.count {
          let fromOwn = rows.fromOwn &+ number &* rows.step
          let half = halfWidths[Int(fromOwn.magnitude)]
          let low = max(0, centre &- half)
          let high = min(count, centre &+ half &+ 1)
          let distance = rows.distance - Double(number &* rows.step) * rows.spacing
          let limit = 1 - distance * distance
          if low < high, limit >= 0 {
            Self.add(squares, low, high, limit, to: UnsafeMutableRawPointer(target)) { square, limits, place in
              height(square, limits, place, number)
            }
          }
          target += stride &* rows.step
        }
      }
    }
  }

  @inline(__always)
  private static func add(
    _ squares: UnsafeRawPointer, _ low: Int, _ high: Int, _ limit: Double, to row: UnsafeMutableRawPointer,
    height: (_ square: Four, _ limit: Four, _ place: Int) -> Four
  ) {
    let limits = Four(repeating: limit)
    var place = low &* MemoryLayout<Double>.stride
    let end = high &* MemoryLayout<Double>.stride
    while place < end {
      let square = squares.loadUnaligned(fromByteOffset: place, as: Four.self)
      let sum = row.loadUnaligned(fromByteOffset: place, as: Four.self) + height(square, limits, place)
      row.storeBytes(of: sum, toByteOffset: place, as: Four.self)
      place &+= MemoryLayout<Four>.stride
    }
  }

  // MARK: Other systems

  /// What a source adds to a row: weight x shape(a + b q), q being a column's square.
  struct Part {
    var weight: Double
    var a: Double
    var b: Double
  }

  /// Adds a part to a row of the grid.
  func add(_ part: Part, to row: UnsafeMutablePointer<Double>) {
    let limit = (1 - part.a) / part.b
    squares.withUnsafeBytes { squares in
      guard let squares = squares.baseAddress else { return }
      let row = UnsafeMutableRawPointer(row + first)
      switch kernel {
      case .quartic:
        let weights = Four(repeating: part.weight * part.b * part.b)
        Self.add(squares, 0, count, limit, to: row) { square, limit, _ in
          let height = (limit - square).floored
          return weights * (height * height)
        }
      case .epanechnikov:
        let weights = Four(repeating: part.weight * part.b)
        Self.add(squares, 0, count, limit, to: row) { square, limit, _ in weights * (limit - square).floored }
      case .triangular:
        let (weights, a, b) = (Four(repeating: part.weight), Four(repeating: part.a), Four(repeating: part.b))
        Self.add(squares, 0, count, limit, to: row) { square, _, _ in
          weights * (Four(repeating: 1) - (a + b * square).root).floored
        }
      case .uniform:
        let weights = Four(repeating: part.weight)
        Self.add(squares, 0, count, limit, to: row) { square, limit, _ in
          weights.replacing(with: Four.zero, where: square .> limit)
        }
      case .gaussian:
        Self.add(squares, 0, count, limit, to: row) { square, limit, _ in
          var heights = Four.zero
          for index in heights.indices where square[index] <= limit[index] {
            heights[index] = part.weight * kernel.shape(squaredShare: part.a + part.b * square[index])
          }
          return heights
        }
      }
    }
  }
}

extension SIMD4<Double> {
  /// The values, but 0 for those below.
  @inline(__always)
  fileprivate var floored: SIMD4<Double> { replacing(with: SIMD4<Double>.zero, where: self .< SIMD4<Double>.zero) }

  /// The square roots of values from 0 to 1e300, to two units of the last place.
  ///
  /// The compiler takes the processor's root one value at a time, with a test for negative ones; this is three times as
  /// fast. The reciprocal root begins 3 % off with half of the exponent (Lomont, "Fast inverse square root", 2003); a step
  /// of Newton's method makes that 0.2 %, one of Halley's 1e-8, and a correction of the root itself 1e-16.
  @inline(__always)
  var root: SIMD4<Double> {
    let half = self * 0.5
    let bits = SIMD4<UInt64>(repeating: 0x5FE6_EB50_C7B5_37A9) &- (unsafeBitCast(self, to: SIMD4<UInt64>.self) &>> 1)
    var reciprocal = unsafeBitCast(bits, to: SIMD4<Double>.self)
    reciprocal *= 1.5 - half * reciprocal * reciprocal
    let product = self * reciprocal * reciprocal
    reciprocal *= 1.875 - product * (1.25 - 0.375 * product)
    let root = self * reciprocal
    return root + reciprocal * 0.5 * (self - root * root)
  }
}
