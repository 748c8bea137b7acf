/// What is asked of a remote service for one or more rows: equal questions are asked once.
public enum RemoteQuestion: Hashable, Sendable {
  /// An address or a city in words, within a postal code unless that is empty.
  case search(text: String, postcode: String)
  /// What lies at a position, in degrees as written.
  case reverse(latitude: String, longitude: String)
  /// The establishment with a SIRET, 14 digits.
  case company(siret: String)

  /// True for a position whose place is asked for.
  var isReverse: Bool { if case .reverse = self { true } else { false } }

  /// The question in words, one to one: what is shown, and kept in the cache.
  public var text: String {
    switch self {
    case .search(let text, let postcode): postcode.isEmpty ? text : "\(text) [\(postcode)]"
    case .reverse(let latitude, let longitude): "@\(latitude),\(longitude)"
    case .company(let siret): "siret \(siret)"
    }
  }
}

/// A place that a service names.
public struct RemoteCandidate: Hashable, Sendable, Codable {
  /// Degrees, WGS 84.
  public var latitude: Double
  /// Degrees, WGS 84.
  public var longitude: Double
  /// The address in words.
  public var label = ""
  /// 0 to 1, with 2 decimals: batch answers have no more, and both ways of asking should give the same.
  public var score = 0.0
  /// `housenumber`, `street`, `locality`, `municipality`; empty when the service does not say.
  public var type = ""
  /// The commune's first postal code, not always the one asked for.
  public var postcode = ""
  /// The commune.
  public var city = ""
  /// The commune's INSEE code: what answers are compared by.
  public var citycode = ""
  /// A merged commune that the address was part of.
  public var oldCity = ""
  /// That commune's INSEE code.
  public var oldCitycode = ""
  /// Of a company: the sector, a NAF code.
  public var activity = ""
  /// Of a company: the code of the number of employees (INSEE's `tranche_effectif`).
  public var sizeClass = ""

  /// A place at a position.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// What a service answers to a question; no candidates when it knows none.
public struct RemoteAnswer: Hashable, Sendable, Codable {
  /// The best first.
  public var candidates: [RemoteCandidate]
  /// The score of what came second: near the first's, the answer is one of several namesakes.
  public var nextScore: Double

  /// An answer; `nextScore` defaults to that of the second candidate.
  public init(candidates: [RemoteCandidate], nextScore: Double? = nil) {
    self.candidates = candidates
    self.nextScore = nextScore ?? (candidates.count > 1 ? candidates[1].score : 0)
  }
}
