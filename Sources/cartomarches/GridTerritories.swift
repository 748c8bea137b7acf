import Geocoding
import Geodesy
import SupplierMaps

/// Which territories a density grid shows: those of one system of map coordinates.
struct GridTerritories {
  private let inside: [SupplierPoints.Territory]
  private let outside: [SupplierPoints.Territory]
  private let language: Language

  init(_ points: SupplierPoints, system: ReferenceSystem, _ language: Language) {
    self.language = language
    // The systems of web maps show everything.
    inside = system.isMetric ? points.territories(of: system, inside: true, in: language) : []
    outside = system.isMetric ? points.territories(of: system, inside: false, in: language) : []
  }

  /// What is not on the grid, in words; `nil` when nothing is missing.
  var leftOut: String? {
    guard let drawn = inside.first, !outside.isEmpty else { return nil }
    let list = outside.map { "\($0.name) \($0.points)" }.joined(separator: ", ")
    return language.choose(
      "hors de la grille de densité (\(drawn.name)) : \(list) ; heatmap --per-territory les dessine aussi",
      "outside the density grid (\(drawn.name)): \(list); heatmap --per-territory draws them too")
  }
}
