import Geocoding
import Testing

@testable import RemoteGeocoding

/// What is taken of an answer depends on the row's own witnesses.
@Suite struct TrustTests {
  static let trust = RemoteTrust(resolver: ProviderTests.resolver, method: .remoteAddok)

  enum Outcome: Equatable { case taken, suggested, nothing }

  static func candidate(
    _ citycode: String, score: Double = 0.94, type: String = "municipality", postcode: String = ""
  ) -> RemoteCandidate {
    var candidate = RemoteCandidate(latitude: 50.25, longitude: 3.63)
    candidate.citycode = citycode
    candidate.score = score
    candidate.type = type
    candidate.postcode = postcode
    candidate.label = "what the service says"
    return candidate
  }

  static func weigh(_ query: LocationQuery, _ candidates: [RemoteCandidate]) -> (Outcome, Placement?) {
    let local = ProviderTests.resolver.resolve(query)
    switch trust.verdict(query, local, RemoteAnswer(candidates: candidates)) {
    case .taken(let resolution): return (.taken, resolution.placement)
    case .suggested(let resolution): return (.suggested, resolution.placement)
    case .nothing: return (.nothing, nil)
    }
  }

  @Test(arguments: [
    // 59999 is in no table: its département is all that is known.
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("59481", score: 0.57)], Outcome.taken),
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("59481", score: 0.5)], .suggested),
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("51369", score: 0.97)], .suggested),
    (LocationQuery(postcode: "20999", city: "QWXZ"), [candidate("2A004")], .taken),
    // The first candidate is not taken blindly: the second fits.
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("51369"), candidate("59481", score: 0.6)], .taken),
    // A name alone confirms nothing.
    (LocationQuery(city: "QWXZ"), [candidate("59481", score: 0.97)], .suggested),
    // Communes that are none.
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("59999")], .nothing),
    (LocationQuery(postcode: "59999", city: "QWXZ"), [candidate("")], .nothing),
    (LocationQuery(postcode: "59999", city: "QWXZ"), [], .nothing),
    // A sure commune is not moved, only made finer.
    (LocationQuery(postcode: "59530", city: "LE QUESNOY"), [candidate("59481")], .nothing),
    (LocationQuery(postcode: "59530", city: "LE QUESNOY"), [candidate("59481", type: "street")], .taken),
    (LocationQuery(postcode: "59530", city: "LE QUESNOY"), [candidate("59481", score: 0.5, type: "street")], .nothing),
    (LocationQuery(postcode: "59530", city: "LE QUESNOY"), [candidate("59053", type: "street")], .nothing),
    // One commune of the fifteen that share the code.
    (LocationQuery(postcode: "59530", city: "QWXZ"), [candidate("59481")], .taken),
    (LocationQuery(postcode: "59530", city: "QWXZ"), [candidate("59481", score: 0.51)], .nothing),
    // The service knows arrondissements where the row names the city, and the other way round.
    (LocationQuery(postcode: "75000", city: "PARIS"), [candidate("75116", type: "housenumber")], .taken),
  ])
  func weighs(_ query: LocationQuery, _ candidates: [RemoteCandidate], _ expected: Outcome) {
    #expect(Self.weigh(query, candidates).0 == expected)
  }

  @Test func namesAreTheGazetteersThePositionIsTheServices() throws {
    let (_, placement) = Self.weigh(
      LocationQuery(postcode: "59530", city: "LE QUESNOY", address: "12 rue X"),
      [Self.candidate("59481", type: "housenumber", postcode: "59530")])
    let taken = try #require(placement)
    #expect(taken.method?.rawValue == "remote:addok")
    #expect(taken.city == "Le Quesnoy")
    #expect(taken.context == "59, Nord, Hauts-de-France")
    #expect(taken.coordinate?.latitude == 50.25)
    #expect(taken.radiusMetres == 100)
    #expect(taken.type == .housenumber)
    #expect(taken.label == "what the service says")
  }

  @Test func codeWithSeveralPostcodesIsNotHeldAgainstTheAnswer() {
    // Annecy shows 74000 whatever was asked: the INSEE code is compared.
    let query = LocationQuery(postcode: "74940", city: "ANNECY LE VIEUX", address: "12 rue X")
    #expect(Self.weigh(query, [Self.candidate("74010", type: "street", postcode: "74000")]).0 == .taken)
  }

  @Test func suggestionsReachTheListOfRowsNotPlaced() {
    let query = LocationQuery(city: "QWXZ")
    let local = ProviderTests.resolver.resolve(query)
    guard
      case .suggested(let resolution) = Self.trust.verdict(
        query, local, RemoteAnswer(candidates: [Self.candidate("59481")]))
    else {
      Issue.record("no suggestion")
      return
    }
    #expect(!resolution.placement.isPlaced)
    #expect(resolution.suggestion(in: .french).contains("Le Quesnoy"))
  }

  @Test func companyNumberIsAWitness() {
    let query = LocationQuery(siret: "21590481900012")
    var candidate = Self.candidate("59481", score: 1)
    candidate.type = "establishment"
    #expect(Self.weigh(query, [candidate]).0 == .taken)
    // The row's code says otherwise: the establishment moved, or the number is wrong.
    #expect(Self.weigh(LocationQuery(postcode: "75016", siret: "21590481900012"), [candidate]).0 == .nothing)
  }
}
