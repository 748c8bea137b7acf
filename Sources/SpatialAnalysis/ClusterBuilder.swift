import Geodesy

/// Builds the nodes of a ``ClusterIndex``, zoom by zoom from the closest outward.
///
/// The nodes alive at a zoom lie in strips as high as the radius or up to twice that, ordered by x within a strip, so that
/// a node's neighbours are short runs of three strips. Strips double in height from zoom to zoom as the radius does, so
/// the next zoom's order comes from merging pairs of strips, not from sorting anew; a k-d tree would be built again at
/// each zoom. Everything runs along the strips, and so along memory, and in slices of strips on several threads.
struct ClusterBuilder {
  let coordinates: [Coordinate]
  let options: ClusterOptions
  let threads: Int
  var nodes = ClusterNodes()
  private let positions: ClusterPositions

  init(coordinates: [Coordinate], options: ClusterOptions) {
    self.coordinates = coordinates
    self.options = options
    threads = options.threads ?? ParallelSlices.availableThreads
    positions = ClusterPositions(
      coordinates: coordinates, shift: Self.stripShift(options), threads: threads)
  }

  /// How many distinct positions there are.
  var positionCount: Int { positions.nodes.count }

  /// The radius at a zoom in units: at most three quarters of the map, so that squares fit 64 bits.
  static func radius(_ options: ClusterOptions, zoom: Int) -> Double {
    let share = options.radiusPixels / (options.extentPixels * Double(1 << zoom))
    return min(share * MercatorSquare.side, MercatorSquare.side * 0.75)
  }

  /// The height of a strip at the closest zoom is the lowest power of two that is not less than the radius; this is its
  /// logarithm.
  private static func stripShift(_ options: ClusterOptions) -> UInt32 {
    let radius = UInt64(max(1, Self.radius(options, zoom: options.maximumZoom).rounded(.up)))
    return UInt32(UInt64.bitWidth - (radius - 1).leadingZeroBitCount)
  }

  mutating func build() {
    nodes = ClusterNodes(positions)
    var level = ClusterLevel(nodes: positions.nodes, shift: Self.stripShift(options))
    let room = WorkingRoom(nodeCount: positionCount)
    for zoom in stride(from: options.maximumZoom, through: options.minimumZoom, by: -1) {
      let made = gather(level, zoom: zoom, room)
      if zoom > options.minimumZoom {
        level = level.widened(takers: room.takers, made: made, threads: threads)
      } else {
        nodes.roots = (0..<level.nodes.count).filter { room.takers[$0] == ClusterSeeds.free }.map {
          level.nodes[$0].number
        }
        nodes.roots += made.map(\.number)
      }
    }
    orderLeaves()
  }

  /// Makes the clusters of a zoom; returns them, and fills in for each node of the level which seed took it.
  private mutating func gather(_ level: ClusterLevel, zoom: Int, _ room: WorkingRoom) -> ClusterLevel.Made {
    let neighbourhoods = ClusterNeighbourhoods(
      level: level, reach: UInt32(Self.radius(options, zoom: zoom)), slices: level.slices(threads: threads),
      windows: room.windows, threads: threads)
    ClusterSeeds.decide(neighbourhoods, takers: room.takers, threads: threads)
    var made: ClusterLevel.Made = []
    for assembly in assemblies(neighbourhoods, room) {
      made += nodes.add(assembly, zoom: zoom)
      for node in assembly.left { room.takers[Int(node)] = ClusterSeeds.free }
    }
    return made
  }

  /// What the seeds of each slice make.
  private func assemblies(_ neighbourhoods: ClusterNeighbourhoods, _ room: WorkingRoom) -> [ClusterAssembly] {
    let slices = neighbourhoods.slices
    var assemblies = [ClusterAssembly?](repeating: nil, count: slices.count)
    let known = ClusterAssembly.Known(
      counts: nodes.count, reachX: nodes.reachX, reachY: nodes.reachY, positionCount: positionCount)
    let minimumPoints = options.minimumPoints
    assemblies.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: slices.count, threads: threads) { slice in
        shared[slice] = ClusterAssembly(
          slice: slice, of: neighbourhoods, takers: room.takers, chains: room.chains, known: known,
          minimumPoints: minimumPoints)
      }
    }
    return assemblies.compactMap(\.self)
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
    var leaves = [UInt32](repeating: 0, count: positions.members.count)
    for position in 0..<positionCount {
      var place = Int(nodes.leafStart[position])
      for member in Int(positions.memberStart[position])..<Int(positions.memberStart[position + 1]) {
        leaves[place] = positions.members[member]
        place += 1
      }
    }
    return leaves
  }
}

/// Memory that every zoom uses anew, one place per node: no level has more than the first.
private struct WorkingRoom {
  let windows: FlatArray<ClusterNeighbourhoods.Window>
  let takers: FlatArray<UInt32>
  let chains: ClusterAssembly.Chains

  init(nodeCount: Int) {
    windows = FlatArray(count: nodeCount)
    takers = FlatArray(count: nodeCount)
    chains = ClusterAssembly.Chains(first: FlatArray(count: nodeCount), next: FlatArray(count: nodeCount))
  }
}

extension ClusterNodes {
  /// The nodes of positions alone.
  fileprivate init(_ positions: ClusterPositions) {
    let range = 0..<positions.nodes.count
    x = range.map { positions.nodes[$0].x }
    y = range.map { positions.nodes[$0].y }
    count = range.map { positions.memberStart[$0 + 1] - positions.memberStart[$0] }
  }
}
