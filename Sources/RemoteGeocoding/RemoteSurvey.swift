import Geocoding

/// Which rows a service is asked about.
public enum RemoteScope: String, CaseIterable, Sendable {
  /// Those that the resolver did not place.
  case unresolved
  /// Those too, those placed roughly, those that have a street, and positions whose commune the row does not name.
  case imprecise
  /// All that can be asked about.
  case all

  /// Metres from which a placement is rough: the radius of a large commune.
  static let largeCommuneRadiusMetres = 5_000

  func includes(_ query: LocationQuery, _ resolution: Resolution) -> Bool {
    let placement = resolution.placement
    switch self {
    case .unresolved: return !placement.isPlaced
    case .imprecise:
      // Coordinates without a commune are precise, but the commune's name is only that of the nearest.
      return !placement.isPlaced || placement.radiusMetres ?? 0 >= Self.largeCommuneRadiusMetres
        || !query.address.isEmpty || placement.method == .coordinates && query.namesNoCommune
    case .all: return true
    }
  }
}

/// Gathers the distinct locations of tables that a service is to be asked about.
public struct RemoteSurvey: Sendable {
  /// A distinct location.
  struct Location: Sendable {
    var query: LocationQuery
    var local: Resolution
    var questions: [RemoteQuestion]
  }

  private(set) var locations: [Location] = []
  private var seen: Set<LocationQuery> = []

  let provider: any RemoteProvider
  private let scope: RemoteScope

  /// A survey for a service and scope.
  public init(provider: any RemoteProvider, scope: RemoteScope) {
    self.provider = provider
    self.scope = scope
  }

  /// How many distinct locations are to be asked about.
  public var count: Int { locations.count }

  /// Adds a location with the resolver's answer, unless it is known or need not be asked about.
  public mutating func add(_ query: LocationQuery, _ resolution: Resolution) {
    guard scope.includes(query, resolution) else { return }
    let key = RemoteAnswers.key(of: query, for: provider)
    guard seen.insert(key).inserted else { return }
    let questions = provider.questions(for: query, resolution: resolution)
    // Says nothing that the service understands.
    guard !questions.isEmpty else { return }
    locations.append(Location(query: key, local: resolution, questions: questions))
  }
}

/// What a service's answers make of locations: laid over the resolver's answers.
public struct RemoteAnswers: Sendable {
  private var resolutions: [LocationQuery: Resolution] = [:]
  private let provider: any RemoteProvider
  private var takenKeys: Set<LocationQuery> = []
  private var companies: [LocationQuery: CompanyDescription] = [:]

  init(provider: any RemoteProvider) { self.provider = provider }

  /// Distinct locations placed, or placed better, by the service.
  public var taken: Int { takenKeys.count }

  /// Distinct locations for which it only has a suggestion.
  public var suggested: Int { resolutions.count - taken }

  func isTaken(_ key: LocationQuery) -> Bool { takenKeys.contains(key) }

  mutating func take(_ resolution: Resolution, for key: LocationQuery) {
    resolutions[key] = resolution
    takenKeys.insert(key)
  }

  /// The first suggestion stays: it answered the narrower question.
  mutating func suggest(_ resolution: Resolution, for key: LocationQuery) {
    if resolutions[key] == nil { resolutions[key] = resolution }
  }

  mutating func describe(_ company: CompanyDescription, for key: LocationQuery) { companies[key] = company }

  /// What the service says of the company of a row, whether its position was taken or not; `nil` when it does not say.
  public func company(of query: LocationQuery) -> CompanyDescription? {
    companies.isEmpty ? nil : companies[Self.key(of: query, for: provider)]
  }

  /// What the service says of companies, by their numbers.
  public var companiesByNumber: [CompanyNumber: CompanyDescription] {
    let numbered = companies.compactMap { entry in CompanyNumber(entry.key.siret).map { ($0, entry.value) } }
    return Dictionary(numbered) { first, _ in first }
  }

  /// The resolution of a location to use instead of the resolver's; `nil` when the service changed nothing.
  public func resolution(for query: LocationQuery) -> Resolution? {
    resolutions.isEmpty ? nil : resolutions[Self.key(of: query, for: provider)]
  }

  /// Company numbers differ on every row: unless the service is asked by them, only their country counts.
  static func key(of query: LocationQuery, for provider: any RemoteProvider) -> LocationQuery {
    var key = query
    if provider.sends == .locations { key.siret = CompanyNumberWitness.country(of: query.siret) }
    return key
  }
}

/// What a directory of companies says of an establishment beside where it is.
public struct CompanyDescription: Hashable, Sendable {
  /// The sector: a code of the NAF, "43.21A"; empty when it is not known.
  public var activity: String
  /// The class of size: INSEE's code of the number of employees, "11" for 10 to 19; empty when it is not known.
  public var sizeClass: String

  init?(_ candidate: RemoteCandidate) {
    guard !candidate.activity.isEmpty || !candidate.sizeClass.isEmpty else { return nil }
    activity = candidate.activity
    sizeClass = candidate.sizeClass
  }
}
