/// The nodes that show at one zoom, strip by strip from the north and by x within a strip.
struct ClusterLevel {
  /// One strip that holds nodes: its number from the north edge and where its nodes start.
  struct Strip {
    var number: UInt32
    var start: Int
  }

  private var x: [UInt32] = []
  private var y: [UInt32] = []
  private var node: [UInt32] = []
  /// The strips in order, closed by one that starts at the end.
  private var strips: [Strip] = []
  /// Height of a strip at the closest zoom, units; `halvings` zooms further out it is 2^halvings times that.
  private let stripHeight: UInt32
  private let halvings: UInt32

  /// The level of all positions, which are in the order of the strips already.
  init(positions: ClusterNodes, stripHeight: UInt32) {
    self.stripHeight = stripHeight
    halvings = 0
    x = positions.x
    y = positions.y
    node = Array(0..<UInt32(positions.x.count))
    for index in y.indices { open(y[index] / stripHeight, at: index) }
    close()
  }

  private init(stripHeight: UInt32, halvings: UInt32, capacity: Int) {
    self.stripHeight = stripHeight
    self.halvings = halvings
    x.reserveCapacity(capacity)
    y.reserveCapacity(capacity)
    node.reserveCapacity(capacity)
  }

  private mutating func open(_ number: UInt32, at start: Int) {
    if strips.last?.number != number { strips.append(Strip(number: number, start: start)) }
  }

  private mutating func close() { strips.append(Strip(number: .max, start: x.count)) }

  private var stripCount: Int { strips.count - 1 }

  /// Nodes of strip `index` + `offset` if it is the strip right north or south of strip `index`.
  @inline(__always)
  private func neighbours(of index: Int, offset: Int) -> Range<Int> {
    let other = index + offset
    guard other >= 0, other < stripCount,
      Int64(strips[other].number) == Int64(strips[index].number) + Int64(offset)
    else { return 0..<0 }
    return strips[other].start..<strips[other + 1].start
  }

  // MARK: Gathering

  /// Makes the clusters of this zoom: appends them to the nodes and marks what they take.
  func gather(into nodes: inout ClusterNodes, radius: Double, minimumPoints: Int, zoom: Int, threads: Int) {
    let reach = Int64(radius)
    let (visited, windows) = crowdedNodes(drawn: nodes.drawn, reach: reach, threads: threads)
    var isFree = [Bool](repeating: true, count: x.count)
    var taken: [Int] = []
    for index in visited {
      let seed = Int(index)
      guard isFree[seed] else { continue }
      taken.removeAll(keepingCapacity: true)
      var points = 0
      forEachNeighbour(of: seed, window: windows[seed], reach: reach) { other in
        guard isFree[other] else { return }
        taken.append(other)
        points += Int(nodes.count[Int(node[other])])
      }
      // The seed is among them. Too few points stay as they are at this zoom, for other seeds too.
      for other in taken { isFree[other] = false }
      guard taken.count > 1, points >= minimumPoints else { continue }
      appendCluster(of: taken, seed: seed, points: points, zoom: zoom, to: &nodes)
    }
  }

  private func appendCluster(of taken: [Int], seed: Int, points: Int, zoom: Int, to nodes: inout ClusterNodes) {
    var east: Int64 = 0
    var south: Int64 = 0
    for other in taken {
      let child = Int(node[other])
      let weight = Int64(nodes.count[child])
      east += MercatorSquare.east(from: x[seed], to: x[other]) * weight
      south += (Int64(y[other]) - Int64(y[seed])) * weight
      nodes.children.append(UInt32(child))
      nodes.isTaken[child] = true
    }
    let total = Int64(points)
    nodes.x.append(x[seed] &+ UInt32(truncatingIfNeeded: Self.rounded(east, over: total)))
    nodes.y.append(UInt32(truncatingIfNeeded: Int64(y[seed]) + Self.rounded(south, over: total)))
    nodes.count.append(UInt32(points))
    nodes.drawn.append(nodes.drawn[Int(node[seed])])
    nodes.isTaken.append(false)
    nodes.bornZoom.append(Int8(zoom))
    nodes.childStart.append(UInt32(nodes.children.count))
  }

  private static func rounded(_ sum: Int64, over count: Int64) -> Int64 {
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
    if remainder >= (count + 1) / 2 { return quotient + 1 }
    if -remainder > count / 2 { return quotient - 1 }
    return quotient
  }

  /// Where the neighbours of a node may start in its own strip and those beside it, found while sweeping.
  private struct Window {
    var strip: UInt32
    var north: UInt32
    var own: UInt32
    var south: UInt32
  }

  /// Calls the body for every node within reach, the node itself included, in the order of the strips.
  @inline(__always)
  private func forEachNeighbour(of index: Int, window: Window, reach: Int64, _ body: (Int) -> Void) {
    let strip = Int(window.strip)
    let low = Int64(x[index]) - reach
    let high = Int64(x[index]) + reach
    guard low >= 0, high <= Int64(UInt32.max) else {
      forEachNeighbourAround(index, strip: strip, reach: reach, body)
      return
    }
    visit(Int(window.north), neighbours(of: strip, offset: -1).upperBound, through: high, around: index, reach, body)
    visit(Int(window.own), strips[strip + 1].start, through: high, around: index, reach, body)
    visit(Int(window.south), neighbours(of: strip, offset: 1).upperBound, through: high, around: index, reach, body)
  }

  /// The same near the antimeridian: the Earth is round, what is left of it is also at its right.
  private func forEachNeighbourAround(_ index: Int, strip: Int, reach: Int64, _ body: (Int) -> Void) {
    let low = Int64(x[index]) - reach
    let high = Int64(x[index]) + reach
    for offset in -1...1 {
      let range = neighbours(of: strip, offset: offset)
      func visit(from low: Int64, through high: Int64) {
        self.visit(firstIndex(in: range, from: low), range.upperBound, through: high, around: index, reach, body)
      }
      if high - low >= Int64(UInt32.max) {
        visit(from: 0, through: Int64(UInt32.max))
      } else {
        if low < 0 { visit(from: low + 1 << 32, through: Int64(UInt32.max)) }
        visit(from: low, through: high)
        if high > Int64(UInt32.max) { visit(from: 0, through: high - 1 << 32) }
      }
    }
  }

  @inline(__always)
  private func visit(
    _ first: Int, _ end: Int, through high: Int64, around index: Int, _ reach: Int64, _ body: (Int) -> Void
  ) {
    let limit = UInt64(reach) * UInt64(reach)
    var other = first
    while other < end, Int64(x[other]) <= high {
      let south = (Int64(y[other]) - Int64(y[index])).magnitude
      let east = MercatorSquare.east(from: x[index], to: x[other]).magnitude
      if south <= reach.magnitude, east * east + south * south <= limit { body(other) }
      other += 1
    }
  }

  /// The first node of the range whose x is not less.
  @inline(__always)
  private func firstIndex(in range: Range<Int>, from low: Int64) -> Int {
    var start = range.lowerBound
    var count = range.count
    while count > 0 {
      let half = count / 2
      if Int64(x[start + half]) < low {
        start += half + 1
        count -= half + 1
      } else {
        count = half
      }
    }
    return start
  }

  // MARK: Sweeping

  /// The nodes that have another within reach, in the drawn order, and the window of every node.
  private func crowdedNodes(
    drawn: [UInt32], reach: Int64, threads: Int
  ) -> (order: [UInt32], windows: [Window]) {
    var windows = [Window](repeating: Window(strip: 0, north: 0, own: 0, south: 0), count: x.count)
    var isCrowded = [Bool](repeating: false, count: x.count)
    let parts = ParallelSlices.slices(of: stripCount, into: x.count < 1 << 15 ? 1 : threads * 4)
    windows.withUnsafeMutableBufferPointer { windows in
      isCrowded.withUnsafeMutableBufferPointer { isCrowded in
        guard let windows = SharedBuffer(windows), let isCrowded = SharedBuffer(isCrowded) else { return }
        ParallelSlices.perform(count: parts.count, threads: threads) { part in
          for strip in parts[part] { sweep(strip, reach: reach, windows, isCrowded) }
        }
      }
    }
    var keys: [UInt64] = []
    var order: [UInt32] = []
    for index in x.indices where isCrowded[index] {
      keys.append(UInt64(drawn[Int(node[index])]))
      order.append(UInt32(index))
    }
    RadixSort.sort(keys: &keys, numbers: &order, threads: threads)
    return (order, windows)
  }

  /// Marks the nodes of a strip that have a neighbour. The places in the strips beside move along with the node.
  private func sweep(
    _ strip: Int, reach: Int64, _ windows: SharedBuffer<Window>, _ isCrowded: SharedBuffer<Bool>
  ) {
    let limit = UInt64(reach) * UInt64(reach)
    let own = strips[strip].start..<strips[strip + 1].start
    let north = neighbours(of: strip, offset: -1)
    let south = neighbours(of: strip, offset: 1)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        var first = (north: north.lowerBound, own: own.lowerBound, south: south.lowerBound)
        func advance(_ first: inout Int, _ end: Int, to low: Int64) {
          while first < end, Int64(x[first]) < low { first += 1 }
        }
        func hasNeighbour(_ index: Int, from first: Int, _ end: Int) -> Bool {
          let high = Int64(x[index]) + reach
          var other = first
          while other < end, Int64(x[other]) <= high {
            let east = (Int64(x[other]) - Int64(x[index])).magnitude
            let south = (Int64(y[other]) - Int64(y[index])).magnitude
            if south <= reach.magnitude, east * east + south * south <= limit, other != index { return true }
            other += 1
          }
          return false
        }
        for index in own {
          let low = Int64(x[index]) - reach
          advance(&first.own, own.upperBound, to: low)
          advance(&first.north, north.upperBound, to: low)
          advance(&first.south, south.upperBound, to: low)
          windows[index] = Window(
            strip: UInt32(strip), north: UInt32(first.north), own: UInt32(first.own), south: UInt32(first.south))
          // Near the antimeridian there may be neighbours at the other end: visited, to be sure.
          let isAtSeam = low < 0 || Int64(x[index]) + reach > Int64(UInt32.max)
          isCrowded[index] =
            isAtSeam || hasNeighbour(index, from: first.own, own.upperBound)
            || hasNeighbour(index, from: first.north, north.upperBound)
            || hasNeighbour(index, from: first.south, south.upperBound)
        }
      }
    }
  }

  // MARK: The next zoom

  /// The nodes that no cluster took.
  func survivors(nodes: ClusterNodes) -> [UInt32] {
    node.filter { nodes.isTaken[Int($0)] == false }
  }

  /// The level one zoom further out: what no cluster took and the new clusters, in strips of twice the height.
  func widened(nodes: ClusterNodes, newNodes: Range<Int>) -> ClusterLevel {
    var next = ClusterLevel(stripHeight: stripHeight, halvings: halvings + 1, capacity: x.count)
    var keys: [UInt64] = []
    var made: [UInt32] = []
    for cluster in newNodes {
      let strip = UInt64((nodes.y[cluster] / stripHeight) >> next.halvings)
      keys.append(strip << 32 | UInt64(nodes.x[cluster]))
      made.append(UInt32(cluster))
    }
    RadixSort.sort(keys: &keys, numbers: &made)
    var strip = 0
    var cluster = 0
    while strip < stripCount || cluster < made.count {
      let old = strip < stripCount ? strips[strip].number >> 1 : .max
      let new = cluster < made.count ? UInt32(keys[cluster] >> 32) : .max
      let number = min(old, new)
      var upper = 0..<0
      var lower = 0..<0
      if old == number {
        upper = strips[strip].start..<strips[strip + 1].start
        strip += 1
        if strip < stripCount, strips[strip].number >> 1 == number {
          lower = strips[strip].start..<strips[strip + 1].start
          strip += 1
        }
      }
      let firstCluster = cluster
      while cluster < made.count, UInt32(keys[cluster] >> 32) == number { cluster += 1 }
      next.merge(upper, lower, of: self, clusters: made[firstCluster..<cluster], number: number, nodes: nodes)
    }
    next.close()
    return next
  }

  private mutating func merge(
    _ upper: Range<Int>, _ lower: Range<Int>, of old: ClusterLevel, clusters: ArraySlice<UInt32>, number: UInt32,
    nodes: ClusterNodes
  ) {
    var (first, second, third) = (upper.lowerBound, lower.lowerBound, clusters.startIndex)
    let start = x.count
    while true {
      while first < upper.upperBound, nodes.isTaken[Int(old.node[first])] { first += 1 }
      while second < lower.upperBound, nodes.isTaken[Int(old.node[second])] { second += 1 }
      let a = first < upper.upperBound ? UInt64(old.x[first]) : .max
      let b = second < lower.upperBound ? UInt64(old.x[second]) : .max
      let c = third < clusters.endIndex ? UInt64(nodes.x[Int(clusters[third])]) : .max
      let least = min(a, b, c)
      if least == .max { break }
      if a == least {
        append(old.x[first], old.y[first], old.node[first])
        first += 1
      } else if b == least {
        append(old.x[second], old.y[second], old.node[second])
        second += 1
      } else {
        let cluster = clusters[third]
        append(nodes.x[Int(cluster)], nodes.y[Int(cluster)], cluster)
        third += 1
      }
    }
    if x.count > start { open(number, at: start) }
  }

  private mutating func append(_ x: UInt32, _ y: UInt32, _ node: UInt32) {
    self.x.append(x)
    self.y.append(y)
    self.node.append(node)
  }
}
