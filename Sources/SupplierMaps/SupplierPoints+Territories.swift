import Geocoding
import Geodesy

extension SupplierPoints {
  /// A territory with points in it.
  public struct Territory: Hashable, Sendable {
    /// "La Réunion", "France métropolitaine", "Belgique".
    public var name: String
    /// How many points lie there.
    public var points: Int
  }

  /// The territories of the points where a system of map coordinates is the official one, or of those where it is not; that of
  /// most points first. O(n).
  public func territories(of system: ReferenceSystem, inside: Bool, in language: Language) -> [Territory] {
    var counts: [String: Int] = [:]
    for (number, coordinate) in coordinates.enumerated() where coordinate.isValid {
      guard (ReferenceSystem.officialCode(at: coordinate) == system.epsg) == inside else { continue }
      counts[territoryName(number, language), default: 0] += 1
    }
    return counts.map { Territory(name: $0.key, points: $0.value) }
      .sorted { ($1.points, $0.name) < ($0.points, $1.name) }
  }

  /// Overseas by its name, France in Europe as a whole, abroad by the country.
  private func territoryName(_ point: Int, _ language: Language) -> String {
    guard let place = place(point), !place.territory.isEmpty else { return language.choose("ailleurs", "elsewhere") }
    // Départements of France in Europe have two figures, or 2A and 2B; Monaco is "MC".
    let isInEurope = place.departement.utf8.count == 2 && place.departement.first?.isNumber ?? false
    return isInEurope ? language.choose("France métropolitaine", "metropolitan France") : place.territory
  }
}
