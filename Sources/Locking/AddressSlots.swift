import Synchronization

/// The slots of a hash table of addresses at one moment: any thread reads them without a lock. Addresses added later may be
/// missing, never wrong.
///
/// Open addressing. A slot is one word: an address and the upper 16 bits of a mark; 0 in a free one. Waiting for memory is most of a
/// look-up, and small slots are likelier to be near.
public struct AddressSlots {
  /// Behind a line of memory that has the mask of slot numbers.
  @usableFromInline let words: UnsafeMutablePointer<Atomic<UInt64>>
  /// Of slot numbers.
  public let mask: Int

  @usableFromInline static var headerWords: Int { 8 }
  @usableFromInline static var addressBits: UInt64 { (1 << 48) - 1 }

  /// Where the slot is in which a search from `place` on begins.
  @inlinable @inline(__always)
  public func slot(_ place: UInt64) -> UnsafeRawPointer {
    UnsafeRawPointer(words + (Int(truncatingIfNeeded: place) & mask))
  }

  /// The address in the slot in which a search from `place` on begins; `nil` when that is free.
  @inlinable @inline(__always)
  public func first(_ place: UInt64) -> UnsafeRawPointer? {
    Self.address(words[Int(truncatingIfNeeded: place) & mask].load(ordering: .acquiring))
  }

  /// The first address from `place` on that was added with that mark and is a match; `nil` when there is none.
  @inlinable @inline(__always)
  public func find(_ place: UInt64, mark: UInt64, where isMatch: (UnsafeRawPointer) -> Bool) -> UnsafeRawPointer? {
    var slot = Int(truncatingIfNeeded: place) & mask
    while true {
      let word = words[slot].load(ordering: .acquiring)
      if word == 0 { return nil }
      if (word ^ mark) & ~Self.addressBits == 0, let address = Self.address(word), isMatch(address) { return address }
      slot = (slot &+ 1) & mask
    }
  }

  @inlinable @inline(__always)
  static func address(_ word: UInt64) -> UnsafeRawPointer? {
    UnsafeRawPointer(bitPattern: UInt(word & addressBits))
  }

  fileprivate init(_ count: Int) {
    let capacity = Self.headerWords + count
    let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity * 8, alignment: 64)
    let base = memory.bindMemory(to: Atomic<UInt64>.self, capacity: capacity)
    for word in 0..<capacity { (base + word).initialize(to: Atomic(0)) }
    base[0].store(UInt64(count - 1), ordering: .relaxed)
    self.init(base)
  }

  fileprivate init(_ base: UnsafeMutablePointer<Atomic<UInt64>>) {
    words = base + Self.headerWords
    mask = Int(truncatingIfNeeded: base[0].load(ordering: .relaxed))
  }

  fileprivate var base: UnsafeMutablePointer<Atomic<UInt64>> { words - Self.headerWords }

  fileprivate func free() { UnsafeMutableRawPointer(base).deallocate() }

  fileprivate static func word(_ address: UnsafeRawPointer, mark: UInt64) -> UInt64 {
    UInt64(UInt(bitPattern: address)) | mark & ~addressBits
  }

  fileprivate func put(_ word: UInt64, _ place: UInt64) {
    var slot = Int(truncatingIfNeeded: place) & mask
    while words[slot].load(ordering: .relaxed) != 0 { slot = (slot &+ 1) & mask }
    words[slot].store(word, ordering: .releasing)
  }
}

/// Slots that grow, at most half full; whoever adds to them holds a lock, whoever reads them does not.
public final class GrowingAddressSlots: @unchecked Sendable {
  /// The slots of now, by where they begin.
  private let current = Atomic<UInt>(UInt(bitPattern: AddressSlots(1024).base))
  /// Slots that were outgrown; a thread may still be reading them.
  @exclusivity(unchecked) private var outgrown: [AddressSlots] = []
  /// What is in the slots, to be put into larger ones. The addresses stand here as they are: beside a mark, as in the slots, a search
  /// for leaks does not see them.
  @exclusivity(unchecked) private var filled: [(address: UnsafeRawPointer, mark: UInt64, place: UInt64)] = []
  private let filledCount = Atomic<Int>(0)

  /// Empty slots.
  public init() {}

  /// The slots of now.
  public var now: AddressSlots {
    guard let base = UnsafeMutableRawPointer(bitPattern: current.load(ordering: .acquiring)) else {
      preconditionFailure("there are slots from the beginning")
    }
    return AddressSlots(base.assumingMemoryBound(to: Atomic<UInt64>.self))
  }

  /// Addresses added.
  public var count: Int { filledCount.load(ordering: .relaxed) }

  /// Shows an address to all who search from a place on for a mark.
  public func show(_ address: UnsafeRawPointer, place: UInt64, mark: UInt64) {
    filled.append((address, mark, place))
    filledCount.store(filled.count, ordering: .relaxed)
    let now = now
    guard filled.count * 2 > now.mask else { return now.put(AddressSlots.word(address, mark: mark), place) }
    outgrown.append(now)
    let larger = AddressSlots((now.mask + 1) * 2)
    for (address, mark, place) in filled { larger.put(AddressSlots.word(address, mark: mark), place) }
    current.store(UInt(bitPattern: larger.base), ordering: .releasing)
  }

  /// Calls `body` with each address, for whoever adds.
  public func forEach(_ body: (UnsafeRawPointer) -> Void) {
    for (address, _, _) in filled { body(address) }
  }

  deinit {
    for slots in outgrown + [now] { slots.free() }
  }
}
