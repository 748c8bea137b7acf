import Foundation

/// Stands in for IGN's Géoplateforme (`https://data.geopf.fr/geocodage`), which tests cannot reach: its paths, limits, error
/// bodies and tables, where they differ from addok's. From its published source (livingdata-co/gpf-geocodeur, 2025) and the
/// limits of use that it announces.
final class GeoplateformeStandIn: @unchecked Sendable {
  private let lock = NSLock()
  private var gate: RateGate
  private var refusedCount = 0
  private let geocoder = PretendGeocoder()

  /// Seconds for which everything is refused once the limit is passed; the real one says 5.
  init(requestsPerSecond: Int = 50, blockSeconds: Double = 5) {
    gate = RateGate(requestsPerSecond: requestsPerSecond, blockSeconds: blockSeconds)
  }

  /// Requests answered with 400: none of ours should be.
  var malformed: Int { lock.withLock { refusedCount } }

  func respond(_ request: FaultServer.Request) -> [FaultServer.Step] {
    if let wait = lock.withLock({ gate.wait(at: request.arrived) }) {
      // The documentation calls it an HTML error: no JSON.
      return .respond(429, "<html><h1>429 Too Many Requests</h1></html>", headers: ["Retry-After: \(wait)"])
    }
    switch (request.method, request.path) {
    case ("GET", "/geocodage/search"): return search(request)
    case ("GET", "/geocodage/reverse"): return reverse(request)
    case ("POST", "/geocodage/search/csv"):
      return table(request) { self.found($0("cartomarches_q"), $0("cartomarches_postcode")) }
    case ("POST", "/geocodage/reverse/csv"): return table(request) { self.near($0("latitude"), $0("longitude")) }
    default: return .respond(404, #"{"code":404,"message":"Not found"}"#)
    }
  }

  private func failed(_ detail: String) -> [FaultServer.Step] {
    lock.withLock { refusedCount += 1 }
    return .respond(400, #"{"code":400,"message":"Failed parsing query","detail":["\#(detail)"]}"#)
  }

  private func search(_ request: FaultServer.Request) -> [FaultServer.Step] {
    let q = request.parameter("q") ?? ""
    guard Self.isQuery(q) else {
      return failed("q: must contain between 3 and 200 chars and start with a number or a letter")
    }
    guard (1...50).contains(request.parameter("limit").flatMap(Int.init) ?? 10) else { return failed("limit") }
    let postcode = request.parameter("postcode") ?? ""
    guard postcode.isEmpty || postcode.count == 5 && postcode.allSatisfy(\.isNumber) else { return failed("postcode") }
    return features(found(q, postcode))
  }

  private static func isQuery(_ q: String) -> Bool {
    (3...200).contains(q.count) && q.first.map { $0.isLetter || $0.isNumber } == true
  }

  private func reverse(_ request: FaultServer.Request) -> [FaultServer.Step] {
    guard let latitude = request.parameter("lat"), let longitude = request.parameter("lon"),
      (1...50).contains(request.parameter("limit").flatMap(Int.init) ?? 10)
    else { return failed("lat/lon") }
    return features(near(latitude, longitude))
  }

  private typealias Found = (place: PretendGeocoder.Place, score: Double)

  private func found(_ q: String, _ postcode: String) -> Found? {
    Self.isQuery(q) ? geocoder.find(q, postcode).map { (geocoder.places[$0.0], 0.936_363_636_363) } : nil
  }

  /// Within 200 m or so, as the real one looks.
  private func near(_ latitude: String, _ longitude: String) -> Found? {
    guard let latitude = Double(latitude), let longitude = Double(longitude) else { return nil }
    return geocoder.places.first { abs($0.latitude - latitude) < 0.002 && abs($0.longitude - longitude) < 0.002 }
      .map { ($0, 0.99) }
  }

  /// No version, attribution, query or limit: only type and features.
  private func features(_ found: Found?) -> [FaultServer.Step] {
    var list = ""
    if let (place, score) = found {
      list = """
        {"type":"Feature","geometry":{"type":"Point","coordinates":[\(place.longitude),\(place.latitude)]},"properties":\
        {"label":"\(place.city)","score":\(score),"type":"municipality","postcode":"\(place.postcode)",\
        "citycode":"\(place.citycode)","city":"\(place.city)","_type":"address"}}
        """
    }
    return .respond(
      200, #"{"type":"FeatureCollection","features":[\#(list)]}"#, headers: ["Content-Type: application/json"])
  }

  /// Longitude before latitude, scores not rounded, a status for each row, no byte order mark.
  private func table(
    _ request: FaultServer.Request, _ answer: (_ cell: (String) -> String) -> Found?
  ) -> [FaultServer.Step] {
    let form = request.form
    guard let data = form["data"], data.utf8.count <= 50 << 20 else {
      return .respond(400, #"{"code":400,"message":"File too large"}"#)
    }
    let lines = data.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let header = lines.first?.components(separatedBy: ",") ?? []
    for field in ["columns", "postcode", "citycode", "type"] {
      if let name = form[field], !header.contains(name) { return failed("\(field): unknown column \(name)") }
    }
    // Words are quoted; none of the tests' has a comma or quote in it.
    var output = (lines.first ?? "") + ",longitude,latitude,result_score,result_score_next,result_label,result_type,"
    output += "result_postcode,result_city,result_citycode,result_status\r\n"
    for line in lines.dropFirst() {
      let cells = line.components(separatedBy: ",").map { $0.trimmingCharacters(in: ["\""]) }
      let found = answer { name in header.firstIndex(of: name).flatMap { $0 < cells.count ? cells[$0] : nil } ?? "" }
      guard let (place, score) = found else {
        output += line + ",,,,,,,,,,not-found\r\n"
        continue
      }
      output += "\(line),\(place.longitude),\(place.latitude),\(score),,\(place.city),municipality,\(place.postcode),"
      output += "\(place.city),\(place.citycode),ok\r\n"
    }
    return .respond(200, output, headers: ["Content-Type: text/csv", "x-rows-count: \(lines.count - 1)"])
  }
}

/// Stands in for `https://recherche-entreprises.api.gouv.fr`: its pages, errors and limit of 7 requests a second, as its open
/// specification says.
final class EntreprisesStandIn: @unchecked Sendable {
  private let lock = NSLock()
  private var gate: RateGate
  private var refusedCount = 0

  init(blockSeconds: Double = 1) {
    gate = RateGate(requestsPerSecond: 7, blockSeconds: blockSeconds)
  }

  /// Requests answered with 429.
  var refused: Int { lock.withLock { refusedCount } }

  /// The town hall of Le Quesnoy; its head office and not asked for; a person who does not want to be found.
  static let townHall = "21590481900012"
  static let branch = "35600000000048"
  static let hidden = "73282932000074"

  func respond(_ request: FaultServer.Request) -> [FaultServer.Step] {
    if let wait = lock.withLock({ gate.wait(at: request.arrived) }) {
      lock.withLock { refusedCount += 1 }
      return .respond(429, #"{"erreur":"Trop de requêtes"}"#, headers: ["Retry-After: \(wait)"])
    }
    guard request.path == "/search" else { return .respond(404, #"{"erreur":"not found"}"#) }
    let q = (request.parameter("q") ?? "").filter { $0 != " " }
    guard q.count >= 3 else { return .respond(400, #"{"erreur":"3 caractères minimum"}"#) }
    return .respond(200, Self.page(q), headers: ["Content-Type: application/json"])
  }

  private static func page(_ siret: String) -> String {
    let company: String
    switch siret {
    case townHall:
      let there = """
        {"siret":"\(siret)","activite_principale":"84.11Z","tranche_effectif_salarie":"32","est_siege":true,\
        "adresse":"PLACE DU GENERAL LECLERC 59530 LE QUESNOY","code_postal":"59530","commune":"59481",\
        "libelle_commune":"LE QUESNOY","latitude":"50.248876","longitude":"3.637434","etat_administratif":"A"}
        """
      company = #"{"siren":"215904819","siege":\#(there),"matching_etablissements":[\#(there)]}"#
    case branch:
      company = """
        {"siren":"356000000","activite_principale":"53.10Z","tranche_effectif_salarie":"53",\
        "siege":{"siret":"35600000000001","commune":"75115","code_postal":"75015","latitude":"48.83","longitude":"2.27"},\
        "matching_etablissements":[{"siret":"\(siret)","commune":"59053","code_postal":"59570",\
        "libelle_commune":"BAVAY","latitude":"50.297","longitude":"3.794","etat_administratif":"F"}]}
        """
    case hidden:
      company = """
        {"siren":"732829320","siege":{"siret":"\(siret)","adresse":"[NON-DIFFUSIBLE]","commune":"59481",\
        "latitude":"[NON-DIFFUSIBLE]","longitude":"[NON-DIFFUSIBLE]"},"matching_etablissements":[]}
        """
    default: return #"{"results":[],"total_results":0,"page":1,"per_page":1,"total_pages":0}"#
    }
    return #"{"results":[\#(company)],"total_results":1,"page":1,"per_page":1,"total_pages":1}"#
  }
}

/// A limit as the services keep it: more than so many requests in a second, and all are refused for a while; whoever goes on
/// meanwhile is refused for longer.
struct RateGate {
  let requestsPerSecond: Int
  let blockSeconds: Double
  private var recent: [Double] = []
  private var blockedUntil = 0.0

  init(requestsPerSecond: Int, blockSeconds: Double) {
    self.requestsPerSecond = requestsPerSecond
    self.blockSeconds = blockSeconds
  }

  /// Whole seconds that the caller is told to wait; `nil` when it is let through.
  mutating func wait(at now: Double) -> Int? {
    recent = recent.filter { now - $0 < 1 } + [now]
    if recent.count > requestsPerSecond { blockedUntil = now + blockSeconds }
    return blockedUntil > now ? Int((blockedUntil - now).rounded(.up)) : nil
  }
}
