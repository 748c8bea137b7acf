import Testing

/// `/search` and `/reverse` as the national address service answers them.
@Suite(.serialized) struct AddressTests {
  @Test func answersASearchAsAddok() async throws {
    try await RunningService.run { client in
      let answer = try await client.get("/search/?q=le+quesnoy&postcode=59530&limit=1")
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
      #expect(answer.headers["access-control-allow-origin"] == "*")
      let collection = try answer.json()
      #expect(collection["type"] as? String == "FeatureCollection")
      #expect(collection["version"] as? String == "draft")
      #expect(collection["licence"] as? String == "ETALAB-2.0")
      #expect(collection["query"] as? String == "le quesnoy")
      #expect(collection["limit"] as? Int == 1)
      #expect((collection["filters"] as? [String: [String]]) == ["postcode": ["59530"]])
      let feature = try #require((collection["features"] as? [[String: Any]])?.first)
      // The national address base: Le Quesnoy, 59481, x 744560.34, y 7017133.97 in Lambert-93.
      let position = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
      #expect(abs(position[0] - 3.637) < 0.02 && abs(position[1] - 50.2486) < 0.02)
      let properties = try #require(feature["properties"] as? [String: Any])
      let texts = [
        "label": "Le Quesnoy", "name": "Le Quesnoy", "type": "municipality", "municipality": "Le Quesnoy",
        "id": "59481", "citycode": "59481", "postcode": "59530", "city": "Le Quesnoy",
        "context": "59, Nord, Hauts-de-France", "method": "postcode+city",
      ]
      for (key, text) in texts { #expect(properties[key] as? String == text, "\(key)") }
      #expect(abs(try #require(properties["x"] as? Double) - 744_560) < 1_500)
      #expect(abs(try #require(properties["y"] as? Double) - 7_017_133) < 1_500)
      let score = try #require(properties["score"] as? Double)
      #expect(score > 0.9 && score <= 1)
      #expect(try #require(properties["radius_m"] as? Int) > 1_000)
    }
  }

  @Test func answersASearchAsTheGeoplateforme() async throws {
    try await RunningService.run { client in
      let collection = try await client.get("/geocodage/search?q=Le%20Quesnoy&limit=1").json()
      #expect(Set(collection.keys) == ["type", "features"])
      let feature = try #require((collection["features"] as? [[String: Any]])?.first)
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(properties["_type"] as? String == "address")
      #expect(properties["citycode"] as? String == "59481")
    }
  }

  /// What a search finds first, and how.
  @Test(arguments: [
    ("59530 LE QUESNOY", "59481", "postcode+city"),
    ("LE QUESNOY (59530)", "59481", "postcode+city"),
    ("59605 MAUBEUGE CEDEX", "59392", "cedex"),
    ("12 rue de la Gare 59530 Le Quesnoy", "59481", "postcode+city"),
    ("75016 Paris", "75116", "postcode+city"),
    ("Annecy-le-Vieux", "74010", "city"),
    ("Chalons-sur-Marne", "51108", "city"),
    ("59530", "59481", "postcode"),
  ])
  func findsWhatTheCommandLineFinds(text: String, citycode: String, method: String) async throws {
    try await RunningService.run { client in
      let encoded = text.replacing(" ", with: "+")
      let answer = try await client.get("/search?q=\(encoded)&autocomplete=0&limit=1")
      #expect(try answer.all("citycode") == [citycode])
      #expect(try answer.all("method") == [method])
    }
  }

  /// What the national services refuse, with their status.
  @Test(arguments: [
    ("/search", 400, "q"), ("/search?q=", 400, "q"), ("/search?q=lille&limit=101", 400, "limit"),
    ("/search?q=lille&limit=-1", 400, "limit"), ("/search?q=lille&limit=abc", 400, "limit"),
    ("/search?q=lille&autocomplete=maybe", 400, "autocomplete"), ("/search?q=lille&lat=91&lon=3", 400, "lat"),
    ("/search?q=lille&lat=nan&lon=3", 400, "lat"), ("/reverse?lat=50.2", 400, "lon"),
    ("/reverse?lat=50.2&lon=x", 400, "lon"), ("/search?q=\(String(repeating: "a", count: 201))", 413, "200"),
    ("/geocodage/search?q=ab", 400, "q"), ("/geocodage/search?q=!lille", 400, "q"),
    ("/geocodage/search?q=lille&limit=51", 400, "limit"), ("/geocodage/search?q=lille&limit=0", 400, "limit"),
    ("/geocodage/search?q=lille&postcode=5953", 400, "postcode"),
    ("/geocodage/search?q=lille&citycode=2C004", 400, "citycode"),
    ("/geocodage/search?q=lille&type=town", 400, "type"), ("/geocodage/search?q=lille&lat=50", 400, "lon"),
    ("/geocodage/search?q=lille&index=street", 400, "index"), ("/nowhere", 404, "path"),
  ])
  func refusesWithAReason(target: String, status: Int, named: String) async throws {
    try await RunningService.run { client in
      let answer = try await client.get(target)
      #expect(answer.status == status)
      let body = try answer.json()
      #expect(body["code"] as? Int == status)
      #expect(body["message"] is String)
      let detail = (body["detail"] as? [String])?.first
      let reason = target.hasPrefix("/geocodage") ? detail : body["description"] as? String
      #expect(try #require(reason).contains(named), "\(answer.text)")
      #expect(answer.headers["access-control-allow-origin"] == "*")
    }
  }

  /// What they do not refuse.
  @Test(arguments: [
    "/search?q=%20", "/search?q=lille&limit=0", "/search?q=lille&postcode=", "/search?q=lille&type=town",
    "/search?q=lille&lat=50.2", "/search?q=%FF%FE", "/search?q=lille&unknown=1", "/search?q=%", "/search?q=%00",
    "/geocodage/search?q=lille&postcode=", "/geocodage/search?q=lille&index=poi", "/reverse?lat=0&lon=0",
  ])
  func answersWhatIsOddButAllowed(target: String) async throws {
    try await RunningService.run { client in
      let answer = try await client.get(target)
      #expect(answer.status == 200)
      #expect(try answer.json()["features"] is [Any])
    }
  }

  @Test func namesTheMethodsOfAPath() async throws {
    try await RunningService.run { client in
      let answer = try await client.request("DELETE", "/search")
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "GET, HEAD, OPTIONS")
    }
  }

  /// The fields of `GET`, its length among them, and nothing behind them: what follows on the connection is the next answer.
  @Test(arguments: [
    ("/search?q=lille", 200), ("/", 200), ("/openapi.json", 200), ("/search", 400), ("/nowhere", 404),
    ("/search/csv", 405),
  ])
  func answersHeadLikeGet(target: String, status: Int) async throws {
    try await RunningService.run { client in
      for fields in [[:], ["Accept-Encoding": "gzip"]] {
        let get = try await client.get(target, headers: fields)
        let head = try await client.request("HEAD", target, headers: fields)
        #expect(head.status == status && get.status == status)
        #expect(head.body.isEmpty && !get.body.isEmpty)
        for name in ["content-type", "content-length", "content-encoding", "etag", "vary", "allow"] {
          #expect(head.headers[name] == get.headers[name], "\(name)")
        }
        #expect(head.headers["content-length"] == "\(get.body.count)")
      }
      let head = "HEAD \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
      let get = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let both = try await client.exchange(Array((head + get).utf8))
      #expect(both.text.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(both.text)")
    }
  }

  @Test func letsBrowsersAsk() async throws {
    try await RunningService.run { client in
      let answer = try await client.request(
        "OPTIONS", "/search/csv",
        headers: [
          "Origin": "https://umap.example", "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "content-type",
        ])
      #expect(answer.status == 204)
      #expect(answer.headers["access-control-allow-origin"] == "*")
      #expect(answer.headers["access-control-allow-headers"] == "content-type")
      #expect(answer.headers["access-control-allow-methods"]?.contains("POST") == true)
    }
  }

  @Test func findsTheCommuneOfAPosition() async throws {
    try await RunningService.run { client in
      // The station of Le Quesnoy, and the Eiffel tower.
      let quesnoy = try await client.get("/reverse?lon=3.6398&lat=50.2461")
      #expect(try quesnoy.all("citycode") == ["59481"])
      #expect(try #require(Int(try quesnoy.all("distance")[0])) < 1_000)
      let paris = try await client.get("/reverse?longitude=2.2945&latitude=48.8584")
      #expect(try paris.all("citycode").first.map { ["75107", "75115", "75116"].contains($0) } == true)
      let three = try await client.get("/reverse?lon=3.6398&lat=50.2461&limit=3")
      #expect(try three.all("citycode").count == 3)
      let filtered = try await client.get("/geocodage/reverse?lon=3.6398&lat=50.2461&citycode=59053")
      #expect(try filtered.all("citycode") == ["59053"])
      let national = try await client.get("/geocodage/reverse?lon=3.6398&lat=50.2461&limit=1")
      #expect(try national.all("label") == ["59530 Le Quesnoy"])
      #expect(try quesnoy.all("label") == ["Le Quesnoy"])
      #expect(try await client.get("/geocodage/reverse?lon=&lat=50.2461").status == 400)
    }
  }
}
