import Foundation
import GazetteerBuilding
import Testing

@Suite struct GazetteerBuildTests {
  @Test func buildsEveryTableOfTheSample() throws {
    let build = try SampleSources().build()
    #expect(
      build.tables.map(\.file).sorted() == [
        "cedex_codes.csv", "communes.csv", "countries.csv", "departements.csv", "epcis.csv", "foreign_cities.csv",
        "former_communes.csv", "names.csv", "outlines.csv", "postal_codes.csv", "regions.csv", "sources.csv",
      ])
    let communes = build.lines("communes.csv")
    #expect(
      communes.contains("59481;Le Quesnoy;;50.24903;3.64000;chef-lieu;50.24900;3.64000;4800;14.22;200043321;59530;1"))
    #expect(communes.contains("75056;Paris;;48.86081;2.34580;chef-lieu;48.86018;2.26873;176000;105.63;200054781;;1"))
    #expect(
      communes.contains(
        "75116;Paris 16e Arrondissement;75056;48.86000;2.26200;centre;48.86000;2.26200;160000;27.90;200054781;75116;"))
    #expect(communes.contains("99138;Monaco;;43.73800;7.42400;centre;43.73800;7.42400;32965;2.08;;98000;"))
    // The surface of a merged commune is the sum of those it was made of.
    #expect(communes.contains { $0.hasPrefix("59006;") && $0.contains(";9.36;") })
  }

  @Test func drawsOutlines() throws {
    #expect(
      try SampleSources().build().lines("outlines.csv") == [
        "01;00;4700 45600 1500 0 0 900 -1500 0",
        // From the simplified file, the larger ring first; a step below a thousandth of a degree is none.
        "59;00;2500 49900 1800 0 0 1200 -1800 0", "59;01;2000 50000 100 0 -100 100",
        "75;00;2200 48800 300 0 0 100 -300 0",
        // Simplified here: a point on the line goes, and so does an islet.
        "974;00;55200 -21400 600 0 0 500 -600 0",
      ])
  }

  @Test func followsMergersInEveryTable() throws {
    let build = try SampleSources().build()
    // Each code serves one of the two communes that merged: 0.877569 and 0.065188 radians are 50.28100 and 3.73500 degrees.
    #expect(
      build.lines("postal_codes.csv").filter { $0.contains(";59006;") } == [
        "59144;59006;AMFROIPRET;;50.28100;3.73500;242;4.06", "59570;59006;BERMERIES;;50.28702;3.74497;340;5.30",
      ])
    #expect(
      build.lines("cedex_codes.csv") == [
        "00209;army;75101;ARMEES", "01012;cedex;01053;BOURG EN BRESSE CEDEX",
        "59571;cedex;59006;VALLEE DES USINES CEDEX", "59605;cedex;59392;MAUBEUGE CEDEX", "99999;special;;",
      ])
    #expect(
      build.lines("former_communes.csv") == [
        "59006;Amfroipret;59006;2024-01-01;delegated;50.28100;3.73500;242;4.06",
        "59070;Bermeries;59006;2024-01-01;delegated;50.28702;3.74497;340;5.30",
        // The file of the chefs-lieux knows the one under its later name only, the other not at all.
        "59481;Quesnoy-la-Ville;59481;1950-05-05;renamed;;;;", "59999;Vieux-Village;59006;1972-01-01;merged;;;;",
      ])
    #expect(build.repairs(.codeFollowed).contains { $0.contains("59070 is now 59006 (1 rows)") })
    #expect(build.repairs(.codeFollowed).contains { $0.contains("59070 is now 59006 (1 CEDEX)") })
  }

  @Test func indexesNamesUnderTheirKeys() throws {
    let names = try SampleSources().build().lines("names.csv")
    #expect(
      names == [
        "amfroipret;59006;label;AMFROIPRET;", "anaa;98711;name;;", "bermeries;59006;former;59070;",
        "bourgenbresse;01053;name;;", "ghissigniesgare;59481;locality;GHISSIGNIES GARE;", "hauteplaine;59006;name;;",
        "maubeuge;59392;name;;", "monaco;99138;name;;1", "montecarlo;99138;locality;Monte-Carlo;",
        "papeete;98735;name;;",
        "paris;75056;name;;",
        "paris1;75101;arrondissement;;", "paris16;75116;arrondissement;;", "quesnoy;59481;name;;",
        "quesnoylaville;59481;former;59481;", "reao;98742;name;;",
        "valleedesusines;59006;cedex;VALLEE DES USINES CEDEX;",
        "vieuxvillage;59006;former;59999;",
      ])
  }

  @Test func keepsLatinNamesOfForeignCities() throws {
    // The airport's code, the reading of a Chinese name and the Cyrillic name are none; a small far town has one name.
    #expect(
      try SampleSources().build().lines("foreign_cities.csv").map { String($0.prefix(while: { $0 != ";" })) }
        == ["gand", "gent", "ghent", "monaco", "tinytown"])
  }

  @Test func buildingTwiceGivesTheSameBytes() throws {
    let sources = SampleSources()
    let first = try sources.build()
    let second = try sources.build()
    #expect(first.tables.map(\.bytes) == second.tables.map(\.bytes))
    #expect(first.repairs == second.repairs)
  }

  @Test func writesAllTablesOrNone() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let tables = try SampleSources().build().tables
    #expect(GazetteerDirectory.differences(tables, in: directory.path).count == tables.count)
    try GazetteerDirectory.write(tables, to: directory.path)
    #expect(GazetteerDirectory.differences(tables, in: directory.path).isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == tables.map(\.file).sorted())

    // A folder in the way of the last file's partial name: nothing may change.
    var changed = SampleSources()
    changed.replace("Maubeuge", with: "Malbode", in: "v_commune_2026.csv")
    let newTables = try changed.build().tables
    let last = try #require(newTables.last?.file)
    try FileManager.default.createDirectory(
      at: directory.appendingPathComponent(last + ".partial"), withIntermediateDirectories: false)
    #expect(throws: GazetteerDirectory.WriteFailure.self) {
      try GazetteerDirectory.write(newTables, to: directory.path)
    }
    #expect(GazetteerDirectory.differences(tables, in: directory.path).isEmpty)
  }
}
