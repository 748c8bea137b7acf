import Gazetteer

/// Keys of names in order, as bytes in one block, found by their beginning.
struct SortedNames: Sendable {
  /// One name of a commune.
  struct Entry: Sendable {
    /// Where its key begins in the block.
    var start: UInt32
    /// Bytes of its key.
    var length: UInt8
    var kind: PlaceName.Kind
    /// The commune's number in the index.
    var commune: UInt32
    /// Where the gazetteer has the name.
    var position: UInt32
  }

  private var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []
  /// The entries by commune, and where each commune's begin.
  private var byCommune: [UInt32] = []
  private var starts: [UInt32] = []

  /// Adds a name; keys beyond 255 bytes, which no place has, are cut.
  mutating func append(_ key: UnsafeBufferPointer<UInt8>, kind: PlaceName.Kind, commune: Int, position: Int) {
    let key = key.prefix(255)
    entries.append(
      Entry(
        start: UInt32(bytes.count), length: UInt8(key.count), kind: kind, commune: UInt32(commune),
        position: UInt32(position)))
    bytes.append(contentsOf: key)
  }

  /// Sorts what was added; before any look-up. O(n log n), O(n) when it was added in order.
  mutating func finish(communes: Int) {
    let isSorted = entries.indices.dropFirst().allSatisfy { !precedes(entries[$0], entries[$0 - 1]) }
    if !isSorted { entries = entries.sorted { precedes($0, $1) } }
    starts = [UInt32](repeating: 0, count: communes + 1)
    for entry in entries { starts[Int(entry.commune) + 1] += 1 }
    for commune in 0..<communes { starts[commune + 1] += starts[commune] }
    var next = starts
    byCommune = [UInt32](repeating: 0, count: entries.count)
    for (number, entry) in entries.enumerated() {
      byCommune[Int(next[Int(entry.commune)])] = UInt32(number)
      next[Int(entry.commune)] += 1
    }
  }

  private func precedes(_ first: Entry, _ second: Entry) -> Bool {
    slice(first).lexicographicallyPrecedes(slice(second))
  }

  private func slice(_ entry: Entry) -> ArraySlice<UInt8> {
    bytes[Int(entry.start)..<Int(entry.start) + Int(entry.length)]
  }

  /// Looks at the key of an entry.
  func withKey<Result>(_ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let entry = entries[entry]
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(entry.start)..<Int(entry.start) + Int(entry.length)]))
    }
  }

  /// The entries of a commune.
  func entries(ofCommune commune: Int) -> some Sequence<Int> {
    byCommune[Int(starts[commune])..<Int(starts[commune + 1])].lazy.map { Int($0) }
  }

  /// The entries whose key is the given one, or begins with it. O(log n).
  func range(of key: [UInt8], isPrefix: Bool) -> Range<Int> {
    let lower = partition { slice($0).lexicographicallyPrecedes(key) }
    let upper = partition(from: lower) { entry in
      slice(entry).starts(with: key) && (isPrefix || Int(entry.length) == key.count)
    }
    return lower..<upper
  }

  /// The first entry from `from` on for which `isBefore` is false, given that it is true up to there.
  private func partition(from: Int = 0, _ isBefore: (Entry) -> Bool) -> Int {
    var low = from
    var high = entries.count
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Postal codes in order with the communes that they serve.
struct SortedCodes: Sendable {
  private(set) var entries: [(code: String, commune: UInt32)] = []

  /// Adds a code, in order.
  mutating func append(_ code: String, commune: Int) { entries.append((code, UInt32(commune))) }

  /// The entries whose code begins with the digits. O(log n).
  func range(startingWith digits: String) -> Range<Int> {
    func partition(_ isBefore: (String) -> Bool) -> Int {
      var (low, high) = (0, entries.count)
      while low < high {
        let middle = low + (high - low) / 2
        if isBefore(entries[middle].code) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let lower = partition { $0 < digits }
    return lower..<max(lower, partition { $0 < digits || $0.hasPrefix(digits) })
  }
}
