import Gazetteer
import Geocoding
import Geodesy
import TableGeocoding
import Tables
import Testing

/// Tables that a geocoder has placed already.
@Suite struct CoordinatePrecisionTests {
  private static let header =
    "nom,latitude,longitude,result_label,result_score,result_type,result_citycode,result_postcode,result_city\n"

  private func rows(_ cells: String) throws -> [[String: String]] {
    records(try geocoded([Self.header + cells]).text)
  }

  /// Le Quesnoy's centre as the national geocoder has it, 0.6 km from its town hall.
  @Test func radiiFollowTheTypeOfTheAnswer() throws {
    let found = try rows(
      """
      A,50.2485,3.6391,1 Rue Basse,0.95,housenumber,59481,59530,Le Quesnoy
      B,50.2485,3.6391,Rue Basse,0.9,street,59481,59530,Le Quesnoy
      C,50.2485,3.6391,Le Fort,0.9,locality,59481,59530,Le Quesnoy
      D,50.2485,3.6391,Le Quesnoy,0.97,municipality,59481,59530,Le Quesnoy
      E,50.2485,3.6391,1 Rue Basse,0.41,housenumber,59481,59530,Le Quesnoy
      F,,,,,,,,

      """)
    // Ours come behind columns of the same names.
    let radii = found.map { Int($0["result_radius_m"] ?? "") ?? 0 }
    #expect(radii.prefix(3) == [100, 1000, 2000])
    let commune = try Resolver(gazetteer: .embedded()).place(LocationQuery(citycode: "59481"))
    let hall = try #require(commune.coordinate)
    let away = hall.distance(to: Coordinate(latitude: 50.2485, longitude: 3.6391))
    // From the geocoder's point of the commune to all of what the town hall's radius holds.
    for radius in [radii[3], radii[4]] {
      #expect(Double(radius) >= Double(commune.radiusMetres ?? 0) + away && radius < 6_000)
    }
    #expect(
      found.map { $0["result_type_2"] } == ["housenumber", "street", "locality", "municipality", "housenumber", ""])
    #expect(found.map { $0["result_score_2"] } == ["0.95", "0.9", "0.9", "0.97", "0.41", ""])
    #expect(found.map { $0["result_citycode_2"] } == Array(repeating: "59481", count: 5) + [""])
    #expect(found.last?["result_status"] == "empty")
  }

  /// Maubeuge is 25 km off: whatever the geocoder says, one of the two is wrong.
  @Test func aContradictionIsNotNarrowed() throws {
    let found = records(
      try geocoded([
        "nom,code postal,latitude,longitude,result_label,result_score,result_type,result_citycode\n"
          + "A,59600,50.2485,3.6391,1 Rue Basse,0.95,housenumber,59481\n"
      ]).text)
    #expect(Int(found[0]["result_radius_m"] ?? "") ?? 0 > 20_000)
    #expect(found[0]["result_note"]?.contains("far-from-code") ?? false)
  }

  /// Our own table once more: the same radius, the same type.
  @Test func ourOwnAnswersKeepTheirRadius() throws {
    let first = try geocoded(["nom;code postal;ville\nA;59530;Le Quesnoy\nB;59605;Maubeuge Cedex\nC;75;\n"]).text
    let again = try geocoded([first]).text
    let (once, twice) = (records(first, delimiter: ";"), records(again, delimiter: ";"))
    for (before, after) in zip(once, twice) {
      #expect(after["latitude_2"] == before["latitude"] && after["longitude_2"] == before["longitude"])
      #expect(
        after["result_radius_m_2"] == before["result_radius_m"] && after["result_type_2"] == before["result_type"])
    }
  }

  @Test func centresOfCommunesReachAsFarAsTheCommune() throws {
    let found = records(
      try geocoded(["nom|geolocCommuneEtablissement\nA|50.2485, 3.6391\nB|50.2485, 3.6391\n"]).text, delimiter: "|")
    #expect(found.allSatisfy { $0["result_method"] == "coordinates" && $0["result_type"] == "municipality" })
    #expect(found.allSatisfy { (Int($0["result_radius_m"] ?? "") ?? 0) > 2_000 })
    let exact = records(try geocoded(["nom|geo_point_2d\nA|50.2485, 3.6391\nB|50.2485, 3.6391\n"]).text, delimiter: "|")
    #expect(exact.allSatisfy { $0["result_radius_m"] == "1000" })
  }

  /// The same cells under other headers are other locations, though the tables share their answers.
  @Test func tablesThatShareTheirAnswersKeepThemApart() throws {
    let tables = [
      "nom|geolocCommuneEtablissement\nA|50.2485, 3.6391\nB|50.2485, 3.6391\n",
      "nom|geo_point_2d\nA|50.2485, 3.6391\nB|50.2485, 3.6391\n",
      "nom|code postal|ville\nA|59530|Paris\nB|59530|Lyon\nC|59530|Lille\n",
      "nom|code postal|adresse\nA|59530|Paris\nB|59530|Lyon\nC|59530|Lille\n",
    ]
    let alone = try tables.flatMap { records(try geocoded([$0]).text, delimiter: "|") }
    let together = records(try geocoded(tables).text, delimiter: "|")
    for column in ["latitude", "result_label", "result_radius_m", "result_score", "result_note"] {
      #expect(together.map { $0[column] } == alone.map { $0[column] }, "\(column)")
    }
    #expect(together[0]["result_radius_m"] != together[2]["result_radius_m"])
  }
}
