import Geodesy

/// A département's outline for drawing, some 100 m to a kilometre off the true one.
public struct DepartementOutline: Hashable, Sendable {
  /// "59", "2A", "974".
  public var code: String
  /// "Nord".
  public var name: String
  /// The rings of all its polygons, the largest first; the last position of each joins the first. What lies in an even number
  /// of rings is outside.
  public var rings: [[Coordinate]]
}

extension Gazetteer {
  /// The outlines of the départements, by code; neighbours share the positions of their border. Overseas collectivities and
  /// Monaco have none. O(size): some 16,000 positions.
  public func outlines() -> [DepartementOutline] {
    var outlines: [DepartementOutline] = []
    outlineTable.forEachLine { line in
      let ring = line.withBytes(of: 2, Self.ring)
      if outlines.last?.code == line[0] {
        outlines[outlines.count - 1].rings.append(ring)
      } else {
        let code = line[0]
        outlines.append(DepartementOutline(code: code, name: departement(code)?.name ?? code, rings: [ring]))
      }
    }
    return outlines
  }

  /// Positions are whole thousandths of a degree, some 100 m.
  private static let unitsPerDegree = 1_000.0

  /// Whole numbers separated by spaces: longitude and latitude in thousandths of a degree, then the steps from each to the
  /// next. What is no such list ends the ring.
  private static func ring(_ bytes: UnsafeBufferPointer<UInt8>) -> [Coordinate] {
    var ring: [Coordinate] = []
    var (x, y) = (0, 0)
    var isLongitude = true
    var index = 0
    while index < bytes.count {
      let isNegative = bytes[index] == UInt8(ascii: "-")
      if isNegative { index += 1 }
      var value = 0
      let start = index
      // Nine digits cannot overflow, and six are the most that a position has.
      while index < bytes.count, index - start < 9, bytes[index].isDigit {
        value = value * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      guard index > start, index == bytes.count || bytes[index] == 0x20 else { return ring }
      index += 1
      if isLongitude {
        x += isNegative ? -value : value
      } else {
        y += isNegative ? -value : value
        ring.append(Coordinate(latitude: Double(y) / unitsPerDegree, longitude: Double(x) / unitsPerDegree))
      }
      isLongitude.toggle()
    }
    return ring
  }
}
