import Geodesy
import Glibc

/// Adds the kernels of all sources up, cell by cell.
///
/// Bands of rows go to the threads; within a band each source adds its part to each row it reaches, in the order of the
/// sources, so that a cell's sum is the same whatever the bands and threads. The squared distance is a term of the row
/// plus a term of the column (times a factor of the row on the sphere), so a row is one loop over vectors of
/// four cells, without square roots or exponentials for most kernels (``DensityColumns``, `CDensityCells`).
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
  /// So many columns at most a source reaches in a row so many rows away from its own; -1 for none. Metric systems only.
  private let halfWidths: FlatArray<Int>

  /// Sources come from north to south, so that only the rows around one need to be in a core's cache; bands may be high,
  /// and those who reach two of them few.
  private static let bandRows = 96

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
      halfWidths = FlatArray(
        (0...reachRows).map { row in
          // A source is up to half a row from its own row's centre.
          let distance = max(0, Double(row) - 0.5 - 1e-6) * geometry.rowSpacing / options.radiusMetres
          guard distance <= 1 else { return -1 }
          return Int(((1 - distance * distance).squareRoot() * options.radiusMetres / geometry.cellSize).rounded(.up))
        })
      return
    }
    halfWidths = FlatArray([])
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
        let rows = first..<min(first + Self.bandRows, geometry.rows)
        let sums = fill(rows)
        for row in rows {
          let start = sums.base + (row - first) * rowStride
          (shared.base + row * geometry.columns).update(from: start, count: geometry.columns)
        }
      }
    }
    return values
  }

  /// The rows of a band are so far apart in memory that the last vector of a row does not reach the next.
  private var rowStride: Int { geometry.columns + DensityColumns.margin }

  /// The sums of a band of rows, each ``rowStride`` after the one before.
  private func fill(_ rows: Range<Int>) -> FlatArray<Double> {
    let sums = FlatArray<Double>(repeating: 0, count: rows.count * rowStride)
    let northmost = firstSource(fromRow: rows.lowerBound - reachRows)
    let southmost = firstSource(fromRow: rows.upperBound + reachRows)
    let isHexagonal = geometry.shape == .hexagon
    func room() -> DensityColumns {
      DensityColumns(
        kernel: kernel, columns: geometry.columns, reachedRows: min(rows.count, 2 * reachRows + 1))
    }
    var columns = room()
    // The rows of hexagons lie in turn at two places.
    var shiftedColumns = isHexagonal ? room() : columns
    for source in northmost..<southmost {
      let own = Int(sources.rows[source])
      let reached =
        max(rows.lowerBound, own - reachRows)..<max(rows.lowerBound, min(rows.upperBound, own + reachRows + 1))
      guard !reached.isEmpty, measure(source, isShifted: false, &columns) else { continue }
      if isHexagonal {
        _ = measure(source, isShifted: true, &shiftedColumns)
        take(source, reached, isShifted: true, step: 2, &shiftedColumns, bandStart: rows.lowerBound, sums)
      }
      take(source, reached, isShifted: false, step: isHexagonal ? 2 : 1, &columns, bandStart: rows.lowerBound, sums)
    }
    return sums
  }

  /// Adds a source to the rows of one kind that it reaches.
  @inline(__always)
  private func take(
    _ source: Int, _ reached: Range<Int>, isShifted: Bool, step: Int, _ columns: inout DensityColumns, bandStart: Int,
    _ sums: FlatArray<Double>
  ) {
    var first = reached.lowerBound
    if step == 2, geometry.isShifted(row: first) != isShifted { first += 1 }
    guard first < reached.upperBound else { return }
    let cells = sums.base + (first - bandStart) * rowStride
    if isMetric {
      let rows = DensityColumns.Rows(
        fromOwn: first - Int(sources.rows[source]), step: step, count: (reached.upperBound - first + step - 1) / step,
        distance: (rowY[first] - sources.y[source]) / radiusMetres, spacing: geometry.rowSpacing / radiusMetres)
      columns.take(
        rows, weight: sources.weights[source] * peak, halfWidths: halfWidths, cells: cells, stride: rowStride)
    } else {
      for row in stride(from: first, to: reached.upperBound, by: step) {
        guard let (square, narrowing) = squares(source, row: row) else { continue }
        columns.take(
          weight: sources.weights[source] * peak, a: square, b: narrowing, cells: cells + (row - first) * rowStride)
      }
    }
    columns.addRows(isMetric: isMetric)
  }

  private func firstSource(fromRow row: Int) -> Int {
    var (low, high) = (0, sources.rows.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(sources.rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The squared distance from a source to a row where the system is not metric, and how much narrower than at the
  /// equator the distances along it are; `nil` when the row is out of reach.
  private func squares(_ source: Int, row: Int) -> (square: Double, narrowing: Double)? {
    let share =
      2 * Coordinate.meanEarthRadiusMetres / radiusMetres * sin((rowY[row] - sources.y[source]) * .pi / 360)
    let square = share * share
    let narrowing = cos(rowY[row] * .pi / 180) * cos(sources.y[source] * .pi / 180)
    return square <= 1 && narrowing > 0 ? (square, narrowing) : nil
  }

  /// Fills in the squares for the columns that a source may reach; false when there are none.
  private func measure(_ source: Int, isShifted: Bool, _ columns: inout DensityColumns) -> Bool {
    let x = sources.x[source]
    if isMetric {
      let centre = (x - geometry.west) / geometry.cellSize - (isShifted ? 1 : 0.5)
      let range = clamped(centre, half: radiusMetres / geometry.cellSize)
      columns.measure(range, centre: centre, cellShare: geometry.cellSize / radiusMetres)
      return !range.isEmpty
    }
    let longitudes = longitudes[isShifted ? 1 : 0]
    let angle = radiusMetres / Coordinate.meanEarthRadiusMetres
    let pole = min(abs(sources.y[source]) * .pi / 180 + angle, .pi / 2)
    let cosine = cos(sources.y[source] * .pi / 180) * cos(pole)
    let sine = sin(angle / 2)
    var range = 0..<geometry.columns
    // Else all around the pole.
    if cosine > sine * sine {
      let halfDegrees = 2 * asin(sine / cosine.squareRoot()) * 180 / .pi
      let step = geometry.columns > 1 ? longitudes[1] - longitudes[0] : 1
      range = clamped((x - longitudes[0]) / step, half: halfDegrees / step)
    }
    let diameters = 2 * Coordinate.meanEarthRadiusMetres / radiusMetres
    columns.measure(range) { column in
      let share = diameters * sin((longitudes[column] - x) * .pi / 360)
      return share * share
    }
    return !range.isEmpty
  }

  /// The columns within half a span of a place counted in columns, one more on both sides for rounding.
  private func clamped(_ centre: Double, half: Double) -> Range<Int> {
    let limit = Double(geometry.columns)
    let low = min(max((centre - half).rounded(.down), 0), limit)
    let high = min(max((centre + half).rounded(.down) + 2, 0), limit)
    return Int(low)..<max(Int(low), Int(high))
  }
}
