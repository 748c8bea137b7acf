import Geocoding

/// The Base Adresse Nationale through IGN's Géoplateforme.
struct BanProvider: RemoteProvider, BatchProvider {
  /// The public service; `api-adresse.data.gouv.fr`, its predecessor, was closed in January 2026.
  static let publicURL = "https://data.geopf.fr/geocodage"

  let baseURL: String

  /// The public service, or another that behaves like it.
  init(baseURL: String = publicURL) { self.baseURL = baseURL }

  var method: PlacementMethod { .remoteBan }
  /// The published limit is 50 per second and address, beyond which everything is refused for five seconds.
  var requestsPerSecond: Double? { 40 }
  var sends: SentData { .locations }

  func questions(for query: LocationQuery, resolution: Resolution) -> [RemoteQuestion] {
    AddressQuestion.questions(for: query, resolution: resolution)
  }

  func request(for question: RemoteQuestion) -> HTTPRequest {
    AddressRequest.single(base: baseURL, question)
  }

  func answer(to question: RemoteQuestion, in body: [UInt8]) throws(AnswerError) -> RemoteAnswer {
    try AddressAnswer.candidates(inGeoJSON: body)
  }

  var batch: (any BatchProvider)? { self }
  /// The service takes 200,000 rows; a thousand are kept as soon as they are answered.
  var rowsPerBatch: Int { 1_000 }
  func canBatch(_ question: RemoteQuestion) -> Bool { AddressRequest.canBatch(question) }

  func batchRequest(for questions: [RemoteQuestion]) -> HTTPRequest {
    AddressRequest.batch(base: baseURL, questions)
  }

  func answers(to questions: [RemoteQuestion], in body: [UInt8]) throws(AnswerError) -> [RemoteAnswer?] {
    try AddressAnswer.answers(to: questions, inCSV: body)
  }
}
