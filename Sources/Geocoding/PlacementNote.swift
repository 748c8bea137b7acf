/// One thing that was put right in a row, or that kept it from being placed.
///
/// ``text`` is the form of the column `result_note`: a code, and what it was about. It is the same in every language, so
/// that a table's bytes do not depend on who made it; ``sentence(_:)`` says it in words.
public struct PlacementNote: Hashable, Sendable {
  /// What happened.
  public var code: Code
  /// What it was about: "2500 -> 02500", a name, a distance; empty when the code says it all.
  public var detail: String

  /// A note with what it is about.
  public init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }

  /// `leading-zero: 2500 -> 02500`, or the code alone.
  public var text: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }
}

extension PlacementNote {
  /// What happened; the texts are those of the column `result_note`.
  public enum Code: String, Sendable, CaseIterable {
    /// A lost leading zero was put back.
    case leadingZero = "leading-zero"
    /// Army codes have no place of their own.
    case armedForces = "armed-forces"
  }
}
