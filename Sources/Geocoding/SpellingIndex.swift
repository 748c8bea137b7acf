import Gazetteer

/// The names of the gazetteer by département, for names that no table has as typed.
struct SpellingIndex: Sendable {
  /// A name whose spelling is near, and by how many letters it differs.
  struct Match {
    var place: PlaceName
    var edits: Int
  }

  private var namesByDepartement: [String: [PlaceName]] = [:]

  /// Reads every name once. O(names).
  init(_ gazetteer: Gazetteer) {
    gazetteer.forEachPlace { place in
      namesByDepartement[Departement.code(ofCitycode: place.citycode), default: []].append(place)
    }
  }

  /// The names nearest to a key in some départements, or in all; all of the least distance, within the limit.
  func nearest(to key: String, in departements: [String]?, limit: Int) -> [Match] {
    let target = Array(key.utf8)
    var best: [Match] = []
    var limit = limit
    func search(_ names: [PlaceName]) {
      for place in names {
        let length = place.key.utf8.count
        guard abs(length - target.count) <= limit,
          let edits = EditDistance.between(target, Array(place.key.utf8), limit: limit)
        else { continue }
        if edits < limit || best.isEmpty {
          best.removeAll { $0.edits > edits }
          limit = edits
        }
        best.append(Match(place: place, edits: edits))
      }
    }
    if let departements {
      for departement in departements { search(namesByDepartement[departement] ?? []) }
    } else {
      for departement in namesByDepartement.keys.sorted() { search(namesByDepartement[departement] ?? []) }
    }
    return best
  }
}
