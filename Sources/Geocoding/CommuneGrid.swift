import Gazetteer
import Geodesy

/// The communes in cells of a tenth of a degree, to find the nearest to a point.
struct CommuneGrid: Sendable {
  private struct Cell: Hashable {
    var row: Int
    var column: Int
  }

  /// Cells are a tenth of a degree: some ten communes each in France.
  private static let cellsPerDegree = 10.0
  /// Beyond this many cells there is nothing near: about 100 km.
  private static let widestRing = 10
  /// A degree of latitude; a millionth less, for rounding.
  private static let metresPerDegree = Coordinate.meanEarthRadiusMetres * .pi / 180 * 0.999_999

  private var cells: [Cell: [Commune]] = [:]

  /// Reads every commune once. Cities with arrondissements are left to these. O(communes).
  init(_ gazetteer: Gazetteer) {
    var parents: Set<String> = []
    gazetteer.forEachCommune { commune in
      if let parent = commune.parent { parents.insert(parent) }
      cells[Self.cell(of: commune.coordinate), default: []].append(commune)
    }
    for (cell, communes) in cells { cells[cell] = communes.filter { !parents.contains($0.citycode) } }
  }

  private static func cell(of coordinate: Coordinate) -> Cell {
    Cell(
      row: Int((coordinate.latitude * cellsPerDegree).rounded(.down)),
      column: Int((coordinate.longitude * cellsPerDegree).rounded(.down)))
  }

  /// The communes whose points are nearest and that are wanted, the nearest first, within about 100 km. Great-circle
  /// distances.
  func nearest(
    to coordinate: Coordinate, count: Int, where isWanted: (Commune) -> Bool = { _ in true }
  ) -> [(commune: Commune, metres: Double)] {
    guard coordinate.isValid, count > 0 else { return [] }
    let centre = Self.cell(of: coordinate)
    var best: [(commune: Commune, metres: Double)] = []
    for ring in 0...Self.widestRing {
      // A cell of this ring is at least this far away in latitude; in longitude the cosine shortens it.
      let metresPerCell = 6_000.0
      if best.count == count, let last = best.last, last.metres < Double(ring - 1) * metresPerCell { break }
      for row in -ring...ring {
        for column in -ring...ring where max(abs(row), abs(column)) == ring {
          for commune in cells[Cell(row: centre.row + row, column: centre.column + column)] ?? []
          where isWanted(commune) {
            // The parallels between two points are no further apart than the points.
            let degrees = abs(commune.coordinate.latitude - coordinate.latitude)
            if best.count == count, let last = best.last, degrees * Self.metresPerDegree >= last.metres { continue }
            let metres = commune.coordinate.distance(to: coordinate)
            if best.count == count, let last = best.last, metres >= last.metres { continue }
            best.insert((commune, metres), at: best.firstIndex { metres < $0.metres } ?? best.count)
            if best.count > count { best.removeLast() }
          }
        }
      }
    }
    return best
  }
}
