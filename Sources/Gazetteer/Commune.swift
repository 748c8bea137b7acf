import Geodesy

/// A current commune, a municipal arrondissement of Paris, Lyon or Marseille, or Monaco.
public struct Commune: Hashable, Sendable {
  /// INSEE code, five characters: "59481", "2A004".
  public var citycode: String
  /// Official name with article and accents: "Le Quesnoy".
  public var name: String
  /// INSEE code of the city that an arrondissement belongs to; `nil` for a commune.
  public var parent: String?
  /// The point to use: the chef-lieu (town hall), else the centre.
  public var coordinate: Coordinate
  /// True when ``coordinate`` is the commune's centre for want of a trusted chef-lieu.
  public var isCentre: Bool
  /// The centre of the commune's territory, where the sources give one.
  public var centre: Coordinate?
  /// Inhabitants; `nil` where no source gives them.
  public var population: Int?
  /// Square kilometres; `nil` where no source gives them.
  public var surfaceKm2: Double?
  /// SIREN of the intercommunal body; `nil` outside any.
  public var epci: String?

  /// Code of the département or overseas collectivity: "59", "2A", "974", "987"; "MC" for Monaco.
  public var departement: String { Departement.code(ofCitycode: citycode) }
}

extension Gazetteer {
  /// The commune or arrondissement with that current INSEE code. O(log n).
  public func commune(_ citycode: String) -> Commune? {
    communeTable.firstLine(withKey: citycode.utf8).flatMap(commune(from:))
  }

  /// Every commune of a département, by INSEE code. O(log n) plus the communes.
  public func communes(ofDepartement departement: String) -> [Commune] {
    var found: [Commune] = []
    let prefix = departement == Departement.monaco ? Departement.monacoCitycode : departement
    communeTable.forEachLine(withPrefix: prefix.utf8) { line in
      if let commune = commune(from: line) { found.append(commune) }
      return true
    }
    return found
  }

  /// Calls `body` for every commune, by INSEE code. O(n).
  public func forEachCommune(_ body: (Commune) -> Void) {
    communeTable.forEachLine { line in
      if let commune = commune(from: line) { body(commune) }
    }
  }

  private func commune(from line: SortedTable.Line) -> Commune? {
    line.withFields { fields -> Commune? in
      guard let latitude = fields.number(3), let longitude = fields.number(4) else { return nil }
      var centre: Coordinate?
      if let centreLatitude = fields.number(6), let centreLongitude = fields.number(7) {
        centre = Coordinate(latitude: centreLatitude, longitude: centreLongitude)
      }
      return Commune(
        citycode: fields[0], name: fields[1], parent: fields[2].nilIfEmpty,
        coordinate: Coordinate(latitude: latitude, longitude: longitude), isCentre: fields[5] == "centre",
        centre: centre, population: fields.integer(8), surfaceKm2: fields.number(9), epci: fields[10].nilIfEmpty)
    }
  }
}

extension String {
  var nilIfEmpty: String? { isEmpty ? nil : self }
}
