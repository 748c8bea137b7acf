import Gazetteer
import Geocoding

/// What the targets share that look at answers: texts out of libFuzzer's bytes, and what has to hold for every answer.
public enum FuzzAnswers {
  /// The resolver of all runs.
  public static let resolver: Resolver = {
    guard let gazetteer = try? Gazetteer.embedded() else { fatalError("the gazetteer is not in the program") }
    return Resolver(gazetteer: gazetteer)
  }()

  /// The lines of libFuzzer's bytes as texts, up to `count`, bytes that are no UTF-8 repaired; short of lines, empty ones.
  public static func texts(_ data: UnsafePointer<UInt8>, _ length: Int, count: Int) -> [String] {
    let lines = UnsafeBufferPointer(start: data, count: length).split(
      separator: 0x0A, maxSplits: count - 1, omittingEmptySubsequences: false)
    let texts = lines.map { String(decoding: $0, as: UTF8.self) }
    return texts + Array(repeating: "", count: max(0, count - texts.count))
  }

  /// Stops when an answer breaks its promise.
  public static func check(_ placement: Placement) {
    let isPlaced = placement.coordinate != nil
    precondition(placement.coordinate?.isValid ?? true, "no coordinate: \(placement)")
    precondition(isPlaced == (placement.method != nil), "method and coordinate: \(placement)")
    precondition(isPlaced == (placement.radiusMetres != nil) && placement.radiusMetres ?? 1 > 0, "radius: \(placement)")
    precondition(isPlaced == (placement.score != nil), "score: \(placement)")
    precondition((0...1).contains(placement.score ?? 0), "score: \(placement)")
    switch placement.status {
    case .ok: precondition(isPlaced, "ok without a place: \(placement)")
    case .foreign: break
    case .ambiguous, .notFound, .empty, .error:
      precondition(!isPlaced && !placement.notes.isEmpty, "placed, or no reason: \(placement)")
    }
    precondition(placement.citycode.isEmpty || placement.citycode.utf8.count == 5, "INSEE code: \(placement)")
  }
}
