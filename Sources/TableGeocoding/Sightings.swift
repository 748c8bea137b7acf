import CPrefetch
import Glibc

/// Counts roughly how often each key of many was seen lately, in memory that does not grow with them: what a cache asks before it
/// keeps something, as in TinyLFU (Einziger, Friedman and Manes, 2017), with marks of the keys instead of shared counters.
///
/// A key whose place another one takes meanwhile is counted from one again.
final class Sightings {
  /// Keys counted at a time at most.
  private static let capacity = 1 << 17
  /// Bits of a word that count; the others are the key's mark.
  private static let countBits: UInt16 = 3
  /// The most that is counted to.
  static let most: UInt16 = countBits

  /// Zeros at first: the system gives pages when they are touched.
  private let words: UnsafeMutablePointer<UInt16>?

  init() {
    words = calloc(Self.capacity, MemoryLayout<UInt16>.stride)?.bindMemory(to: UInt16.self, capacity: Self.capacity)
  }

  deinit { free(words) }

  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 24) & (capacity - 1) }

  /// Asks for the memory that counts a key.
  func prefetchCount(_ hash: UInt64) {
    if let words { prefetch(words + Self.slot(hash)) }
  }

  /// Counts a key, and says how often it was seen, this time included, up to ``most``.
  func count(_ hash: UInt64) -> UInt16 {
    guard let words else { return Self.most }
    let slot = Self.slot(hash)
    let mark = UInt16(truncatingIfNeeded: hash >> 48) & ~Self.countBits
    let known = words[slot]
    // A mark of zeros in a free slot counts from zero too.
    let count = known & ~Self.countBits == mark ? min(known & Self.countBits + 1, Self.most) : 1
    words[slot] = mark | count
    return count
  }
}
