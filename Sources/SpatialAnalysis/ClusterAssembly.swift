/// The clusters that the seeds of a slice of a level make.
struct ClusterAssembly {
  /// The clusters by their seeds' order; their numbers count from 0 here.
  private(set) var made: ClusterLevel.Made = []
  private(set) var counts: [UInt32] = []
  /// Numbers of the nodes that the clusters took, those of cluster i ending at childEnd[i].
  private(set) var children: [UInt32] = []
  private(set) var childEnd: [UInt32] = []
  private(set) var reachX: [UInt32] = []
  private(set) var reachY: [UInt32] = []
  /// Nodes of the level that were offered to a seed that found too few points.
  private(set) var left: [UInt32] = []

  /// The nodes made at closer zooms, as far as they are asked for.
  struct Known {
    let counts: [UInt32]
    let reachX: [UInt32]
    let reachY: [UInt32]
    /// Where clusters begin; before them are positions, which reach nowhere.
    let positionCount: Int
  }

  /// For each seed its first node, and for each of these the next one.
  struct Chains {
    let first: FlatArray<UInt32>
    let next: FlatArray<UInt32>
  }

  private static let end = UInt32.max

  /// Gathers what each seed of a slice took.
  init(
    slice: Int, of neighbourhoods: ClusterNeighbourhoods, takers: FlatArray<UInt32>, chains: Chains, known: Known,
    minimumPoints: Int
  ) {
    let level = neighbourhoods.level
    let takers = UnsafePointer(takers.base)
    let (first, next) = (chains.first.base, chains.next.base)
    let crowded = neighbourhoods.crowded[slice]
    let strips = neighbourhoods.slices[slice]
    let own = level.nodeRange(ofStrips: strips)
    for node in crowded where takers[Int(node)] == node { first[Int(node)] = Self.end }
    // From the last to the first, so that each chain is in order.
    func link(_ nodes: some BidirectionalCollection<UInt32>) {
      for node in nodes.reversed() {
        let taker = takers[Int(node)]
        guard taker != ClusterSeeds.free, own.contains(Int(taker)) else { continue }
        next[Int(node)] = first[Int(taker)]
        first[Int(taker)] = node
      }
    }
    // Seeds reach into the strips beside their slice.
    link(neighbourhoods.crowded(beside: slice, offset: 1))
    link(crowded)
    link(neighbourhoods.crowded(beside: slice, offset: -1))
    var taken: [Int] = []
    for seed in crowded where takers[Int(seed)] == seed {
      taken.removeAll(keepingCapacity: true)
      var points = 0
      var node = first[Int(seed)]
      while node != Self.end {
        taken.append(Int(node))
        points += Int(known.counts[Int(level.nodes.base[Int(node)].number)])
        node = next[Int(node)]
      }
      // Too few points stay as they are at this zoom, for other seeds too.
      guard taken.count > 1, points >= minimumPoints else {
        for other in taken { left.append(UInt32(other)) }
        continue
      }
      append(taken, of: level.nodes.base, seed: Int(seed), points: points, known)
    }
    withExtendedLifetime(chains) {}
  }

  @inline(__always)
  private mutating func append(
    _ taken: [Int], of level: UnsafePointer<ClusterLevel.Node>, seed: Int, points: Int, _ known: Known
  ) {
    let centre = level[seed]
    var east: Int64 = 0
    var south: Int64 = 0
    for other in taken {
      let child = level[other]
      let weight = Int64(known.counts[Int(child.number)])
      east += MercatorSquare.east(from: centre.x, to: child.x) * weight
      south += (Int64(child.y) - Int64(centre.y)) * weight
      children.append(child.number)
    }
    let x = centre.x &+ UInt32(truncatingIfNeeded: Self.rounded(east, over: Int64(points)))
    let y = UInt32(truncatingIfNeeded: Int64(centre.y) + Self.rounded(south, over: Int64(points)))
    var reach: (x: UInt64, y: UInt64) = (0, 0)
    for other in taken {
      let child = level[other]
      var beyond: (x: UInt64, y: UInt64) = (
        UInt64(MercatorSquare.east(from: x, to: child.x).magnitude), UInt64((Int64(child.y) - Int64(y)).magnitude)
      )
      let inner = Int(child.number) - known.positionCount
      if inner >= 0 {
        beyond.x += UInt64(known.reachX[inner])
        beyond.y += UInt64(known.reachY[inner])
      }
      reach = (max(reach.x, beyond.x), max(reach.y, beyond.y))
    }
    made.append(ClusterLevel.Node(x: x, y: y, number: UInt32(made.count), drawn: centre.drawn))
    counts.append(UInt32(points))
    childEnd.append(UInt32(children.count))
    reachX.append(UInt32(clamping: reach.x))
    reachY.append(UInt32(clamping: reach.y))
  }

  private static func rounded(_ sum: Int64, over count: Int64) -> Int64 {
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
    if remainder >= (count + 1) / 2 { return quotient + 1 }
    if -remainder > count / 2 { return quotient - 1 }
    return quotient
  }
}

extension ClusterNodes {
  /// Takes the clusters over; returns them as nodes under their numbers here.
  mutating func add(_ assembly: ClusterAssembly, zoom: Int) -> ClusterLevel.Made {
    let first = UInt32(x.count)
    let firstChild = UInt32(children.count)
    x += assembly.made.lazy.map(\.x)
    y += assembly.made.lazy.map(\.y)
    count += assembly.counts
    children += assembly.children
    childStart += assembly.childEnd.lazy.map { $0 + firstChild }
    reachX += assembly.reachX
    reachY += assembly.reachY
    bornZoom += repeatElement(Int8(zoom), count: assembly.made.count)
    return assembly.made.map { made in
      var made = made
      made.number += first
      return made
    }
  }
}
