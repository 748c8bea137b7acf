/// A hash table from byte strings to small numbers, looked up without making an object of the key.
///
/// Open addressing with linear probing over a power of two; keys stand one behind the other in one array. Bytes are
/// hashed eight at a time, multiplied and folded (the mixing step of Wang Yi's wyhash).
struct ByteKeyTable {
  private struct Entry {
    var hash: UInt64
    var offset: Int
    var length: Int
  }

  private var keys: [UInt8] = []
  private var entries: [Entry] = []
  /// Index of an entry plus one; 0 where free.
  private var slots: [UInt32]

  /// An empty table.
  init() {
    slots = [UInt32](repeating: 0, count: 1024)
  }

  /// How many keys it holds.
  var count: Int { entries.count }

  /// The number of a key: the count at the time it was first seen. O(length).
  mutating func number(of key: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(key)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      let entry = entries[number]
      if entry.hash == hash, entry.length == key.count, matches(key, at: entry.offset) { return (number, false) }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(entries.count + 1)
    entries.append(Entry(hash: hash, offset: keys.count, length: key.count))
    keys.append(contentsOf: key)
    if entries.count * 2 > slots.count { grow() }
    return (entries.count - 1, true)
  }

  /// Forgets every key, keeping the memory.
  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }

  private func matches(_ key: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    keys.withUnsafeBufferPointer { stored in
      for index in 0..<key.count where stored[offset + index] != key[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(key.count)
    var index = 0
    let bytes = UnsafeRawBufferPointer(key)
    while index + 8 <= key.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var tail: UInt64 = 0
    while index < key.count {
      tail = tail << 8 | UInt64(key[index])
      index += 1
    }
    return mix(hash ^ tail)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
