import Testing

@testable import Geocoding

struct CoordinateReadingTests {
  @Test(arguments: [
    ("50.2486", "3.6385", 50.2486, 3.6385), ("50,2486", "3,6385", 50.2486, 3.6385),
    ("50.2486, 3.6385", "", 50.2486, 3.6385), ("", "[50.2486,3.6385]", 50.2486, 3.6385),
    ("[50.2486,3.6385]", "[50.2486,3.6385]", 50.2486, 3.6385), ("(50.2486 3.6385)", "", 50.2486, 3.6385),
    ("\u{2212}20.8789", "55.4481", -20.8789, 55.4481), (" 50.2486° ", "3.6385°", 50.2486, 3.6385),
    ("50,2486;3,6385", "", 50.2486, 3.6385), ("50,2486 , 3,6385", "", 50.2486, 3.6385),
  ])
  func degreesAsTyped(latitude: String, longitude: String, north: Double, east: Double) throws {
    let read = try #require(CoordinateReading.read(latitude: latitude, longitude: longitude))
    #expect(abs(read.coordinate.latitude - north) < 1e-9 && abs(read.coordinate.longitude - east) < 1e-9)
    #expect(read.note == nil)
  }

  @Test(arguments: [
    ("0", "0"), ("", ""), ("N/A", "N/A"), ("95", "3"), ("50.2", ""), ("abc", "3.6"), ("50.2", "200"), ("nan", "1"),
    ("1e400", "2"), ("50.2;3.6;7", ""),
  ])
  func noPosition(latitude: String, longitude: String) {
    #expect(CoordinateReading.read(latitude: latitude, longitude: longitude) == nil)
  }

  /// Values of PROJ's cs2cs 9.1.1, EPSG:4171 to EPSG:2154.
  @Test(arguments: [("745596.1258", "7016921.1640"), ("7016921.1640", "745596.1258"), ("745596,1258", "7 016 921,164")])
  func lambertMetresAreRecognised(first: String, second: String) throws {
    let read = try #require(CoordinateReading.read(latitude: first, longitude: second))
    #expect(abs(read.coordinate.latitude - 50.2486) < 1e-7 && abs(read.coordinate.longitude - 3.6385) < 1e-7)
    #expect(read.note?.code == .coordinatesLambert)
  }

  @Test func aPointFarFromItsCodeIsNotedWithTheDistance() {
    // Brest's coordinates beside Le Quesnoy's code.
    let query = LocationQuery(postcode: "59530", city: "Le Quesnoy", latitude: "48.3904", longitude: "-4.4861")
    let placement = testedResolver.place(query)
    #expect(placement.method == .coordinates && placement.citycode == "29019")
    let note = placement.notes.first { $0.code == .farFromCode }
    // 623.7 km by PROJ's geod; the code's point is the town hall.
    #expect(note.map { ["623 km", "624 km"].contains(String($0.detail.prefix(6))) } == true, "\(placement.notes)")
  }
}
