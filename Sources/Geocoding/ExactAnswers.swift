import Locking

/// Answers to a postal code and a city that agree, to a code alone and to a city alone, kept so that each is worked out
/// once, however it is typed.
///
/// What is kept is bounded: only exact answers are, of which the gazetteer has some hundred thousand at most, however
/// many rows there are. Any thread may ask, and reads without a lock; only keeping an answer takes one.
final class ExactAnswers: @unchecked Sendable {
  /// Answers that are kept at most.
  private static let limit = 131_072

  /// The answers by their keys; each has its key's whole tag beside it.
  private let slots = GrowingAddressSlots()
  /// Held by whoever keeps an answer.
  private let keeping = Mutex<Void>(())

  deinit { slots.forEach { Placement.release(UInt(bitPattern: $0)) } }

  /// The address of a key's answer; `nil` when there is none.
  private func address(_ key: ExactKey) -> UInt? {
    slots.now.find(key.place, mark: key.tag) { Placement.tag(at: UInt(bitPattern: $0)) == key.tag }
      .map { UInt(bitPattern: $0) }
  }

  /// The answer to a query with a key, by this store or by `answer`, which is kept when it is exact, if answers are kept at all.
  func placement(
    _ query: LocationQuery, _ key: ExactKey, keeps: Bool, _ answer: (LocationQuery, ExactKey) -> Placement
  ) -> Placement {
    if keeps, let address = address(key) {
      let known = Placement(retained: address)
      return key.codeForm == .plain ? known : known.preceded(by: key.note(query.postcode))
    }
    return new(query, key, keeps: keeps, answer)
  }

  @inline(never)
  private func new(
    _ query: LocationQuery, _ key: ExactKey, keeps: Bool, _ answer: (LocationQuery, ExactKey) -> Placement
  ) -> Placement {
    guard key.codeForm != .plain else {
      var placement = answer(query, key)
      if keeps, Self.isKept(placement, key) { keep(&placement, key) }
      return placement
    }
    // A code typed otherwise: what the code itself says, with a note, as long as the answer follows from the code.
    var plain = query
    plain.postcode = key.code
    var placement = answer(plain, key.plain)
    guard Self.isKept(placement, key) else { return answer(query, key) }
    if keeps { keep(&placement, key) }
    return placement.preceded(by: key.note(query.postcode))
  }

  /// Answers whose every part follows from the key: no note quotes what was typed.
  static func isKept(_ placement: Placement, _ key: ExactKey) -> Bool {
    guard !key.isCodeAlone else { return placement.method == .postcode || placement.method == .cedex }
    guard !key.isCityAlone else {
      return (placement.method == .city || placement.status == .ambiguous)
        && placement.notes.allSatisfy { $0.code == .formerCommune || $0.code == .locality || $0.code == .homonyms }
    }
    return (placement.method == .postcodeAndCity || placement.method == .cedex)
      && placement.notes.allSatisfy { $0.code == .formerCommune || $0.code == .locality }
  }

  private func keep(_ placement: inout Placement, _ key: ExactKey) {
    keeping.withLock { _ in
      guard slots.count < Self.limit, address(key) == nil else { return }
      let answer = UnsafeRawPointer(bitPattern: placement.retain(tag: key.tag))
      if let answer { slots.show(answer, place: key.place, mark: key.tag) }
    }
  }
}
