import Gazetteer
import Geocoding
import Geodesy
import Testing

/// What is found as it is typed.
@Suite struct PlaceSearchTests {
  private static let search = (try? Gazetteer.embedded()).map { PlaceSearch(resolver: Resolver(gazetteer: $0)) }

  private func found(_ query: PlaceSearchQuery) throws -> [FoundPlace] { try #require(Self.search).places(query) }

  /// Typed so far, and the INSEE code of what comes first.
  @Test(arguments: [
    ("marseil", "13055"), ("Stras", "67482"), ("le ques", "59481"), ("le quesnoy", "59481"), ("saint-den", "97411"),
    ("st deni", "97411"), ("amand les eaux", "59526"), ("paris 1", "75101"), ("lill", "59350"), ("Lille", "59350"),
    ("mons en", "59410"), ("chalons-en", "51108"), ("BÉZIE", "34032"), ("l'hay", "94038"), ("Eu", "76255"),
    ("59530 le q", "59481"), ("5980", "59350"), ("la rochel", "17300"), ("aix en p", "13001"),
  ])
  func findsByTheBeginning(text: String, citycode: String) throws {
    #expect(try found(PlaceSearchQuery(text: text)).first?.placement.citycode == citycode)
  }

  @Test func ranksNamesakesByTheirInhabitants() throws {
    let places = try found(PlaceSearchQuery(text: "saint-denis", isPrefix: false, limit: 4))
    #expect(places.prefix(2).map(\.placement.citycode) == ["97411", "93066"])
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test func findsWholeNamesOnlyWhenNoMoreIsToCome() throws {
    let typing = try found(PlaceSearchQuery(text: "quesn", limit: 100))
    #expect(typing.count > 5)
    #expect(try found(PlaceSearchQuery(text: "quesn", isPrefix: false)).allSatisfy { $0.score < 0.9 })
  }

  @Test func keepsToItsFilters() throws {
    // La Poste: 15 communes have 59530; Annecy has five codes.
    let ofCode = try found(PlaceSearchQuery(text: "le", limit: 100, postcodes: ["59530"]))
    #expect(ofCode.allSatisfy { $0.placement.postcode == "59530" })
    #expect(try found(PlaceSearchQuery(text: "59530", limit: 100)).count == 15)
    let annecy = try found(PlaceSearchQuery(text: "annecy", postcodes: ["74940"]))
    #expect(annecy.first?.placement.citycode == "74010")
    #expect(annecy.first?.placement.postcode == "74940")
    #expect(try found(PlaceSearchQuery(text: "lille", postcodes: ["59530"])).isEmpty)
    #expect(try found(PlaceSearchQuery(text: "lille", citycodes: ["00000"])).isEmpty)
    #expect(try found(PlaceSearchQuery(text: "lille", types: ["street"])).isEmpty)
    #expect(try found(PlaceSearchQuery(text: "maubeuge", postcodes: ["59605"])).first?.placement.method == .cedex)
  }

  /// A village, a town whose chef-lieu is not its middle, an arrondissement, a former commune, an overseas town.
  @Test(arguments: ["Le Quesnoy", "Toulouse", "Lyon 7e", "Annecy-le-Vieux", "Le Tampon"])
  func placesWhereARowOfATableIsPlaced(city: String) throws {
    let row = try #require(Self.search).resolver.place(LocationQuery(city: city))
    let typed = try #require(try found(PlaceSearchQuery(text: city)).first).placement
    #expect(typed.coordinate == row.coordinate)
    #expect(typed.radiusMetres == row.radiusMetres)
    #expect(typed.oldCitycode == row.oldCitycode)
  }

  @Test func prefersWhatIsNearACentre() throws {
    // Saint-Denis in Réunion is the largest; from Paris the one beside it is meant.
    let paris = Coordinate(latitude: 48.8566, longitude: 2.3522)
    let places = try found(PlaceSearchQuery(text: "saint-denis", limit: 3, centre: paris))
    #expect(places.first?.placement.citycode == "93066")
    #expect(try #require(places.first?.distanceMetres) < 15_000)
  }

  @Test func findsNothingInNonsense() throws {
    for text in ["", " ", "!?", "qqqqqq", "\u{0}", "999999999"] {
      #expect(try found(PlaceSearchQuery(text: text)).isEmpty, "\(text)")
    }
  }

  @Test func listsTheNearestCommunesInOrder() throws {
    let search = try #require(Self.search)
    let station = Coordinate(latitude: 50.2461, longitude: 3.6398)
    let places = search.places(near: station, PlaceSearchQuery(limit: 20))
    #expect(places.count == 20)
    #expect(places.first?.placement.citycode == "59481")
    let distances = places.compactMap(\.distanceMetres)
    #expect(zip(distances, distances.dropFirst()).allSatisfy { $0 <= $1 })
    // None of the communes left out is nearer than the last one listed.
    let gazetteer = try Gazetteer.embedded()
    let listed = Set(places.map(\.placement.citycode))
    gazetteer.forEachCommune { commune in
      guard !listed.contains(commune.citycode) else { return }
      #expect(commune.coordinate.distance(to: station) >= (distances.last ?? 0), "\(commune.name)")
    }
    #expect(search.places(near: Coordinate(latitude: 45, longitude: -20), PlaceSearchQuery()).isEmpty)
  }
}
