import Dispatch
import Foundation
import Glibc
import Locking
import MapServer
import Testing

/// `POST /search/csv` and `/reverse/csv`.
@Suite(.serialized) struct TableRequestTests {
  private static let boundary = "------------------------d74496d66958873e"

  /// A form as curl sends it.
  static func form(_ parts: [(head: String, content: [UInt8])]) -> [UInt8] {
    parts.flatMap { part in
      Array("--\(boundary)\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n".utf8) + part.content
        + Array("\r\n".utf8)
    } + Array("--\(boundary)--\r\n".utf8)
  }

  private static func file(_ text: String, name: String = "marches.csv") -> (String, [UInt8]) {
    ("name=\"data\"; filename=\"\(name)\"", Array(text.utf8))
  }

  private static func field(_ name: String, _ value: String) -> (String, [UInt8]) {
    ("name=\"\(name)\"", Array(value.utf8))
  }

  private func post(
    _ client: LoopbackClient, at target: String = "/search/csv", _ parts: [(String, [UInt8])],
    headers: [String: String] = [:]
  ) async throws -> LoopbackClient.Answer {
    var headers = headers
    headers["Content-Type"] = "multipart/form-data; boundary=\(Self.boundary)"
    return try await client.request("POST", target, headers: headers, body: Self.form(parts.map { ($0.0, $0.1) }))
  }

  /// The cells of an answer, by column, one list per row.
  private func rows(_ answer: LoopbackClient.Answer, delimiter: Character = ";") -> [[String: String]] {
    let lines = answer.text.split(whereSeparator: \.isNewline).map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == delimiter, !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  private static let table = "nom;code;ville\nA;59530;LE QUESNOY\nB;59605;MAUBEUGE CEDEX\nC;;\nD;99998;NULLE PART\n"

  @Test func placesATable() async throws {
    try await RunningService.run { client in
      for target in ["/search/csv", "/search/csv/", "/geocodage/search/csv"] {
        let answer = try await post(client, at: target, [Self.file(Self.table)])
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"]?.hasPrefix("text/csv") == true)
        #expect(answer.headers["content-disposition"]?.contains("marches") == true)
        let rows = rows(answer)
        #expect(rows.map { $0["nom"] } == ["A", "B", "C", "D"])
        #expect(rows.map { $0["result_citycode"] } == ["59481", "59392", "", ""])
        #expect(rows.map { $0["result_status"] } == ["ok", "ok", "empty", "not-found"])
      }
      let capitals = try await post(client, [Self.file(Self.table, name: "T.XLSX")])
      #expect(capitals.headers["content-disposition"] == "attachment; filename=\"T.geocoded.csv\"")
    }
  }

  @Test func takesFieldsBeforeAndAfterTheFile() async throws {
    let table = "code,autre,lieu\n59530,75001,LE QUESNOY\n"
    try await RunningService.run { client in
      for parts in [
        [Self.file(table), Self.field("columns", "lieu"), Self.field("postcode", "code")],
        [Self.field("postcode", "code"), Self.field("columns", "lieu"), Self.file(table)],
      ] {
        let answer = try await post(client, parts)
        #expect(rows(answer, delimiter: ",").map { $0["result_citycode"] } == ["59481"])
      }
      let other = try await post(client, [Self.file(table), Self.field("columns", "autre")])
      #expect(rows(other, delimiter: ",").map { $0["result_postcode"] } == ["75001"])
    }
  }

  @Test func addsTheColumnsThatAreAskedFor() async throws {
    try await RunningService.run { client in
      let asked = try await post(
        client,
        [
          Self.file(Self.table), Self.field("result_columns", "result_citycode"),
          Self.field("result_columns", "latitude"),
          Self.field("result_columns", "result_street"),
        ])
      #expect(asked.text.hasPrefix("nom;code;ville;result_citycode;latitude;result_street\n"))
      #expect(rows(asked).first?["result_citycode"] == "59481")
      let unknown = try await post(client, [Self.file(Self.table), Self.field("result_columns", "result_planet")])
      #expect(unknown.status == 400)
      // The national service's own columns, in its order.
      let national = try await post(client, at: "/geocodage/search/csv", [Self.file(Self.table)])
      let header =
        "longitude;latitude;result_score;result_score_next;result_label;result_type;result_id;result_housenumber;result_name;"
        + "result_street;result_postcode;result_city;result_context;result_citycode;result_oldcitycode;result_oldcity;"
        + "result_district;result_status"
      #expect(national.text.hasPrefix("nom;code;ville;\(header)"))
    }
  }

  @Test func readsOtherEncodings() async throws {
    let latin = Array("ville;nom\nB".utf8) + [0xE9] + Array("ziers;x\n".utf8)
    try await RunningService.run { client in
      let file = ("name=\"data\"; filename=\"f.csv\"", latin)
      for fields in [[], [Self.field("encoding", "latin1")]] {
        let answer = try await post(client, [file] + fields)
        #expect(rows(answer).map { $0["result_citycode"] } == ["34032"])
      }
      let refused = try await post(client, [file, Self.field("encoding", "klingon")])
      #expect(refused.status == 400)
    }
  }

  /// The columns of the national services for positions, and the distance that `/reverse` gives.
  @Test func placesPositions() async throws {
    let table = "id;lat;lon\n1;50.2461;3.6398\n2;x;y\n3;;\n4;0;0\n"
    let names =
      "result_type;result_id;result_housenumber;result_name;result_street;result_postcode;result_city;result_context;"
      + "result_citycode;result_oldcitycode;result_oldcity;result_district"
    try await RunningService.run { client in
      let single = try await client.get("/reverse?lat=50.2461&lon=3.6398")
      for (target, first) in [
        ("/reverse/csv", "result_latitude;result_longitude;result_label;result_distance"),
        ("/geocodage/reverse/csv", "result_longitude;result_latitude;result_distance;result_label"),
      ] {
        let answer = try await post(client, at: target, [Self.file(table)])
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix("id;lat;lon;\(first);\(names)"))
        let rows = rows(answer)
        #expect(rows.map { $0["result_citycode"] } == ["59481", "", "", ""])
        #expect(rows.map { $0["result_status"] } == ["ok", "not-found", "empty", "not-found"])
        #expect(rows[0]["result_distance"] == (try single.all("distance")[0]))
        #expect(rows[3]["result_distance"] == "")
        let position = try #require(
          ((try single.json()["features"] as? [[String: Any]])?[0]["geometry"] as? [String: Any])?["coordinates"]
            as? [Double])
        #expect(rows[0]["result_longitude"].flatMap(Double.init) == position[0])
        #expect(rows[0]["result_latitude"].flatMap(Double.init) == position[1])
      }
      let filtered = try await post(
        client, at: "/reverse/csv",
        [
          Self.file("y;x;insee\n50.2461;3.6398;59053\n"), Self.field("lat", "y"), Self.field("lon", "x"),
          Self.field("citycode", "insee"),
        ])
      #expect(rows(filtered).map { $0["result_citycode"] } == ["59053"])
      let refused = try await post(client, at: "/reverse/csv", [Self.file("a;b\n1;2\n")])
      #expect(refused.status == 400)
    }
  }

  /// The columns of addok's answer, then ours.
  @Test func addsAddoksColumns() async throws {
    try await RunningService.run { client in
      let answer = try await post(client, [Self.file(Self.table)])
      #expect(
        answer.text.hasPrefix(
          "nom;code;ville;latitude;longitude;result_label;result_score;result_score_next;result_type;result_id;"
            + "result_housenumber;result_name;result_street;result_postcode;result_city;result_context;result_citycode;"
            + "result_oldcitycode;result_oldcity;result_district;result_method;result_radius_m;result_status;result_note\n"
        ))
    }
  }

  /// `lat` and `lon` of a search are a preferred centre, not the answer: the nearest of several that fit alike.
  @Test func prefersPlacesNearTheCentre() async throws {
    let table = "ville;y;x\nSAINT AUBIN;50.2;3.9\nSAINT AUBIN;47.0;5.4\nLE QUESNOY;43.3;5.4\n"
    try await RunningService.run { client in
      let plain = try await post(client, [Self.file(table), Self.field("columns", "ville")])
      #expect(rows(plain).map { $0["result_status"] } == ["ambiguous", "ambiguous", "ok"])
      let near = try await post(
        client,
        [Self.file(table), Self.field("columns", "ville"), Self.field("lat", "y"), Self.field("lon", "x")])
      #expect(rows(near).map { $0["result_citycode"] } == ["59529", "39476", "59481"])
    }
  }

  /// A client that waits for leave to send its body is given it, or the refusal in its place.
  @Test func invitesBodiesThatWait() async throws {
    try await RunningService.run { client in
      let form = Self.form([Self.file(Self.table)])
      func head(_ length: Int) -> [UInt8] {
        Array(
          ("POST /search/csv HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
            + "Content-Length: \(length)\r\nContent-Type: multipart/form-data; boundary=\(Self.boundary)\r\n\r\n").utf8)
      }
      let descriptor = try client.connect()
      LoopbackClient.send(head(form.count), to: descriptor)
      let invitation = "HTTP/1.1 100 Continue\r\n\r\n"
      var first = [UInt8](repeating: 0, count: invitation.utf8.count)
      while recv(descriptor, &first, first.count, Int32(MSG_PEEK | MSG_DONTWAIT)) < first.count {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(recv(descriptor, &first, first.count, 0) == first.count)
      #expect(String(decoding: first, as: UTF8.self) == invitation)
      LoopbackClient.send(form, to: descriptor)
      #expect(try await client.answer(from: descriptor).status == 200)
      // Too long by its own account: refused at once, without an invitation.
      let large = try client.connect()
      LoopbackClient.send(head(1 << 40), to: large)
      #expect(try await client.answer(from: large).status == 413)
    }
  }

  /// What is refused, with its status and a word of the reason.
  @Test func refusesWithAReason() async throws {
    try await RunningService.run { client in
      let cases: [([(String, [UInt8])], String)] = [
        ([], "data"), ([Self.file("")], "no bytes"), ([Self.file("  \n")], "no text"),
        ([Self.file("a;b\n1;2\n")], "says where"),
        ([Self.file(Self.table), Self.field("columns", "pays")], "pays"),
        ([Self.file(Self.table), Self.field("postcode", "cp")], "cp"),
        ([Self.file(Self.table), Self.field("delimiter", "ab")], "delimiter"),
        ([Self.file(Self.table), Self.field("with_bom", "maybe")], "with_bom"),
        ([Self.file(Self.table), Self.file(Self.table)], "one file"),
        (
          [("name=\"data\"; filename=\"a.png\"", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])],
          "no table but a picture"
        ),
      ]
      for (parts, word) in cases {
        let answer = try await post(client, parts)
        #expect(answer.status == 400, "\(word): \(answer.text)")
        let message = try answer.json()["message"] as? String ?? ""
        #expect(message.contains(word), "\(answer.text)")
      }
      let other = try await client.request(
        "POST", "/search/csv", headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
      #expect(other.status == 415)
      let broken = try await client.request(
        "POST", "/search/csv", headers: ["Content-Type": "multipart/form-data; boundary=a"], body: Array("zzz".utf8))
      #expect(broken.status == 400)
      #expect(broken.text.contains("ends before its last boundary"))
    }
  }

  @Test func refusesWhatIsTooLarge() async throws {
    var limits = ServiceLimits()
    limits.bodyBytes = 4_000
    limits.rows = 50
    try await RunningService.run(limits: limits) { client in
      let large = try await post(client, [Self.file(String(repeating: "a;59530\n", count: 1_000))])
      #expect(large.status == 413)
      #expect(try large.json()["code"] as? Int == 413)
      let long = try await post(client, [Self.file(String(repeating: "a\n", count: 60))])
      #expect(long.status == 413)
      // Without its length being said before.
      let chunk = String(repeating: "a", count: 5_000)
      let head =
        "POST /search/csv HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        + "Content-Type: multipart/form-data; boundary=x\r\n\r\n1388\r\n\(chunk)\r\n0\r\n\r\n"
      #expect(try await client.exchange(Array(head.utf8)).status == 413)
    }
  }

  @Test func answersALateBodyWith408() async throws {
    var limits = ServiceLimits()
    limits.bodySeconds = 1
    try await RunningService.run(limits: limits) { client in
      let head =
        "POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x"
      let answer = try await client.exchange(Array(head.utf8))
      #expect(answer.status == 408)
    }
  }

  @Test func refusesABodyThatBreaksOff() async throws {
    try await RunningService.run { client in
      let head =
        "POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x"
      let answer = try await client.exchange(Array(head.utf8), thenHalfClose: true)
      #expect(answer.status == 400)
    }
  }

  /// An answer that a slow client is still taking when the service is told to end comes whole.
  @Test func finishesAnswersThatAreUnderWay() async throws {
    let lines = 100_000
    let form = Self.form([
      (
        "name=\"data\"; filename=\"f.csv\"",
        Array(("code;ville\n" + String(repeating: "59530;LE QUESNOY\n", count: lines)).utf8)
      )
    ])
    let reading = Mutex<Task<LoopbackClient.Answer, any Error>?>(nil)
    try await RunningService.run { client in
      let descriptor = try client.connect()
      let head =
        "POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Length: \(form.count)\r\n"
        + "Content-Type: multipart/form-data; boundary=\(Self.boundary)\r\n\r\n"
      LoopbackClient.send(Array(head.utf8) + form, to: descriptor)
      // The answer has begun; the rest is taken late.
      var first = [UInt8](repeating: 0, count: 100)
      while recv(descriptor, &first, first.count, Int32(MSG_PEEK)) <= 0 { try await Task.sleep(for: .milliseconds(20)) }
      let task = Task.detached {
        try await Task.sleep(for: .seconds(1))
        return try await client.answer(from: descriptor)
      }
      reading.withLock { $0 = task }
    }
    let answer = try #require(await reading.withLock { $0 }?.value)
    #expect(answer.status == 200)
    #expect(answer.body.count { $0 == 0x0A } == lines + 1)
  }

  @Test func letsOnlySoManyTablesThrough() async throws {
    var limits = ServiceLimits()
    limits.concurrentBatches = 1
    try await RunningService.run(limits: limits) { client in
      // A first table that does not come to its end holds the only place.
      let descriptor = try client.connect()
      let head =
        "POST /search/csv HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x"
      LoopbackClient.send(Array(head.utf8), to: descriptor)
      var isTaken = false
      while !isTaken {
        isTaken = try await client.get("/metrics").text.contains("\ncartomarches_tables_under_way 1.0")
      }
      let second = try await post(client, [Self.file(Self.table)])
      #expect(second.status == 503)
      #expect(second.headers["retry-after"] != nil)
      #expect(try second.json()["code"] as? Int == 503)
      close(descriptor)
      // The place is free again when the first client is gone.
      var third = second
      for _ in 0..<600 where third.status == 503 {
        try await Task.sleep(for: .milliseconds(100))
        third = try await post(client, [Self.file(Self.table)])
      }
      #expect(third.status == 200)
    }
  }

  @Test func packsTheAnswerWhenAsked() async throws {
    let table = "code;ville\n" + String(repeating: "59530;LE QUESNOY\n", count: 20_000)
    try await RunningService.run { client in
      let plain = try await post(client, [Self.file(table)])
      let packed = try await post(client, [Self.file(table)], headers: ["Accept-Encoding": "gzip"])
      #expect(packed.headers["content-encoding"] == "gzip")
      #expect(packed.body.count < plain.body.count / 5)
      #expect(try Self.unpacked(packed.body) == plain.body)
      #expect(rows(plain).count == 20_000)
    }
  }

  /// gzip's own program takes it apart.
  static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "packed-\(UInt64.random(in: 0...(.max))).gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let unpacked = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Array(unpacked)
  }
}
