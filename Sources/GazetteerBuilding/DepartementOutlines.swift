import Foundation
import Geodesy

/// The outlines of the départements as one GeoJSON file has them; the overseas collectivities have none.
struct DepartementOutlines {
  /// By the département's code: the rings of all its polygons, islands and holes alike.
  private(set) var rings: [String: [[Coordinate]]] = [:]
  /// The box of each outline, by the département's code.
  private(set) var boxes: [String: BoundingBox] = [:]
  let featureCount: Int
  let sha256: String

  init(_ source: SourceDescription, in directory: String, report: BuildReport) {
    guard let data = FileManager.default.contents(atPath: directory + "/" + source.file) else {
      report.refuse(source.file, nil, "cannot be read")
      (featureCount, sha256) = (0, "")
      return
    }
    sha256 = SHA256.hexDigest(of: [UInt8](data))
    guard
      let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let features = document["features"] as? [[String: Any]]
    else {
      report.refuse(source.file, nil, "expected a GeoJSON feature collection")
      featureCount = 0
      return
    }
    featureCount = features.count
    for (index, feature) in features.enumerated() {
      var found: [[Coordinate]] = []
      if let geometry = feature["geometry"] as? [String: Any] {
        Self.collect(geometry["coordinates"] as? [Any] ?? [], into: &found)
      }
      guard
        let properties = feature["properties"] as? [String: Any], let code = properties["code"] as? String,
        let box = BoundingBox(around: found.joined())
      else {
        report.refuse(source.file, nil, "feature \(index + 1) has no code or no outline")
        continue
      }
      rings[code] = found
      if boxes.updateValue(box, forKey: code) != nil {
        report.refuse(source.file, nil, "the département \(code) has two outlines")
      }
    }
  }

  /// True when the point is in the département's box or the département has none.
  func mayContain(_ point: Coordinate, in territory: String) -> Bool {
    boxes[territory]?.contains(point, marginDegrees: KnownFacts.outlineMarginDegrees) ?? true
  }

  /// A list of positions is a ring; anything else is a list of lists.
  private static func collect(_ values: [Any], into rings: inout [[Coordinate]]) {
    let positions = values.compactMap { position($0) }
    guard positions.isEmpty else {
      rings.append(positions)
      return
    }
    for value in values { collect(value as? [Any] ?? [], into: &rings) }
  }

  private static func position(_ value: Any) -> Coordinate? {
    guard let pair = value as? [Any], pair.count >= 2, let longitude = (pair[0] as? NSNumber)?.doubleValue,
      let latitude = (pair[1] as? NSNumber)?.doubleValue
    else { return nil }
    return Coordinate(latitude: latitude, longitude: longitude)
  }
}
