import Gazetteer
import Geocoding
import Geodesy
import Glibc
import MapLayers

extension SupplierMapContent {
  /// Of the radius of a disc of a commune's surface: the town hall is not in the middle, and communes are no discs.
  private static let spreadShare = 0.5

  /// How far from a place its suppliers are laid out, metres: inside its commune and no further than they may truly be.
  /// `nil` where the table itself gives the position: suppliers of one building are in one building.
  func spreadRadiusMetres(_ place: Int) -> Double? {
    guard let quality = quality(contractIndexes(atPlace: place)), quality.method != .coordinates else { return nil }
    let surface = options.gazetteer?.commune(places[place].citycode)?.surfaceKm2 ?? Extent.meanSurfaceKm2
    let inside = (surface / .pi).squareRoot() * 1_000 * Self.spreadShare
    return quality.radiusMetres > 0 ? min(inside, Double(quality.radiusMetres)) : inside
  }

  /// Where a supplier is shown.
  func position(of group: SupplierPlace) -> Coordinate { group.displayed ?? places[group.place].coordinate }

  /// Says that a position is for display only, and where the true one is.
  static func addTruePosition(_ place: Place, to properties: inout Properties) {
    properties.set("displayed", .boolean(true))
    properties.add("true_latitude", place.coordinate.latitude, decimals: 6)
    properties.add("true_longitude", place.coordinate.longitude, decimals: 6)
  }

  /// The displayed position of each contract; `nil` for those that are shown where they are.
  func displayedByContract() -> [Coordinate?] {
    var displayed = [Coordinate?](repeating: nil, count: contracts.count)
    for group in supplierPlaces where group.displayed != nil {
      for contract in group.contracts { displayed[contract] = group.displayed }
    }
    return displayed
  }
}
