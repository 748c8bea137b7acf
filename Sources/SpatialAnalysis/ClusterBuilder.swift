import Geodesy

/// Builds the nodes of a ``ClusterIndex``, zoom by zoom from the closest outward.
///
/// The nodes alive at a zoom lie in strips as high as the radius or a little more, ordered by x within a strip, so that
/// a node's neighbours are short runs of three strips. Strips double in height from zoom to zoom as the radius does, so
/// the next zoom's order comes from merging pairs of strips, not from sorting anew; a k-d tree would be built again at
/// each zoom. Most nodes of close zooms have no neighbour: a sweep along the strips finds those that have one, and only
/// these are visited in the drawn order.
struct ClusterBuilder {
  let coordinates: [Coordinate]
  let options: ClusterOptions
  let threads: Int
  /// Height of a strip at the closest zoom, units.
  let stripHeight: UInt32
  var nodes = ClusterNodes()
  var positionCount = 0

  /// Numbers of the points ordered by position, those of position i being memberStart[i] ..< memberStart[i + 1].
  private var members: [UInt32] = []
  private var memberStart: [UInt32] = [0]

  init(coordinates: [Coordinate], options: ClusterOptions) {
    self.coordinates = coordinates
    self.options = options
    threads = options.threads ?? ParallelSlices.availableThreads
    let radius = Self.radius(options, zoom: options.maximumZoom)
    stripHeight = UInt32(max(1, radius.rounded(.up)))
  }

  /// The radius at a zoom in units: at most three quarters of the map, so that squares fit 64 bits.
  static func radius(_ options: ClusterOptions, zoom: Int) -> Double {
    let share = options.radiusPixels / (options.extentPixels * Double(1 << zoom))
    return min(share * MercatorSquare.side, MercatorSquare.side * 0.75)
  }

  mutating func build() {
    gatherPositions()
    var level = ClusterLevel(positions: nodes, stripHeight: stripHeight)
    for zoom in stride(from: options.maximumZoom, through: options.minimumZoom, by: -1) {
      let first = nodes.x.count
      level.gather(
        into: &nodes, radius: Self.radius(options, zoom: zoom), minimumPoints: options.minimumPoints, zoom: zoom,
        threads: threads)
      measureReach(of: first..<nodes.x.count)
      if zoom > options.minimumZoom {
        level = level.widened(nodes: nodes, newNodes: first..<nodes.x.count)
      } else {
        nodes.roots = level.survivors(nodes: nodes) + (UInt32(first)..<UInt32(nodes.x.count))
      }
    }
    nodes.drawn = []
    nodes.isTaken = []
    orderLeaves()
  }

  /// Any number would do. Of 700 tried, this one comes nearest to the counts that supercluster, which visits in the order
  /// of the input, has for two reference tables: at far-out zooms of a few dozen clusters, orders differ by some per cent.
  private static let drawSeed: UInt64 = 0x8E0E_7A61_221A_AF4A

  /// The place of a position in the order of visiting: as good as drawn, yet the same whatever the input's order.
  ///
  /// A position next to another must not come next to it in this order, or clusters would pack along a front. The mixing
  /// is the finaliser of MurmurHash3 (Appleby).
  private static func drawnNumber(_ square: MercatorSquare) -> UInt32 {
    var bits = (UInt64(square.x) << 32 | UInt64(square.y)) ^ drawSeed
    bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
    bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return UInt32(truncatingIfNeeded: bits ^ bits >> 33)
  }

  /// Projects the points, orders them by strip, x and y, and makes a node of every distinct position.
  private mutating func gatherPositions() {
    var squares = [MercatorSquare](repeating: MercatorSquare(x: 0, y: 0), count: coordinates.count)
    let parts = ParallelSlices.slices(of: coordinates.count, into: threads)
    squares.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      coordinates.withUnsafeBufferPointer { coordinates in
        nonisolated(unsafe) let coordinates = coordinates
        ParallelSlices.perform(count: parts.count, threads: threads) { part in
          for index in parts[part] where coordinates[index].isValid {
            shared[index] = MercatorSquare(coordinates[index])
          }
        }
      }
    }
    var keys: [UInt64] = []
    keys.reserveCapacity(squares.count)
    members.reserveCapacity(squares.count)
    var west = UInt32.max
    var top = UInt32.max
    for (index, square) in squares.enumerated() where coordinates[index].isValid {
      west = min(west, square.x)
      top = min(top, square.y / stripHeight)
      keys.append(UInt64(square.y / stripHeight) << 32 | UInt64(square.x))
      members.append(UInt32(index))
    }
    // Keys of few bits sort in fewer passes.
    var span: UInt32 = 0
    for key in keys { span |= UInt32(truncatingIfNeeded: key) &- west }
    let width = UInt64(UInt32.bitWidth - span.leadingZeroBitCount)
    for index in keys.indices {
      let x = UInt32(truncatingIfNeeded: keys[index]) &- west
      keys[index] = (keys[index] >> 32 &- UInt64(top)) << width | UInt64(x)
    }
    RadixSort.sort(keys: &keys, numbers: &members, threads: threads)
    splitRuns(keys: keys, squares: squares)
  }

  /// Makes one node of each run of points at the same place.
  private mutating func splitRuns(keys: [UInt64], squares: [MercatorSquare]) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      let first = coordinates[Int(members[start])]
      var isUniform = true
      while end < keys.count, keys[end] == keys[start] {
        if isUniform, coordinates[Int(members[end])] != first { isUniform = false }
        end += 1
      }
      if !isUniform { sortRun(start..<end, squares) }
      while start < end {
        let square = squares[Int(members[start])]
        var next = start + 1
        while next < end, squares[Int(members[next])].y == square.y { next += 1 }
        nodes.x.append(square.x)
        nodes.y.append(square.y)
        nodes.count.append(UInt32(next - start))
        nodes.drawn.append(Self.drawnNumber(square))
        memberStart.append(UInt32(next))
        start = next
      }
    }
    positionCount = nodes.x.count
    nodes.isTaken = [Bool](repeating: false, count: positionCount)
  }

  /// Points of one strip and x: by y, then by what the 9 mm of a unit hide, then by number.
  private mutating func sortRun(_ run: Range<Int>, _ squares: [MercatorSquare]) {
    members[run].sort { first, second in
      let (a, b) = (coordinates[Int(first)], coordinates[Int(second)])
      return (squares[Int(first)].y, a.latitude, a.longitude, first)
        < (squares[Int(second)].y, b.latitude, b.longitude, second)
    }
  }

  private mutating func measureReach(of clusters: Range<Int>) {
    for cluster in clusters {
      let index = cluster - positionCount
      var reachX: UInt64 = 0
      var reachY: UInt64 = 0
      for child in nodes.children[Int(nodes.childStart[index])..<Int(nodes.childStart[index + 1])] {
        let child = Int(child)
        let east = MercatorSquare.east(from: nodes.x[cluster], to: nodes.x[child]).magnitude
        let south = (Int64(nodes.y[child]) - Int64(nodes.y[cluster])).magnitude
        let inner = child - positionCount
        reachX = max(reachX, east + (inner < 0 ? 0 : UInt64(nodes.reachX[inner])))
        reachY = max(reachY, south + (inner < 0 ? 0 : UInt64(nodes.reachY[inner])))
      }
      nodes.reachX.append(UInt32(clamping: reachX))
      nodes.reachY.append(UInt32(clamping: reachY))
    }
  }

  /// Lays the points of each cluster side by side: the clusters made last hold the others.
  private mutating func orderLeaves() {
    nodes.leafStart = [UInt32](repeating: 0, count: nodes.x.count)
    var next: UInt32 = 0
    for root in nodes.roots {
      nodes.leafStart[Int(root)] = next
      next += nodes.count[Int(root)]
    }
    for cluster in stride(from: nodes.x.count - 1, through: positionCount, by: -1) {
      let index = cluster - positionCount
      var start = nodes.leafStart[cluster]
      for child in Int(nodes.childStart[index])..<Int(nodes.childStart[index + 1]) {
        let node = Int(nodes.children[child])
        nodes.leafStart[node] = start
        start += nodes.count[node]
      }
    }
  }

  /// The numbers of the points in the order of the hierarchy.
  func leaves() -> [UInt32] {
    var leaves = [UInt32](repeating: 0, count: members.count)
    for position in 0..<positionCount {
      var place = Int(nodes.leafStart[position])
      for member in Int(memberStart[position])..<Int(memberStart[position + 1]) {
        leaves[place] = members[member]
        place += 1
      }
    }
    return leaves
  }
}
