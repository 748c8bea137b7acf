import Foundation
import Gazetteer
import Testing

@testable import GazetteerBuilding

/// The tables of `gazetteer/` as committed, read without the code that wrote them.
@Suite struct CommittedTableTests {
  private static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("gazetteer")

  private static func table(_ name: String) throws -> (header: [String], rows: [[String]]) {
    let text = try String(contentsOf: directory.appendingPathComponent(name + ".csv"), encoding: .utf8)
    #expect(text.hasSuffix("\n") && !text.contains("\r") && !text.contains("\""))
    var rows = text.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    }
    let header = rows.removeFirst()
    return (header, rows)
  }

  private static let formats = [
    "communes":
      "citycode;name;parent;latitude;longitude;point;centre_latitude;centre_longitude;population;surface_km2;epci;"
      + "postcodes;sole_name",
    "postal_codes": "postcode;citycode;label;localities;latitude;longitude;population;surface_km2",
    "cedex_codes": "postcode;kind;citycode;label",
    "former_communes": "citycode;name;current;date;kind;latitude;longitude;population;surface_km2",
    "names": "key;citycode;kind;detail;abroad",
    "departements": "code;name;region;prefecture;latitude;longitude;west;south;east;north",
    "regions": "code;name",
    "epcis": "siren;name;kind",
    "countries": "iso2;iso3;insee;name_fr;name_en;native_names;postcode_pattern",
    "foreign_cities": "key;country;name;population;latitude;longitude",
    "outlines": "code;ring;steps",
    "sources": "file;source;publisher;vintage;licence;rows;sha256",
  ]

  @Test(arguments: formats.keys.sorted())
  func isWellFormedAndSorted(name: String) throws {
    let table = try Self.table(name)
    #expect(table.header.joined(separator: ";") == Self.formats[name])
    #expect(!table.rows.isEmpty)
    #expect(table.rows.allSatisfy { $0.count == table.header.count && !$0[0].isEmpty })
    for (row, next) in zip(table.rows, table.rows.dropFirst()) {
      let first = row.first { _ in true }.map { Array($0.utf8) } ?? []
      let second = Array(next[0].utf8)
      #expect(!second.lexicographicallyPrecedes(first), "\(row) is before \(next)")
    }
  }

  @Test func everyCommuneIsKnown() throws {
    let communes = Set(try Self.table("communes").rows.map { $0[0] })
    for (name, column) in [("postal_codes", 1), ("cedex_codes", 2), ("former_communes", 2), ("names", 1)] {
      let unknown = try Self.table(name).rows.map { $0[column] }.filter { !$0.isEmpty && !communes.contains($0) }
      #expect(unknown.isEmpty, "\(name)")
    }
    let parents = Set(try Self.table("communes").rows.map { $0[2] }).subtracting([""])
    #expect(parents == ["13055", "69123", "75056"])
  }

  @Test func everyCommuneHasAPointInItsPlace() throws {
    let boxes = Dictionary(
      uniqueKeysWithValues: try Self.table("departements").rows.map { ($0[0], $0[6...].compactMap { Double($0) }) })
    for row in try Self.table("communes").rows {
      let territory =
        row[0] == "99138" ? "MC" : String(row[0].prefix(row[0].hasPrefix("97") || row[0].hasPrefix("98") ? 3 : 2))
      let box = try #require(boxes[territory])
      let latitude = try #require(Double(row[3]))
      let longitude = try #require(Double(row[4]))
      #expect(longitude >= box[0] && latitude >= box[1] && longitude <= box[2] && latitude <= box[3], "\(row)")
    }
  }

  @Test func hasEveryCode() throws {
    let postal = try Self.table("postal_codes").rows
    let cedex = try Self.table("cedex_codes").rows
    let postcodes = Set(postal.map { $0[0] })
    #expect(postcodes.count == 6_328)
    #expect(cedex.count == 22_238)
    #expect(Set(cedex.map { $0[0] }).count == cedex.count)
    #expect(postcodes.isDisjoint(with: cedex.map { $0[0] }))
    #expect(cedex.filter { $0[1] == "army" }.count == 656)
    #expect(cedex.filter { $0[1] == "special" } == [["99999", "special", "", ""]])
    #expect(Set((postal + cedex).map { $0[0].utf8.count }) == [5])
    #expect(Set(postal.map { $0[0] + $0[1] }).count == postal.count)
  }

  @Test func hasEveryCommuneOfToday() throws {
    let rows = try Self.table("communes").rows
    #expect(Set(rows.map { $0[0] }).count == rows.count)
    #expect(rows.filter { !$0[2].isEmpty }.count == 45)
    // 34,875 of the register, 45 arrondissements, 94 overseas, Monaco.
    #expect(rows.count == 35_015)
    let served = Set(try Self.table("postal_codes").rows.map { $0[1] })
    let unserved = rows.map { $0[0] }.filter { !served.contains($0) }
    #expect(unserved == ["13055", "69123", "75056", "98411", "98412", "98413", "98414", "98415"])
  }

  @Test func knownFactsHold() throws {
    let communes = Dictionary(uniqueKeysWithValues: try Self.table("communes").rows.map { ($0[0], $0) })
    let postal = Dictionary(grouping: try Self.table("postal_codes").rows) { $0[0] }
    let cedex = Dictionary(uniqueKeysWithValues: try Self.table("cedex_codes").rows.map { ($0[0], $0) })
    #expect(cedex["59605"]?[2] == "59392")
    #expect(communes["59392"]?[1] == "Maubeuge")
    #expect(cedex["69342"]?[2].hasPrefix("69") == true)
    #expect(cedex["13793"]?[2] == "13001")
    #expect(cedex["97801"]?[1...] == ["cedex", "97411", "ST DENIS CEDEX 9"])
    #expect(postal["02500"]?.contains { $0[1] == "02381" && $0[2] == "HIRSON" } == true)
    #expect(postal["59530"]?.count == 15)
    #expect(postal["98000"]?.map { $0[1] } == ["99138"])
    #expect(postal["75016"]?.map { $0[1] } == ["75116"])
    #expect(postal["75116"]?.map { $0[1] } == ["75116"])
    #expect(communes["75116"]?[1] == "Paris 16e Arrondissement")
    #expect(postal["59618"] == nil && cedex["59618"] == nil && postal["24710"] == nil && cedex["24710"] == nil)
    // Sainte-Florence became a commune again in 2024; Conques-en-Rouergue changed its code.
    #expect(postal["85140"]?.contains { $0[1] == "85212" && $0[2] == "STE FLORENCE" } == true)
    #expect(postal["12320"]?.contains { $0[1] == "12218" } == true)
    #expect(communes["19083"]?[5] == "centre" && communes["52523"]?[5] == "centre")
  }

  // Positions of town halls as on any map, to some hundred metres: none of them comes from the sources.
  @Test(arguments: [
    ("59481", 50.249, 3.638), ("75056", 48.857, 2.352), ("13055", 43.296, 5.370), ("2A004", 41.919, 8.738),
    ("97411", -20.879, 55.448), ("98818", -22.276, 166.458),
  ])
  func pointsAreWhereTheTownsAre(citycode: String, latitude: Double, longitude: Double) throws {
    let row = try #require(try Self.table("communes").rows.first { $0[0] == citycode })
    let foundLatitude = try #require(Double(row[3]))
    let foundLongitude = try #require(Double(row[4]))
    // Overseas the point is the commune's centre: Saint-Denis reaches 15 km inland.
    let tolerance = citycode.hasPrefix("97") ? 0.15 : 0.04
    #expect(abs(foundLatitude - latitude) < tolerance && abs(foundLongitude - longitude) < tolerance)
  }

  @Test func namesLeadToCommunes() throws {
    let names = Dictionary(grouping: try Self.table("names").rows) { $0[0] }
    #expect(names["paris16"]?.map { $0[1] } == ["75116"])
    #expect(names["lyon3"]?.map { $0[1] } == ["69383"])
    #expect(names["marseille8"]?.map { $0[1] } == ["13208"])
    #expect(names["marseille"]?.map { $0[1] } == ["13055"])
    #expect(names["quesnoy"]?.contains { $0[1] == "59481" && $0[2] == "name" } == true)
    #expect(names["parisladefense"]?.allSatisfy { $0[2] == "cedex" } == true)
    let places = try Self.table("names").rows.map { $0[0] + ";" + $0[1] }
    #expect(Set(places).count == places.count)
    let cities = Dictionary(grouping: try Self.table("foreign_cities").rows) { $0[0] }
    for (key, country) in [("londres", "GB"), ("gand", "BE"), ("anvers", "BE"), ("cologne", "DE")] {
      #expect(cities[key]?.contains { $0[1] == country } == true, "\(key)")
    }
  }

  /// The columns that say who else has a name, beside the tables of names and of cities abroad.
  @Test func namesTellWhoElseHasThem() throws {
    let abroad = Set(try Self.table("foreign_cities").rows.map { $0[0] })
    let names = try Self.table("names").rows
    for row in names { #expect(row[4] == (abroad.contains(row[0]) ? "1" : ""), "\(row)") }
    let bearers = Dictionary(grouping: names) { $0[0] }
    let sole = names.filter { $0[2] == "name" && bearers[$0[0]]?.count == 1 && !abroad.contains($0[0]) }
    let communes = Dictionary(uniqueKeysWithValues: try Self.table("communes").rows.map { ($0[0], $0[12]) })
    #expect(Set(communes.filter { $0.value == "1" }.keys) == Set(sole.map { $0[1] }))
    #expect(Set(communes.values) == ["", "1"])
    // Maubeuge is the only one; there is a Saint-Denis overseas too, a Lille in Belgium, a Valence in three départements.
    #expect(["59392", "93066", "59350", "26362"].map { communes[$0] } == ["1", "", "", ""])
  }

  /// The town halls of former communes on any map, to some hundred metres: none of them comes from the sources.
  @Test(arguments: [("74268", 45.880, 6.090), ("50602", 49.638, -1.578), ("85166", 46.538, -1.772)])
  func formerCommunesAreWhereTheyWere(citycode: String, latitude: Double, longitude: Double) throws {
    let row = try #require(try Self.table("former_communes").rows.first { $0[0] == citycode && !$0[5].isEmpty })
    #expect(abs((Double(row[5]) ?? 0) - latitude) < 0.02 && abs((Double(row[6]) ?? 0) - longitude) < 0.02, "\(row)")
  }

  @Test func everyFrenchNameAbroadIsInTheTable() throws {
    let cities = try Self.table("foreign_cities").rows
    for (country, names) in FrenchExonyms.byCountry {
      let known = Set(cities.filter { $0[1] == country }.map { $0[2] })
      let missing = names.values.filter { !known.contains($0) }
      #expect(missing.isEmpty, "\(country)")
    }
  }

  @Test func everyCommuneListsItsPostalCodes() throws {
    let own = Dictionary(grouping: try Self.table("postal_codes").rows, by: { $0[1] }).mapValues { $0.map { $0[0] } }
    for row in try Self.table("communes").rows {
      #expect(row[11] == (own[row[0]] ?? []).sorted().joined(separator: "|"), "\(row[0])")
    }
  }

  @Test func formerCommunesAreNoneOfToday() throws {
    let communes = Dictionary(uniqueKeysWithValues: try Self.table("communes").rows.map { ($0[0], $0[1]) })
    let former = try Self.table("former_communes").rows
    #expect(former.allSatisfy { communes[$0[0]] != $0[1] })
    #expect(Set(former.map { $0[4] }) == ["merged", "delegated", "associated", "renamed", "recoded"])
    let placed = former.filter { !$0[5].isEmpty }
    #expect(placed.count > 2_500)
    let today = Dictionary(uniqueKeysWithValues: try Self.table("communes").rows.map { ($0[0], $0) })
    for row in placed {
      // As the crow flies a degree of latitude is 111 km: no former commune lies farther from today's than 0.4 degrees.
      let point = try #require(today[row[2]])
      let latitudes = (try #require(Double(row[5])), try #require(Double(point[3])))
      let longitudes = (try #require(Double(row[6])), try #require(Double(point[4])))
      #expect(abs(latitudes.0 - latitudes.1) < 0.4 && abs(longitudes.0 - longitudes.1) < 0.5, "\(row)")
    }
    // Bermeries, merged in 2024; Saint-Barthélemy, which left the Guadeloupe in 2007.
    #expect(former.contains { $0[0] == "59070" && $0[1] == "Bermeries" && $0[2] == "59006" })
    #expect(former.contains { $0[0] == "97123" && $0[2] == "97701" })
  }
}
