import Geodesy
import Glibc

/// Points gathered where they are dense: DBSCAN (Ester, Kriegel, Sander, Xu 1996) on great-circle distance.
///
///     let groups = try DenseGroups(coordinates: points, epsilonMetres: 10_000, minimumPoints: 4)
///     groups.labels[0]        // 0 ..< groups.count, or DenseGroups.noise
///
/// A point with at least `minimumPoints` points within epsilon, itself included, is a core; cores within epsilon of each
/// other are one group; another point belongs to the group of its nearest core within epsilon, else it is noise. The
/// nearest core, not the first found: so the groups do not depend on the order of the points, only their numbers do, which
/// follow the first core of each in the input.
public struct DenseGroups: Sendable {
  /// The group of each point, or ``noise``; points whose coordinate is not valid are noise.
  public let labels: [Int32]
  /// How many groups there are.
  public let count: Int

  /// The label of points in no group.
  public static let noise: Int32 = -1

  /// Gathers the points. O(n log n) and the number of pairs of different positions within epsilon.
  public init(coordinates: [Coordinate], epsilonMetres: Double, minimumPoints: Int) throws(SpatialAnalysisError) {
    try Self.check(epsilonMetres: epsilonMetres, minimumPoints: minimumPoints)
    let (positionOf, places) = Self.positions(of: coordinates)
    var sizes = [Int](repeating: 0, count: places.count)
    for position in positionOf where position >= 0 { sizes[Int(position)] += 1 }
    let groupOf = Self.gather(places, sizes: sizes, epsilonMetres: epsilonMetres, minimumPoints: minimumPoints)
    var numbers = [Int32](repeating: -1, count: places.count)
    var next: Int32 = 0
    // First the groups get their numbers from their cores, then everybody a label.
    for position in positionOf where position >= 0 {
      let group = groupOf.cores[Int(position)]
      if group >= 0, numbers[Int(group)] < 0 {
        numbers[Int(group)] = next
        next += 1
      }
    }
    labels = positionOf.map { position in
      guard position >= 0, groupOf.all[Int(position)] >= 0 else { return Self.noise }
      return numbers[Int(groupOf.all[Int(position)])]
    }
    count = Int(next)
  }

  /// Throws when an option has a value that means nothing.
  public static func check(epsilonMetres: Double, minimumPoints: Int) throws(SpatialAnalysisError) {
    guard epsilonMetres.isFinite, epsilonMetres > 0 else {
      throw .optionOutOfRange(name: "eps-km", found: "\(epsilonMetres / 1000)", expected: "> 0")
    }
    guard minimumPoints >= 1 else {
      throw .optionOutOfRange(name: "min-points", found: "\(minimumPoints)", expected: "≥ 1")
    }
  }

  /// The numbers of each group's points, in the order of the input.
  public func members() -> [[UInt32]] {
    var members = [[UInt32]](repeating: [], count: count)
    for (number, label) in labels.enumerated() where label >= 0 { members[Int(label)].append(UInt32(number)) }
    return members
  }

  /// The middle of points: the mean of their directions from the Earth's centre, back on the surface.
  public static func centre(of points: some Sequence<Coordinate>) -> Coordinate? {
    var sum = (x: 0.0, y: 0.0, z: 0.0)
    var isEmpty = true
    for point in points where point.isValid {
      let direction = UnitVector(point)
      sum = (sum.x + direction.x, sum.y + direction.y, sum.z + direction.z)
      isEmpty = false
    }
    guard !isEmpty else { return nil }
    let flat = (sum.x * sum.x + sum.y * sum.y).squareRoot()
    return Coordinate(latitude: atan2(sum.z, flat) * 180 / .pi, longitude: atan2(sum.y, sum.x) * 180 / .pi)
  }

  /// The distinct positions, and which one each point has; -1 for points that are not valid.
  private static func positions(of coordinates: [Coordinate]) -> ([Int32], [Coordinate]) {
    var known: [Coordinate: Int32] = [:]
    var places: [Coordinate] = []
    let positionOf = coordinates.map { coordinate -> Int32 in
      guard coordinate.isValid else { return -1 }
      if let position = known[coordinate] { return position }
      let position = Int32(places.count)
      known[coordinate] = position
      places.append(coordinate)
      return position
    }
    return (positionOf, places)
  }

  /// For each position the core position that stands for its group, -1 for noise: of the cores alone, and of all.
  private static func gather(
    _ places: [Coordinate], sizes: [Int], epsilonMetres: Double, minimumPoints: Int
  ) -> (cores: [Int32], all: [Int32]) {
    let directions = places.map(UnitVector.init)
    let tree = SphereTree(directions)
    // Half the Earth's circumference reaches everything.
    let angle = min(epsilonMetres / Coordinate.meanEarthRadiusMetres, .pi)
    let chord = 2 * sin(angle / 2)
    let reach = chord * chord
    var isCore = [Bool](repeating: false, count: places.count)
    for (index, direction) in directions.enumerated() {
      var points = 0
      tree.forEach(within: reach, of: direction) { other, _ in points += sizes[other] }
      isCore[index] = points >= minimumPoints
    }
    var parents = places.indices.map(Int32.init)
    func root(_ index: Int) -> Int {
      var index = index
      while Int(parents[index]) != index {
        parents[index] = parents[Int(parents[index])]
        index = Int(parents[index])
      }
      return index
    }
    for (index, direction) in directions.enumerated() where isCore[index] {
      tree.forEach(within: reach, of: direction) { other, _ in
        guard other < index, isCore[other] else { return }
        let (first, second) = (root(index), root(other))
        if first != second { parents[max(first, second)] = Int32(min(first, second)) }
      }
    }
    let cores = places.indices.map { isCore[$0] ? Int32(root($0)) : -1 }
    var all = cores
    for (index, direction) in directions.enumerated() where !isCore[index] {
      var best = (distance: Double.infinity, latitude: 0.0, longitude: 0.0)
      tree.forEach(within: reach, of: direction) { other, distance in
        // Of cores equally near, the one further south and west: not the first in the input.
        let candidate = (distance, places[other].latitude, places[other].longitude)
        guard isCore[other], candidate < best else { return }
        best = candidate
        all[index] = cores[other]
      }
    }
    return (cores, all)
  }
}
