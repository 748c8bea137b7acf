import Locking
import Synchronization

/// A table's ``KeyIndex``, made once many keys were looked up: fewer do not win back what it costs. Any thread may ask.
final class LazyKeyIndex: Sendable {
  /// Look-ups by bisecting before the keys are hashed: one for so many bytes of the table, and a thousand at least.
  private static let bytesALookup = 1_000
  private static let leastLookupsBefore = 1_000

  private let lookups = Atomic<Int>(0)
  private let index = BuiltOnce<KeyIndex>()

  /// Reads the index; `nil` as long as bisecting is the better way, as it is while another thread makes the index.
  func withIndex<Result>(of table: SortedTable, _ body: (KeyIndex) -> Result) -> Result? {
    if let result = index.withValueIfMade(body) { return result }
    let count = lookups.load(ordering: .relaxed)
    guard count >= max(Self.leastLookupsBefore, table.end / Self.bytesALookup) else {
      lookups.store(count + 1, ordering: .relaxed)
      return nil
    }
    guard table.end <= Int(UInt32.max) else { return nil }
    return index.withValueUnlessBeingMade({ KeyIndex(table) }, body)
  }
}

/// Where each key of a table is first: a hash table beside the text, for those who look up many.
///
/// Open addressing, at most half full. A slot holds 32 bits of the key's hash and the offset of its first line, so that a
/// key that is not there is seldom compared with one that is.
struct KeyIndex: Sendable {
  private var slots: [UInt64]
  private static let empty = UInt64.max
  private static let offsetBits: UInt64 = 0xFFFF_FFFF

  /// Reads the keys of every line. O(size).
  init(_ table: SortedTable) {
    var keys: [(hash: UInt64, offset: Int)] = []
    keys.reserveCapacity(table.end / 64)
    table.forEachKey { key, offset in keys.append((Self.hash(key), offset)) }
    var capacity = 16
    while capacity < keys.count * 2 { capacity *= 2 }
    slots = [UInt64](repeating: Self.empty, count: capacity)
    let mask = capacity - 1
    for (hash, offset) in keys {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = (hash & ~Self.offsetBits) | UInt64(UInt32(truncatingIfNeeded: offset))
    }
  }

  /// Calls `isMatch` with the offset of each line that may be the key's first, until it returns true; that offset. O(1).
  func firstOffset(of key: UnsafeBufferPointer<UInt8>, where isMatch: (Int) -> Bool) -> Int? {
    let hash = Self.hash(key)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.empty {
      let offset = Int(slots[slot] & Self.offsetBits)
      if (slots[slot] ^ hash) & ~Self.offsetBits == 0, isMatch(offset) { return offset }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Words multiplied and folded: the mixing step of Wang Yi's wyhash.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(key)
    var hash = UInt64(truncatingIfNeeded: raw.count) ^ 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest << 8 | UInt64(raw[offset])
      offset += 1
    }
    return mix(hash ^ rest)
  }

  private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
