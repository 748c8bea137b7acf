import Gazetteer
import Geodesy
import Glibc

/// The communes in cells of a tenth of a degree, to find the nearest to a point.
struct CommuneGrid: Sendable {
  /// From where a commune's distance is measured.
  enum Measure: Sendable {
    /// Its chef-lieu.
    case point
    /// Its chef-lieu or the centre of its land, whichever is nearer: a town at the edge of its land has the rest too.
    case pointOrCentre
  }

  private struct Cell: Comparable {
    var row: Int
    var column: Int

    static func < (first: Cell, second: Cell) -> Bool { (first.row, first.column) < (second.row, second.column) }
  }

  /// A commune in a cell: numbers alone, so that looking at one counts no references.
  private struct Entry {
    /// In ``communes``.
    let commune: Int
    let point: UnitVector
    let centre: UnitVector
  }

  /// The cells of one parallel, from the first that holds a commune to the last.
  private struct Row {
    var firstColumn = 0
    /// Where the entries of each cell start, and where the last ones end.
    var starts: [Int] = []
  }

  /// Cells are a tenth of a degree: some ten communes each in France.
  private static let cellsPerDegree = 10.0
  /// Metres that a cell measures at least: 11 km from north to south; from west to east 7 km in the north of France.
  private static let leastCellMetres = 6_000.0
  /// Beyond this many cells there is nothing near: about 100 km.
  private static let widestRing = 10

  private var communes: [Commune] = []
  /// By cell; the communes of one in the gazetteer's order.
  private var entries: [Entry] = []
  private var rows: [Row] = []
  private var firstRow = 0

  /// Reads every commune once. Cities with arrondissements are left to these. O(n log n) in the communes.
  init(_ gazetteer: Gazetteer) {
    var parents: Set<String> = []
    var found: [Commune] = []
    gazetteer.forEachCommune { commune in
      if let parent = commune.parent { parents.insert(parent) }
      found.append(commune)
    }
    communes = found.filter { !parents.contains($0.citycode) }
    var placed: [(cell: Cell, commune: Int)] = []
    for (number, commune) in communes.enumerated() {
      let cell = Self.cell(of: commune.coordinate)
      placed.append((cell, number))
      if let centre = commune.centre.map(Self.cell), centre != cell { placed.append((centre, number)) }
    }
    placed.sort { ($0.cell, $0.commune) < ($1.cell, $1.commune) }
    entries = placed.map { _, number in
      let commune = communes[number]
      return Entry(
        commune: number, point: UnitVector(commune.coordinate), centre: UnitVector(commune.centre ?? commune.coordinate)
      )
    }
    guard let first = placed.first?.cell.row, let last = placed.last?.cell.row else { return }
    firstRow = first
    rows = Array(repeating: Row(), count: last - first + 1)
    for (number, place) in placed.enumerated() {
      let row = place.cell.row - first
      if rows[row].starts.isEmpty { rows[row].firstColumn = place.cell.column }
      while rows[row].firstColumn + rows[row].starts.count <= place.cell.column { rows[row].starts.append(number) }
    }
    var end = entries.count
    for row in rows.indices.reversed() where !rows[row].starts.isEmpty {
      rows[row].starts.append(end)
      end = rows[row].starts[0]
    }
  }

  private static func cell(of coordinate: Coordinate) -> Cell {
    Cell(
      row: Int((coordinate.latitude * cellsPerDegree).rounded(.down)),
      column: Int((coordinate.longitude * cellsPerDegree).rounded(.down)))
  }

  @inline(__always)
  private func entries(row: Int, column: Int) -> Range<Int> {
    let row = row - firstRow
    guard rows.indices.contains(row) else { return 0..<0 }
    let cell = column - rows[row].firstColumn
    guard cell >= 0, cell + 1 < rows[row].starts.count else { return 0..<0 }
    return rows[row].starts[cell]..<rows[row].starts[cell + 1]
  }

  /// The communes that are nearest and wanted, the nearest first, within about 100 km. Great-circle distances.
  func nearest(
    to coordinate: Coordinate, count: Int, by measure: Measure = .point,
    where isWanted: ((Commune) -> Bool)? = nil
  ) -> [(commune: Commune, metres: Double)] {
    guard coordinate.isValid, count > 0 else { return [] }
    let centre = Self.cell(of: coordinate)
    let place = UnitVector(coordinate)
    var best: [(commune: Int, metres: Double)] = []
    // Nothing further is looked at once enough are found.
    var furthest = Double.infinity
    for ring in 0...Self.widestRing {
      if best.count == count, let last = best.last, last.metres < Double(ring - 1) * Self.leastCellMetres { break }
      for row in -ring...ring {
        for column in stride(from: -ring, through: ring, by: abs(row) == ring || ring == 0 ? 1 : 2 * ring) {
          for number in entries(row: centre.row + row, column: centre.column + column) {
            let entry = entries[number]
            var square = place.chordSquare(to: entry.point)
            if measure == .pointOrCentre { square = min(square, place.chordSquare(to: entry.centre)) }
            guard square <= furthest else { continue }
            if let isWanted, !isWanted(communes[entry.commune]) { continue }
            let metres = Self.metres(from: coordinate, to: communes[entry.commune], by: measure)
            if best.count == count, let last = best.last, metres >= last.metres { continue }
            // A commune may stand in two cells.
            if best.contains(where: { $0.commune == entry.commune }) { continue }
            best.insert((entry.commune, metres), at: best.firstIndex { metres < $0.metres } ?? best.count)
            if best.count > count { best.removeLast() }
            if best.count == count, let last = best.last { furthest = UnitVector.chordSquare(metres: last.metres) }
          }
        }
      }
    }
    return best.map { (communes[$0.commune], $0.metres) }
  }

  private static func metres(from coordinate: Coordinate, to commune: Commune, by measure: Measure) -> Double {
    let metres = commune.coordinate.distance(to: coordinate)
    guard measure == .pointOrCentre, let centre = commune.centre else { return metres }
    return min(metres, centre.distance(to: coordinate))
  }
}

extension UnitVector {
  /// The square of the chord under so many metres along the sphere, and a little more for rounding (6 µm).
  fileprivate static func chordSquare(metres: Double) -> Double {
    let chord = 2 * sin(metres / (2 * Coordinate.meanEarthRadiusMetres)) + 1e-12
    return chord * chord * (1 + 1e-12)
  }
}
