import Foundation
import Geodesy
import SharedTesting
import Testing

@Suite struct ReferenceSystemTests {
  /// Tile numbers from OpenStreetMap's wiki, "Slippy map tilenames": the formula's own definition by tan and sec.
  @Test(arguments: [(0.0, 0.5), (50.2486, 0.3381), (-21.1, 0.5600), (85.051128, 0.0), (-85.051128, 1.0)])
  func squareOfWebMaps(latitude: Double, y: Double) {
    let radians = latitude * .pi / 180
    let defined = (1 - log(tan(radians) + 1 / cos(radians)) / .pi) / 2
    #expect(abs(WebMercator.y(latitude: latitude) - defined) < 1e-12)
    #expect(abs(defined - y) < 1e-4)
    #expect(abs(WebMercator.latitude(y: defined) - latitude) < 1e-9)
    #expect((0...1).contains(WebMercator.y(latitude: latitude)))
    #expect(abs(WebMercator.longitude(x: WebMercator.x(longitude: 3.6385)) - 3.6385) < 1e-9)
  }

  /// EPSG code, latitude, longitude, easting, northing: PROJ 9.1.1, `cs2cs -f %.4f` from each network's own degrees.
  static let reference: [(epsg: Int, latitude: Double, longitude: Double, easting: Double, northing: Double)] = [
    (2154, 42.233155, -4.832466, 53363.3009, 6157983.1206),
    (2154, 49.345383, 1.165099, 566641.7139, 6917752.7094),
    (2154, 43.416128, 8.408285, 1137879.6520, 6272447.3530),
    (2154, 48.567166, 3.370353, 727325.0154, 6829724.8034),
    (2154, 42.759169, -3.651962, 155496.4436, 6207351.0042),
    (5490, 15.023801, -61.341566, 678296.0019, 1661627.5204),
    (5490, 16.179528, -62.401653, 563961.5993, 1788886.9938),
    (5490, 17.168876, -62.189867, 586157.9616, 1898416.9090),
    (5490, 16.624246, -61.855128, 622110.9557, 1838337.0815),
    (5490, 17.056389, -63.185669, 480242.6816, 1885802.4750),
    (2972, 5.586816, -54.310381, 133174.0077, 618563.1808),
    (2972, 4.851554, -53.598524, 211780.3547, 536808.3865),
    (2972, 4.114556, -53.010851, 276769.8337, 455071.0597),
    (2972, 5.413787, -51.946315, 395160.7144, 598485.6678),
    (2972, 4.620886, -53.780551, 191472.9290, 511361.3269),
    (2975, -21.100220, 55.416038, 335475.2157, 7665941.8264),
    (2975, -21.191200, 55.785018, 373882.8405, 7656208.0781),
    (2975, -20.906124, 55.066833, 298934.2642, 7687031.1082),
    (2975, -20.837446, 55.650703, 359608.1395, 7695254.3774),
    (2975, -20.715415, 55.939846, 389607.2063, 7708986.3468),
    (4471, -12.515020, 45.366918, 539865.1784, 8616467.7409),
    (4471, -12.573186, 45.148648, 516146.7093, 8610058.7049),
    (4471, -13.150763, 44.919064, 491228.5154, 8546190.4590),
    (4471, -12.924316, 45.394739, 542819.2758, 8571200.8710),
    (4471, -13.038998, 44.899498, 489103.1254, 8558549.4732),
    (4467, 47.242113, -56.000498, 575643.4775, 5232554.2781),
    (4467, 46.986227, -56.479613, 539572.8499, 5203764.9719),
    (4467, 46.812671, -56.603597, 530241.9218, 5184423.5373),
    (4467, 46.913897, -56.186924, 561913.6701, 5195916.7146),
    (4467, 46.993690, -56.005151, 575642.6132, 5204943.1615),
    (3297, -22.528465, -144.072181, 801172.6651, 7505727.4498),
    (3297, -21.398937, -148.474118, 347194.9931, 7632982.5577),
    (3297, -11.090308, -150.683229, 97494.3804, 8771543.9983),
    (3297, -14.457713, -150.211723, 153701.1590, 8399226.8606),
    (3297, -14.687353, -142.361689, 999849.3501, 8371115.7028),
    (8903, -13.343668, -177.090050, 490248.4630, 8524857.0534),
    (8903, -13.808713, -176.663940, 536321.3841, 8473403.4959),
    (8903, -12.830004, -176.841422, 517208.0633, 8581658.0850),
    (8903, -13.447636, -176.601050, 543184.1450, 8513326.0736),
    (8903, -14.884131, -175.862639, 622347.4186, 8354177.6155),
    (7079, -50.176857, 67.054460, 361085.7716, 4439893.5279),
    (7079, -48.671085, 67.144541, 363398.6918, 4607445.8786),
    (7079, -50.029519, 68.420967, 458527.9350, 4457926.6281),
    (7079, -49.318392, 68.817568, 486741.7266, 4537133.1035),
    (7079, -49.824883, 69.637446, 545849.4561, 4480644.4293),
    (3163, -24.638496, 160.259987, -181820.7391, -58393.4057),
    (3163, -17.845978, 160.735830, -158940.4078, 695319.0601),
    (3163, -20.526111, 170.386694, 857467.8647, 401401.1437),
    (3163, -18.460315, 167.211979, 528180.8580, 636130.0621),
    (3163, -20.658109, 161.406890, -78558.6501, 386175.1720),
    (3857, -43.832308, 140.567891, 15647946.0480, -5439528.0272),
    (3857, -13.886587, 12.880638, 1433866.0633, -1561208.1725),
    (3857, 41.136993, 150.706020, 16776517.4059, 5032569.1475),
    (3857, -56.615119, -162.340089, -18071616.0428, -7681855.8298),
    (3857, -66.167986, 149.312932, 16621439.5591, -9922973.9905),
    (32631, 50.616534, 8.447548, 885281.1240, 5621359.3831),
    (32631, 36.023758, -2.764224, -19631.6771, 4001986.5299),
    (32631, 25.870014, 1.965750, 396377.5192, 2861696.9475),
    (32631, 38.891560, -0.390507, 205925.7747, 4310209.4544),
    (32631, 67.167916, -0.301543, 357093.5052, 7453895.2037),
    (32701, -49.204186, -178.148885, 416312.5032, 4549210.1951),
    (32701, -26.853916, -176.876352, 512283.5778, 7029738.7494),
    (32701, -53.368668, -177.186605, 487583.8091, 4086700.6938),
    (32701, -43.509548, -175.448274, 625429.2996, 5181428.7238),
    (32701, -72.485408, -176.621961, 512698.4285, 1956883.0062),
  ]

  @Test func gridPositionsAreThoseOfPROJ() throws {
    for value in Self.reference {
      let system = try #require(ReferenceSystem(epsg: value.epsg))
      let position = system.grid(of: Coordinate(latitude: value.latitude, longitude: value.longitude))
      #expect(hypot(position.easting - value.easting, position.northing - value.northing) < 1e-3, "\(value)")
    }
  }

  @Test func gridPositionsLeadBack() throws {
    for value in Self.reference {
      let system = try #require(ReferenceSystem(epsg: value.epsg))
      let back = system.coordinate(of: GridPosition(easting: value.easting, northing: value.northing))
      let distance = back.distance(to: Coordinate(latitude: value.latitude, longitude: value.longitude))
      #expect(distance < 1e-3, "\(value): \(distance)")
    }
  }

  /// The network's own degrees and a box for each system.
  static let areas: [(epsg: Int, network: Int, box: BoundingBox)] = [
    (2154, 4171, BoundingBox(west: -5, south: 41.2, east: 9.8, north: 51.2)),
    (5490, 5489, BoundingBox(west: -63.5, south: 14.2, east: -60.7, north: 18.3)),
    (2972, 4624, BoundingBox(west: -54.8, south: 2, east: -51.2, north: 6)),
    (2975, 4627, BoundingBox(west: 55, south: -21.6, east: 56, north: -20.6)),
    (4471, 4470, BoundingBox(west: 44.8, south: -13.2, east: 45.5, north: -12.5)),
    (4467, 4463, BoundingBox(west: -56.9, south: 46.6, east: -56, north: 47.3)),
    (3297, 4687, BoundingBox(west: -155, south: -28, east: -134, north: -8)),
    (8903, 8900, BoundingBox(west: -178.5, south: -14.9, east: -175.5, north: -12.8)),
    (7079, 7073, BoundingBox(west: 66.5, south: -50.5, east: 71.5, north: -46.5)),
    (3163, 4749, BoundingBox(west: 157, south: -25, east: 172, north: -16)),
    (3857, 4326, BoundingBox(west: -179, south: -85, east: 179, north: 85)),
    (32631, 4326, BoundingBox(west: -3, south: 0, east: 9, north: 84)),
  ]

  /// A thousand points per system against the PROJ of this machine.
  @Test(arguments: areas)
  func thousandPointsAgreeWithPROJ(epsg: Int, network: Int, box: BoundingBox) throws {
    let system = try #require(ReferenceSystem(epsg: epsg))
    var state: UInt64 = 59530
    func draw(_ low: Double, _ high: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let share = Double(state >> 11) / 9_007_199_254_740_992
      return ((low + (high - low) * share) * 1e6).rounded() / 1e6
    }
    let points = (0..<1000).map { _ in
      Coordinate(latitude: draw(box.south, box.north), longitude: draw(box.west, box.east))
    }
    let answer = try transform(points, from: network, to: epsg)
    #expect(answer.count == 1000)
    var worst = 0.0
    for (point, expected) in zip(points, answer) {
      let position = system.grid(of: point)
      worst = max(worst, hypot(position.easting - expected.easting, position.northing - expected.northing))
      let back = system.coordinate(of: position)
      worst = max(worst, back.distance(to: point))
    }
    #expect(worst < 1e-3, "EPSG:\(epsg): \(worst) m")
  }

  private func transform(_ points: [Coordinate], from network: Int, to epsg: Int) throws -> [GridPosition] {
    let run = try Program.run(
      executable: "/usr/bin/cs2cs", ["-f", "%.6f", "EPSG:\(network)", "EPSG:\(epsg)"],
      input: points.map { "\($0.latitude) \($0.longitude)\n" }.joined())
    return run.output.split(separator: "\n").compactMap { line in
      let numbers = line.split { $0 == " " || $0 == "\t" }.compactMap { Double($0) }
      return numbers.count == 3 ? GridPosition(easting: numbers[0], northing: numbers[1]) : nil
    }
  }

  @Test(arguments: [
    ("Le Quesnoy", 50.2486, 3.6385, 2154), ("Ajaccio", 41.9267, 8.7369, 2154), ("Basse-Terre", 15.9979, -61.7322, 5490),
    ("Fort-de-France", 14.6161, -61.0588, 5490), ("Saint-Martin", 18.0708, -63.0501, 5490),
    ("Cayenne", 4.9333, -52.3333, 2972), ("Maripasoula", 3.6432, -54.0281, 2972),
    ("Saint-Denis", -20.8789, 55.4481, 2975),
    ("Mamoudzou", -12.7806, 45.2278, 4471), ("Saint-Pierre", 46.7811, -56.1764, 4467),
    ("Papeete", -17.5516, -149.5585, 3297),
    ("Mata-Utu", -13.2825, -176.1736, 8903), ("Nouméa", -22.2758, 166.458, 3163),
    ("Port-aux-Français", -49.35, 70.22, 7079),
  ])
  func territoriesHaveTheirOfficialSystem(place: String, latitude: Double, longitude: Double, epsg: Int) {
    #expect(ReferenceSystem.official(at: Coordinate(latitude: latitude, longitude: longitude))?.epsg == epsg)
  }

  @Test func codesAreThoseOfTheSystems() {
    for latitude in stride(from: -85.0, through: 85, by: 2.5) {
      for longitude in stride(from: -180.0, through: 180, by: 1.5) {
        let place = Coordinate(latitude: latitude, longitude: longitude)
        let system = ReferenceSystem.official(at: place) ?? .utm(at: place)
        #expect(ReferenceSystem.officialCode(at: place) == system.epsg)
      }
    }
  }

  @Test func elsewhereIsUTM() {
    let montreal = Coordinate(latitude: 45.5, longitude: -73.6)
    #expect(ReferenceSystem.official(at: montreal) == nil)
    #expect(ReferenceSystem.utm(at: montreal).epsg == 32618)
    #expect(ReferenceSystem.utm(at: Coordinate(latitude: -33.9, longitude: 180)).epsg == 32760)
    #expect(ReferenceSystem(epsg: 27572) == nil)
    #expect(ReferenceSystem(epsg: 32700) == nil)
  }
}
