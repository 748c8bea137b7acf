import Geocoding
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /search` and `GET /reverse` in one dialect.
struct Addresses: Sendable {
  /// What may be asked.
  enum Question: String, CaseIterable {
    case search
    case reverse
  }

  let search: PlaceSearch
  let dialect: AddressDialect
  let store: AnswerStore

  var endpoints: [Endpoint] {
    Question.allCases.map { question in
      .get(path(question)) { request, _ in
        let answer = try answer(question, target: request.uri.string, query: request.uri.query)
        return Response(.ok, ContentType.json, answer, headers: Self.headers)
      }
    }
  }

  /// The path at which a question is asked.
  func path(_ question: Question) -> String { "\(dialect.pathPrefix)/\(question.rawValue)" }

  /// The fields of an answer; the gazetteer changes with a new version of the program alone.
  static let headers: HTTPFields = [.contentType: ContentType.json, .cacheControl: "public, max-age=3600"]

  /// The answer to a question; `target` is the path and the query as they came. A millisecond at most, or little more.
  func answer(_ question: Question, target: String, query: String?) throws(ServiceError) -> ByteBuffer {
    switch question {
    case .search:
      return try store.answer(to: target) { () throws(ServiceError) in
        let wanted = try AddressParameters.search(QueryParameters(query), dialect)
        let places = wanted.wantsAddresses ? search.places(wanted.query) : []
        return AddressAnswer(dialect: dialect).collection(places, to: wanted, text: wanted.query.text)
      }
    case .reverse:
      let wanted = try AddressParameters.reverse(QueryParameters(query), dialect)
      var places: [FoundPlace] = []
      if let position = wanted.position, wanted.wantsAddresses { places = search.places(near: position, wanted.query) }
      // Positions are seldom asked about twice.
      return ByteBuffer(
        bytes: AddressAnswer(dialect: dialect, isReverse: true).collection(places, to: wanted, text: nil))
    }
  }
}
