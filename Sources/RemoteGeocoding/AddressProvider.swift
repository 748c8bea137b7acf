import Geocoding

/// A service with addok's requests and answers: what its kinds have in common.
protocol AddressProvider: RemoteProvider, BatchProvider {
  var baseURL: String { get }
}

extension AddressProvider {
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
  func canBatch(_ question: RemoteQuestion) -> Bool { AddressRequest.canBatch(question) }

  func batchRequest(for questions: [RemoteQuestion]) -> HTTPRequest {
    AddressRequest.batch(base: baseURL, questions)
  }

  func answers(to questions: [RemoteQuestion], in body: [UInt8]) throws(AnswerError) -> [RemoteAnswer?] {
    try AddressAnswer.answers(to: questions, inCSV: body)
  }
}

/// The requests that addok and Géoplateforme have in common.
enum AddressRequest {
  /// Candidates asked for: enough to find the one that fits the row among namesakes.
  static let candidates = "5"

  static func single(base: String, _ question: RemoteQuestion) -> HTTPRequest {
    switch question {
    case .search(let text, let postcode):
      // autocomplete=0: whole words; the default scores as for someone who is still typing.
      var query = [("q", text), ("autocomplete", "0"), ("limit", candidates)]
      if !postcode.isEmpty { query.append(("postcode", postcode)) }
      return HTTPRequest(base: base, path: "search", query: query)
    case .reverse(let latitude, let longitude):
      return HTTPRequest(base: base, path: "reverse", query: [("lat", latitude), ("lon", longitude), ("limit", "1")])
    case .company(let siret):
      return HTTPRequest(base: base, path: "search", query: [("q", siret)])
    }
  }

  static func canBatch(_ question: RemoteQuestion) -> Bool {
    switch question {
    case .search, .reverse: true
    case .company: false
    }
  }

  /// Questions of one kind, as ``RemoteRun`` puts them together.
  static func batch(base: String, _ questions: [RemoteQuestion]) -> HTTPRequest {
    let file = HTTPRequest.Field(csvFile: AddressAnswer.table(of: questions), named: "locations.csv", field: "data")
    guard questions.first?.isReverse == false else { return HTTPRequest(url: "\(base)/reverse/csv", form: [file]) }
    return HTTPRequest(
      url: "\(base)/search/csv",
      form: [file, .init("columns", "cartomarches_q"), .init("postcode", "cartomarches_postcode")])
  }
}
