import Geocoding
import Hummingbird
import NIOCore

/// `GET /search` and `GET /reverse` in one dialect.
struct Addresses: Sendable {
  let search: PlaceSearch
  let dialect: AddressDialect
  let store: AnswerStore

  var endpoints: [Endpoint] {
    [
      .get("\(dialect.pathPrefix)/search") { request, _ in try answer(toSearch: request) },
      .get("\(dialect.pathPrefix)/reverse") { request, _ in try answer(toReverse: request) },
    ]
  }

  private func answer(toSearch request: Request) throws(ServiceError) -> Response {
    response(
      try store.answer(to: request.uri.string) { () throws(ServiceError) in
        let wanted = try AddressParameters.search(QueryParameters(request.uri.query), dialect)
        let places = wanted.wantsAddresses ? search.places(wanted.query) : []
        return AddressAnswer(dialect: dialect).collection(places, to: wanted, text: wanted.query.text)
      })
  }

  private func answer(toReverse request: Request) throws(ServiceError) -> Response {
    let wanted = try AddressParameters.reverse(QueryParameters(request.uri.query), dialect)
    var places: [FoundPlace] = []
    if let position = wanted.position, wanted.wantsAddresses { places = search.places(near: position, wanted.query) }
    // Positions are seldom asked about twice.
    let answer = AddressAnswer(dialect: dialect, isReverse: true)
    return response(ByteBuffer(bytes: answer.collection(places, to: wanted, text: nil)))
  }

  /// The gazetteer changes with a new version of the program alone.
  private func response(_ bytes: ByteBuffer) -> Response {
    Response(.ok, ContentType.json, bytes, headers: [.cacheControl: "public, max-age=3600"])
  }
}
