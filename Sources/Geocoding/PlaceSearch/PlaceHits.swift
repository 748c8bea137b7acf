import Geodesy

/// The best answers found so far, each commune once.
struct PlaceHits {
  private struct Hit {
    var score: Double
    /// How well the text fits, 0 to 1.
    var textual: Double
    /// The commune's number; `nil` for what is none.
    var commune: Int?
    var method: PlacementMethod
    var code: String?
    var named: Int?
    /// The resolver's placement, when the answer is that.
    var placement: Placement?
  }

  private let query: PlaceSearchQuery
  private let index: PlaceSearchIndex
  /// The best first.
  private var hits: [Hit] = []
  private let takesMunicipalities: Bool

  init(query: PlaceSearchQuery, index: PlaceSearchIndex) {
    self.query = query
    self.index = index
    takesMunicipalities = query.types.isEmpty || query.types.contains(PlacementType.municipality.rawValue)
  }

  var isEmpty: Bool { hits.isEmpty }

  /// True when there are as many answers as are wanted and the text fits each of them to the letter.
  var isSettled: Bool { hits.count >= query.limit && hits.allSatisfy { $0.textual >= 1 } }

  /// Adds a commune. O(1) for one that is no better than the last of enough others.
  mutating func add(
    _ commune: Int, textual: Double, _ method: PlacementMethod, code: String? = nil, named: Int? = nil
  ) {
    guard takesMunicipalities else { return }
    var score = PlaceSearchScores.score(textual: textual, importance: index.communes[commune].importance)
    if let centre = query.centre {
      score *= PlaceSearchScores.share(atMetres: index.communes[commune].commune.coordinate.distance(to: centre))
    }
    insert(Hit(score: score, textual: textual, commune: commune, method: method, code: code, named: named))
  }

  /// Adds the resolver's answer, and the commune's number if it is one.
  mutating func add(_ placement: Placement, _ commune: Int?) {
    guard let method = placement.method, let coordinate = placement.coordinate,
      query.types.isEmpty || query.types.contains(placement.type?.rawValue ?? "")
    else { return }
    var score = PlaceSearchScores.score(
      textual: placement.score ?? 0, importance: commune.map { index.communes[$0].importance } ?? 0)
    if let centre = query.centre { score *= PlaceSearchScores.share(atMetres: coordinate.distance(to: centre)) }
    insert(
      Hit(score: score, textual: placement.score ?? 0, commune: commune, method: method, placement: placement))
  }

  private mutating func insert(_ hit: Hit) {
    if hits.count >= query.limit, let last = hits.last, hit.score < last.score { return }
    if let known = hits.firstIndex(where: { $0.commune == hit.commune && hit.commune != nil }) {
      guard hit.score > hits[known].score || hit.placement != nil && hit.score == hits[known].score else { return }
      hits.remove(at: known)
    }
    // Of equals the one with the lower INSEE code, so that an answer does not depend on the order of finding.
    let place =
      hits.firstIndex { hit.score > $0.score || hit.score == $0.score && (hit.commune ?? 0) < ($0.commune ?? 0) }
      ?? hits.count
    hits.insert(hit, at: place)
    if hits.count > query.limit { hits.removeLast() }
  }

  /// The answers, the best first.
  func best() -> [FoundPlace] {
    hits.map { hit in
      var place: FoundPlace
      if let placement = hit.placement {
        let commune = hit.commune.map { index.communes[$0] }
        let name = placement.type == .municipality ? commune?.commune.name ?? placement.city : placement.label
        place = FoundPlace(
          placement: placement, name: name, score: hit.score, importance: commune?.importance ?? 0,
          population: commune?.commune.population)
      } else {
        place = index.place(hit.commune ?? 0, hit.method, score: hit.score, code: hit.code, named: hit.named)
      }
      if let centre = query.centre { place.distanceMetres = place.placement.coordinate?.distance(to: centre) }
      return place
    }
  }
}
