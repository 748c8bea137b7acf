import Testing

@testable import Geocoding

struct CorrectionsTests {
  private func resolver(_ pairs: [(LocationQuery, Corrections.Answer)]) -> Resolver {
    var corrections = Corrections()
    for (query, answer) in pairs { corrections.add(answer, for: query) }
    return Resolver(gazetteer: testedResolver.gazetteer, corrections: corrections)
  }

  @Test func anAnswerPlacesEveryRowThatSaysTheSame() {
    let resolver = resolver([(LocationQuery(city: "Langon"), .init(postcode: "33210"))])
    // Another year writes it otherwise, and has other columns.
    for query in [
      LocationQuery(city: "Langon"), LocationQuery(city: " LANGON "),
      LocationQuery(city: "langon", siret: "21330227000013"),
    ] {
      let placement = resolver.place(query)
      #expect(placement.citycode == "33227" && placement.method == .correction && placement.status == .ok)
      #expect(placement.notes.first?.text == "corrected: 33210")
    }
    #expect(resolver.place(LocationQuery(city: "Langon", address: "1 rue Haute")).status == .ambiguous)
    #expect(resolver.place(LocationQuery(postcode: "59530")).method == .postcode)
  }

  @Test func anAnswerWinsOverWhatWouldBePlaced() {
    let resolver = resolver([(LocationQuery(postcode: "59530"), .init(citycode: "59464"))])
    #expect(resolver.place(LocationQuery(postcode: "59530")).citycode == "59464")
  }

  @Test func coordinatesAreAnAnswer() throws {
    let resolver = resolver([(LocationQuery(city: "zzz"), .init(latitude: "50,2486", longitude: "3,6385"))])
    let placement = resolver.place(LocationQuery(city: "zzz"))
    #expect(placement.method == .correction && placement.citycode == "59481")
    #expect(abs(try #require(placement.coordinate).latitude - 50.2486) < 1e-9)
  }

  @Test func anAnswerThatNamesNoPlaceIsTold() {
    let resolver = resolver([(LocationQuery(city: "zzz"), .init(postcode: "99999"))])
    let placement = resolver.place(LocationQuery(city: "zzz"))
    #expect(placement.status == .notFound)
    #expect(placement.notes.last?.text == "correction-unusable: 99999")
  }

  @Test func nothingIsKeptForNothing() {
    var corrections = Corrections()
    let refused = [
      corrections.add(.init(), for: LocationQuery(city: "Langon")),
      corrections.add(.init(postcode: " "), for: LocationQuery(city: "Langon")),
      // One answer for every row without a location would be a false one.
      corrections.add(.init(postcode: "59530"), for: LocationQuery(siret: "21330227000013")),
    ]
    #expect(refused == [false, false, false])
    #expect(corrections.isEmpty)
    let kept = [
      corrections.add(.init(postcode: "59530"), for: LocationQuery(city: "Langon")),
      corrections.add(.init(postcode: "33210"), for: LocationQuery(city: "LANGON")),
    ]
    #expect(kept == [true, true])
    #expect(corrections.count == 1)
    #expect(corrections.answer(to: LocationQuery(city: "Langon"))?.postcode == "33210")
  }
}
