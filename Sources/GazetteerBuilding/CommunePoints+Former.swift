import Gazetteer
import Geodesy

/// Where a former commune lay: the file of the chefs-lieux is older than the mergers.
struct FormerPlace {
  let point: Coordinate
  /// Inhabitants in 1999.
  let population: Int
  let surfaceHectares: Int

  /// Latitude, longitude, inhabitants and surface as the tables have them.
  var values: [String] {
    [
      degrees(point.latitude), degrees(point.longitude), String(population),
      surfaceHectares > 0 ? decimal(Double(surfaceHectares) / 100, decimals: 2) : "",
    ]
  }

  static let unknown = ["", "", "", ""]
}

extension CommunePoints {
  /// The places of the former communes that the file has under their code and name, by code and name.
  ///
  /// A point is left out when it is outside the département, far from the commune of today, or the point of another
  /// commune of the file too: then the place of the commune of today is the better one.
  func formerPlaces(_ former: [FormerCommune], register: CommuneRegister) -> [[String]: FormerPlace] {
    let users = Dictionary(grouping: chefsLieux.keys) { chefsLieux[$0]?.point }
    var places: [[String]: FormerPlace] = [:]
    for entry in former {
      guard let chefLieu = chefsLieux[entry.citycode], chefLieu.name == PlaceNameKey(entry.name),
        users[chefLieu.point]?.count == 1, let current = register[entry.current], let point = current.point,
        outlines.mayContain(chefLieu.point, in: current.territory)
      else { continue }
      let metres = chefLieu.point.distance(to: point)
      guard
        metres <= KnownFacts.farthestChefLieuMetres || metres <= KnownFacts.farthestChefLieuRadii * current.radiusMetres
      else { continue }
      places[[entry.citycode, entry.name]] = FormerPlace(
        point: chefLieu.point, population: chefLieu.population, surfaceHectares: chefLieu.surfaceHectares)
    }
    return places
  }

  /// The part of a merged commune that a postal code serves, by code and commune; only where the commune has other codes
  /// too and the code's localities or its own seat are former communes with a known place. The point is that of the most
  /// populous of them.
  func servedParts(
    _ postalCodes: PostalCodes, _ former: [FormerCommune], places: [[String]: FormerPlace]
  ) -> [[String]: FormerPlace] {
    let merged = Dictionary(grouping: former.filter { places[[$0.citycode, $0.name]] != nil }, by: \.current)
    let codes = Dictionary(grouping: postalCodes.rows, by: \.citycode).mapValues { Set($0.map(\.postcode)) }
    var parts: [[String]: [String: FormerPlace]] = [:]
    for row in postalCodes.rows where codes[row.citycode]?.count ?? 0 > 1 {
      guard let all = merged[row.citycode], all.contains(where: { $0.citycode != row.citycode }) else { continue }
      let key = PlaceNameKey(row.locality.isEmpty ? row.communeName : row.locality)
      if let own = all.first(where: { PlaceNameKey($0.name) == key }) {
        parts[[row.postcode, row.citycode], default: [:]][own.citycode] = places[[own.citycode, own.name]]
      } else if row.locality.isEmpty, row.isOwn, let seat = chefsLieux[row.citycode] {
        parts[[row.postcode, row.citycode], default: [:]][row.citycode] = FormerPlace(
          point: seat.point, population: seat.population, surfaceHectares: seat.surfaceHectares)
      }
    }
    return parts.compactMapValues { places in
      let main = places.values.max { ($0.population, $0.point.latitude) < ($1.population, $1.point.latitude) }
      guard let main else { return nil }
      return FormerPlace(
        point: main.point, population: places.values.reduce(0) { $0 + $1.population },
        surfaceHectares: places.values.reduce(0) { $0 + $1.surfaceHectares })
    }
  }
}
