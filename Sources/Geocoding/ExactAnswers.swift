import Synchronization

/// Answers to a postal code and a city that agree, or to a code alone, kept so that each is worked out once.
///
/// What is kept is bounded: only exact answers are, of which the gazetteer has some hundred thousand at most, however
/// many rows there are. Any thread may ask; a key's shard is locked for the time of a look-up.
final class ExactAnswers: Sendable {
  /// The longest folded city that is kept, bytes; the longest name of a commune has 45.
  static let longestCity = 58
  private static let codeLength = 5
  /// Answers kept in each shard: 64 shards hold 260,000 in all.
  private static let shardLimit = 4_096
  private static let shardCount = 64

  private struct Shard {
    /// Open addressing: one more than an index into `answers`, or 0; twice as many slots as answers at least.
    var slots = [Int32](repeating: 0, count: 64)
    var hashes: [UInt64] = []
    var keys: [UInt8] = []
    var keyEnds: [Int] = []
    var answers: [Placement] = []
  }

  /// A lock cannot be an array's element; an object that holds one can.
  private final class LockedShard: Sendable {
    let mutex = Mutex(Shard())
  }

  private let shards = (0..<shardCount).map { _ in LockedShard() }

  /// The answer to a query, by this store or by `answer`, which is kept when it is exact. `nil` when the query is not of
  /// the form that is kept.
  func placement(_ query: LocationQuery, _ answer: () -> Placement) -> Placement? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.codeLength + Self.longestCity + 2) { buffer in
      guard let length = Self.writeKey(query, to: buffer) else { return nil }
      let key = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[..<length])
      let hash = Self.hash(key)
      let shard = shards[Int(truncatingIfNeeded: hash >> 58)]
      if let known = shard.mutex.withLock({ Self.find(key, hash, in: &$0) }) { return known }
      let placement = answer()
      if Self.isKept(placement, isCodeAlone: length == Self.codeLength) {
        shard.mutex.withLock { Self.insert(key, hash, placement, into: &$0) }
      }
      return placement
    }
  }

  /// Answers whose every part follows from the key: no note quotes what was typed.
  private static func isKept(_ placement: Placement, isCodeAlone: Bool) -> Bool {
    guard let method = placement.method else { return false }
    if isCodeAlone { return method == .postcode || method == .cedex }
    return (method == .postcodeAndCity || method == .cedex)
      && placement.notes.allSatisfy { $0.code == .formerCommune || $0.code == .locality }
  }

  // MARK: Keys

  /// Writes the code and the folded city; the length, or `nil` when the query says more than that, or says it in a way
  /// that needs reading.
  private static func writeKey(_ query: LocationQuery, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    guard query.citycode.isEmpty, query.latitude.isEmpty, query.longitude.isEmpty, query.country.isEmpty,
      query.address.isEmpty || !query.city.isEmpty, query.postcode.utf8.count == codeLength,
      // Letters in a company number may be a foreign country's.
      query.siret.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? true
    else { return nil }
    var length = 0
    for byte in query.postcode.utf8 {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      buffer[length] = byte
      length += 1
    }
    guard query.city.utf8.count <= longestCity else { return nil }
    var city = query.city
    return city.withUTF8 { appendFolded($0, to: buffer, from: length) }
  }

  /// Appends a city as `LatinFolding` folds it, hyphens as spaces; `nil` for anything but letters, digits, single
  /// separators and the usual accents, which the full reading takes.
  private static func appendFolded(
    _ city: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var length = start
    var index = 0
    while index < city.count {
      let byte = city[index]
      switch byte {
      case 0x41...0x5A: buffer[length] = byte | 0x20
      case 0x61...0x7A, 0x30...0x39, 0x27: buffer[length] = byte
      case 0x20, 0x2D:
        // " - " parts two names, and spaces at the ends or in a row need trimming.
        guard length > start, buffer[length - 1] != 0x20, index + 1 < city.count else { return nil }
        buffer[length] = 0x20
      case 0xC3:
        guard index + 1 < city.count else { return nil }
        let letter = accented[Int(city[index + 1] & 0x3F)]
        guard letter != 0 else { return nil }
        buffer[length] = letter
        index += 1
      default: return nil
      }
      length += 1
      index += 1
    }
    return length
  }

  /// U+00C0 to U+00FF as plain letters; 0 for pairs, signs, and the two that mojibake begins with.
  private static let accented: [UInt8] = "aa00aa0ceeeeiiii0nooooo00uuuuy00aaaaaa0ceeeeiiii0nooooo00uuuuy0y".utf8.map {
    $0 == 0x30 ? 0 : $0
  }

  /// FNV-1a (Fowler, Noll, Vo), its bits mixed once more for the choice of shard.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return (hash ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15
  }

  // MARK: A shard's table

  private static func find(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, in shard: inout Shard) -> Placement? {
    let mask = shard.slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while shard.slots[slot] != 0 {
      let index = Int(shard.slots[slot]) - 1
      if shard.hashes[index] == hash {
        let start = index == 0 ? 0 : shard.keyEnds[index - 1]
        if shard.keys[start..<shard.keyEnds[index]].elementsEqual(key) { return shard.answers[index] }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static func insert(
    _ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ placement: Placement, into shard: inout Shard
  ) {
    guard shard.answers.count < shardLimit, find(key, hash, in: &shard) == nil else { return }
    if (shard.answers.count + 1) * 2 > shard.slots.count { grow(&shard) }
    shard.answers.append(placement)
    shard.hashes.append(hash)
    shard.keys.append(contentsOf: key)
    shard.keyEnds.append(shard.keys.count)
    place(shard.answers.count, hash, in: &shard.slots)
  }

  private static func grow(_ shard: inout Shard) {
    shard.slots = [Int32](repeating: 0, count: shard.slots.count * 2)
    for (index, hash) in shard.hashes.enumerated() { place(index + 1, hash, in: &shard.slots) }
  }

  private static func place(_ number: Int, _ hash: UInt64, in slots: inout [Int32]) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }
}
