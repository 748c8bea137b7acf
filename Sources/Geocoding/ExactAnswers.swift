import Locking

import struct Synchronization.Atomic

/// Answers to a postal code and a city that agree, to a code alone and to a city alone, kept so that each is worked out
/// once, however it is typed.
///
/// What is kept is bounded: only exact answers are, of which the gazetteer has some hundred thousand at most, however
/// many rows there are. Any thread may ask, and reads without a lock; only keeping an answer takes one.
final class ExactAnswers: @unchecked Sendable {
  /// Answers that are kept at most.
  private static let limit = 131_072

  /// Slots of one word at one moment: the address of an answer and 16 bits of its key's tag, 0 in a free slot. Open
  /// addressing, at most half full. The whole tag is beside the answer: waiting for memory is most of a look-up, and small
  /// slots are likelier to be near. Answers added later may be missing, never wrong.
  private struct Slots {
    /// The mask of slot numbers, and 64 bytes on the first slot.
    let base: UnsafeMutablePointer<Atomic<UInt64>>
    static let headerWords = 8
    static let addressBits: UInt64 = 1 << 48 - 1

    static func make(_ count: Int) -> Slots {
      let words = headerWords + count
      let memory = UnsafeMutableRawPointer.allocate(byteCount: words * 8, alignment: 64)
      let base = memory.bindMemory(to: Atomic<UInt64>.self, capacity: words)
      for word in 0..<words { (base + word).initialize(to: Atomic(0)) }
      base[0].store(UInt64(count - 1), ordering: .relaxed)
      return Slots(base: base)
    }

    var mask: Int { Int(truncatingIfNeeded: base[0].load(ordering: .relaxed)) }

    /// The address of a key's answer; 0 when there is none.
    func address(_ key: ExactKey) -> UInt {
      let mask = mask
      var slot = Int(truncatingIfNeeded: key.place) & mask
      while true {
        let word = base[Self.headerWords &+ slot].load(ordering: .acquiring)
        if word == 0 { return 0 }
        if (word ^ key.tag) & ~Self.addressBits == 0 {
          let address = UInt(word & Self.addressBits)
          if Placement.tag(at: address) == key.tag { return address }
        }
        slot = (slot &+ 1) & mask
      }
    }

    func put(_ entry: Entry) {
      let mask = mask
      var slot = Int(truncatingIfNeeded: entry.place) & mask
      while base[Self.headerWords + slot].load(ordering: .relaxed) != 0 { slot = (slot + 1) & mask }
      let word = UInt64(entry.address) | entry.tag & ~Self.addressBits
      base[Self.headerWords + slot].store(word, ordering: .releasing)
    }
  }

  /// An answer that is kept, with one count of its own.
  private struct Entry {
    var place: UInt64
    var tag: UInt64
    var address: UInt
  }

  private struct Kept {
    var entries: [Entry] = []
    /// Slots that were outgrown; a thread may still be reading them.
    var outgrown: [UInt] = []
  }

  /// The address of the ``Slots`` of now.
  private let current: Atomic<UInt>
  private let kept = Mutex(Kept())

  init() { current = Atomic(UInt(bitPattern: Slots.make(1_024).base)) }

  deinit {
    let kept = kept.withLock { $0 }
    for entry in kept.entries { Placement.release(entry.address) }
    for address in kept.outgrown + [current.load(ordering: .relaxed)] {
      UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
  }

  private var slots: Slots? {
    UnsafeMutableRawPointer(bitPattern: current.load(ordering: .acquiring)).map {
      Slots(base: $0.assumingMemoryBound(to: Atomic<UInt64>.self))
    }
  }

  /// The answer to a query with a key, by this store or by `answer`, which is kept when it is exact, if answers are kept at all.
  func placement(
    _ query: LocationQuery, _ key: ExactKey, keeps: Bool, _ answer: (LocationQuery, ExactKey) -> Placement
  ) -> Placement {
    if keeps, let address = slots?.address(key), address != 0 {
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
    kept.withLock { kept in
      guard kept.entries.count < Self.limit, let slots, slots.address(key) == 0 else { return }
      kept.entries.append(Entry(place: key.place, tag: key.tag, address: placement.retain(tag: key.tag)))
      guard kept.entries.count * 2 > slots.mask else { return slots.put(kept.entries[kept.entries.count - 1]) }
      let larger = Slots.make((slots.mask + 1) * 2)
      for entry in kept.entries { larger.put(entry) }
      kept.outgrown.append(UInt(bitPattern: slots.base))
      current.store(UInt(bitPattern: larger.base), ordering: .releasing)
    }
  }
}
