import Geodesy
import Testing

@testable import Geocoding

struct ResolverNoteTests {
  /// The repairs of issue and interface, each named in the row: `postcode | city -> notes`.
  @Test(arguments: [
    ("2500", "HIRSON", ["leading-zero: 2500 -> 02500"]),
    ("59530.0", "LE QUESNOY", ["format: 59530.0 -> 59530"]),
    ("5.953E+04", "LE QUESNOY", ["format: 5.953E+04 -> 59530"]),
    ("59 530", "LE QUESNOY", ["format: 59 530 -> 59530"]),
    ("5953O", "LE QUESNOY", ["look-alike-letters: 5953o -> 59530"]),
    ("56760", "Grande-Synthe", ["code-repaired: 56760 -> 59760"]),
    ("45520", "Laxou", ["code-repaired: 45520 -> 54520"]),
    ("59481", "LE QUESNOY", ["citycode-in-postcode: 59481 -> 59530"]),
    ("75000", "", ["whole-city-code: 75000, Paris"]),
    ("", "59530 Le Quesnoy", ["code-from-text: 59530"]),
    ("59530 / 59218", "Le Quesnoy", ["several-codes: 59530, 59218"]),
    ("59650", "Villeneuve d'Asq", ["spelling: villeneuve d'asq -> Villeneuve-d'Ascq"]),
    ("49450", "Saint-Macaire-en-Mauges", ["former-commune: Saint-Macaire-en-Mauges -> Sèvremoine"]),
    ("97490", "STE CLOTILDE", ["locality: STE CLOTILDE -> Saint-Denis"]),
    ("62910", "LOUCHES", ["city-not-of-code: 62910, Louches"]),
    ("59218", "", ["communes-share-code: 4"]),
    ("00100 ARMEES", "", ["armed-forces"]),
    ("59", "", ["departement-only: 59"]),
    ("37081", "Göttingen", ["country: DE Allemagne"]),
    ("", "", ["no-location"]),
  ])
  func repairsAreNamed(postcode: String, city: String, notes: [String]) {
    #expect(testedResolver.place(LocationQuery(postcode: postcode, city: city)).notes.map(\.text) == notes)
  }

  @Test func everyNoteHasASentenceInBothLanguages() {
    var seen: Set<String> = []
    for code in PlacementNote.Code.allCases {
      for language in Language.allCases {
        let sentence = PlacementNote(code, "AAA -> BBB").sentence(in: language)
        #expect(sentence.hasSuffix("."), "\(code) \(language): \(sentence)")
        #expect(seen.insert(sentence).inserted, "\(code) \(language) says what another says: \(sentence)")
      }
    }
  }

  /// Town halls as on any map, to a kilometre; the radius is that of the old commune, not of the merged one.
  @Test(arguments: [
    ("74600", "SEYNOD", 45.880, 6.090), ("50110", "Tourlaville", 49.638, -1.566),
    ("85340", "Olonne-sur-Mer", 46.537, -1.772),
    ("74600", "Annecy", 45.880, 6.090),
  ])
  func formerCommunesArePlacedAtTheirOwnTownHall(postcode: String, city: String, latitude: Double, longitude: Double)
    throws
  {
    let placement = testedResolver.place(LocationQuery(postcode: postcode, city: city))
    let point = try #require(placement.coordinate)
    #expect(point.distance(to: Coordinate(latitude: latitude, longitude: longitude)) < 1_000)
    let whole = testedResolver.place(LocationQuery(citycode: placement.citycode))
    #expect(try #require(placement.radiusMetres) < (try #require(whole.radiusMetres)))
  }

  /// Neither of two witnesses that contradict each other is believed at the price of the other.
  @Test func aContradictionIsScoredLowAndReachesBoth() throws {
    let leQuesnoy = Coordinate(latitude: 50.249, longitude: 3.638)
    let marseille = Coordinate(latitude: 43.296, longitude: 5.370)
    // Of the same département the city is followed, of another one the code.
    for (city, citycode, note, other) in [
      ("Lille", "59350", "code-elsewhere: 59530", leQuesnoy),
      ("Marseille", "59481", "city-elsewhere: marseille", marseille),
    ] {
      let placement = testedResolver.place(LocationQuery(postcode: "59530", city: city))
      #expect(placement.notes.last?.text == note && placement.citycode == citycode)
      #expect(try #require(placement.score) <= 0.5)
      let point = try #require(placement.coordinate)
      #expect(Double(try #require(placement.radiusMetres)) >= point.distance(to: other))
    }
    // A slip of one letter, or another commune of the département beside a wrong code: Naours has 80260, Daours 80800.
    let slip = testedResolver.place(LocationQuery(postcode: "80800", city: "Naours"))
    #expect(slip.score == 0.5 && slip.notes.last?.text == "city-elsewhere: naours")
    let naours = Coordinate(latitude: 50.045, longitude: 2.284)
    #expect(Double(try #require(slip.radiusMetres)) >= (try #require(slip.coordinate)).distance(to: naours))
    // Both have 64220, Saint-Jean-Pied-de-Port the more people.
    let short = testedResolver.place(LocationQuery(postcode: "64220", city: "Saint-Jean"))
    let leVieux = Coordinate(latitude: 43.172, longitude: -1.207)
    #expect(short.citycode == "64485")
    #expect(try #require(short.score) < 0.8)
    #expect(Double(try #require(short.radiusMetres)) >= (try #require(short.coordinate)).distance(to: leVieux))
    // Another département's name beside a code.
    let creuse = testedResolver.place(LocationQuery(postcode: "59530", city: "Creuse"))
    #expect(creuse.notes.contains { $0.code == .cityElsewhere })
    #expect(try #require(creuse.score) <= 0.5)
    let beside = testedResolver.place(LocationQuery(postcode: "62910", city: "Louches"))
    #expect(beside.score == 0.85 && beside.citycode == "62531")
  }

  /// In a column whose other codes kept their zeros, four digits lost another one.
  @Test func aColumnThatKeepsItsZerosMakesAPaddedCodeDoubtful() {
    let lost = testedResolver.place(LocationQuery(postcode: "1000"))
    let kept = testedResolver.place(LocationQuery(postcode: "1000", columnKeepsZeros: true))
    #expect(lost.citycode == "01053" && kept.citycode == "01053")
    #expect((lost.score ?? 0) > 0.6 && kept.score == 0.3)
    let withCity = LocationQuery(postcode: "1000", city: "Bourg-en-Bresse", columnKeepsZeros: true)
    #expect(testedResolver.place(withCity).score == 1)
  }

  @Test func oldNamesAreKept() {
    // LOUHANS is La Poste's label of Louhans-Châteaurenaud, and a commune until 1973.
    let cases = [
      ("71500", "LOUHANS", "Louhans", "71263"), ("50110", "Tourlaville", "Tourlaville", "50602"),
      ("59160", "LOMME", "Lomme", "59355"), ("51000", "CHALONS SUR MARNE", "Châlons-sur-Marne", "51108"),
    ]
    for (postcode, city, oldCity, oldCitycode) in cases {
      let placement = testedResolver.place(LocationQuery(postcode: postcode, city: city))
      #expect(placement.oldCity == oldCity)
      #expect(placement.oldCitycode == oldCitycode)
    }
  }

  @Test func suggestionsNameWhatWouldSettleARow() {
    let ambiguous = testedResolver.resolve(LocationQuery(city: "Langon"))
    #expect(ambiguous.suggestion(in: .english).contains("33210 Langon"))
    #expect(ambiguous.suggestion(in: .french).contains("33210 Langon"))
    #expect(testedResolver.resolve(LocationQuery(postcode: "59530")).suggestion(in: .french).isEmpty)
    #expect(!testedResolver.resolve(LocationQuery(postcode: "00301")).suggestion(in: .french).isEmpty)
  }

  @Test func defaultDepartementBreaksTiesOnly() {
    let options = ResolverOptions(defaultDepartement: "33")
    let resolver = Resolver(gazetteer: testedResolver.gazetteer, options: options)
    #expect(resolver.place(LocationQuery(city: "Langon")).citycode == "33227")
    #expect(resolver.place(LocationQuery(city: "Lille")).citycode == "59350")
    #expect(resolver.place(LocationQuery(city: "Mazères")).citycode == "33279")
    #expect(testedResolver.place(LocationQuery(city: "Mazères")).status == .ambiguous)
    #expect(resolver.place(LocationQuery(city: "Beaujeu")).status == .ambiguous)
    #expect(resolver.place(LocationQuery(postcode: "59530")).citycode == "59481")
    #expect(resolver.place(LocationQuery()).status == .empty)
    #expect(resolver.place(LocationQuery(city: "zzzzz")).status == .notFound)
    #expect(resolver.place(LocationQuery(address: "12 rue Haute")).status == .notFound)
  }

  @Test func severalCitiesAreSettledByADepartementAlone() {
    let query = LocationQuery(city: "Lille / Arras")
    let open = testedResolver.resolve(query)
    #expect(open.placement.status == .ambiguous && open.candidates.map(\.citycode) == ["59350", "62041"])
    #expect(open.placement.notes.map(\.text) == ["several-cities: Lille (59), Arras (62)"])
    for (departement, citycode) in [("62", "62041"), ("59", "59350"), ("33", "")] {
      let options = ResolverOptions(defaultDepartement: departement)
      let resolver = Resolver(gazetteer: testedResolver.gazetteer, options: options)
      #expect(resolver.place(query).citycode == citycode)
    }
  }

  @Test func aCedexThatIsAnArrondissementsCodeSaysSo() throws {
    let alone = testedResolver.place(LocationQuery(postcode: "75109"))
    #expect(alone.citycode == "75102" && alone.method == .cedex && (alone.score ?? 1) < 0.5)
    #expect(alone.notes.map(\.text) == ["also-citycode: Paris 9e Arrondissement"])
    let ninth = testedResolver.place(LocationQuery(postcode: "75009"))
    let metres = try #require(alone.coordinate).distance(to: try #require(ninth.coordinate))
    #expect(metres < Double(try #require(alone.radiusMetres)))
    #expect(testedResolver.place(LocationQuery(postcode: "75109 CEDEX")).notes.isEmpty)
  }

  @Test func countriesHaveTheirNamesInBothLanguages() {
    let notes = testedResolver.place(LocationQuery(postcode: "37081", city: "Göttingen")).notes
    #expect(notes.map { $0.sentence(in: .english, gazetteer: testedResolver.gazetteer) } == ["Abroad: DE Germany."])
    #expect(notes.map { $0.sentence(in: .french) } == ["À l'étranger : DE Allemagne."])
  }

  @Test func defaultCountryHoldsForRowsThatNameNone() {
    let resolver = Resolver(gazetteer: testedResolver.gazetteer, options: ResolverOptions(defaultCountry: "BE"))
    #expect(resolver.place(LocationQuery(postcode: "7000")).status == .foreign)
    #expect(resolver.place(LocationQuery(postcode: "59530", country: "FR")).citycode == "59481")
  }
}
