/// What a query means, however it is typed: the five digits of its code and its folded city.
///
/// For those who keep answers: queries that mean the same have the same placement, but for ``note(_:)``, if the meaning
/// ``settles(_:)`` it. Two hashes stand for the text, as in ``ExactKey``.
package struct LocationMeaning: Sendable {
  let key: ExactKey

  fileprivate init(_ key: ExactKey) { self.key = key }

  /// Says where to keep an answer.
  package var place: UInt64 { key.place }
  /// Tells the meaning from others; not 0.
  package var tag: UInt64 { key.tag | 1 }

  /// True when something was put right in the code.
  package var hasNote: Bool { key.codeForm != .plain }

  /// What was put right in the code as it is typed, the first note of the placement; `nil` when nothing was.
  package func note(_ postcode: String) -> PlacementNote? { hasNote ? key.note(postcode) : nil }

  /// True when every part of the placement of the query follows from its meaning, and nothing in its code was put right.
  package func settles(_ placement: Placement) -> Bool {
    key.codeForm == .plain && ExactAnswers.isKept(placement, key)
  }
}

extension Resolver {
  /// What a query means; `nil` when it says more than a code and a city, or when answers hang on more than what is typed. O(length).
  package func meaning(of query: LocationQuery) -> LocationMeaning? {
    hasMeanings ? ExactKey(query).map(LocationMeaning.init) : nil
  }

  /// The same for a code and a city alone, by their bytes.
  package func meaning(
    ofPostcode postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>, columnKeepsZeros: Bool
  ) -> LocationMeaning? {
    guard hasMeanings else { return nil }
    return ExactKey(postcode: postcode, city: city, columnKeepsZeros: columnKeepsZeros).map(LocationMeaning.init)
  }

  /// False when answers hang on more than what is typed.
  private var hasMeanings: Bool { corrections.isEmpty && options.defaultCountry == "FR" }
}
