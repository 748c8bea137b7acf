import Foundation
import SharedTesting
import Testing

@testable import RemoteGeocoding

/// The program against stand-ins of the public services: their paths, limits and bodies are not addok's.
@Suite struct PublicServiceTests {
  private typealias Program = ProgramTests

  private static func lines(_ run: SharedTesting.Program.Run) -> [String] {
    run.output.components(separatedBy: "\n").filter { !$0.isEmpty }
  }

  private static func ban(_ server: FaultServer) -> [String] {
    ["--remote", "ban", "--remote-url", "\(server.url)/geocodage/"]
  }

  private static func write(_ text: String, in folder: TemporaryFolder) throws -> String {
    try text.write(toFile: folder.path("t.csv"), atomically: true, encoding: .utf8)
    return folder.path("t.csv")
  }

  @Test(arguments: [40, 120]) func geoplateforme(_ rows: Int) throws {
    let service = GeoplateformeStandIn()
    let server = try FaultServer { request, _ in service.respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    var text = "Nom;CP;Ville\n"
    for row in 0..<rows { text += "A\(row);59999;« qwxz\(row) \(row % 10 == 0 ? "quesnoy" : "nulle part")\n" }
    // What its rules would refuse: too short, too long, punctuation first.
    text += "B;59999;?!\nC;59999;\(String(repeating: "très long ", count: 40))\nD;59999;- qwxz quesnoy\n"
    let table = try Self.write(text, in: folder)
    let run = try Program.run(["geocode", table] + Self.ban(server), in: folder)
    #expect(run.status == 0, "\(run.error)")
    #expect(service.malformed == 0)
    #expect(Self.lines(run).count == rows + 4)
    #expect(Self.lines(run).count { $0.contains("remote:ban") } == rows / 10 + 1)
    #expect(server.requests.contains { $0.method == "POST" } == (rows > 50))
    let asked = server.requests.count
    let again = try Program.run(["geocode", table] + Self.ban(server), in: folder)
    #expect(again.output == run.output)
    #expect(server.requests.count == asked)
  }

  @Test func requestsStayBelowTheLimit() throws {
    let service = GeoplateformeStandIn()
    let server = try FaultServer { request, _ in service.respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Program.table(100, in: folder)
    let options = Self.ban(server) + ["--remote-batch", "1", "--quiet", "--no-cache"]
    let polite = try Program.run(["geocode", table] + options, in: folder)
    #expect(polite.status == 0, "\(polite.error)")
    // Somebody who asks for more is refused, with an HTML page, waits as told and loses nothing.
    let strict = GeoplateformeStandIn(requestsPerSecond: 30, blockSeconds: 2)
    let other = try FaultServer { request, _ in strict.respond(request) }
    defer { other.stop() }
    let hasty = try Program.run(
      ["geocode", table, "--remote-rate", "1000"] + Self.ban(other) + ["--remote-batch", "1", "--quiet", "--no-cache"],
      in: folder)
    #expect(hasty.status == 0, "\(hasty.error)")
    #expect(hasty.output == polite.output)
  }

  @Test func errorsOfGeoplateforme() throws {
    let folder = try TemporaryFolder()
    let table = try Program.table(60, in: folder)
    let local = try Program.run(["geocode", table, "--quiet"], in: folder)
    for (status, body) in [
      (400, #"{"code":400,"message":"Failed parsing query","detail":["q: must contain"]}"#),
      (500, #"{"code":500,"message":"An unexpected error has occurred"}"#), (404, #"{"code":404}"#),
    ] {
      let server = try FaultServer { _, _ in .respond(status, body) }
      defer { server.stop() }
      let run = try Program.run(["geocode", table, "--no-cache"] + Self.ban(server), in: folder)
      #expect(run.status == 69)
      #expect(run.error.contains("HTTP \(status)"), "\(run.error)")
      #expect(run.output == local.output)
    }
  }

  /// The town hall nearest to a position is Bavay's, the commune that it lies in Obies: only a service knows.
  @Test(arguments: ["ban", "addok"]) func communesOfPositions(_ provider: String) throws {
    let service = GeoplateformeStandIn()
    let server = try FaultServer { request, _ in
      var request = request
      if provider == "addok" { request.target = "/geocodage" + request.target }
      return service.respond(request)
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let url = provider == "ban" ? "\(server.url)/geocodage" : server.url
    let options = ["--remote", provider, "--remote-url", url, "--quiet", "--no-cache"]
    // The fourth names its commune, the fifth a code that cannot be: both are left as they are.
    var text =
      "nom;latitude;longitude;code postal;ville\nferme;50.295;3.783;;\nmairie;50.249;3.638;;\nchamps;50.31;3.75;;\n"
    text += "nommée;50.295;3.783;59570;Bavay\nailleurs;50.2951;3.7831;75016;\n"
    let table = try Self.write(text, in: folder)
    let local = try Program.run(["geocode", table, "--quiet"], in: folder)
    #expect(Self.lines(local)[1].contains(";59570 Bavay;"))
    let unasked = try Program.run(["geocode", table] + options, in: folder)
    #expect(unasked.output == local.output && server.requests.isEmpty)
    let run = try Program.run(["geocode", table, "--remote-for", "imprecise"] + options, in: folder)
    #expect(run.status == 0, "\(run.error)")
    let rows = Self.lines(run)
    #expect(
      rows[1].contains(";50.295000;3.783000;59570 Obies;") && rows[1].contains(";coordinates;1000;ok;"), "\(rows[1])")
    #expect(rows[1].hasSuffix("commune-named-by: remote:\(provider)"))
    #expect(rows[2].contains(";59530 Le Quesnoy;") && rows[2].hasSuffix("commune-named-by: remote:\(provider)"))
    #expect(rows[3...] == Self.lines(local)[3...])
    #expect(server.requests.map(\.path).allSatisfy { $0.hasSuffix("/reverse") })
    // Many go in a table, with the same answers.
    for row in 0..<60 { text += "x\(row);50.\(3200 + row);3.7021;;\n" }
    let many = try Program.run(
      ["geocode", try Self.write(text, in: folder), "--remote-for", "all"] + options, in: folder)
    #expect(Array(Self.lines(many)[..<6]) == rows)
    #expect(server.requests.last?.path.hasSuffix("/reverse/csv") == true)
    #expect(service.malformed == 0)
  }

  @Test func companies() throws {
    let service = EntreprisesStandIn()
    let server = try FaultServer { request, _ in service.respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    // The second is an establishment, not the head office; the third does not want to be found, the fourth is unknown,
    // the fifth no number, and the last is the first again.
    let (hall, branch, hidden) = (EntreprisesStandIn.townHall, EntreprisesStandIn.branch, EntreprisesStandIn.hidden)
    let table = try Self.write(
      "siret;montant\n\(hall);1\n\(branch);2\n\(hidden);3\n55208131766522;4\n7,17E+13;5\n\(hall.prefix(9)) 00012;6\n",
      in: folder)
    let options = ["--remote", "entreprises", "--remote-url", server.url, "--quiet"]
    let run = try Program.run(["geocode", table] + options, in: folder)
    #expect(run.status == 0, "\(run.error)")
    let rows = Self.lines(run)
    #expect(rows[0].hasSuffix(";result_note;result_naf;result_size"))
    #expect(rows[1].contains(";50.248876;3.637434;PLACE DU GENERAL LECLERC 59530 LE QUESNOY;1;"), "\(rows[1])")
    #expect(rows[1].contains(";remote:entreprises;") && rows[1].hasSuffix(";84.11Z;32"))
    #expect(rows[2].contains(";59053;") && rows[2].hasSuffix(";53.10Z;53"), "\(rows[2])")
    for row in rows[3...5] { #expect(row.hasSuffix(";;") && !row.contains("remote:entreprises"), "\(row)") }
    #expect(rows[6].hasSuffix(";84.11Z;32"))
    // Distinct numbers only, and nothing but them.
    let asked = server.requests.compactMap { $0.parameter("q") }
    #expect(Set(asked) == [hall, branch, hidden, "55208131766522"])
    #expect(asked.count == 4 && service.refused == 0)
    // A map has them as properties, and the uMap filters by them.
    let map = try Program.run(
      ["map", table, "-o", folder.path("map"), "--formats", "geojson,umap"] + options, in: folder)
    #expect(map.status == 0, "\(map.error)")
    let suppliers = try String(contentsOfFile: folder.path("map/suppliers.geojson"), encoding: .utf8)
    #expect(suppliers.contains(#""naf":"84.11Z","size":"32""#) && suppliers.contains(#""naf":"53.10Z","size":"53""#))
    let umap = try String(contentsOfFile: folder.path("map/map.umap"), encoding: .utf8)
    #expect(umap.contains(#"{"fieldKey":"naf""#) && umap.contains(#""size":"250 à 499""#))
    // The columns are there with that provider alone.
    #expect(
      !Self.lines(try Program.run(["geocode", table, "--column", "city=montant"], in: folder))[0].contains("result_naf")
    )
    // Beside the resolver's own placement the sector is told too.
    let placed = try Self.write("siret;cp\n\(hall);59530\n", in: folder)
    let all = try Program.run(["geocode", placed, "--remote-for", "all"] + options, in: folder)
    #expect(Self.lines(all)[1].hasSuffix(";84.11Z;32"))
  }

  @Test func sevenCompaniesASecond() throws {
    let service = EntreprisesStandIn(blockSeconds: 1)
    let server = try FaultServer { request, _ in service.respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let numbers = Self.validNumbers(20)
    let table = try Self.write("siret\n" + numbers.map { "\($0)\n" }.joined(), in: folder)
    let options = ["--remote", "entreprises", "--remote-url", server.url, "--quiet", "--no-cache"]
    let start = ProcessInfo.processInfo.systemUptime
    #expect(try Program.run(["geocode", table] + options, in: folder).status == 0)
    // Five a second, of the seven allowed.
    #expect(ProcessInfo.processInfo.systemUptime - start >= 19.0 / 5)
    // Too fast: refused with 429, and every question answered all the same.
    let hasty = try Program.run(["geocode", table, "--remote-rate", "100"] + options, in: folder)
    #expect(hasty.status == 0, "\(hasty.error)")
    #expect(service.refused > 0)
  }

  /// SIRETs with a right key (ISO/IEC 7812, Luhn).
  private static func validNumbers(_ count: Int) -> [String] {
    (0..<count).map { index in
      let digits = String(50_000_000_00000 + index * 7).compactMap(\.wholeNumberValue)
      let sum = digits.enumerated().reduce(0) { sum, item in
        let doubled = item.offset % 2 == 0 ? item.element * 2 : item.element
        return sum + (doubled > 9 ? doubled - 9 : doubled)
      }
      return digits.map(String.init).joined() + String((10 - sum % 10) % 10)
    }
  }
}
