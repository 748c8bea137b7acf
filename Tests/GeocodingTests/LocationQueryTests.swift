import Gazetteer
import Testing

@testable import Geocoding

@Suite struct LocationQueryTests {
  private static let rareCells: [WritableKeyPath<LocationQuery, String> & Sendable] = [
    \.address, \.citycode, \.siret, \.country, \.latitude, \.longitude,
  ]

  /// A cell that is filled and emptied again leaves no trace.
  @Test(arguments: rareCells) func aQueryIsItsCells(_ cell: WritableKeyPath<LocationQuery, String> & Sendable) {
    let plain = LocationQuery(postcode: "59530", city: "Le Quesnoy")
    var query = plain
    query[keyPath: cell] = ""
    #expect(query == plain && query.isCodeAndCity)
    query[keyPath: cell] = "59481"
    #expect(query[keyPath: cell] == "59481" && query != plain && !query.isCodeAndCity)
    for other in Self.rareCells where other != cell { #expect(query[keyPath: other].isEmpty) }
    let copy = query
    query[keyPath: cell] = ""
    #expect(query == plain && query.hashValue == plain.hashValue && query.isCodeAndCity)
    #expect(copy[keyPath: cell] == "59481", "a copy keeps its cells")
  }

  /// No name of a département or région is passed over behind a commune's.
  @Test func theEndsOfTerritoriesAreSeen() throws {
    let gazetteer = try Gazetteer.embedded()
    let territories = TerritoryIndex(gazetteer)
    var names: [String] = ["France", "DOM-TOM", "Midi-Pyrénées", "PACA"]
    gazetteer.forEachDepartement { departement in
      names.append(departement.name)
      names += departement.region.flatMap(gazetteer.regionName).map { [$0] } ?? []
    }
    for name in names {
      let folded = LatinFolding.fold(name)
      #expect(territories.territory(named: folded) != nil, "\(name)")
      for text in [folded, "chartres \(folded)", "chartres departement \(folded)", "chartres / \(folded) cedex lyon"] {
        #expect(territories.mayEnd(text), "\(text)")
      }
    }
    #expect(!territories.mayEnd("saint-amand-les-eaux maubeuxe"))
  }
}
