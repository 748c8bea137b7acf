/// The key of a name that was typed, to be compared with those of many communes.
struct TypedName {
  private let key: [UInt8]
  /// Letters that may be wrong.
  private let limit: Int
  /// The key as ``EditDistance`` compares it; `nil` for one that is too long.
  private let pattern: EditDistance.Pattern?

  /// The ``PlaceNameKey`` of a name; not empty.
  init(key name: String) {
    key = Array(name.utf8)
    limit = ResolverThresholds.edits(forLength: key.count)
    pattern = (1...EditDistance.Pattern.longest).contains(key.count) ? EditDistance.Pattern(key) : nil
  }

  /// How well it fits a name's key, 0 to 1; `nil` when not at all.
  func share(in name: UnsafeBufferPointer<UInt8>, isPrefix: Bool) -> Double? {
    if name.starts(with: key) {
      if name.count == key.count { return 1 }
      return isPrefix ? PlaceSearchScores.beginning : PlaceSearchScores.laterWord
    }
    if let edits = edits(to: name) {
      return PlaceSearchScores.spelling - PlaceSearchScores.perEdit * Double(edits - 1)
    }
    let isInside =
      key.count > 2 && key.count < name.count
      && (1...name.count - key.count).contains { name[$0] == key[0] && name[$0...].starts(with: key) }
    return isInside ? PlaceSearchScores.laterWord * PlaceSearchScores.laterWord : nil
  }

  private func edits(to name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard abs(name.count - key.count) <= limit else { return nil }
    guard let pattern else { return EditDistance.between(key, Array(name), limit: limit) }
    return pattern.distance(to: name, limit: limit)
  }
}
