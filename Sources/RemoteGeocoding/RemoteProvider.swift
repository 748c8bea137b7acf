import Geocoding

/// A service that places what the gazetteer cannot: how it is asked, and how its answers are read.
///
/// Adding one is a file with a type of this kind and a line in ``RemoteService``.
public protocol RemoteProvider: Sendable {
  /// How its answers are marked.
  var method: PlacementMethod { get }
  /// Where it is asked: no slash at the end.
  var baseURL: String { get }
  /// Requests per second that it may be asked, below the published limit; `nil` when it has none.
  var requestsPerSecond: Double? { get }
  /// What the user should know is sent.
  var sends: SentData { get }
  /// What to ask for a location that the resolver could answer only so; in order, the next when nothing came of the
  /// one before. Empty when there is nothing to ask.
  func questions(for query: LocationQuery, resolution: Resolution) -> [RemoteQuestion]
  /// The request for one question.
  func request(for question: RemoteQuestion) -> HTTPRequest
  /// Reads the body of a response with status 200.
  func answer(to question: RemoteQuestion, in body: [UInt8]) throws(AnswerError) -> RemoteAnswer
  /// Asking many at once; `nil` when the service cannot.
  var batch: (any BatchProvider)? { get }
}

/// A provider that takes many questions in a file.
public protocol BatchProvider: Sendable {
  /// Rows sent together: a few seconds' work, since each batch is kept as it arrives.
  var rowsPerBatch: Int { get }
  /// True when the question can be asked in a batch.
  func canBatch(_ question: RemoteQuestion) -> Bool
  /// The request for several questions.
  func batchRequest(for questions: [RemoteQuestion]) -> HTTPRequest
  /// The answers in the order of the questions; `nil` where the answer has no row for one.
  func answers(to questions: [RemoteQuestion], in body: [UInt8]) throws(AnswerError) -> [RemoteAnswer?]
}

/// A body that is not what the service's documentation says.
public struct AnswerError: Error, Hashable, Sendable {
  /// What was expected.
  public var expected: String
  /// The start of what came.
  public var found: String

  /// From what was expected and the body.
  init(expected: String, body: [UInt8]) {
    self.expected = expected
    found = String(decoding: body.prefix(60), as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

/// What leaves the machine.
public enum SentData: Hashable, Sendable {
  /// Postal codes, cities, addresses and coordinates.
  case locations
  /// SIRET numbers.
  case companyNumbers
}

/// The services that can be named.
public enum RemoteService: String, CaseIterable, Sendable {
  /// IGN's Géoplateforme, with the Base Adresse Nationale.
  case ban
  /// Any addok.
  case addok
  /// The state's directory of companies.
  case entreprises

  /// Where it is; `nil` when the user must say.
  public var defaultURL: String? {
    switch self {
    case .ban: BanProvider.publicURL
    case .addok: nil
    case .entreprises: EntreprisesProvider.publicURL
    }
  }

  /// The service at an address.
  public func provider(url: String) -> any RemoteProvider {
    var base = url
    while base.hasSuffix("/") { base.removeLast() }
    return switch self {
    case .ban: BanProvider(baseURL: base)
    case .addok: AddokProvider(baseURL: base)
    case .entreprises: EntreprisesProvider(baseURL: base)
    }
  }
}
