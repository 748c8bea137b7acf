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

  /// The five digits of the code.
  package var code: String { key.code }

  /// The same with the five digits typed.
  package var plain: LocationMeaning { LocationMeaning(key.plain) }

  /// True when something was put right in the code.
  package var hasNote: Bool { key.codeForm != .plain }

  /// Writes what was put right in the code as it is typed, if something was: the first note of the placement as
  /// ``PlacementNote/text`` has it. Says which it is, and how many bytes: at most ``noteRoom`` more than are typed. As bytes:
  /// messy tables have one on every seventh row.
  package func writeNote(
    _ postcode: UnsafeBufferPointer<UInt8>, to text: UnsafeMutablePointer<UInt8>
  ) -> (code: PlacementNote.Code, count: Int) {
    let code: PlacementNote.Code = key.codeForm == .short ? .leadingZero : .format
    var start = 0
    var end = postcode.count
    while start < end, postcode[start] == 0x20 { start += 1 }
    while end > start, postcode[end - 1] == 0x20 { end -= 1 }
    var next = text
    func write(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
      next.update(from: bytes, count: count)
      next += count
    }
    let name: StaticString = code == .leadingZero ? Self.leadingZero : Self.format
    write(name.utf8Start, name.utf8CodeUnitCount)
    if let base = postcode.baseAddress { write(base + start, end - start) }
    write(Self.arrow.utf8Start, Self.arrow.utf8CodeUnitCount)
    key.writeCode(to: next)
    return (code, next + 5 - text)
  }

  /// Bytes of a note at most, beside what is typed.
  package static let noteRoom = 32
  // The names of the notes, as ``PlacementNote/Code``'s raw values.
  private static let leadingZero: StaticString = "leading-zero: "
  private static let format: StaticString = "format: "
  private static let arrow: StaticString = " -> "

  /// The meaning of a city alone with a code beside it.
  func beside(code: Int) -> LocationMeaning { LocationMeaning(key.beside(code: code)) }

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
}
