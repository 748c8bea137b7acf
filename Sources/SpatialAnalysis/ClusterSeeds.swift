/// Which node of a level joins which: the greedy rule, worked out in the order of the strips.
///
/// The rule visits the nodes in the drawn order; a node still free is a seed and takes all free nodes within reach. That
/// is the lexicographically first maximal independent set, which needs no such walk through memory: a node is a seed
/// as soon as no free neighbour comes before it, whatever is undecided elsewhere, and a node taken belongs to the first
/// of the seeds around it. With a drawn order the chains of nodes that wait for each other are short (Blelloch, Fineman,
/// Shun: "Greedy sequential maximal independent set and matching are parallel on average", 2012). So slices of strips
/// are decided on several threads; what hangs on the strips where two slices meet is decided after that, on one.
struct ClusterSeeds: @unchecked Sendable {
  /// Taken by nobody.
  static let free = UInt32.max
  /// Free, and waiting for nodes of another slice.
  private static let waiting = UInt32.max - 1

  private let neighbourhoods: ClusterNeighbourhoods.View
  private let nodes: UnsafePointer<ClusterLevel.Node>
  private let takers: UnsafeMutablePointer<UInt32>

  /// Fills in for each node the seed that it joined, its own number for seeds; or ``free``.
  static func decide(_ neighbourhoods: ClusterNeighbourhoods, takers: FlatArray<UInt32>, threads: Int) {
    let level = neighbourhoods.level
    let count = level.nodes.count
    takers.base.update(repeating: free, count: count)
    let seeds = ClusterSeeds(neighbourhoods: neighbourhoods.view, nodes: level.nodes.base, takers: takers.base)
    let slices = neighbourhoods.slices
    var open = neighbourhoods.crowded
    if slices.count > 1 {
      open.withUnsafeMutableBufferPointer { buffer in
        guard let shared = SharedBuffer(buffer) else { return }
        ParallelSlices.perform(count: slices.count, threads: threads) { slice in
          let strips = slices[slice]
          guard strips.count > 2 else { return }
          let inside =
            level.range(ofStrip: strips.lowerBound).upperBound..<level.range(ofStrip: strips.upperBound - 1).lowerBound
          let crowded = shared[slice]
          seeds.decide(crowded, inside: inside)
          shared[slice] = crowded.filter { !inside.contains(Int($0)) || takers.base[Int($0)] == waiting }
        }
      }
      for node in open.joined() where takers[Int(node)] == waiting { takers[Int(node)] = free }
    }
    for crowded in open { seeds.decide(crowded, inside: 0..<count) }
    withExtendedLifetime(neighbourhoods) {}
  }

  /// Decides on the free nodes of a list that lie inside a range, and on those that they wait for.
  private func decide(_ crowded: [UInt32], inside: Range<Int>) {
    var chain: [Int] = []
    var near: [Int] = []
    for index in crowded where inside.contains(Int(index)) && takers[Int(index)] == Self.free {
      chain.append(Int(index))
      while let node = chain.last {
        guard takers[node] == Self.free else {
          chain.removeLast()
          continue
        }
        guard let earlier = earlierNeighbour(of: node, &near) else {
          // A node alone stays free: nobody else looks at it.
          if near.count > 1 { take(near, by: node) }
          chain.removeLast()
          continue
        }
        if inside.contains(earlier), takers[earlier] == Self.free {
          chain.append(earlier)
        } else {
          for node in chain where takers[node] == Self.free { takers[node] = Self.waiting }
          chain.removeAll(keepingCapacity: true)
        }
      }
    }
  }

  /// The first in the drawn order of the undecided neighbours, when it comes before the node; else `nil`, and all
  /// neighbours are in the list.
  @inline(__always)
  private func earlierNeighbour(of node: Int, _ near: inout [Int]) -> Int? {
    near.removeAll(keepingCapacity: true)
    var first = node
    neighbourhoods.forEachNeighbour(of: node) { other in
      near.append(other)
      if takers[other] >= Self.waiting, comes(other, before: first) { first = other }
    }
    return first == node ? nil : first
  }

  @inline(__always)
  private func comes(_ node: Int, before other: Int) -> Bool {
    let (a, b) = (nodes[node].drawn, nodes[other].drawn)
    return a < b || a == b && node < other
  }

  private func take(_ near: [Int], by seed: Int) {
    for other in near {
      let taker = takers[other]
      if taker >= Self.waiting || comes(seed, before: Int(taker)) { takers[other] = UInt32(seed) }
    }
  }
}
