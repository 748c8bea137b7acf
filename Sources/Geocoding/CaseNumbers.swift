// A case without values is kept as its place among the cases, in one byte: a number where the texts would be hashed and
// compared for each answer. `CaseNumberTests` holds the compiler to it.

extension PlacementNote.Code {
  /// The place of the case in `allCases`, from 0.
  package var number: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}

extension PlacementStatus {
  /// The place of the case in `allCases`, from 0.
  package var number: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}

extension PlacementMethod {
  /// The place of the case in `allCases`, from 0.
  package var number: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}
