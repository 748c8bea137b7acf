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

  /// The suggestion said "61250 Hauterive"; 61250 alone is Condé-sur-Sarthe, its most populous commune.
  @Test func aPostalCodeIsReadWithTheRowsOwnCity() {
    let rows = [
      LocationQuery(city: "Hauterive"), LocationQuery(postcode: "HAUTERIVE"),
      LocationQuery(address: "Mairie, Hauterive"),
    ]
    for row in rows {
      let placement = resolver([(row, .init(postcode: "61250"))]).place(row)
      #expect(placement.citycode == "61202" && placement.method == .correction, "\(row)")
      #expect(placement.notes.first?.text == "corrected: 61250" && (placement.score ?? 0) > 0.9)
    }
    // Another city than the row's is the answer's to give, and a code that is not the row's city's wins over it.
    let hauterive = LocationQuery(city: "Hauterive")
    let other = resolver([(hauterive, .init(postcode: "61250", city: "Condé-sur-Sarthe"))]).place(hauterive)
    #expect(other.citycode == "61117")
    let elsewhere = resolver([(hauterive, .init(postcode: "59530"))]).place(hauterive)
    #expect(elsewhere.postcode == "59530" && elsewhere.citycode == "59481")
  }

  @Test func aCityIsReadWithTheRowsOwnCode() {
    // Two communes are called Langon; the code of the row settles which.
    let row = LocationQuery(postcode: "33210")
    #expect(resolver([(row, .init(city: "Langon"))]).place(row).citycode == "33227")
    let far = resolver([(row, .init(city: "Le Quesnoy"))]).place(row)
    #expect(far.citycode == "59481" && far.method == .correction)
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
