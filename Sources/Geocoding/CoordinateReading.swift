import Gazetteer
import Geodesy

/// Reads the coordinates of a row as typed: decimal degrees with point or comma, both in one cell, or Lambert-93 metres.
enum CoordinateReading {
  /// The position that two cells name as they stand, and a note when they had to be converted; `nil` when they name none.
  static func read(latitude: String, longitude: String) -> (coordinate: Coordinate, note: PlacementNote?)? {
    var first = latitude.trimmingSpaces
    var second = longitude.trimmingSpaces
    if first.isEmpty != second.isEmpty || first == second {
      guard let pair = pair(first.isEmpty ? second : first) else { return nil }
      (first, second) = pair
    }
    guard let latitude = number(first), let longitude = number(second) else { return nil }
    if let metres = lambert93(latitude, longitude) {
      return (metres, PlacementNote(.coordinatesLambert, "\(first), \(second)"))
    }
    let coordinate = Coordinate(latitude: latitude, longitude: longitude)
    guard coordinate.isValid, latitude != 0 || longitude != 0 else { return nil }
    return (coordinate, nil)
  }

  /// "50.3, 3.6", "[50.3,3.6]", "50,3;3,6" taken apart: a comma is a decimal mark only where another mark separates.
  private static func pair(_ text: String) -> (String, String)? {
    var parts = text.split { ";()[] ".contains($0) }.filter { $0 != "," }
    if parts.count != 2 || parts.contains(where: { $0.hasSuffix(",") }) {
      parts = text.split { ",; ()[]".contains($0) }
    }
    guard parts.count == 2 else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  private static func number(_ text: String) -> Double? {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case ",": plain.append(".")
      case "\u{2212}", "\u{2013}": plain.append("-")
      case " ", "\u{A0}", "\u{202F}", "°": continue
      default: plain.unicodeScalars.append(scalar)
      }
    }
    guard let value = Double(plain), value.isFinite else { return nil }
    return value
  }

  /// Metres of Lambert-93, in either order, as degrees; `nil` when the numbers cannot be any in France.
  private static func lambert93(_ first: Double, _ second: Double) -> Coordinate? {
    let eastings = 50_000.0...1_350_000
    let northings = 6_000_000.0...7_250_000
    if eastings.contains(first), northings.contains(second) {
      return Lambert93.coordinate(eastingMetres: first, northingMetres: second)
    }
    if eastings.contains(second), northings.contains(first) {
      return Lambert93.coordinate(eastingMetres: second, northingMetres: first)
    }
    return nil
  }
}
