import Gazetteer
import Geocoding
import Geodesy

/// Decides whether a remote answer is taken: it must fit what the row itself says.
///
/// INSEE codes are compared, not postal codes: of a commune with several codes an answer shows only the first.
struct RemoteTrust {
  /// What became of an answer.
  enum Verdict {
    /// It fits and says more than the resolver could.
    case taken(Resolution)
    /// It does not fit well enough; shown to the person who looks at what was not placed.
    case suggested(Resolution)
    case nothing
  }

  // Scores of addok with its plug-ins, on La Poste's rows: a right name under its code has 0.71 to 0.97, a wrong one
  // at most 0.48; a right name with a code that is in no table 0.57.

  /// Least score of an answer in a commune of the row's code.
  static let scoreInCommune = 0.5
  /// Least score of an answer in the département of the row's code.
  static let scoreInDepartement = 0.55
  /// Least score of a number or street that is to replace a commune.
  static let scoreOfStreet = 0.6
  /// Least score of a locality that is to replace a commune, or of a commune that is to replace a region: half of a long
  /// address matches the wrong locality with 0.62.
  static let scoreOfPlace = 0.7
  /// Below this an answer is not even a suggestion: addok answers anything with something.
  static let scoreOfSuggestion = 0.4
  /// From this score on, the resolver's commune is not doubted.
  static let sureLocalScore = 0.9

  let resolver: Resolver
  let method: PlacementMethod

  private var gazetteer: Gazetteer { resolver.gazetteer }

  /// Weighs an answer for a row that the resolver placed so.
  func verdict(_ query: LocationQuery, _ local: Resolution, _ answer: RemoteAnswer) -> Verdict {
    let witness = witness(query)
    if local.placement.method == .coordinates { return named(local, answer, witness) }
    if let fitting = answer.candidates.first(where: { fits($0, witness) && improves($0, local) }) {
      return .taken(resolution(fitting, local))
    }
    guard let best = answer.candidates.first, best.score >= Self.scoreOfSuggestion, !local.placement.isPlaced else {
      return .nothing
    }
    return suggestion(best, local)
  }

  // MARK: Witnesses

  /// What the row says about the commune.
  private struct Witness {
    var communes: Set<String> = []
    var departements: Set<String> = []

    var isSilent: Bool { communes.isEmpty && departements.isEmpty }
  }

  private func witness(_ query: LocationQuery) -> Witness {
    var witness = Witness()
    let typed = query.citycode.filter { $0 != " " }.uppercased()
    if gazetteer.commune(typed) != nil {
      witness.communes = [city(typed)]
      witness.departements = [Departement.code(ofCitycode: typed)]
      return witness
    }
    guard let code = TypedPostcode.find(in: query) else {
      // What the user says of rows without a code.
      witness.departements = Set(resolver.options.defaultDepartement.map { [$0] } ?? [])
      return witness
    }
    let served = gazetteer.communes(ofPostcode: code).map(\.citycode)
    let office = gazetteer.cedexCode(code)?.citycode.map { [$0] } ?? []
    witness.communes = Set((served + office).map(city))
    witness.departements = Set((served + office).map(Departement.code(ofCitycode:)))
    if witness.departements.isEmpty { witness.departements = Set(Departement.codes(ofPostcode: code)) }
    return witness
  }

  /// The city of an arrondissement of Paris, Lyon or Marseille: rows name either.
  private func city(_ citycode: String) -> String { gazetteer.commune(citycode)?.parent ?? citycode }

  /// A name alone is no witness: an answer to it is one of several namesakes, known to the service or not.
  private func fits(_ candidate: RemoteCandidate, _ witness: Witness) -> Bool {
    guard gazetteer.commune(candidate.citycode) != nil else { return false }
    if witness.communes.contains(city(candidate.citycode)) || witness.communes.contains(candidate.oldCitycode) {
      return candidate.score >= Self.scoreInCommune
    }
    if witness.departements.contains(Departement.code(ofCitycode: candidate.citycode)) {
      return candidate.score >= Self.scoreInDepartement
    }
    // The number of an establishment is a witness by itself: no other has it.
    return witness.isSilent && candidate.type == Self.establishment
  }

  /// True when the answer says more than the resolver: something finer, not in another commune than a sure one.
  private func improves(_ candidate: RemoteCandidate, _ local: Resolution) -> Bool {
    guard local.placement.isPlaced, let radius = local.placement.radiusMetres else { return true }
    let isSure = (local.placement.score ?? 0) >= Self.sureLocalScore && !local.placement.citycode.isEmpty
    if isSure, city(candidate.citycode) != city(local.placement.citycode) { return false }
    guard let found = placement(candidate).radiusMetres, found < radius else { return false }
    switch candidate.type {
    case "housenumber", "street": return candidate.score >= Self.scoreOfStreet
    case Self.establishment: return true
    case "locality": return candidate.score >= Self.scoreOfPlace
    default:
      // A commune's radius is no better for a CEDEX, whose companies lie around the delivery office.
      let regions: Set<PlacementMethod?> = [.postcode, .departement, .collectivity, .inferred]
      return candidate.score >= Self.scoreOfPlace && regions.contains(local.placement.method)
    }
  }

  // MARK: Placements

  private static let establishment = "establishment"

  /// Metres within which the true position lies, by what was found.
  private static func radiusMetres(_ type: String) -> Int? {
    // Sirene's points are mostly those of numbers, some only of streets or communes.
    type == establishment ? 2_000 : PlacementType(rawValue: type)?.geocodedRadiusMetres
  }

  /// The names and codes are the gazetteer's.
  private func placement(_ candidate: RemoteCandidate) -> Placement {
    let postcode = gazetteer.communes(ofPostcode: candidate.postcode).contains { $0.citycode == candidate.citycode }
    var placement = resolver.place(
      LocationQuery(postcode: postcode ? candidate.postcode : "", citycode: candidate.citycode))
    placement.notes = []
    placement.method = method
    placement.score = candidate.score
    switch candidate.type {
    case "housenumber", Self.establishment: placement.type = .housenumber
    case "street": placement.type = .street
    case "locality": placement.type = .locality
    default: placement.type = .municipality
    }
    // For a commune the gazetteer's point stays: its radius is measured from there.
    if let radius = Self.radiusMetres(candidate.type) {
      placement.radiusMetres = radius
      placement.coordinate = Coordinate(latitude: candidate.latitude, longitude: candidate.longitude)
      if !candidate.label.isEmpty { placement.label = candidate.label }
    }
    if placement.oldCitycode.isEmpty {
      placement.oldCity = candidate.oldCity
      placement.oldCitycode = candidate.oldCitycode
    }
    return placement
  }

  /// The resolver's remarks on the row stay.
  private func resolution(_ candidate: RemoteCandidate, _ local: Resolution) -> Resolution {
    var resolution = local
    resolution.placement = placement(candidate)
    resolution.placement.notes = local.placement.isPlaced ? local.placement.notes : []
    return resolution
  }

  private func suggestion(_ candidate: RemoteCandidate, _ local: Resolution) -> Verdict {
    let known = resolver.resolve(LocationQuery(citycode: candidate.citycode)).candidates.first
    guard var suggested = known, !local.candidates.contains(where: { $0.citycode == suggested.citycode }) else {
      return .nothing
    }
    suggested.score = candidate.score
    var resolution = local
    resolution.candidates.append(suggested)
    return .suggested(resolution)
  }

  /// The row's own coordinates stay; the service says in which commune they are, if its code does not contradict.
  private func named(_ local: Resolution, _ answer: RemoteAnswer, _ witness: Witness) -> Verdict {
    guard let candidate = answer.candidates.first, gazetteer.commune(candidate.citycode) != nil,
      witness.isSilent || witness.departements.contains(Departement.code(ofCitycode: candidate.citycode))
    else { return .nothing }
    let named = placement(candidate)
    var resolution = local
    resolution.placement.city = named.city
    resolution.placement.citycode = named.citycode
    resolution.placement.postcode = named.postcode
    resolution.placement.district = named.district
    resolution.placement.context = named.context
    resolution.placement.departement = named.departement
    resolution.placement.label = [named.postcode, named.city].filter { !$0.isEmpty }.joined(separator: " ")
    resolution.placement.notes.append(PlacementNote(.communeNamedBy, method.rawValue))
    return .taken(resolution)
  }
}
