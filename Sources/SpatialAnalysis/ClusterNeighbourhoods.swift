/// Which nodes of a level may have neighbours, and where these lie.
///
/// A node's neighbours are short runs of its own strip and of those beside it. One sweep along the strips marks the nodes
/// that have another within reach in x in one of these; most nodes of close zooms have none and are done with. O(nodes),
/// however dense they lie.
struct ClusterNeighbourhoods {
  /// Where a node's neighbours may start in its own strip and in those beside it.
  struct Window: BitwiseCopyable {
    var strip: UInt32
    var north: UInt32
    var own: UInt32
    var south: UInt32
  }

  /// Per slice, the nodes that may have neighbours, in order.
  let crowded: [[UInt32]]
  let level: ClusterLevel
  /// The strips of each slice.
  let slices: [Range<Int>]
  private let windows: FlatArray<Window>
  private let reach: UInt32

  /// `reach`: no neighbour is further away, units. `windows`: at least as many as nodes, to be filled in.
  init(level: ClusterLevel, reach: UInt32, slices: [Range<Int>], windows: FlatArray<Window>, threads: Int) {
    self.level = level
    self.reach = reach
    self.slices = slices
    self.windows = windows
    let sweep = Sweep(level: level.view, reach: reach, windows: windows.base)
    var crowded = [[UInt32]](repeating: [], count: slices.count)
    crowded.withUnsafeMutableBufferPointer { buffer in
      guard let shared = SharedBuffer(buffer) else { return }
      ParallelSlices.perform(count: slices.count, threads: threads) { slice in
        shared[slice] = sweep.crowded(in: slices[slice])
      }
    }
    self.crowded = crowded
  }

  /// The crowded nodes of the strip right north (-1) or south (1) of a slice.
  func crowded(beside slice: Int, offset: Int) -> ArraySlice<UInt32> {
    let other = slice + offset
    guard slices.indices.contains(other) else { return [] }
    let nodes = crowded[other]
    if offset > 0 {
      let end = level.range(ofStrip: slices[other].lowerBound).upperBound
      return nodes.prefix { $0 < end }
    }
    let start = level.range(ofStrip: slices[other].upperBound - 1).lowerBound
    return nodes[(nodes.lastIndex { $0 < start }.map { $0 + 1 } ?? 0)...]
  }

  /// Valid as long as the neighbourhoods are.
  var view: View {
    View(level: level.view, windows: windows.base, reach: reach, limit: UInt64(reach) * UInt64(reach))
  }
}

extension ClusterNeighbourhoods {
  /// What the loops over neighbours read. It does not keep anything alive, and so costs no counting of references.
  struct View {
    let level: ClusterLevel.View
    let windows: UnsafePointer<Window>
    let reach: UInt32
    let limit: UInt64
  }
}

extension ClusterNeighbourhoods.View {
  /// Calls the body for every node within reach, the node itself included, in the order of the strips.
  @inline(__always)
  func forEachNeighbour(of index: Int, _ body: (Int) -> Void) {
    let node = level.nodes[index]
    let window = windows[index]
    let strip = Int(window.strip)
    guard node.x >= reach, node.x <= UInt32.max - reach else {
      forEachNeighbourAround(node, strip: strip, body)
      return
    }
    let high = node.x + reach
    visit(Int(window.north), level.range(besideStrip: strip, offset: -1).upperBound, through: high, node, body)
    visit(Int(window.own), Int(level.strips[strip + 1].start), through: high, node, body)
    visit(Int(window.south), level.range(besideStrip: strip, offset: 1).upperBound, through: high, node, body)
  }

  /// The same near the antimeridian: the Earth is round, what is left of it is also at its right.
  private func forEachNeighbourAround(_ node: ClusterLevel.Node, strip: Int, _ body: (Int) -> Void) {
    let low = Int64(node.x) - Int64(reach)
    let high = Int64(node.x) + Int64(reach)
    for offset in -1...1 {
      let range = level.range(besideStrip: strip, offset: offset)
      func visit(from low: Int64, through high: Int64) {
        self.visit(firstIndex(in: range, from: low), range.upperBound, through: UInt32(high), node, body)
      }
      if high - low >= Int64(UInt32.max) {
        visit(from: 0, through: Int64(UInt32.max))
      } else {
        if low < 0 { visit(from: low + 1 << 32, through: Int64(UInt32.max)) }
        visit(from: max(low, 0), through: min(high, Int64(UInt32.max)))
        if high > Int64(UInt32.max) { visit(from: 0, through: high - 1 << 32) }
      }
    }
  }

  @inline(__always)
  private func visit(
    _ first: Int, _ end: Int, through high: UInt32, _ node: ClusterLevel.Node, _ body: (Int) -> Void
  ) {
    var other = first
    while other < end {
      let candidate = level.nodes[other]
      guard candidate.x <= high else { break }
      let south = UInt64((Int64(candidate.y) - Int64(node.y)).magnitude)
      let east = MercatorSquare.east(from: node.x, to: candidate.x).magnitude
      if south <= UInt64(reach), east * east + south * south <= limit { body(other) }
      other += 1
    }
  }

  /// The first node of the range whose x is not less.
  private func firstIndex(in range: Range<Int>, from low: Int64) -> Int {
    var start = range.lowerBound
    var count = range.count
    while count > 0 {
      let half = count / 2
      if Int64(level.nodes[start + half].x) < low {
        start += half + 1
        count -= half + 1
      } else {
        count = half
      }
    }
    return start
  }
}

extension ClusterNeighbourhoods {
  /// The sweep along the strips of a slice.
  private struct Sweep: @unchecked Sendable {
    let level: ClusterLevel.View
    let reach: UInt32
    let windows: UnsafeMutablePointer<Window>

    /// The nodes of some strips that may have neighbours; fills in their windows.
    func crowded(in slice: Range<Int>) -> [UInt32] {
      let start = Int(level.strips[slice.lowerBound].start)
      let end = Int(level.strips[slice.upperBound].start)
      let marked = FlatArray<Bool>(repeating: false, count: end - start)
      let marks = marked.base
      defer { withExtendedLifetime(marked) {} }
      func mark(_ node: Int) { if node >= start, node < end { marks[node - start] = true } }
      for strip in slice {
        let own = level.range(ofStrip: strip)
        markAlong(own, mark)
        markBetween(own, level.range(besideStrip: strip, offset: 1), mark)
        if strip == slice.lowerBound { markBetween(level.range(besideStrip: strip, offset: -1), own, mark) }
      }
      var crowded: [UInt32] = []
      for strip in slice { collect(strip, &crowded) { marks[$0 - start] } }
      return crowded
    }

    /// Marks the nodes of a strip that have the next or last one within reach, or the antimeridian.
    @inline(__always)
    private func markAlong(_ own: Range<Int>, _ mark: (Int) -> Void) {
      guard var last = own.first.map({ level.nodes[$0].x }) else { return }
      for index in own.dropFirst() {
        let x = level.nodes[index].x
        if x - last <= reach {
          mark(index - 1)
          mark(index)
        }
        last = x
      }
      var index = own.lowerBound
      while index < own.upperBound, level.nodes[index].x < reach {
        mark(index)
        index += 1
      }
      index = own.upperBound - 1
      while index >= own.lowerBound, level.nodes[index].x > UInt32.max - reach {
        mark(index)
        index -= 1
      }
    }

    /// Marks nodes of two strips that have one of the other within reach, so that with those marked along their own strip
    /// none is missed.
    ///
    /// Merging the strips by x, a node is compared with the next of the other strip. When the last of the other strip is
    /// within reach too, so is every node of the own strip between, and these are marked along it. The steps depend on no
    /// branch that a processor could guess wrong.
    @inline(__always)
    private func markBetween(_ upper: Range<Int>, _ lower: Range<Int>, _ mark: (Int) -> Void) {
      var (first, second) = (upper.lowerBound, lower.lowerBound)
      while first < upper.upperBound, second < lower.upperBound {
        let (a, b) = (Int64(level.nodes[first].x), Int64(level.nodes[second].x))
        if (a - b).magnitude <= UInt64(reach) {
          mark(first)
          mark(second)
        }
        let isFirst = a <= b
        first &+= isFirst ? 1 : 0
        second &+= isFirst ? 0 : 1
      }
    }

    /// Appends the marked nodes of a strip. The places in the strips beside move along with the node.
    @inline(__always)
    private func collect(_ strip: Int, _ crowded: inout [UInt32], where isMarked: (Int) -> Bool) {
      let own = level.range(ofStrip: strip)
      let north = level.range(besideStrip: strip, offset: -1)
      let south = level.range(besideStrip: strip, offset: 1)
      var first = (north: north.lowerBound, own: own.lowerBound, south: south.lowerBound)
      for index in own where isMarked(index) {
        let x = level.nodes[index].x
        let low = x - min(x, reach)
        while first.north < north.upperBound, level.nodes[first.north].x < low { first.north += 1 }
        while level.nodes[first.own].x < low { first.own += 1 }
        while first.south < south.upperBound, level.nodes[first.south].x < low { first.south += 1 }
        windows[index] = Window(
          strip: UInt32(strip), north: UInt32(first.north), own: UInt32(first.own), south: UInt32(first.south))
        crowded.append(UInt32(index))
      }
    }
  }
}
