import Geodesy
import SharedTesting

enum SamplePoints {
  /// Towns of different sizes with points at the same place, a scatter between them, and islands on both sides of the
  /// antimeridian, near the poles too.
  static func world(count: Int, seed: UInt64) -> [Coordinate] {
    var random = SeededGenerator(seed: seed)
    let towns = [
      (50.25, 3.64, 0.05), (48.86, 2.35, 0.3), (43.3, 5.4, 0.1), (-17.5, -149.5, 0.2), (-13.3, -176.2, 0.05),
      (-22.3, 166.4, 0.3), (-21.1, 55.5, 0.2), (16.2, -61.5, 0.3), (-16.8, 179.99, 0.3), (89.9, 10, 0.2), (-78, 0, 1),
    ]
    var points: [Coordinate] = []
    while points.count < count {
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        points.append(
          Coordinate(
            latitude: .random(in: -90...90, using: &random), longitude: .random(in: -180...180, using: &random)))
      case 1, 2:
        if let other = points.randomElement(using: &random) { points.append(other) }
      default:
        let town = towns[Int.random(in: 0..<towns.count, using: &random)]
        var longitude = town.1 + .random(in: -1...1, using: &random) * town.2
        if longitude > 180 { longitude -= 360 }
        let latitude = town.0 + .random(in: -1...1, using: &random) * town.2
        points.append(Coordinate(latitude: min(latitude, 90), longitude: longitude))
      }
    }
    return points
  }

  /// Points over France drawn by the linear congruence of the reference table: s = (s * 1103515245 + 12345) mod 2^31 in
  /// rounded doubles.
  static func congruence(count: Int) -> [Coordinate] {
    var state = 59530.0
    func draw() -> Double {
      state = (state * 1_103_515_245 + 12345).truncatingRemainder(dividingBy: 2_147_483_648)
      return state / 2_147_483_648
    }
    return (0..<count).map { _ in
      let longitude = -4.5 + 12 * draw()
      return Coordinate(latitude: 42.5 + 8.5 * draw(), longitude: longitude)
    }
  }
}
