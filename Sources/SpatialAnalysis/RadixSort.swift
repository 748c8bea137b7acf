/// A stable radix sort of numbers by 64-bit keys (Knuth, "The Art of Computer Programming" 3, 5.2.5): O(n) for keys of
/// few significant bits, the same order with any number of threads.
enum RadixSort {
  private static let digitBits = 11
  private static let digitCount = 1 << digitBits
  /// Below this the tables of a pass cost more than a comparison sort.
  private static let smallestCount = 1024
  /// Below this a thread costs more than it saves.
  private static let smallestShare = 1 << 16

  /// Sorts the numbers by their keys, which are sorted with them; equal keys keep their order. Lower bits of the keys than
  /// `fromBit` do not count.
  static func sort(keys: inout [UInt64], numbers: inout [UInt32], fromBit: Int = 0, threads: Int = 1) {
    let count = keys.count
    guard count > 1 else { return }
    if count < smallestCount {
      sortFew(&keys, &numbers, fromBit)
      return
    }
    var used: UInt64 = 0
    for key in keys { used |= key }
    let bits = UInt64.bitWidth - used.leadingZeroBitCount
    var otherKeys = [UInt64](repeating: 0, count: count)
    var otherNumbers = [UInt32](repeating: 0, count: count)
    let parts = ParallelSlices.slices(of: count, into: min(threads, max(1, count / smallestShare)))
    for shift in stride(from: fromBit, to: bits, by: digitBits) {
      pass(keys, numbers, to: &otherKeys, &otherNumbers, shift: UInt64(shift), parts: parts)
      swap(&keys, &otherKeys)
      swap(&numbers, &otherNumbers)
    }
  }

  private static func sortFew(_ keys: inout [UInt64], _ numbers: inout [UInt32], _ fromBit: Int) {
    let order = keys.indices.sorted { (keys[$0] >> UInt64(fromBit), $0) < (keys[$1] >> UInt64(fromBit), $1) }
    keys = order.map { keys[$0] }
    numbers = order.map { numbers[$0] }
  }

  private static func pass(
    _ keys: [UInt64], _ numbers: [UInt32], to otherKeys: UnsafeMutablePointer<UInt64>,
    _ otherNumbers: UnsafeMutablePointer<UInt32>, shift: UInt64, parts: [Range<Int>]
  ) {
    let mask = UInt64(digitCount - 1)
    var places = [Int](repeating: 0, count: digitCount * parts.count)
    keys.withUnsafeBufferPointer { keys in
      numbers.withUnsafeBufferPointer { numbers in
        places.withUnsafeMutableBufferPointer { places in
          guard let tables = SharedBuffer(places) else { return }
          nonisolated(unsafe) let keys = keys
          nonisolated(unsafe) let numbers = numbers
          nonisolated(unsafe) let target = (keys: otherKeys, numbers: otherNumbers)
          ParallelSlices.perform(count: parts.count, threads: parts.count) { part in
            let table = tables.base + part * digitCount
            for index in parts[part] { table[Int(keys[index] >> shift & mask)] += 1 }
          }
          var next = 0
          for digit in 0..<digitCount {
            for part in 0..<parts.count {
              let place = part * digitCount + digit
              let size = places[place]
              places[place] = next
              next += size
            }
          }
          ParallelSlices.perform(count: parts.count, threads: parts.count) { part in
            let table = tables.base + part * digitCount
            for index in parts[part] {
              let key = keys[index]
              let digit = Int(key >> shift & mask)
              let place = table[digit]
              table[digit] = place + 1
              target.keys[place] = key
              target.numbers[place] = numbers[index]
            }
          }
        }
      }
    }
  }
}
