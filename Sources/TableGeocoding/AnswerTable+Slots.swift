import CPrefetch
import Geocoding

import struct Synchronization.Atomic

extension AnswerTable {
  /// The slots at one moment. Entries added later may be missing, never wrong.
  struct Slots {
    /// Behind a line that has the mask of slot numbers.
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    let mask: Int

    private static let headerWords = 8

    private static let pointerBits: UInt64 = (1 << 48) - 1

    /// Asks for the memory of the slot where a hash belongs.
    @inline(__always)
    func prefetchWord(_ hash: UInt64) { CPrefetch.prefetch(words + (Int(truncatingIfNeeded: hash) & mask)) }

    /// The word of the slot where a hash belongs.
    @inline(__always)
    func word(_ hash: UInt64) -> UInt64 { words[Int(truncatingIfNeeded: hash) & mask].load(ordering: .acquiring) }

    /// The entry of a location as it is meant; `nil` when there is none.
    func entry(_ meaning: LocationMeaning) -> UnsafeRawPointer? {
      var slot = Int(truncatingIfNeeded: meaning.place) & mask
      while true {
        let word = words[slot].load(ordering: .acquiring)
        if word == 0 { return nil }
        if (word ^ meaning.tag) & ~Self.pointerBits == 0, let entry = Self.pointer(word),
          entry.entry.tag == meaning.tag
        {
          return entry
        }
        slot = (slot &+ 1) & mask
      }
    }

    /// The entry of a key; `nil` when there is none.
    @inline(__always)
    func entry(
      _ hash: UInt64, _ key: UnsafeRawPointer, _ length: Int, _ masks: Masks = AnswerTable.masks
    ) -> UnsafeRawPointer? {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let word = words[slot].load(ordering: .acquiring)
        if word == 0 { return nil }
        if (word ^ hash) & ~Self.pointerBits == 0, let entry = Self.pointer(word), entry.isKey(key, length, masks) {
          return entry
        }
        slot = (slot &+ 1) & mask
      }
    }

    @inline(__always)
    static func pointer(_ word: UInt64) -> UnsafeRawPointer? {
      UnsafeRawPointer(bitPattern: UInt(word & pointerBits))
    }

    static func make(_ count: Int) -> Slots {
      let capacity = headerWords + count
      let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity * 8, alignment: 64)
      let base = memory.bindMemory(to: Atomic<UInt64>.self, capacity: capacity)
      for word in 0..<capacity { (base + word).initialize(to: Atomic(0)) }
      base[0].store(UInt64(count - 1), ordering: .relaxed)
      return Slots(base: base)
    }

    private init(base: UnsafeMutablePointer<Atomic<UInt64>>) {
      words = base + Self.headerWords
      mask = Int(truncatingIfNeeded: base[0].load(ordering: .relaxed))
    }

    /// Slots by the address that they have.
    init?(address: UInt) {
      guard let base = UnsafeMutableRawPointer(bitPattern: address) else { return nil }
      self.init(base: base.assumingMemoryBound(to: Atomic<UInt64>.self))
    }

    var address: UInt { UInt(bitPattern: words - Self.headerWords) }

    func free() { UnsafeMutableRawPointer(words - Self.headerWords).deallocate() }

    /// What a slot has for an entry: its address and the upper bits of a mark.
    static func word(of entry: UnsafeRawPointer, mark: UInt64) -> UInt64 {
      UInt64(UInt(bitPattern: entry)) | mark & ~pointerBits
    }

    /// Puts a word into the first free slot from `place` on.
    func put(_ word: UInt64, place: UInt64) {
      var slot = Int(truncatingIfNeeded: place) & mask
      while words[slot].load(ordering: .relaxed) != 0 { slot = (slot &+ 1) & mask }
      words[slot].store(word, ordering: .releasing)
    }
  }

  /// Slots that grow, at most half full; whoever changes them holds the lock, whoever reads them does not.
  final class GrowingSlots: @unchecked Sendable {
    /// The address of the slots of now.
    private let current = Atomic<UInt>(Slots.make(1024).address)
    /// Slots that were outgrown; a thread may still be reading them.
    @exclusivity(unchecked) private var outgrown: [Slots] = []
    /// What is in the slots, in one piece to be put into larger ones.
    @exclusivity(unchecked) private var filled: [(word: UInt64, place: UInt64)] = []
    private let filledCount = Atomic<Int>(0)

    /// The slots of now.
    var now: Slots {
      guard let slots = Slots(address: current.load(ordering: .acquiring)) else { preconditionFailure("no slots") }
      return slots
    }

    var count: Int { filledCount.load(ordering: .relaxed) }

    func show(_ entry: UnsafeRawPointer, place: UInt64, mark: UInt64) {
      let word = Slots.word(of: entry, mark: mark)
      filled.append((word, place))
      filledCount.store(filled.count, ordering: .relaxed)
      let now = now
      guard filled.count * 2 > now.mask else { return now.put(word, place: place) }
      outgrown.append(now)
      let larger = Slots.make((now.mask + 1) * 2)
      for (word, place) in filled { larger.put(word, place: place) }
      current.store(larger.address, ordering: .releasing)
    }

    deinit {
      for slots in outgrown { slots.free() }
      Slots(address: current.load(ordering: .relaxed))?.free()
    }
  }
}
