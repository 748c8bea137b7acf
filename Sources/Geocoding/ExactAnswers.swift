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

  /// Two hashes of a key: one says where it is kept, the other is compared. That a key asked for meets another's answer is
  /// less likely than one in 10^18, so the key itself need not be kept and read again.
  private struct Fingerprint {
    var place: UInt64
    var tag: UInt64
  }

  /// Sixteen bytes, so that none lies across two lines of a processor's cache: waiting for memory is most of a look-up.
  private struct Slot {
    var tag: UInt64 = 0
    var placement: Placement?
  }

  private struct Shard {
    /// Open addressing: twice as many slots as answers at least.
    var slots = [Slot](repeating: Slot(), count: 64)
    /// Where each slot's key belongs, for the day the table grows.
    var places = [UInt64](repeating: 0, count: 64)
    var count = 0
  }

  /// A lock cannot be an array's element; an object that holds one can.
  private final class LockedShard: Sendable {
    let mutex = Mutex(Shard())
  }

  private let shards = (0..<shardCount).map { _ in LockedShard() }

  /// The answer to a query, by this store or by `answer`, which is kept when it is exact. `nil` when the query is not of
  /// the form that is kept.
  func placement(_ query: LocationQuery, _ answer: () -> Placement) -> Placement? {
    var key = SIMD64<UInt8>()
    let length = withUnsafeMutableBytes(of: &key) { Self.writeKey(query, to: $0.bindMemory(to: UInt8.self)) }
    guard let length else { return nil }
    let fingerprint = Self.fingerprint(key, length)
    let shard = shards[Int(truncatingIfNeeded: fingerprint.place >> 58)]
    if let known = shard.mutex.withLock({ Self.find(fingerprint, in: &$0) }) { return known }
    let placement = answer()
    if Self.isKept(placement, isCodeAlone: length == Self.codeLength) {
      shard.mutex.withLock { Self.insert(fingerprint, placement, into: &$0) }
    }
    return placement
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
    // `nil` twice: a bridged string, which tables do not have, or a city that needs reading.
    return query.city.utf8.withContiguousStorageIfAvailable { appendFolded($0, to: buffer, from: length) } ?? nil
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

  /// The key's words, multiplied and mixed one after another in two lanes, as in wyhash (Wang Yi, 2019). Words behind the
  /// key are zero and left out; its length goes in first.
  private static func fingerprint(_ key: SIMD64<UInt8>, _ length: Int) -> Fingerprint {
    let words = unsafeBitCast(key, to: SIMD8<UInt64>.self)
    var place: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)
    var tag: UInt64 = 0xD6E8_FEB8_6659_FD93 &+ UInt64(length)
    for index in 0..<(length + 7) / 8 {
      let product = (place ^ words[index]).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
      place = product.high ^ product.low
      let other = (tag ^ words[index]).multipliedFullWidth(by: 0x94D0_49BB_1331_11EB)
      tag = (other.high ^ other.low) &+ place
    }
    return Fingerprint(place: place, tag: tag)
  }

  // MARK: A shard's table

  private static func find(_ fingerprint: Fingerprint, in shard: inout Shard) -> Placement? {
    shard.slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: fingerprint.place) & mask
      while slots[slot].placement != nil {
        if slots[slot].tag == fingerprint.tag { return slots[slot].placement }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  private static func insert(_ fingerprint: Fingerprint, _ placement: Placement, into shard: inout Shard) {
    guard shard.count < shardLimit, find(fingerprint, in: &shard) == nil else { return }
    shard.count += 1
    if shard.count * 2 > shard.slots.count {
      let old = zip(shard.slots, shard.places).filter { $0.0.placement != nil }
      shard.slots = [Slot](repeating: Slot(), count: shard.slots.count * 2)
      shard.places = [UInt64](repeating: 0, count: shard.slots.count)
      for (slot, place) in old { put(slot, place, in: &shard) }
    }
    put(Slot(tag: fingerprint.tag, placement: placement), fingerprint.place, in: &shard)
  }

  private static func put(_ slot: Slot, _ place: UInt64, in shard: inout Shard) {
    var index = Int(truncatingIfNeeded: place) & (shard.slots.count - 1)
    while shard.slots[index].placement != nil { index = (index + 1) & (shard.slots.count - 1) }
    shard.slots[index] = slot
    shard.places[index] = place
  }
}
