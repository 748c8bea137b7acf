import Geodesy

extension ClusterIndex {
  /// Everything that shows at a zoom, in the order of ``leaves``. Zooms outside the options mean the nearest one;
  /// beyond `maximumZoom` every point stands alone. O(features).
  public func clusters(zoom: Int) -> [ClusterFeature] {
    features(at: zoom) { _, _, _, _ in true }
  }

  /// What shows at a zoom and has its centre in the box, in the order of ``leaves``.
  ///
  /// The box may reach beyond 180 degrees, as web maps ask when the antimeridian is in sight: west 170, east 190.
  /// O(features found) and a little more.
  public func clusters(in box: BoundingBox, zoom: Int) -> [ClusterFeature] {
    let window = MercatorWindow(box)
    return features(at: zoom) { x, y, reachX, reachY in window.touches(x: x, y: y, reachX: reachX, reachY: reachY) }
  }

  /// What a cluster falls into one zoom closer than it can show; empty for a number that names no cluster.
  public func children(of id: Int) -> [ClusterFeature] {
    guard isCluster(id) else { return [] }
    // Beyond the closest zoom every point stands alone, also those at one place.
    guard expansionZoom(of: id) != options.maximumZoom + 1 else {
      var features: [ClusterFeature] = []
      appendPoints(of: id, to: &features)
      return features
    }
    return childNodes(of: id).flatMap { features(of: Int($0)) }
  }

  /// The numbers of a cluster's points in the input; empty for a number that names no cluster. O(1).
  public func leaves(of id: Int) -> ArraySlice<UInt32> {
    isCluster(id) ? leaves[leafRange(of: id)] : []
  }

  /// The zoom at which a cluster falls apart; `nil` for a number that names no cluster. O(1).
  public func expansionZoom(of id: Int) -> Int? {
    guard isCluster(id) else { return nil }
    return id < positionCount ? options.maximumZoom + 1 : Int(nodes.bornZoom[id - positionCount]) + 1
  }

  /// The cluster of this number; `nil` when there is none.
  public func cluster(_ id: Int) -> ClusterFeature? {
    isCluster(id) ? features(of: id).first : nil
  }

  /// A number for a point that no cluster and no other point has. O(1).
  public func identifier(ofPoint number: Int) -> Int { nodes.x.count + number }

  /// A cluster made of others, or a position of so many points that it is one by itself.
  func isCluster(_ id: Int) -> Bool {
    guard nodes.x.indices.contains(id) else { return false }
    return id >= positionCount || Int(nodes.count[id]) >= options.minimumPoints
  }

  func leafRange(of node: Int) -> Range<Int> {
    let start = Int(nodes.leafStart[node])
    return start..<start + Int(nodes.count[node])
  }

  func childNodes(of cluster: Int) -> ArraySlice<UInt32> {
    let index = cluster - positionCount
    return nodes.children[Int(nodes.childStart[index])..<Int(nodes.childStart[index + 1])]
  }

  /// Walks from the furthest-out nodes down to those that show at the zoom, past the branches that cannot match.
  private func features(
    at zoom: Int, where matches: (_ x: UInt32, _ y: UInt32, _ reachX: UInt32, _ reachY: UInt32) -> Bool
  ) -> [ClusterFeature] {
    let zoom = max(zoom, options.minimumZoom)
    var found: [ClusterFeature] = []
    var waiting = Array(nodes.roots.reversed())
    while let next = waiting.popLast() {
      let node = Int(next)
      let isOpened = node >= positionCount && Int(nodes.bornZoom[node - positionCount]) < zoom
      let reachX = isOpened ? nodes.reachX[node - positionCount] : 0
      let reachY = isOpened ? nodes.reachY[node - positionCount] : 0
      guard matches(nodes.x[node], nodes.y[node], reachX, reachY) else { continue }
      if isOpened {
        waiting.append(contentsOf: childNodes(of: node).reversed())
      } else if zoom > options.maximumZoom {
        appendPoints(of: node, to: &found)
      } else {
        append(node, to: &found)
      }
    }
    return found
  }

  private func features(of node: Int) -> [ClusterFeature] {
    var features: [ClusterFeature] = []
    append(node, to: &features)
    return features
  }

  private func append(_ node: Int, to features: inout [ClusterFeature]) {
    if isCluster(node) {
      features.append(
        ClusterFeature(kind: .cluster(id: node), coordinate: labelPoint(of: node), leafRange: leafRange(of: node)))
    } else {
      appendPoints(of: node, to: &features)
    }
  }

  private func appendPoints(of node: Int, to features: inout [ClusterFeature]) {
    for leaf in leafRange(of: node) {
      let number = Int(leaves[leaf])
      features.append(
        ClusterFeature(kind: .point(number), coordinate: coordinates[number], leafRange: leaf..<leaf + 1))
    }
  }

  private func labelPoint(of node: Int) -> Coordinate {
    let centre = MercatorSquare(x: nodes.x[node], y: nodes.y[node])
    if node < positionCount { return coordinates[Int(leaves[leafRange(of: node).lowerBound])] }
    guard options.anchor == .member else { return centre.coordinate }
    var best = centre.coordinate
    var bestDistance = UInt64.max
    for leaf in leafRange(of: node) {
      let coordinate = coordinates[Int(leaves[leaf])]
      let position = MercatorSquare(coordinate)
      let east = MercatorSquare.east(from: centre.x, to: position.x).magnitude
      let south = (Int64(position.y) - Int64(centre.y)).magnitude
      // Halved so that the sum of squares fits: half a unit is 5 mm.
      let distance = (east / 2) * (east / 2) + (south / 2) * (south / 2)
      if distance < bestDistance {
        bestDistance = distance
        best = coordinate
      }
    }
    return best
  }
}

/// A box of degrees on the Mercator square; x may wrap around.
private struct MercatorWindow {
  private let west: UInt32
  private let width: UInt64
  private let north: Int64
  private let south: Int64

  init(_ box: BoundingBox) {
    let turn = min(max(box.east - box.west, 0) / 360, 1)
    west = MercatorSquare(Coordinate(latitude: 0, longitude: box.west)).x
    width = turn >= 1 ? UInt64(UInt32.max) : UInt64((turn * MercatorSquare.side).rounded(.up))
    north = Int64(MercatorSquare(Coordinate(latitude: min(box.north, 90), longitude: 0)).y)
    south = Int64(MercatorSquare(Coordinate(latitude: max(box.south, -90), longitude: 0)).y)
  }

  func touches(x: UInt32, y: UInt32, reachX: UInt32, reachY: UInt32) -> Bool {
    let y = Int64(y)
    guard y + Int64(reachY) >= north, y - Int64(reachY) <= south else { return false }
    let span = width + 2 * UInt64(reachX)
    return span > UInt64(UInt32.max) || UInt64(x &- west &+ reachX) <= span
  }
}
