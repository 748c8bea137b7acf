/// One official file that the gazetteer was made from.
public struct GazetteerSource: Hashable, Sendable {
  /// The file's name.
  public var file: String
  /// What it is.
  public var title: String
  /// Who publishes it.
  public var publisher: String
  /// The date or year of its content.
  public var vintage: String
  /// Its licence.
  public var licence: String
  /// Rows read.
  public var rows: Int
  /// SHA-256 of its bytes, hexadecimal.
  public var sha256: String
}

/// How many entries the gazetteer has, by kind.
public struct GazetteerCounts: Hashable, Sendable {
  /// Communes of today, arrondissements not counted.
  public var communes = 0
  /// Municipal arrondissements of Paris, Lyon and Marseille.
  public var arrondissements = 0
  /// Postal codes of areas.
  public var postcodes = 0
  /// CEDEX codes.
  public var cedexCodes = 0
  /// Army codes.
  public var armyCodes = 0
  /// Codes of services without a place.
  public var specialCodes = 0
  /// Former communes and names.
  public var formerCommunes = 0
  /// Names under which communes are found.
  public var names = 0
  /// Départements, overseas collectivities and Monaco.
  public var departements = 0
  /// Régions.
  public var regions = 0
  /// Intercommunal bodies.
  public var epcis = 0
  /// Countries.
  public var countries = 0
  /// Names of cities abroad.
  public var foreignCityNames = 0
}

extension Gazetteer {
  /// The files that the gazetteer was made from, by name.
  public func sources() -> [GazetteerSource] {
    var found: [GazetteerSource] = []
    sourceTable.forEachLine { line in
      found.append(
        GazetteerSource(
          file: line[0], title: line[1], publisher: line[2], vintage: line[3], licence: line[4],
          rows: Int(line[5]) ?? 0, sha256: line[6]))
    }
    return found
  }

  /// Counts every table's entries. O(size).
  public func counts() -> GazetteerCounts {
    var counts = GazetteerCounts()
    forEachCommune { $0.parent == nil ? (counts.communes += 1) : (counts.arrondissements += 1) }
    var last = ""
    forEachPostalCode { code in
      if code.postcode != last { counts.postcodes += 1 }
      last = code.postcode
    }
    forEachCedexCode { code in
      switch code.kind {
      case .cedex: counts.cedexCodes += 1
      case .army: counts.armyCodes += 1
      case .special: counts.specialCodes += 1
      }
    }
    counts.formerCommunes = formerTable.lineCount
    counts.names = nameTable.lineCount
    counts.departements = departementTable.lineCount
    counts.regions = regionTable.lineCount
    counts.epcis = epciTable.lineCount
    counts.countries = countryTable.lineCount
    counts.foreignCityNames = foreignCityTable.lineCount
    return counts
  }
}

extension SortedTable {
  var lineCount: Int {
    var count = 0
    forEachLine { _ in count += 1 }
    return count
  }
}
