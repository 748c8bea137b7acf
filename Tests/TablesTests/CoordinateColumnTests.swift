import Testing

@testable import Tables

@Suite struct CoordinateColumnTests {
  /// Places along one meridian: the header says longitude, hardly anything differs.
  @Test(arguments: ["2.35", "2.350000", "2", "0"]) func aColumnOfOneValueKeepsItsRole(_ longitude: String) throws {
    let rows = (0..<12).map { "F\($0);48.\(10 + $0);\(longitude)\n" }.joined()
    let found = try layout("nom;latitude;longitude\n" + rows)
    #expect(found.roles[.latitude] == "latitude" && found.roles[.longitude] == "longitude")
  }

  /// The team's lists: coordinates under the headers of the place of execution, all suppliers in two towns.
  @Test func underRefusedHeadersBothOrNone() throws {
    let rows = (0..<12).map { "\($0),SOCIETE \($0),59530,3.6,50.\(20 + $0)\n" }.joined()
    let found = try layout("MARCHE_ID,ACHETEURS_NOM,LIEU_EXEC_CODE,LONG_EXEC_CODE,LAT_EXEC_CODE\n" + rows)
    #expect(found.roles[.latitude] == "LAT_EXEC_CODE" && found.roles[.longitude] == "LONG_EXEC_CODE")
  }

  @Test(arguments: [
    ("geolocCommuneEtablissement", "50.2485, 3.6391"), ("geo_point_2d", "50.2485,3.6391"),
    ("coordonneesXY", "[3.6391,50.2485]"), ("Coordonnées", "(50.2485; 3.6391)"), ("lieu exact", "50.2485, 3.6391"),
  ]) func twoCoordinatesInACell(_ header: String, _ cell: String) throws {
    let found = try layout("nom|\(header)\n" + (0..<6).map { "F\($0)|\(cell)\n" }.joined())
    #expect(found.roles == [.name: "nom", .latitude: header] && found.hasLocation)
    #expect(found.hasCoordinatesOfCommunes == header.contains("Commune"))
  }

  /// A commune's centre says no more than its code, and the buyer's says nothing of the supplier.
  @Test func centresOfCommunesYieldToCodes() throws {
    let header =
      "denominationSocialeEtablissement;codePostalEtablissement;geolocCommuneEtablissement;geolocCommuneAcheteur\n"
    let rows = (0..<6).map { "F\($0);5953\($0);50.24, 3.63;48.11, 2.2\($0)\n" }.joined()
    #expect(try layout(header + rows).roles[.latitude] == nil)
    let buyers = (0..<6).map { "F\($0);48.11, 2.2\($0)\n" }.joined()
    #expect(try layout("denominationSocialeEtablissement;geolocCommuneAcheteur\n" + buyers).hasLocation == false)
  }

  @Test func coordinatesThatAreNone() throws {
    for cell in ["03 27 47 55 00", "contact@exemple.fr", "1 000,00", "12,50", "1,2", "200.55, 300.66", "12.50, 13.75"] {
      let found = try layout("nom;coordonnées\n" + (0..<6).map { "F\($0);\(cell)\n" }.joined())
      #expect(found.roles[.latitude] == nil && !found.hasLocation, "\(cell)")
    }
  }

  /// Keys of programs hold the letters of "ch", "bd" or "av", and five digits in a row.
  @Test func randomKeysAreNoAddresses() throws {
    let keys = [
      "3f9a-ch-77b2", "bd-04c1", "e12345fa", "0x12345ab", "7c-av-91", "9e55012b3d", "za-12", "12 ch",
      "5d41402abc4b2a76",
    ]
    let found = try layout("cle;nom\n" + keys.map { "\($0);Société\n" }.joined())
    #expect(found.roles[.address] == nil)
    let addresses = [
      "3 ch des Lilas", "12 av Foch", "ZA du Moulin 4", "BP 12", "59530 Le Quesnoy", "2, rue Basse", "1 bd Victor",
      "F-59530 LE QUESNOY",
      "14 chemin Vert",
    ]
    #expect(
      try layout("lieu exact;nom\n" + addresses.map { "\"\($0)\";Société\n" }.joined()).roles[.address] == "lieu exact")
  }
}
