import Geodesy
import Glibc

/// Adds the kernels of all sources up, cell by cell.
///
/// Bands of rows go to the threads; within a band each source adds its part to each row it reaches, in the order of the
/// sources, so that a cell's sum is the same whatever the bands and threads. The squared distance is a term of the row
/// plus a term of the column (times a factor of the row on the sphere), so a row is one loop without square roots or
/// exponentials for most kernels, which the compiler turns into vector instructions.
struct DensityAccumulator: Sendable {
  let sources: DensitySources
  let geometry: GridGeometry
  let kernel: DensityKernel
  let radiusMetres: Double
  /// The weight 1's density at its place.
  private let peak: Double
  private let isMetric: Bool
  /// The rows' northings, or latitudes where the system is not metric.
  private let rowY: [Double]
  /// Longitudes of the columns' centres, plain and shifted, where the system is not metric.
  private let longitudes: [[Double]]
  /// How many rows away from its own a source can reach.
  private let reachRows: Int

  /// Small enough for a core's cache at a thousand columns; the sources around it are few beside those in it.
  private static let bandRows = 64

  init(sources: DensitySources, geometry: GridGeometry, options: DensityOptions) {
    self.sources = sources
    self.geometry = geometry
    kernel = options.kernel
    radiusMetres = options.radiusMetres
    peak = options.kernel.peak(radiusKilometres: options.radiusMetres / 1000)
    isMetric = geometry.system.isMetric
    let system = geometry.system
    guard !isMetric else {
      rowY = (0..<geometry.rows).map { geometry.northing(row: $0) }
      longitudes = []
      reachRows = Int(radiusMetres / geometry.rowSpacing) + 2
      return
    }
    rowY = (0..<geometry.rows).map { row in
      system.coordinate(of: GridPosition(easting: 0, northing: geometry.northing(row: row))).latitude
    }
    longitudes = [false, true].map { isShifted in
      (0..<geometry.columns).map { column in
        let easting = geometry.easting(column: column, isShifted: isShifted)
        return system.coordinate(of: GridPosition(easting: easting, northing: 0)).longitude
      }
    }
    // Rows of the Mercator map are closest on the ground where it is stretched most.
    let heights = zip(rowY, rowY.dropFirst()).map { $0 - $1 }
    let degrees = radiusMetres / (Coordinate.meanEarthRadiusMetres * .pi / 180)
    let edge = min(heights.first ?? degrees, heights.last ?? degrees)
    // Sources beyond the edge lie in rows still thinner: twice is enough up to 80 degrees.
    reachRows = Int(degrees / max(edge, degrees / 1e6) * (system.projection == .geographic ? 1 : 2)) + 2
  }

  /// All values, row by row from the north.
  func values(threads: Int) -> [Double] {
    var values = [Double](repeating: 0, count: geometry.cellCount)
    let bands = (geometry.rows + Self.bandRows - 1) / Self.bandRows
    values.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: bands, threads: threads) { band in
        let first = band * Self.bandRows
        fill(first..<min(first + Self.bandRows, geometry.rows), of: shared.base)
      }
    }
    return values
  }

  /// The squared distances along a row, plain and shifted, in units of the radius.
  private struct Columns {
    var first = 0
    /// The cell next to the source.
    var nearest = 0
    /// The cells reached in the last row: they always hold the nearest.
    var low = 0
    var high = 0
    var squares: [Double]
    /// exp(-8 square), for the gaussian kernel.
    var exponentials: [Double]
  }

  private func fill(_ rows: Range<Int>, of values: UnsafeMutablePointer<Double>) {
    let northmost = firstSource(fromRow: rows.lowerBound - reachRows)
    let southmost = firstSource(fromRow: rows.upperBound + reachRows)
    let isHexagonal = geometry.shape == .hexagon
    var plain = Columns(squares: [], exponentials: [])
    var shifted = plain
    for source in northmost..<southmost {
      let own = Int(sources.rows[source])
      let reached =
        max(rows.lowerBound, own - reachRows)..<max(rows.lowerBound, min(rows.upperBound, own + reachRows + 1))
      guard !reached.isEmpty, measure(source, isShifted: false, &plain) else { continue }
      if isHexagonal { _ = measure(source, isShifted: true, &shifted) }
      for row in reached {
        if isHexagonal, geometry.isShifted(row: row) {
          add(source, row: row, &shifted, to: values + row * geometry.columns)
        } else {
          add(source, row: row, &plain, to: values + row * geometry.columns)
        }
      }
    }
  }

  private func firstSource(fromRow row: Int) -> Int {
    var (low, high) = (0, sources.rows.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(sources.rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Fills in the squares for the columns that a source may reach; false when there are none.
  private func measure(_ source: Int, isShifted: Bool, _ columns: inout Columns) -> Bool {
    let x = sources.x[source]
    var range: Range<Int>
    if isMetric {
      let centre = (x - geometry.west) / geometry.cellSize - (isShifted ? 1 : 0.5)
      range = clamped(centre, half: radiusMetres / geometry.cellSize)
    } else {
      let angle = radiusMetres / Coordinate.meanEarthRadiusMetres
      let pole = min(abs(sources.y[source]) * .pi / 180 + angle, .pi / 2)
      let cosine = cos(sources.y[source] * .pi / 180) * cos(pole)
      let sine = sin(angle / 2)
      guard cosine > sine * sine else { return measureAll(source, isShifted, 0..<geometry.columns, &columns) }
      let halfDegrees = 2 * asin(sine / cosine.squareRoot()) * 180 / .pi
      let step = geometry.columns > 1 ? longitudes[0][1] - longitudes[0][0] : 1
      range = clamped((x - longitudes[isShifted ? 1 : 0][0]) / step, half: halfDegrees / step)
    }
    guard !range.isEmpty else { return false }
    return measureAll(source, isShifted, range, &columns)
  }

  /// The columns within half a span of a place counted in columns, one more on both sides for rounding.
  private func clamped(_ centre: Double, half: Double) -> Range<Int> {
    let limit = Double(geometry.columns)
    let low = min(max((centre - half).rounded(.down), 0), limit)
    let high = min(max((centre + half).rounded(.down) + 2, 0), limit)
    return Int(low)..<max(Int(low), Int(high))
  }

  private func measureAll(_ source: Int, _ isShifted: Bool, _ range: Range<Int>, _ columns: inout Columns) -> Bool {
    columns.first = range.lowerBound
    columns.squares.removeAll(keepingCapacity: true)
    let x = sources.x[source]
    if isMetric {
      for column in range {
        let share = (geometry.easting(column: column, isShifted: isShifted) - x) / radiusMetres
        columns.squares.append(share * share)
      }
    } else {
      let diameters = 2 * Coordinate.meanEarthRadiusMetres / radiusMetres
      for column in range {
        let share = diameters * sin((longitudes[isShifted ? 1 : 0][column] - x) * .pi / 360)
        columns.squares.append(share * share)
      }
    }
    columns.nearest = columns.squares.indices.min { columns.squares[$0] < columns.squares[$1] } ?? 0
    columns.low = columns.nearest
    columns.high = columns.nearest + 1
    guard kernel == .gaussian, isMetric else { return true }
    columns.exponentials.removeAll(keepingCapacity: true)
    for square in columns.squares { columns.exponentials.append(exp(-DensityKernel.gaussianSteepness * square)) }
    return true
  }

  /// Adds a source's part to a row: the weight times peak times shape(a + b q), q being the columns' squares.
  private func add(_ source: Int, row: Int, _ columns: inout Columns, to values: UnsafeMutablePointer<Double>) {
    var a: Double
    var b = 1.0
    if isMetric {
      let share = (rowY[row] - sources.y[source]) / radiusMetres
      a = share * share
    } else {
      let share =
        2 * Coordinate.meanEarthRadiusMetres / radiusMetres * sin((rowY[row] - sources.y[source]) * .pi / 360)
      a = share * share
      b = cos(rowY[row] * .pi / 180) * cos(sources.y[source] * .pi / 180)
    }
    guard a <= 1, b > 0 else { return }
    let limit = (1 - a) / b
    let weight = sources.weights[source] * peak
    columns.squares.withUnsafeBufferPointer { squares in
      guard let base = squares.baseAddress else { return }
      // The squares fall and then rise: the reached cells are one run.
      // From row to row its ends move little, so they are looked for where they were.
      let nearest = columns.nearest
      guard base[nearest] <= limit else { return }
      var low = columns.low
      var high = columns.high
      while low > 0, base[low - 1] <= limit { low -= 1 }
      while base[low] > limit { low += 1 }
      while high < squares.count, base[high] <= limit { high += 1 }
      while base[high - 1] > limit { high -= 1 }
      columns.low = low
      columns.high = high
      let target = values + columns.first + low
      let count = high - low
      let q = base + low
      switch kernel {
      case .quartic:
        let factor = weight * b * b
        for cell in 0..<count {
          let height = limit - q[cell]
          target[cell] += factor * (height * height)
        }
      case .epanechnikov:
        let factor = weight * b
        for cell in 0..<count { target[cell] += factor * (limit - q[cell]) }
      case .triangular:
        for cell in 0..<count { target[cell] += weight * (1 - (a + b * q[cell]).squareRoot()) }
      case .uniform:
        for cell in 0..<count { target[cell] += weight }
      case .gaussian:
        addGaussian(weight, a, b, q, low..<high, columns, to: target)
      }
    }
  }

  private func addGaussian(
    _ weight: Double, _ a: Double, _ b: Double, _ q: UnsafePointer<Double>, _ range: Range<Int>, _ columns: Columns,
    to target: UnsafeMutablePointer<Double>
  ) {
    guard isMetric else {
      for cell in 0..<range.count {
        target[cell] += weight * exp(-DensityKernel.gaussianSteepness * (a + b * q[cell]))
      }
      return
    }
    let factor = weight * exp(-DensityKernel.gaussianSteepness * a)
    columns.exponentials.withUnsafeBufferPointer { exponentials in
      guard let base = exponentials.baseAddress else { return }
      let start = base + range.lowerBound
      for cell in 0..<range.count { target[cell] += factor * start[cell] }
    }
  }
}
