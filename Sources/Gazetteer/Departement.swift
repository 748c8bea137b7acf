import Geodesy

/// A département, an overseas collectivity, or Monaco.
public struct Departement: Hashable, Sendable {
  /// "59", "2A", "974", "987", "MC".
  public var code: String
  /// "Nord".
  public var name: String
  /// Code of its région; `nil` for overseas collectivities and Monaco.
  public var region: String?
  /// INSEE code of its main town; `nil` where no source gives it.
  public var prefecture: String?
  /// The mean of its communes' points, weighted by their inhabitants.
  public var coordinate: Coordinate
  /// The box around its communes' points.
  public var box: BoundingBox

  /// Monaco stands beside the départements under its ISO code.
  public static let monaco = "MC"
  /// Monaco's code in the INSEE nomenclature of countries, under which La Poste lists it.
  public static let monacoCitycode = "99138"

  /// True for the code of an overseas département or collectivity: "974", "987".
  package static func isOverseas(_ code: String) -> Bool { code.hasPrefix("97") || code.hasPrefix("98") }

  /// True for the code of an overseas collectivity, which is no département: "975", "977", "978", "986" and on.
  package static func isCollectivity(_ code: String) -> Bool {
    code.hasPrefix("98") || ["975", "977", "978"].contains(code)
  }

  /// The département or overseas collectivity of an INSEE commune code.
  public static func code(ofCitycode citycode: String) -> String {
    if citycode == monacoCitycode { return monaco }
    var (first, second): (UInt8, UInt8) = (0, 0)
    for (place, character) in citycode.utf8.prefix(2).enumerated() {
      if place == 0 { first = character } else { second = character }
    }
    let isOverseas = first == UInt8(ascii: "9") && (second == UInt8(ascii: "7") || second == UInt8(ascii: "8"))
    return String(decoding: citycode.utf8.prefix(isOverseas ? 3 : 2), as: UTF8.self)
  }

  /// The département that a postal code's first digits stand for; `nil` where they stand for none. Corsica's 20xxx
  /// gives "20", which is either of its two départements.
  public static func code(ofPostcode postcode: String) -> String? {
    guard postcode.utf8.count == 5, let number = Int(postcode) else { return nil }
    switch number {
    case 98000...98099: return monaco
    case 1000..<97000: return String(postcode.prefix(2))
    case 97100..<97700, 97700..<97900, 98400..<98500, 98600..<98900: return String(postcode.prefix(3))
    default: return nil
    }
  }
}

extension Gazetteer {
  /// The département, collectivity or Monaco of that code. O(log n).
  public func departement(_ code: String) -> Departement? {
    departementTable.firstLine(withKey: code.utf8).flatMap(departement(from:))
  }

  /// The name of a département, collectivity or Monaco, and its région's code. O(log n).
  public func departementName(_ code: String) -> (name: String, region: String?)? {
    departementTable.firstLine(withKey: code.utf8).map { ($0[1], $0[2].nilIfEmpty) }
  }

  /// Calls `body` for every département, by code.
  public func forEachDepartement(_ body: (Departement) -> Void) {
    departementTable.forEachLine { line in departement(from: line).map(body) }
  }

  /// The name of a région. O(log n).
  public func regionName(_ code: String) -> String? {
    regionTable.firstLine(withKey: code.utf8)?[1]
  }

  /// The name of an intercommunal body by SIREN. O(log n).
  public func epciName(_ siren: String) -> String? {
    epciTable.firstLine(withKey: siren.utf8)?[1]
  }

  private func departement(from line: SortedTable.Line) -> Departement? {
    guard let latitude = line.number(4), let longitude = line.number(5), let west = line.number(6),
      let south = line.number(7), let east = line.number(8), let north = line.number(9)
    else { return nil }
    return Departement(
      code: line[0], name: line[1], region: line[2].nilIfEmpty, prefecture: line[3].nilIfEmpty,
      coordinate: Coordinate(latitude: latitude, longitude: longitude),
      box: BoundingBox(west: west, south: south, east: east, north: north))
  }
}
