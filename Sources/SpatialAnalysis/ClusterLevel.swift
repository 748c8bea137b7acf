/// The nodes that show at one zoom, strip by strip from the north and by x within a strip.
struct ClusterLevel {
  /// A node's position, its number, and its place in the order of visiting, side by side: they are read together.
  struct Node: BitwiseCopyable {
    var x: UInt32
    var y: UInt32
    var number: UInt32
    var drawn: UInt32
  }

  /// One strip that holds nodes: its number from the north edge and where its nodes start.
  struct Strip: BitwiseCopyable {
    var number: UInt32
    var start: UInt32
  }

  let nodes: FlatArray<Node>
  /// The strips in order, closed by one that starts at the end.
  let strips: FlatArray<Strip>
  /// A strip is 2^shift units high.
  let shift: UInt32

  /// Clusters made at a zoom, to be merged into the next level.
  typealias Made = [Node]

  /// Below this a thread costs more than it saves.
  private static let smallestShare = 1 << 14
  /// More slices than threads: the nodes of one may have more to do.
  private static let slicesPerThread = 4

  /// A level of nodes that are in order already.
  init(nodes: FlatArray<Node>, shift: UInt32) {
    var strips: [Strip] = []
    var last = UInt64.max
    for index in 0..<nodes.count {
      let number = nodes[index].y >> shift
      if UInt64(number) != last {
        strips.append(Strip(number: number, start: UInt32(index)))
        last = UInt64(number)
      }
    }
    self.init(nodes: nodes, strips: strips, shift: shift)
  }

  private init(nodes: FlatArray<Node>, strips: [Strip], shift: UInt32) {
    self.nodes = nodes
    self.strips = FlatArray(strips + [Strip(number: .max, start: UInt32(nodes.count))])
    self.shift = shift
  }

  var stripCount: Int { strips.count - 1 }

  /// Nodes of a strip.
  @inline(__always)
  func range(ofStrip strip: Int) -> Range<Int> { view.range(ofStrip: strip) }

  /// Nodes of some strips side by side.
  func nodeRange(ofStrips range: Range<Int>) -> Range<Int> {
    Int(strips[range.lowerBound].start)..<Int(strips[range.upperBound].start)
  }

  /// What the loops over nodes read. It does not keep the level alive, and so costs no counting of references.
  struct View {
    let nodes: UnsafePointer<Node>
    let strips: UnsafePointer<Strip>
    let stripCount: Int

    /// Nodes of a strip.
    @inline(__always)
    func range(ofStrip strip: Int) -> Range<Int> {
      Range(uncheckedBounds: (Int(strips[strip].start), Int(strips[strip + 1].start)))
    }

    /// Nodes of the strip right north (-1) or south (1) of a strip; empty when there is none.
    @inline(__always)
    func range(besideStrip strip: Int, offset: Int) -> Range<Int> {
      let other = strip + offset
      guard other >= 0, other < stripCount,
        Int64(strips[other].number) == Int64(strips[strip].number) + Int64(offset)
      else { return 0..<0 }
      return range(ofStrip: other)
    }
  }

  /// Valid as long as the level is.
  var view: View { View(nodes: nodes.base, strips: strips.base, stripCount: stripCount) }

  /// Runs of strips with about as many nodes each, to be worked on apart.
  func slices(threads: Int) -> [Range<Int>] {
    let wanted = threads <= 1 || nodes.count < Self.smallestShare ? 1 : threads * Self.slicesPerThread
    var slices: [Range<Int>] = []
    var first = 0
    for part in 1...wanted {
      let goal = UInt32(nodes.count * part / wanted)
      var end = first
      while end < stripCount, strips[end + 1].start <= goal { end += 1 }
      if part == wanted { end = stripCount }
      if end > first { slices.append(first..<end) }
      first = end
    }
    return slices
  }

  // MARK: The next zoom

  /// One strip of the next level and where it comes from.
  private struct Source {
    var number: UInt32
    var upper: Range<Int>
    var lower: Range<Int>
    var made: Range<Int>
  }

  /// The level one zoom further out: the nodes that are still free and the new clusters, in strips of twice the height.
  func widened(takers: FlatArray<UInt32>, made: Made, threads: Int) -> ClusterLevel {
    let made = sorted(made, threads: threads)
    let sources = sources(made)
    let parts = ParallelSlices.slices(
      of: sources.count, into: nodes.count < Self.smallestShare ? 1 : threads * Self.slicesPerThread)
    var starts = [UInt32](repeating: 0, count: sources.count)
    starts.withUnsafeMutableBufferPointer { buffer in
      guard let sizes = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: parts.count, threads: threads) { part in
        for index in parts[part] {
          let source = sources[index]
          var size = source.made.count
          for node in source.upper { size += takers.base[node] == ClusterSeeds.free ? 1 : 0 }
          for node in source.lower { size += takers.base[node] == ClusterSeeds.free ? 1 : 0 }
          sizes[index] = UInt32(size)
        }
      }
    }
    var strips: [Strip] = []
    strips.reserveCapacity(sources.count + 1)
    var next: UInt32 = 0
    for index in sources.indices {
      let size = starts[index]
      starts[index] = next
      if size > 0 { strips.append(Strip(number: sources[index].number, start: next)) }
      next += size
    }
    let target = FlatArray<Node>(count: Int(next))
    let places = starts
    ParallelSlices.perform(count: parts.count, threads: threads) { part in
      for index in parts[part] { merge(sources[index], made, takers, to: target.base + Int(places[index])) }
    }
    return ClusterLevel(nodes: target, strips: strips, shift: shift + 1)
  }

  /// New clusters by strip of the next level and x.
  private func sorted(_ made: Made, threads: Int) -> Made {
    var keys = made.map { UInt64($0.y >> (shift + 1)) << 32 | UInt64($0.x) }
    var order = Array(0..<UInt32(made.count))
    RadixSort.sort(keys: &keys, numbers: &order, threads: threads)
    return order.map { made[Int($0)] }
  }

  private func sources(_ made: Made) -> [Source] {
    var sources: [Source] = []
    sources.reserveCapacity(stripCount / 2 + 1)
    var strip = 0
    var cluster = 0
    while strip < stripCount || cluster < made.count {
      let old = strip < stripCount ? strips[strip].number >> 1 : .max
      let new = cluster < made.count ? made[cluster].y >> (shift + 1) : .max
      var source = Source(number: min(old, new), upper: 0..<0, lower: 0..<0, made: cluster..<cluster)
      if old == source.number {
        source.upper = range(ofStrip: strip)
        strip += 1
        if strip < stripCount, strips[strip].number >> 1 == source.number {
          source.lower = range(ofStrip: strip)
          strip += 1
        }
      }
      while cluster < made.count, made[cluster].y >> (shift + 1) == source.number { cluster += 1 }
      source.made = source.made.lowerBound..<cluster
      sources.append(source)
    }
    return sources
  }

  /// Merges three runs, each by x. Equal x: the northern strip first, clusters last.
  private func merge(
    _ source: Source, _ made: Made, _ takers: FlatArray<UInt32>, to target: UnsafeMutablePointer<Node>
  ) {
    var first = Run(source.upper, nodes.base, takers.base)
    var second = Run(source.lower, nodes.base, takers.base)
    var cluster = source.made.lowerBound
    var third = cluster < source.made.upperBound ? UInt64(made[cluster].x) : .max
    var target = target
    while true {
      let isFirst = first.x <= second.x
      let x = isFirst ? first.x : second.x
      if third < x {
        target.pointee = made[cluster]
        cluster += 1
        third = cluster < source.made.upperBound ? UInt64(made[cluster].x) : .max
      } else if x == .max {
        return
      } else if isFirst {
        target.pointee = first.next()
      } else {
        target.pointee = second.next()
      }
      target += 1
    }
  }

  /// A run of nodes of which the taken ones are skipped.
  private struct Run {
    private let nodes: UnsafePointer<Node>
    private let takers: UnsafePointer<UInt32>
    private var index: Int
    private let end: Int
    /// The next node's x; more than any when there is none.
    private(set) var x = UInt64.max

    init(_ range: Range<Int>, _ nodes: UnsafePointer<Node>, _ takers: UnsafePointer<UInt32>) {
      self.nodes = nodes
      self.takers = takers
      index = range.lowerBound
      end = range.upperBound
      settle()
    }

    @inline(__always)
    private mutating func settle() {
      while index < end, takers[index] != ClusterSeeds.free { index += 1 }
      x = index < end ? UInt64(nodes[index].x) : .max
    }

    @inline(__always)
    mutating func next() -> Node {
      let node = nodes[index]
      index += 1
      settle()
      return node
    }
  }
}
