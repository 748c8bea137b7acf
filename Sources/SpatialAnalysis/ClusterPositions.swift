import Geodesy

/// The distinct positions of points on the Mercator square, strip by strip and by x, and who is at each.
struct ClusterPositions {
  /// One node per position, numbered in order.
  private(set) var nodes = FlatArray<ClusterLevel.Node>(count: 0)
  /// Numbers of the points by position, those of position i being memberStart[i] ..< memberStart[i + 1].
  private(set) var members: [UInt32] = []
  private(set) var memberStart = FlatArray<UInt32>(repeating: 0, count: 1)

  private let coordinates: [Coordinate]
  private let shift: UInt32
  private let threads: Int

  /// O(n) for the sort of whole numbers, and O(k log k) for k points of different places within 9 mm.
  init(coordinates: [Coordinate], shift: UInt32, threads: Int) {
    self.coordinates = coordinates
    self.shift = shift
    self.threads = threads
    let (keys, frame) = sortedKeys()
    split(keys, frame)
  }

  /// Any number would do. Of 700 tried, this one comes nearest to the counts that supercluster, which visits in the order
  /// of the input, has for two reference tables: at far-out zooms of a few dozen clusters, orders differ by some per cent.
  private static let drawSeed: UInt64 = 0x8E0E_7A61_221A_AF4A

  /// The place of a position in the order of visiting: as good as drawn, yet the same whatever the input's order.
  ///
  /// A position next to another must not come next to it in this order, or clusters would pack along a front. The mixing
  /// is the finaliser of MurmurHash3 (Appleby).
  private static func drawnNumber(x: UInt32, y: UInt32) -> UInt32 {
    var bits = (UInt64(x) << 32 | UInt64(y)) ^ drawSeed
    bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
    bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return UInt32(truncatingIfNeeded: bits ^ bits >> 33)
  }

  // MARK: Keys

  /// How a key is made of a square: the strip, x, and y within the strip, from the north-west corner of all points.
  private struct Frame {
    let west: UInt32
    let top: UInt32
    let widthBits: UInt64
    let shift: UInt64

    func key(_ square: MercatorSquare) -> UInt64 {
      let strip = UInt64(square.y) >> shift - UInt64(top)
      return strip << (widthBits + shift) | UInt64(square.x - west) << shift | UInt64(square.y) & low(shift)
    }

    func square(_ key: UInt64) -> MercatorSquare {
      let strip = key >> (widthBits + shift) + UInt64(top)
      return MercatorSquare(
        x: UInt32(truncatingIfNeeded: key >> shift & low(widthBits)) + west,
        y: UInt32(truncatingIfNeeded: strip << shift | key & low(shift)))
    }

    private func low(_ bits: UInt64) -> UInt64 { 1 << bits - 1 }
  }

  /// What a thread finds out about its share of the points.
  private struct Extent {
    var west = UInt32.max
    var east: UInt32 = 0
    var top = UInt32.max
    var count = 0
  }

  /// The keys of all valid points, sorted but for y within a strip, with the points' numbers in ``members``.
  private mutating func sortedKeys() -> (keys: [UInt64], frame: Frame) {
    let squares = FlatArray<MercatorSquare>(count: coordinates.count)
    let parts = ParallelSlices.slices(of: coordinates.count, into: threads)
    let extents = project(parts, to: squares)
    let west = extents.map(\.west).min() ?? 0
    let width = max(extents.map(\.east).max() ?? 0, west) - west
    let frame = Frame(
      west: west, top: extents.map(\.top).min() ?? 0,
      widthBits: UInt64(UInt32.bitWidth - width.leadingZeroBitCount), shift: UInt64(shift))
    let count = extents.reduce(0) { $0 + $1.count }
    let firsts = extents.indices.map { part in extents[..<part].reduce(0) { $0 + $1.count } }
    let coordinates = coordinates
    let threads = threads
    var keys = [UInt64](repeating: 0, count: count)
    var numbers = [UInt32](repeating: 0, count: count)
    keys.withUnsafeMutableBufferPointer { keys in
      numbers.withUnsafeMutableBufferPointer { numbers in
        guard let keys = SharedBuffer(keys), let numbers = SharedBuffer(numbers) else { return }
        ParallelSlices.perform(count: parts.count, threads: threads) { part in
          var next = firsts[part]
          for index in parts[part] where coordinates[index].isValid {
            keys[next] = frame.key(squares[index])
            numbers[next] = UInt32(index)
            next += 1
          }
        }
      }
    }
    RadixSort.sort(keys: &keys, numbers: &numbers, fromBit: Int(shift), threads: threads)
    members = numbers
    return (keys, frame)
  }

  private func project(_ parts: [Range<Int>], to squares: FlatArray<MercatorSquare>) -> [Extent] {
    var extents = [Extent](repeating: Extent(), count: parts.count)
    let coordinates = coordinates
    let shift = shift
    let threads = threads
    extents.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: parts.count, threads: threads) { part in
        var extent = Extent()
        for index in parts[part] where coordinates[index].isValid {
          let square = MercatorSquare(coordinates[index])
          squares[index] = square
          extent.west = min(extent.west, square.x)
          extent.east = max(extent.east, square.x)
          extent.top = min(extent.top, square.y >> shift)
          extent.count += 1
        }
        shared[part] = extent
      }
    }
    return extents
  }

  // MARK: Positions

  /// Makes one node of each run of points at the same square.
  private mutating func split(_ keys: [UInt64], _ frame: Frame) {
    var keys = keys
    order(&keys)
    var starts: [UInt32] = []
    starts.reserveCapacity(keys.count)
    var last: UInt64?
    for (index, key) in keys.enumerated() where key != last {
      starts.append(UInt32(index))
      last = key
    }
    let nodes = FlatArray<ClusterLevel.Node>(count: starts.count)
    memberStart = FlatArray(repeating: UInt32(keys.count), count: starts.count + 1)
    let memberStart = memberStart
    let parts = ParallelSlices.slices(of: starts.count, into: threads)
    let (placed, firsts) = (keys, starts)
    ParallelSlices.perform(count: parts.count, threads: threads) { part in
      for position in parts[part] {
        let square = frame.square(placed[Int(firsts[position])])
        memberStart[position] = firsts[position]
        nodes[position] = ClusterLevel.Node(
          x: square.x, y: square.y, number: UInt32(position), drawn: Self.drawnNumber(x: square.x, y: square.y))
      }
    }
    self.nodes = nodes
  }

  /// Orders the points of one strip and x: by y, then by what the 9 mm of a unit hide, then by number.
  private mutating func order(_ keys: inout [UInt64]) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> UInt64(shift) == keys[start] >> UInt64(shift) { end += 1 }
      if end - start > 1 { order(&keys, start..<end) }
      start = end
    }
  }

  private mutating func order(_ keys: inout [UInt64], _ run: Range<Int>) {
    // Often all are at the very same place, in order of number already.
    let first = coordinates[Int(members[run.lowerBound])]
    guard members[run].contains(where: { coordinates[Int($0)] != first }) else { return }
    let sorted = run.map { (key: keys[$0], number: members[$0]) }.sorted { first, second in
      let (a, b) = (coordinates[Int(first.number)], coordinates[Int(second.number)])
      return (first.key, a.latitude, a.longitude, first.number) < (second.key, b.latitude, b.longitude, second.number)
    }
    for (index, entry) in zip(run, sorted) {
      keys[index] = entry.key
      members[index] = entry.number
    }
  }
}
