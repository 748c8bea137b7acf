import FoundationEssentials
import Geocoding
import Geodesy

/// The state's directory of companies, `recherche-entreprises`: places an establishment by its SIRET.
struct EntreprisesProvider: RemoteProvider {
  /// The public service.
  static let publicURL = "https://recherche-entreprises.api.gouv.fr"

  let baseURL: String

  /// The public service, or another that behaves like it.
  init(baseURL: String = publicURL) { self.baseURL = baseURL }

  var method: PlacementMethod { .remoteEntreprises }
  /// The published limit is 7 per second and address.
  var requestsPerSecond: Double? { 5 }
  var sends: SentData { .companyNumbers }
  var batch: (any BatchProvider)? { nil }

  func questions(for query: LocationQuery, resolution: Resolution) -> [RemoteQuestion] {
    CompanyNumber(query.siret).map { [.company(siret: $0.digits)] } ?? []
  }

  func request(for question: RemoteQuestion) -> HTTPRequest {
    guard case .company(let siret) = question else { return AddressRequest.single(base: baseURL, question) }
    return HTTPRequest(
      base: baseURL, path: "search",
      query: [("q", siret), ("minimal", "true"), ("include", "siege,matching_etablissements"), ("per_page", "1")])
  }

  private struct Page: Decodable {
    struct Company: Decodable {
      let siege: Establishment?
      let matching_etablissements: [Establishment]?
      let activite_principale, tranche_effectif_salarie: String?
    }
    struct Establishment: Decodable {
      let siret: String
      // Numbers as text, null, or "[NON-DIFFUSIBLE]".
      let adresse, code_postal, commune, libelle_commune, latitude, longitude: String?
      let activite_principale, tranche_effectif_salarie: String?
    }
    let results: [Company]
  }

  func answer(to question: RemoteQuestion, in body: [UInt8]) throws(AnswerError) -> RemoteAnswer {
    guard case .company(let siret) = question, let page = try? JSONDecoder().decode(Page.self, from: Data(body)) else {
      throw AnswerError(expected: "a page of companies with `results`", body: body)
    }
    for company in page.results {
      // The head office is another establishment, unless it is the one asked for.
      let known = (company.matching_etablissements ?? []) + (company.siege.map { [$0] } ?? [])
      guard let found = known.first(where: { $0.siret == siret }) else { continue }
      guard let candidate = Self.candidate(found, of: company) else { return RemoteAnswer(candidates: []) }
      return RemoteAnswer(candidates: [candidate])
    }
    return RemoteAnswer(candidates: [])
  }

  private static func candidate(_ found: Page.Establishment, of company: Page.Company) -> RemoteCandidate? {
    guard let latitude = found.latitude.flatMap(Double.init), let longitude = found.longitude.flatMap(Double.init),
      Coordinate(latitude: latitude, longitude: longitude).isValid
    else { return nil }
    func known(_ text: String?) -> String { text.map { $0.hasPrefix("[") ? "" : $0 } ?? "" }
    var candidate = RemoteCandidate(latitude: latitude, longitude: longitude)
    candidate.label = known(found.adresse)
    candidate.score = 1
    candidate.type = "establishment"
    candidate.postcode = known(found.code_postal)
    candidate.city = known(found.libelle_commune)
    candidate.citycode = known(found.commune)
    candidate.activity = known(found.activite_principale ?? company.activite_principale)
    candidate.sizeClass = known(found.tranche_effectif_salarie ?? company.tranche_effectif_salarie)
    return candidate
  }
}
