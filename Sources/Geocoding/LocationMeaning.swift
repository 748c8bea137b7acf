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

  /// True for digits that stand for a code beside a city's name: more than a title, a sum or a blank row says.
  package var hasCodeAndCity: Bool { key.number >= 0 && !key.isCodeAlone }

  /// True for a city's name without a code.
  package var isCityAlone: Bool { key.isCityAlone }

  /// True when something was put right in the code.
  package var hasNote: Bool { key.codeForm != .plain }

  /// What was put right in the code as it is typed, the first note of the placement, as ``PlacementNote/text`` has it; `nil`
  /// when nothing was. Written as bytes: messy tables have one on every seventh row.
  package func note(_ postcode: UnsafeBufferPointer<UInt8>) -> (code: PlacementNote.Code, text: [UInt8])? {
    guard hasNote else { return nil }
    let code: PlacementNote.Code = key.codeForm == .short ? .leadingZero : .format
    let start = postcode.firstIndex { $0 != 0x20 } ?? postcode.endIndex
    let end = postcode.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? start
    var text: [UInt8] = []
    text.reserveCapacity(Self.noteLength + end - start)
    text += code.rawValue.utf8
    text += ": ".utf8
    text += postcode[start..<end]
    text += " -> ".utf8
    key.appendCode(to: &text)
    return (code, text)
  }

  /// Bytes of a note at most, beside what is typed.
  private static let noteLength = 32

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
