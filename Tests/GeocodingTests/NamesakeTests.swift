import Gazetteer
import Geodesy
import Testing

@testable import Geocoding

/// Names that several places bear: never the wrong one in silence.
struct NamesakeTests {
  private func expectNoFault(_ table: String) {
    let cases = CaseTable.read(table, [\.postcode, \.city])
    let faults = cases.compactMap { $0.fault(testedResolver.place($0.query)) }
    #expect(faults.isEmpty, "\(faults.count) of \(cases.count):\n\(faults.joined(separator: "\n"))")
  }

  @Test func citiesAbroad() { expectNoFault(NamesakeCases.abroad) }

  @Test func shortNames() { expectNoFault(NamesakeCases.short) }

  /// The towns' own pages give these positions; Valencia of Venezuela is 7,000 km away.
  @Test(arguments: [
    ("46001", "Valencia", 39.47, -0.38), ("14001", "Cordoba", 37.89, -4.78), ("45001", "Toledo", 39.86, -4.02),
    ("", "Valencia", 39.47, -0.38),
  ])
  func spanishCodesAreInSpain(postcode: String, city: String, latitude: Double, longitude: Double) throws {
    let placement = testedResolver.place(LocationQuery(postcode: postcode, city: city))
    let point = try #require(placement.coordinate)
    #expect(point.distance(to: Coordinate(latitude: latitude, longitude: longitude)) < 5_000)
  }

  @Test func aLargerNamesakeIsTold() {
    let valencia = testedResolver.place(LocationQuery(city: "Valencia"))
    #expect(valencia.notes.map(\.text) == ["country: ES Espagne", "homonyms: 2: Valence (ES), Valencia (VE)"])
    #expect((valencia.score ?? 1) < 0.8)
    // The code leaves Spain alone.
    let coded = testedResolver.place(LocationQuery(postcode: "46001", city: "Valencia"))
    #expect(coded.notes.map(\.text) == ["country: ES Espagne"] && coded.score == 0.8)
  }

  @Test func cityOfTwoNeighboursIsNotPlaced() {
    // Halle on the Saale, and Halle beside Brussels, Hal in French.
    let resolution = testedResolver.resolve(LocationQuery(city: "Halle"))
    #expect(resolution.placement.status == .foreign && resolution.placement.coordinate == nil)
    #expect(resolution.placement.notes.contains { $0.code == .homonyms && $0.detail.contains("Hal (BE)") })
    #expect(resolution.suggestion(in: .french).contains("préciser le pays"))
    #expect(resolution.suggestion(in: .french).contains("Hal (BE)"))
    // Belgium writes four digits, Germany five.
    let belgian = testedResolver.place(LocationQuery(postcode: "1500", city: "Halle"))
    #expect(belgian.notes.first?.text == "country: BE Belgique" && belgian.coordinate != nil)
    let german = testedResolver.place(LocationQuery(postcode: "06108", city: "Halle"))
    #expect(german.notes.first?.text == "country: DE Allemagne" && german.coordinate != nil)
  }

  @Test func namesakesOfOneCountryAreWithinTheRadius() throws {
    // Friedberg beside Augsburg has 86316, Friedberg in Hesse 61169; 250 km lie between them.
    let placement = testedResolver.place(LocationQuery(postcode: "86316", city: "Friedberg"))
    #expect(placement.method == .foreignCity && placement.notes.contains { $0.code == .homonyms })
    let point = try #require(placement.coordinate)
    for town in [Coordinate(latitude: 48.355, longitude: 10.985), Coordinate(latitude: 50.335, longitude: 8.755)] {
      #expect(point.distance(to: town) < Double(try #require(placement.radiusMetres)))
    }
    #expect((placement.score ?? 1) <= 0.5)
  }

  @Test func triplesOfLettersAreNoCityAbroad() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    var abroad: [String] = []
    for first in letters {
      for second in letters {
        for third in letters {
          let text = String([first, second, third])
          let placement = testedResolver.place(LocationQuery(city: text))
          if placement.status == .foreign, placement.isPlaced { abroad.append(text) }
        }
      }
    }
    // Fès, Huế and Ulm are called just so.
    #expect(abroad == ["FES", "HUE", "ULM"])
  }

  @Test func theCountrysCodeIsNoPostalCode() {
    for query in [
      LocationQuery(postcode: "99109 38112 BRAUNSCHWEIG"), LocationQuery(postcode: "99109", city: "38112 BRAUNSCHWEIG"),
    ] {
      let placement = testedResolver.place(query)
      #expect(placement.postcode == "38112" && placement.label == "38112 Brunswick")
    }
    #expect(testedResolver.place(LocationQuery(postcode: "99109", city: "BRAUNSCHWEIG")).label == "Brunswick")
    let luxembourg = testedResolver.place(LocationQuery(postcode: "L1855", city: "Luxembourg"))
    #expect(luxembourg.postcode == "1855" && luxembourg.label == "1855 Luxembourg")
  }

  /// INSEE's populations of 2023: the town that a short name means is the first guess.
  @Test(arguments: [
    ("Ivry", "94041"), ("Châlons", "71076"), ("La Seyne", "83126"), ("Vitry", "94081"), ("Brives", "19031"),
    ("Aix", "13001"),
  ])
  func obviousTownsAreAmongTheSuggestions(city: String, citycode: String) throws {
    let resolution = testedResolver.resolve(LocationQuery(city: city))
    #expect(resolution.placement.status == .ambiguous)
    #expect(resolution.candidates.prefix(3).contains { $0.citycode == citycode })
    #expect(resolution.suggestion(in: .french).contains(try #require(testedResolver.gazetteer.commune(citycode)).name))
  }

  @Test func aShortNameBesideItsCodeHasTheCommunesRadius() {
    for code in ["13100", "13090"] {
      let aix = testedResolver.place(LocationQuery(postcode: code, city: "AIX"))
      let whole = testedResolver.place(LocationQuery(postcode: code, city: "Aix-en-Provence"))
      #expect(aix.citycode == "13001" && aix.radiusMetres == whole.radiusMetres)
      #expect(aix.coordinate == whole.coordinate && (aix.score ?? 0) > 0.8)
    }
  }

  @Test func suggestionsSayThatThereAreMore() {
    let many = testedResolver.resolve(LocationQuery(city: "Saint-Victor"))
    #expect(many.candidates.count > 3)
    #expect(many.suggestion(in: .french).contains("…") && many.suggestion(in: .english).hasSuffix("…?"))
    let three = testedResolver.resolve(LocationQuery(city: "Hauterive"))
    #expect(three.candidates.count == 3 && !three.suggestion(in: .french).contains("…"))
  }

  /// The patterns of Unicode's CLDR, judged by what the countries' posts write.
  @Test(arguments: [
    ("ES", [5]), ("DE", [5]), ("US", [5]), ("FI", [5]), ("CZ", [5]), ("BE", [4]), ("LU", [4]), ("VE", [4]),
    ("IL", [5, 7]), ("PT", []), ("GB", []), ("CA", []), ("BR", []), ("RU", [6]),
  ])
  func digitsOfPostalCodes(country: String, digits: [Int]) throws {
    #expect(try #require(testedResolver.gazetteer.country(country)).postcodeDigits == Set(digits))
  }
}
