import Geodesy
import Glibc

/// A static k-d tree (Bentley 1975) of positions on the unit sphere: finds what lies within a distance, without poles or
/// an antimeridian to mind.
struct SphereTree: Sendable {
  /// In the order of the tree: the middle of a range splits it.
  private var directions: [UnitVector]
  private var numbers: [Int32]
  private var axes: [UInt8]

  /// Ranges no longer than this are searched one by one.
  private static let bucketSize = 16

  /// A tree of directions, numbered from 0. O(n log n).
  init(_ points: [UnitVector]) {
    directions = points
    numbers = points.indices.map(Int32.init)
    axes = [UInt8](repeating: 0, count: points.count)
    var waiting = [0..<points.count]
    while let range = waiting.popLast() {
      guard range.count > Self.bucketSize else { continue }
      let axis = widestAxis(range)
      let middle = range.lowerBound + range.count / 2
      axes[middle] = UInt8(axis)
      select(middle, in: range, axis: axis)
      waiting.append(range.lowerBound..<middle)
      waiting.append(middle + 1..<range.upperBound)
    }
  }

  private func widestAxis(_ range: Range<Int>) -> Int {
    var low = directions[range.lowerBound]
    var high = low
    for index in range {
      let point = directions[index]
      low.x = min(low.x, point.x)
      low.y = min(low.y, point.y)
      low.z = min(low.z, point.z)
      high.x = max(high.x, point.x)
      high.y = max(high.y, point.y)
      high.z = max(high.z, point.z)
    }
    let extents = [high.x - low.x, high.y - low.y, high.z - low.z]
    return extents[0] >= max(extents[1], extents[2]) ? 0 : extents[1] >= extents[2] ? 1 : 2
  }

  /// Hoare's selection: what is left of the place is not greater, what is right of it not less.
  private mutating func select(_ place: Int, in range: Range<Int>, axis: Int) {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      let pivot = directions[(low + high) / 2][axis]
      var (left, right) = (low, high)
      while left <= right {
        while directions[left][axis] < pivot { left += 1 }
        while directions[right][axis] > pivot { right -= 1 }
        if left <= right {
          directions.swapAt(left, right)
          numbers.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right { high = right } else if place >= left { low = left } else { return }
    }
  }

  /// Calls the body with the number and squared distance (of the unit sphere's chord) of all within a distance.
  @inline(__always)
  func forEach(within squaredDistance: Double, of centre: UnitVector, _ body: (Int, Double) -> Void) {
    let distance = squaredDistance.squareRoot()
    var waiting = [0..<directions.count]
    while let range = waiting.popLast() {
      if range.count <= Self.bucketSize {
        for index in range {
          let found = directions[index].chordSquare(to: centre)
          if found <= squaredDistance { body(Int(numbers[index]), found) }
        }
        continue
      }
      let middle = range.lowerBound + range.count / 2
      let found = directions[middle].chordSquare(to: centre)
      if found <= squaredDistance { body(Int(numbers[middle]), found) }
      let axis = Int(axes[middle])
      let offset = centre[axis] - directions[middle][axis]
      if offset <= distance { waiting.append(range.lowerBound..<middle) }
      if offset >= -distance { waiting.append(middle + 1..<range.upperBound) }
    }
  }
}

extension UnitVector {
  @inline(__always)
  fileprivate subscript(axis: Int) -> Double { axis == 0 ? x : axis == 1 ? y : z }
}
