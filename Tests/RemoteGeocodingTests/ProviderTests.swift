import Gazetteer
import Geocoding
import Testing

@testable import RemoteGeocoding

@Suite struct ProviderTests {
  static let resolver = {
    do { return Resolver(gazetteer: try Gazetteer.embedded()) } catch { fatalError("the embedded tables: \(error)") }
  }()

  /// Cells as typed, and what is asked.
  @Test(
    arguments: [
      (LocationQuery(postcode: "10999", city: "ZZZ  Ville"), ["zzz ville [10999]", "zzz ville 10999"]),
      (
        LocationQuery(postcode: "59999 QUESNOI LE GRAND CEDEX"), ["quesnoi le grand [59999]", "quesnoi le grand 59999"]
      ),
      (LocationQuery(city: "Mons"), ["mons"]),
      (
        LocationQuery(address: "\"12, rue du Bac\"; 10999 ZZZ"),
        ["12 rue du bac zzz [10999]", "12 rue du bac zzz 10999"]
      ),
      (LocationQuery(postcode: "10999"), []),
      (LocationQuery(postcode: "B-7000", city: "Mons"), []),
      (LocationQuery(), []),
      (LocationQuery(city: "--- ?"), []),
    ] as [(LocationQuery, [String])])
  func asks(_ query: LocationQuery, _ expected: [String]) {
    let questions = BanProvider().questions(for: query, resolution: Self.resolver.resolve(query))
    #expect(questions.map(\.text) == expected)
  }

  @Test func questionsStayWithinTheServicesLimits() {
    let query = LocationQuery(city: String(repeating: "très long ", count: 60))
    for question in BanProvider().questions(for: query, resolution: Self.resolver.resolve(query)) {
      guard case .search(let text, _) = question else { continue }
      #expect(text.unicodeScalars.count <= 200)
    }
  }

  @Test func onlyTheLocationIsSent() {
    // The SIRET is on the row, and stays there.
    let query = LocationQuery(postcode: "10999", city: "ZZZ", siret: "21590481900012")
    let questions = AddokProvider(baseURL: "http://a").questions(for: query, resolution: Self.resolver.resolve(query))
    #expect(!questions.isEmpty)
    #expect(questions.allSatisfy { !$0.text.contains("2159") })
  }

  @Test func singleRequests() {
    let addok = AddokProvider(baseURL: "http://127.0.0.1:7878")
    #expect(
      addok.request(for: .search(text: "saint-amand é", postcode: "59230")).url
        == "http://127.0.0.1:7878/search?q=saint-amand%20%C3%A9&autocomplete=0&limit=5&postcode=59230")
    #expect(
      BanProvider().request(for: .reverse(latitude: "50.25", longitude: "3.63")).url
        == "https://data.geopf.fr/geocodage/reverse?lat=50.25&lon=3.63&limit=1")
    #expect(
      EntreprisesProvider().request(for: .company(siret: "21590481900012")).url
        == "https://recherche-entreprises.api.gouv.fr/search?q=21590481900012&minimal=true"
        + "&include=siege%2Cmatching_etablissements&per_page=1")
  }

  @Test func batchRequest() throws {
    let questions: [RemoteQuestion] = [
      .search(text: "le \"quesnoy\", nord", postcode: "59530"), .search(text: "mons", postcode: ""),
    ]
    let request = AddokProvider(baseURL: "http://a").batchRequest(for: questions)
    #expect(request.url == "http://a/search/csv")
    let file = try #require(request.form.first)
    #expect(file.fileName != nil)
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == "cartomarches_id,cartomarches_q,cartomarches_postcode\r\n0,\"le \"\"quesnoy\"\", nord\",59530\r\n1,\"mons\",\r\n"
    )
  }

  /// The two services order and name columns otherwise; rows come back in any order, or not at all.
  @Test func batchAnswersAreReadByNameAndNumber() throws {
    let questions = (0..<4).map { RemoteQuestion.search(text: "ville \($0)", postcode: "") }
    let ban = """
      cartomarches_id,cartomarches_q,cartomarches_postcode,longitude,latitude,result_score,result_score_next,\
      result_label,result_type,result_citycode,result_status\r
      2,"a ""b""\nc",,3.63,50.25,0.9366,0.5,"1 Rue X, Y",housenumber,59481,ok\r
      0,ville 0,,,,,,,,,not-found\r
      3,ville 3,,,,,,,,,error\r

      """
    let answers = try BanProvider().answers(to: questions, in: Array(ban.utf8))
    #expect(answers[0] == RemoteAnswer(candidates: []))
    #expect(answers[1] == nil)
    #expect(answers[3] == nil)
    let found = try #require(answers[2]?.candidates.first)
    #expect(found.latitude == 50.25 && found.longitude == 3.63)
    #expect(found.score == 0.94)
    #expect(found.label == "1 Rue X, Y")
    #expect(answers[2]?.nextScore == 0.5)
  }

  @Test(arguments: ["", "<html>", "a,b\n1,2\n", "\"unclosed", "cartomarches_id\n0\n"])
  func batchBodiesThatAreNoAnswer(_ body: String) {
    #expect(throws: AnswerError.self) {
      try BanProvider().answers(to: [.search(text: "x", postcode: "")], in: Array(body.utf8))
    }
  }

  @Test func answersOfGeoplateformeHaveNoTopLevelKeys() throws {
    let body = """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.62, 50.25]},
         "properties": {"label": "Le Quesnoy", "score": 0.9363636, "type": "municipality", "postcode": "59530",
           "citycode": "59481", "city": "Le Quesnoy", "_type": "address"}},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [500, 50]}, "properties": {}}]}
      """
    let answer = try BanProvider().answer(to: .search(text: "x", postcode: ""), in: Array(body.utf8))
    #expect(answer.candidates.count == 1)
    #expect(answer.candidates.first?.score == 0.94)
    #expect(answer.candidates.first?.citycode == "59481")
  }

  static func companies(_ establishments: String, siege: String = "null") -> [UInt8] {
    Array(
      #"{"results":[{"siren":"215904819","activite_principale":"84.11Z","siege":\#(siege),"matching_etablissements":[\#(establishments)]}],"total_results":1}"#
        .utf8)
  }

  @Test func companyIsTheEstablishmentAskedFor() throws {
    let question = RemoteQuestion.company(siret: "21590481900012")
    let body = Self.companies(
      #"{"siret":"21590481900012","adresse":"RUE X 59530 LE QUESNOY","code_postal":"59530","commune":"59481","libelle_commune":"LE QUESNOY","latitude":"50.249","longitude":"3.638"}"#,
      siege: #"{"siret":"21590481900099","latitude":"48.8","longitude":"2.3","commune":"75056"}"#)
    let found = try #require(try EntreprisesProvider().answer(to: question, in: body).candidates.first)
    #expect(found.citycode == "59481")
    #expect(found.activity == "84.11Z")
    #expect(found.latitude == 50.249)
  }

  @Test(arguments: [
    Self.companies(#"{"siret":"21590481900012","latitude":"[NON-DIFFUSIBLE]","longitude":"[NON-DIFFUSIBLE]"}"#),
    Self.companies(#"{"siret":"21590481900012","latitude":null,"longitude":null}"#),
    Self.companies("", siege: #"{"siret":"21590481900099","latitude":"48.8","longitude":"2.3"}"#),
    Array(#"{"results":[],"total_results":0}"#.utf8),
  ])
  func companiesWithoutAPosition(_ body: [UInt8]) throws {
    let answer = try EntreprisesProvider().answer(to: .company(siret: "21590481900012"), in: body)
    #expect(answer.candidates.isEmpty)
  }

  @Test(arguments: [
    ("21590481900012", "21590481900012"), ("215 904 819 00012", "21590481900012"), ("21590481900013", ""),
    ("215904819", ""), ("7,17E+13", ""), ("00000000000000", ""), ("", ""),
    // What a spreadsheet makes of a number, with and without its zero in front.
    ("21590481900012.0", "21590481900012"), ("5520121000012", ""), ("0552012100012", "00552012100012"),
  ])
  func companiesAreAskedForByNumber(_ text: String, _ siret: String) throws {
    let query = LocationQuery(siret: text)
    let resolution = Resolution(Placement(status: .empty))
    #expect(
      EntreprisesProvider().questions(for: query, resolution: resolution)
        == (siret.isEmpty ? [] : [.company(siret: siret)]))
  }
}
