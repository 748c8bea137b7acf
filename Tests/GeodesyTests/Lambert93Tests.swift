import Testing

@testable import Geodesy

struct Lambert93Tests {
  /// PROJ's `cs2cs EPSG:4171 EPSG:2154` (9.1.1): latitude, longitude, easting, northing.
  private static let reference: [(Double, Double, Double, Double)] = [
    (48.8566, 2.3522, 652_469.0227, 6_862_035.2594), (50.2486, 3.6385, 745_596.1258, 7_016_921.1640),
    (48.3904, -4.4861, 146_632.9785, 6_836_262.3267), (48.5734, 7.7521, 1_050_362.6954, 6_840_899.6472),
    (41.9192, 8.7386, 1_176_667.5614, 6_108_273.2834), (43.4832, -1.5586, 331_261.3332, 6_275_547.9177),
    (43.2965, 5.3698, 892_390.2216, 6_247_035.2568), (46.5, 3.0, 700_000.0, 6_600_000.0),
    (42.7, 9.45, 1_228_546.0453, 6_199_420.6440), (49.49, 0.1, 489_850.8570, 6_936_152.2381),
  ]

  @Test(arguments: reference)
  func agreesWithPROJ(_ north: Double, _ east: Double, _ easting: Double, _ northing: Double) {
    let grid = Lambert93.grid(of: Coordinate(latitude: north, longitude: east))
    #expect(abs(grid.eastingMetres - easting) < 0.001)
    #expect(abs(grid.northingMetres - northing) < 0.001)
    let back = Lambert93.coordinate(eastingMetres: easting, northingMetres: northing)
    #expect(abs(back.latitude - north) < 1e-8)
    #expect(abs(back.longitude - east) < 1e-8)
  }
}
