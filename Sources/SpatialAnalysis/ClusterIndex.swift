import Geodesy

/// Points gathered into clusters for every zoom of a web map, greedily from the closest zoom outward.
///
///     let index = try ClusterIndex(coordinates: points)
///     for feature in index.clusters(zoom: 8) {
///       switch feature.kind {
///       case .cluster(let id): print(feature.pointCount, index.expansionZoom(of: id) ?? 0)
///       case .point(let number): print(points[number])
///       }
///     }
///
/// The rule is that of Leaflet.markercluster and supercluster: at each zoom a point (or cluster of the next closer zoom)
/// takes all within `radiusPixels` that are still free, and their mean position stands for them one zoom further out.
/// The points are taken in an order drawn from their positions, not in that of the input, so that permuting the input
/// changes nothing but the numbers of the points. Every point and cluster is stored once, with the zooms at which it
/// shows, and the points of a cluster are neighbours in ``leaves``.
public struct ClusterIndex: Sendable {
  /// The points as given.
  public let coordinates: [Coordinate]
  /// The options the index was built with.
  public let options: ClusterOptions
  /// Numbers of the points in the order of the hierarchy: each cluster's are one range of it. Points whose coordinate is
  /// not valid are not in it.
  public let leaves: [UInt32]

  /// Nodes 0 ..< positionCount are the distinct positions, the others the clusters in the order of their making.
  let positionCount: Int
  let nodes: ClusterNodes

  /// Builds the index of all zooms. O(n) per zoom; about 20 bytes a point beside the coordinates.
  public init(coordinates: [Coordinate], options: ClusterOptions = ClusterOptions()) throws(SpatialAnalysisError) {
    try options.check()
    guard coordinates.count <= Self.pointLimit else {
      throw .tooManyPoints(found: coordinates.count, limit: Self.pointLimit)
    }
    var builder = ClusterBuilder(coordinates: coordinates, options: options)
    builder.build()
    self.coordinates = coordinates
    self.options = options
    positionCount = builder.positionCount
    leaves = builder.leaves()
    nodes = builder.nodes
  }

  /// Nodes are numbered in 32 bits, and there may be twice as many as points.
  public static let pointLimit = 1 << 30
}

/// The positions and clusters of an index, one array per property.
struct ClusterNodes: Sendable {
  var x: [UInt32] = []
  var y: [UInt32] = []
  /// Points in the node.
  var count: [UInt32] = []
  /// The first of the node's points in the order of the leaves.
  var leafStart: [UInt32] = []
  /// Per cluster (numbered from the position count on): the zoom of its making, the closest at which it shows.
  var bornZoom: [Int8] = []
  /// Per cluster: where its children start in `children`.
  var childStart: [UInt32] = [0]
  /// The children of all clusters.
  var children: [UInt32] = []
  /// Per cluster: no descendant is further east or west of its centre than this.
  var reachX: [UInt32] = []
  /// Per cluster: no descendant is further north or south of its centre than this.
  var reachY: [UInt32] = []
  /// The nodes that show at the furthest-out zoom.
  var roots: [UInt32] = []
}

/// What shows on the map at one zoom: a cluster or a single point.
public struct ClusterFeature: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// Several points; the number names the cluster in the calls of ``ClusterIndex``.
    case cluster(id: Int)
    /// One point, by its number in the input.
    case point(Int)
  }

  /// Cluster or point.
  public let kind: Kind
  /// The label point.
  public let coordinate: Coordinate
  /// Its points in ``ClusterIndex/leaves``.
  public let leafRange: Range<Int>

  /// How many points it stands for.
  public var pointCount: Int { leafRange.count }

  /// True for several points.
  public var isCluster: Bool {
    if case .cluster = kind { return true }
    return false
  }

  /// `point_count` in at most four characters, as web maps print it: 950, `1.2k`, `35k`, `1.2M`.
  public var abbreviatedPointCount: String { Self.abbreviated(pointCount) }

  /// A count in at most four characters.
  public static func abbreviated(_ pointCount: Int) -> String {
    func tenths(_ unit: Int) -> String {
      let rounded = (pointCount * 10 + unit / 2) / unit
      return rounded % 10 == 0 ? "\(rounded / 10)" : "\(rounded / 10).\(rounded % 10)"
    }
    switch pointCount {
    case ..<1000: return "\(pointCount)"
    case ..<9950: return tenths(1000) + "k"
    case ..<999_500: return "\((pointCount + 500) / 1000)k"
    case ..<9_950_000: return tenths(1_000_000) + "M"
    default: return "\((pointCount + 500_000) / 1_000_000)M"
    }
  }
}
