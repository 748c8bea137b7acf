import Geocoding

/// Any addok, the geocoder of the Base Adresse Nationale, with its CSV plug-in.
struct AddokProvider: AddressProvider {
  let baseURL: String

  /// The addok at an address: `http://127.0.0.1:7878`.
  init(baseURL: String) { self.baseURL = baseURL }

  var method: PlacementMethod { .remoteAddok }
  /// A machine of one's own: as fast as it answers.
  var requestsPerSecond: Double? { nil }
  /// About a second's work for one of addok's workers.
  var rowsPerBatch: Int { 500 }

  func batchRequest(for questions: [RemoteQuestion]) -> HTTPRequest {
    var request = AddressRequest.batch(base: baseURL, questions)
    // addok guesses encoding and delimiter badly, and leaves out rows below 0.5 unless told.
    request.form += [
      .init("encoding", "utf-8"), .init("delimiter", ","), .init("quote", "\""), .init("min_score", "0.1"),
    ]
    return request
  }
}
