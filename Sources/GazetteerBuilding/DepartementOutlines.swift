import Foundation
import Geodesy

/// The boxes of the départements, from their outlines.
struct DepartementOutlines {
  /// By the département's code; the overseas collectivities have none.
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
      var positions: [Coordinate] = []
      if let geometry = feature["geometry"] as? [String: Any] {
        Self.collect(geometry["coordinates"] as? [Any] ?? [], into: &positions)
      }
      guard
        let properties = feature["properties"] as? [String: Any], let code = properties["code"] as? String,
        let box = BoundingBox(around: positions)
      else {
        report.refuse(source.file, nil, "feature \(index + 1) has no code or no outline")
        continue
      }
      if boxes.updateValue(box, forKey: code) != nil {
        report.refuse(source.file, nil, "the département \(code) has two outlines")
      }
    }
  }

  /// True when the point is in the département's box or the département has none.
  func mayContain(_ point: Coordinate, in territory: String) -> Bool {
    boxes[territory]?.contains(point, marginDegrees: KnownFacts.outlineMarginDegrees) ?? true
  }

  private static func collect(_ values: [Any], into positions: inout [Coordinate]) {
    if let longitude = (values.first as? NSNumber)?.doubleValue, values.count >= 2,
      let latitude = (values[1] as? NSNumber)?.doubleValue
    {
      positions.append(Coordinate(latitude: latitude, longitude: longitude))
      return
    }
    for value in values { collect(value as? [Any] ?? [], into: &positions) }
  }
}
