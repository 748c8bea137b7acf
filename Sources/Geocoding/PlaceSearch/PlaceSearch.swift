import Gazetteer
import Geodesy

/// Finds communes by what is typed of them, for search boxes and address services: several answers, the best first,
/// where ``Resolver`` gives the one that a row of a table means.
///
///     let search = PlaceSearch(resolver: Resolver(gazetteer: try .embedded()))
///     search.places(PlaceSearchQuery(text: "le ques")).first?.placement.city   // "Le Quesnoy"
///
/// Making one reads the gazetteer's names once, some tenths of a second; it is immutable and may be used from any
/// thread.
public struct PlaceSearch: Sendable {
  /// What places whole rows.
  public let resolver: Resolver
  let index: PlaceSearchIndex

  /// A search over the resolver's gazetteer. O(names · log names).
  public init(resolver: Resolver) {
    self.resolver = resolver
    index = PlaceSearchIndex(resolver)
    // The first request should not wait for what others have ready.
    _ = resolver.indexes.communes(of: resolver.gazetteer)
    resolver.indexes.withCountries(of: resolver.gazetteer) { _ in }
    _ = resolver.indexes.spellings(of: resolver.gazetteer)
  }

  /// The places that a text may mean, the best first. Microseconds for a name; what no name fits goes through the
  /// resolver, spelling and all.
  public func places(_ query: PlaceSearchQuery) -> [FoundPlace] {
    let typed = TypedPlace(query.text, index)
    var hits = PlaceHits(query: query, index: index)
    let filtered = filteredCommunes(query)
    if let communes = filtered ?? typed.communesOfCode {
      addSimilar(communes, typed, query, to: &hits)
    } else if !typed.digits.isEmpty, typed.name.isEmpty {
      if query.isPrefix { addCodes(startingWith: typed.digits, to: &hits) }
    } else {
      addNamed(typed, query, to: &hits)
    }
    // The code's own commune by its own name is what the resolver would say too.
    if hits.isEmpty || typed.hasDigit && !(typed.code != nil && hits.isSettled) {
      addResolved(typed, query, filtered, to: &hits)
    }
    return hits.best().filter { query.types.isEmpty || query.types.contains($0.type) }
  }

  // MARK: Filters

  /// The communes that the filters leave; `nil` without a filter.
  private func filteredCommunes(_ query: PlaceSearchQuery) -> [Int]? {
    guard !query.postcodes.isEmpty || !query.citycodes.isEmpty else { return nil }
    var communes: [Int]?
    if !query.postcodes.isEmpty { communes = query.postcodes.flatMap(index.communes(ofCode:)) }
    if !query.citycodes.isEmpty {
      let named = Set(query.citycodes.flatMap(index.communes(ofCitycode:)))
      communes = communes.map { $0.filter(named.contains) } ?? named.sorted()
    }
    return communes
  }

  // MARK: Names

  /// Communes of a few, whose names are compared one by one.
  private func addSimilar(
    _ communes: [Int], _ typed: TypedPlace, _ query: PlaceSearchQuery, to hits: inout PlaceHits
  ) {
    let method: PlacementMethod = query.citycodes.isEmpty ? .postcodeAndCity : .citycode
    let code = typed.code ?? query.postcodes.first
    let name = typed.name.isEmpty ? nil : TypedName(key: typed.name)
    for commune in communes {
      // The delivery office's commune of a CEDEX is for the resolver to weigh.
      if let code, !index.communes[commune].postcodes.contains(code), query.citycodes.isEmpty { continue }
      guard let name else {
        hits.add(commune, textual: PlaceSearchScores.codeAlone, .postcode, code: code)
        continue
      }
      guard let match = index.similarity(of: name, to: commune, isPrefix: query.isPrefix) else { continue }
      hits.add(commune, textual: match.textual, method, code: code, named: match.named)
    }
  }

  /// Communes whose name, or a word of it, begins with what is typed; with whole names only when no more is to come.
  private func addNamed(_ typed: TypedPlace, _ query: PlaceSearchQuery, to hits: inout PlaceHits) {
    let key = Array(typed.name.utf8)
    guard !key.isEmpty else { return }
    for entry in index.names.range(of: key, isPrefix: query.isPrefix) {
      let name = index.names.entries[entry]
      let isWhole = Int(name.length) == key.count
      var textual = PlaceSearchScores.textual(name.kind) * (isWhole ? 1 : PlaceSearchScores.beginning)
      if let article = typed.article, name.kind == .name, index.communes[Int(name.commune)].article != article {
        textual -= PlaceSearchScores.otherArticle
      }
      hits.add(Int(name.commune), textual: textual, .city, named: entry)
    }
    guard query.isPrefix else { return }
    for entry in index.laterWords.range(of: key, isPrefix: true) {
      hits.add(Int(index.laterWords.entries[entry].commune), textual: PlaceSearchScores.laterWord, .city)
    }
  }

  private func addCodes(startingWith digits: String, to hits: inout PlaceHits) {
    for place in index.codes.range(startingWith: digits) {
      let (code, commune) = index.codes.entries[place]
      hits.add(Int(commune), textual: PlaceSearchScores.beginningOfCode, .postcode, code: code)
    }
  }

  // MARK: The resolver

  /// What a row of a table with this text would be given, and what else was weighed for it.
  private func addResolved(
    _ typed: TypedPlace, _ query: PlaceSearchQuery, _ filtered: [Int]?, to hits: inout PlaceHits
  ) {
    var location = LocationQuery(freeText: query.text)
    if filtered != nil {
      guard typed.code == nil else { return }
      location = LocationQuery(
        postcode: query.postcodes.first ?? "", city: query.text, citycode: query.citycodes.first ?? "")
    }
    let resolution = resolver.resolve(location)
    if resolution.placement.isPlaced, isAllowed(resolution.placement, query, filtered) {
      hits.add(resolution.placement, index.communes(ofCitycode: resolution.placement.citycode).first)
    }
    guard filtered == nil else { return }
    for candidate in resolution.candidates {
      guard let commune = index.communes(ofCitycode: candidate.citycode).first else { continue }
      hits.add(
        commune, textual: candidate.score * PlaceSearchScores.weighed, candidate.postcode.isEmpty ? .city : .postcode,
        code: candidate.postcode)
    }
  }

  private func isAllowed(_ placement: Placement, _ query: PlaceSearchQuery, _ filtered: [Int]?) -> Bool {
    guard let filtered else { return true }
    // A CEDEX is nobody's postal code in the table of communes, and yet the code that was asked for.
    if query.citycodes.isEmpty, placement.method == .cedex { return true }
    return index.communes(ofCitycode: placement.citycode).contains(where: filtered.contains)
  }

  // MARK: Reverse

  /// The communes whose chef-lieu or centre is nearest to a position, the nearest first, as far as a commune's land may
  /// reach; the distance is to the nearer of the two.
  public func places(near coordinate: Coordinate, _ query: PlaceSearchQuery) -> [FoundPlace] {
    guard coordinate.isValid, query.types.isEmpty || query.types.contains(PlacementType.municipality.rawValue)
    else { return [] }
    let allowed = filteredCommunes(query)
    var found: [FoundPlace] = []
    let grid = resolver.indexes.communes(of: resolver.gazetteer)
    let allowedCodes = allowed.map { Set($0.map { index.communes[$0].citycode }) }
    for near in grid.nearest(
      to: coordinate, count: query.limit, by: .pointOrCentre, where: { allowedCodes?.contains($0.citycode) ?? true })
    {
      guard let number = index.communes(ofCitycode: near.commune.citycode).first,
        near.metres <= max(ResolverThresholds.territoryMetres, Extent.radiusMetres(of: near.commune))
      else { continue }
      let score = max(0, 1 - near.metres / PlaceSearchScores.reverseReachMetres)
      var place = index.place(number, .coordinates, score: score, code: query.postcodes.first, named: nil)
      place.distanceMetres = near.metres
      found.append(place)
    }
    return found
  }
}
