import Gazetteer
import Geocoding
import Geodesy

/// Who buys, as far as a map needs to know: where they are.
public struct Buyer: Hashable, Sendable {
  /// Where, in WGS 84 degrees.
  public var coordinate: Coordinate
  /// "59530 Le Quesnoy".
  public var label: String
  /// The commune's INSEE code; empty when unknown.
  public var citycode: String
  /// The département's code; empty when unknown.
  public var departement: String

  /// A buyer.
  public init(coordinate: Coordinate, label: String, citycode: String, departement: String) {
    self.coordinate = coordinate
    self.label = label
    self.citycode = citycode
    self.departement = departement
  }

  /// The buyer at a placement; `nil` when it has no position.
  public init?(_ placement: Placement) {
    guard let coordinate = placement.coordinate else { return nil }
    self.init(
      coordinate: coordinate, label: placement.label, citycode: placement.citycode, departement: placement.departement)
  }
}
