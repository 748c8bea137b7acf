/// What a query means, however it is typed: the five digits of its code and its folded city.
///
/// For those who keep answers: queries that mean the same have the same placement, but for ``note(_:)``, if the meaning
/// ``settles(_:)`` it. Two hashes stand for the text, as in ``ExactKey``.
package struct LocationMeaning: Sendable {
  private let key: ExactKey

  fileprivate init(_ key: ExactKey) { self.key = key }

  /// Says where to keep an answer.
  package var place: UInt64 { key.place }
  /// Tells the meaning from others; not 0.
  package var tag: UInt64 { key.tag | 1 }

  /// What was put right in the code of the query, the first note of its placement; `nil` when nothing was.
  package func note(_ query: LocationQuery) -> PlacementNote? { key.codeForm == .plain ? nil : key.note(query) }

  /// True when every part of the placement of the query follows from its meaning, and nothing in its code was put right.
  package func settles(_ placement: Placement) -> Bool {
    key.codeForm == .plain && ExactAnswers.isKept(placement, key)
  }
}

extension Resolver {
  /// What a query means; `nil` when it says more than a code and a city, or when answers hang on more than what is typed. O(length).
  package func meaning(of query: LocationQuery) -> LocationMeaning? {
    guard corrections.isEmpty, options.defaultCountry == "FR" else { return nil }
    return ExactKey(query).map(LocationMeaning.init)
  }
}
