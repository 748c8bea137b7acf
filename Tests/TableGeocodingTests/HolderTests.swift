import Gazetteer
import Geocoding
import Geodesy
import TableGeocoding
import Tables
import Testing

/// Holders by their numbers alone, and several in a row.
@Suite struct HolderTests {
  private func place(_ text: String, overlay: AnswerOverlay? = nil) throws -> (
    rows: [Placement], others: [[FurtherHolder]], asked: [LocationQuery]
  ) {
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t"))
    let geocoder = TableGeocoder(
      resolver: Resolver(gazetteer: try .embedded()), layouts: [reader.layout], names: ["t"], overlay: overlay)
    var found: (rows: [Placement], others: [[FurtherHolder]], asked: [LocationQuery]) = ([], [], [])
    while let batch = try reader.nextBatch() {
      geocoder.survey(batch, ofTable: 0) { query, _ in found.asked.append(query) }
      geocoder.visit(batch, ofTable: 0) {
        found.rows.append($0.placement)
        found.others.append($0.furtherHolders)
      }
    }
    return found
  }

  private static let overseas = """
    titulaire_id,titulaire_typeIdentifiant,titulaire_nom,titulaire_commune_code
    73282932000074,SIRET,A,59481
    0123456.001,RIDET,B,
    A12345,TAHITI,C,
    A12345,TAHITI,D,98735
    123,FRWF,E,
    X99,HORS-UE,F,
    ,,G,

    """

  /// Nouméa, Papeete and Mata-Utu lie within the radius, and so do most of the people there.
  @Test func overseasRegistersGiveTheTerritory() throws {
    let found = try place(Self.overseas).rows
    #expect(found.map(\.status) == [.ok, .ok, .ok, .ok, .ok, .foreign, .empty])
    #expect(found.map(\.method) == [.citycode, .collectivity, .collectivity, .citycode, .collectivity, nil, nil])
    #expect(found.map(\.departement).prefix(5) == ["59", "988", "987", "987", "986"])
    let towns = [1: (-22.2763, 166.4572), 2: (-17.5350, -149.5695), 4: (-13.2825, -176.1736)]
    for (row, town) in towns {
      let coordinate = try #require(found[row].coordinate)
      let metres = coordinate.distance(to: Coordinate(latitude: town.0, longitude: town.1))
      #expect(metres <= Double(found[row].radiusMetres ?? 0), "\(row): \(metres)")
      #expect(found[row].score ?? 1 <= 0.1 && found[row].notes.map(\.code) == [.collectivityOnly])
    }
    #expect(found[5].notes == [PlacementNote(.country, "HORS-UE")])
  }

  /// The same, whatever stands in between: keys of rows tell the kinds apart.
  @Test func kindsAreToldApartInAnyOrder() throws {
    let lines = Self.overseas.split(separator: "\n").map(String.init)
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
    #expect(try place(turned).rows.map(\.departement) == place(Self.overseas).rows.map(\.departement).reversed())
  }

  private static let several = """
    id;titulaire_id_1;titulaire_denominationsociale_1;code postal titulaire;titulaire_id_2;titulaire_typeidentifiant_2;titulaire_denominationsociale_2;titulaire_denominationsociale_3
    1;73282932000074;A;59530;35600000000048;SIRET;LA POSTE;
    2;73282932000074;A;59530;0123456;RIDET;B;C
    3;73282932000074;A;59530;;;;

    """

  @Test func furtherHoldersOfARow() throws {
    let found = try place(Self.several)
    #expect(found.rows.count == 3 && found.rows.allSatisfy { $0.citycode == "59481" })
    #expect(found.others.map { $0.map(\.name) } == [["LA POSTE"], ["B", "C"], []])
    #expect(found.others[0][0].siret == "35600000000048")
    // The first holder's postal code is not theirs.
    #expect(found.others[0][0].resolution.placement.status == .empty)
    #expect(found.others[1].map { $0.resolution.placement.departement } == ["988", ""])
  }

  /// A directory of companies is asked about each of them, and its answers are theirs.
  @Test func aDirectoryIsAskedAboutEach() throws {
    let found = try place(
      Self.several,
      overlay: AnswerOverlay(distinguishesCompanies: true) { query in
        guard query.siret == "35600000000048" else { return nil }
        var placement = Placement(status: .ok)
        placement.citycode = "75115"
        placement.coordinate = Coordinate(latitude: 48.84, longitude: 2.3)
        return Resolution(placement)
      })
    #expect(found.asked.contains { $0.siret == "35600000000048" && $0.postcode.isEmpty })
    #expect(found.asked.contains { $0.siret == "73282932000074" && $0.postcode == "59530" })
    #expect(found.others[0].map { $0.resolution.placement.citycode } == ["75115"])
    #expect(found.rows.allSatisfy { $0.citycode == "59481" })
  }
}
