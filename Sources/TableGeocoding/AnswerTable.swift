import Geocoding
import Locking

import struct Synchronization.Atomic

/// Answers by the bytes of the cells that say where, each with its result columns as text of the output.
///
/// An open-addressing hash table over an arena. A slot is one word: a pointer to the entry and 16 bits of its hash. An
/// entry has its parts, its key and its text one behind the other from a cache line's start, so that a look-up touches a
/// slot and then memory in a row; a location typed in another way has the text of the first, and a note of its own that ends
/// it. Entries never change or move:
/// any thread reads without a lock, and only adding takes one. Memory is given back when the table is.
///
/// The first ``keyBytes`` of a key are hashed and compared as words, those beyond its end masked: the lengths of names are
/// as good as random, and a loop over them would be mispredicted at every row. So keys have to be readable that far.
final class AnswerTable: Sendable {
  /// Bytes from a key's start that are read, whatever its length.
  static let keyBytes = 32

  /// An entry's parts, in its first bytes.
  struct Entry {
    /// Where the text is: behind the key, or behind another entry's.
    var text: UnsafeRawPointer
    /// Of the location as it is meant; 0 when only this key has this answer.
    var tag: UInt64
    var keyLength: UInt32
    var textLength: UInt32
    /// Bytes behind the key that end the text of this entry alone.
    var noteLength: UInt32 = 0
    /// What the answer counts as: an index of ``kinds()``.
    var kind: UInt32
    /// Counts the entries of the table from 0.
    var number: UInt32

    static let size = MemoryLayout<Entry>.stride
  }

  /// The slots at one moment. Entries added later may be missing, never wrong.
  struct Slots {
    fileprivate let words: UnsafeMutablePointer<Atomic<UInt64>>
    let mask: Int

    private static let pointerBits: UInt64 = (1 << 48) - 1

    /// The word of the slot where a hash belongs; a first touch, so that several rows' memory is fetched at a time.
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

    fileprivate static func make(_ count: Int) -> Slots {
      let words = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: count)
      for index in 0..<count { (words + index).initialize(to: Atomic(0)) }
      return Slots(words: words, mask: count - 1)
    }

    /// What a slot has for an entry: its address and the upper bits of a mark.
    fileprivate static func word(of entry: UnsafeRawPointer, mark: UInt64) -> UInt64 {
      UInt64(UInt(bitPattern: entry)) | mark & ~pointerBits
    }

    /// Puts a word into the first free slot from `place` on.
    fileprivate func put(_ word: UInt64, place: UInt64) {
      var slot = Int(truncatingIfNeeded: place) & mask
      while words[slot].load(ordering: .relaxed) != 0 { slot = (slot &+ 1) & mask }
      words[slot].store(word, ordering: .releasing)
    }
  }

  /// Slots that grow, at most half full; whoever changes them holds the lock.
  private struct GrowingSlots {
    private(set) var now = Slots.make(1024)
    /// Slots that were outgrown; a thread may still be reading them.
    private var outgrown: [Slots] = []
    /// What is in the slots, in one piece to be put into larger ones.
    private var filled: [(word: UInt64, place: UInt64)] = []

    var count: Int { filled.count }

    mutating func show(_ entry: UnsafeRawPointer, place: UInt64, mark: UInt64) {
      let word = Slots.word(of: entry, mark: mark)
      filled.append((word, place))
      guard filled.count * 2 > now.mask else { return now.put(word, place: place) }
      outgrown.append(now)
      now = Slots.make((now.mask + 1) * 2)
      for (word, place) in filled { now.put(word, place: place) }
    }

    func free() {
      for slots in outgrown + [now] { slots.words.deallocate() }
    }
  }

  /// Memory that only whoever holds the lock writes to; entries in it are whole before a slot shows them. Freed at the end.
  private final class Memory: @unchecked Sendable {
    // Exclusive access is not checked: whoever adds has the lock.
    @exclusivity(unchecked) var byKey = GrowingSlots()
    @exclusivity(unchecked) var byMeaning = GrowingSlots()
    @exclusivity(unchecked) var arenas: [UnsafeMutableRawPointer] = []
    @exclusivity(unchecked) var arenaBytesLeft = 0
    @exclusivity(unchecked) var next: UnsafeMutableRawPointer?
    @exclusivity(unchecked) var bytes = 0

    private static let arenaBytes = 1 << 20
    private static let lineBytes = AnswerTable.lineBytes

    deinit {
      for arena in arenas { arena.deallocate() }
      byKey.free()
      byMeaning.free()
    }

    func allocate(_ size: Int) -> UnsafeMutableRawPointer {
      let size = (size + Self.lineBytes - 1) & ~(Self.lineBytes - 1)
      if let next, size <= arenaBytesLeft {
        arenaBytesLeft -= size
        self.next = next + size
        return next
      }
      let arena = UnsafeMutableRawPointer.allocate(
        byteCount: max(size, Self.arenaBytes) + AnswerTable.touchedBytes, alignment: Self.lineBytes)
      arenas.append(arena)
      bytes += max(size, Self.arenaBytes)
      // An entry as large as an arena leaves what is left of the last one for the next small ones.
      if size < Self.arenaBytes {
        next = arena + size
        arenaBytesLeft = Self.arenaBytes - size
      }
      return arena
    }
  }

  private let memory = Mutex(Memory())

  private static let lineBytes = 64
  /// Bytes from a text's start that may be read, whatever its length; most texts have no more.
  static let touchedBytes = 192

  /// Reads from each of the first lines of a text, so that they are fetched.
  @inline(__always)
  static func touch(text: UnsafeRawPointer) -> UInt64 {
    text.loadUnaligned(as: UInt64.self) ^ text.loadUnaligned(fromByteOffset: 64, as: UInt64.self)
      ^ text.loadUnaligned(fromByteOffset: 128, as: UInt64.self)
  }

  /// The slots of now: of keys, and of locations as they are meant.
  var slots: (byKey: Slots, byMeaning: Slots) { memory.withLock { ($0.byKey.now, $0.byMeaning.now) } }

  /// Distinct keys, and bytes that they take.
  var size: (count: Int, bytes: Int) { memory.withLock { ($0.byKey.count, $0.bytes) } }

  /// Adds an answer unless the key has one; returns its entry, and whether it is new. With a meaning the answer is that of all
  /// keys that mean the same. O(length).
  func add(
    _ hash: UInt64, key: UnsafeRawBufferPointer, text: [UInt8], kind: Int, meaning: LocationMeaning? = nil
  ) -> (entry: EntryPointer, isNew: Bool) {
    memory.withLock { memory in
      if let base = key.baseAddress, let known = memory.byKey.now.entry(hash, base, key.count) {
        return (EntryPointer(known), false)
      }
      let memoryOfEntry = memory.allocate(Entry.size + key.count + text.count)
      let entry = Entry(
        text: UnsafeRawPointer(memoryOfEntry + Entry.size + key.count), tag: meaning?.tag ?? 0,
        keyLength: UInt32(key.count), textLength: UInt32(text.count), kind: UInt32(kind),
        number: UInt32(memory.byKey.count))
      Self.put(entry, key: key, text, at: memoryOfEntry)
      memory.byKey.show(memoryOfEntry, place: hash, mark: hash)
      if let meaning, memory.byMeaning.now.entry(meaning) == nil {
        memory.byMeaning.show(memoryOfEntry, place: meaning.place, mark: meaning.tag)
      }
      return (EntryPointer(memoryOfEntry), true)
    }
  }

  /// Adds a key that has another entry's answer, and a note that ends its text, unless it has one; returns its entry. O(length).
  func add(
    _ hash: UInt64, key: UnsafeRawBufferPointer, as other: EntryPointer, note: [UInt8] = [], kind: Int
  ) -> EntryPointer {
    memory.withLock { memory in
      if let base = key.baseAddress, let known = memory.byKey.now.entry(hash, base, key.count) {
        return EntryPointer(known)
      }
      let memoryOfEntry = memory.allocate(Entry.size + key.count + note.count)
      var entry = other.pointer.entry
      entry.tag = 0
      entry.keyLength = UInt32(key.count)
      entry.noteLength = UInt32(note.count)
      entry.kind = UInt32(kind)
      entry.number = UInt32(memory.byKey.count)
      Self.put(entry, key: key, note, at: memoryOfEntry)
      memory.byKey.show(memoryOfEntry, place: hash, mark: hash)
      return EntryPointer(memoryOfEntry)
    }
  }

  /// Writes an entry's parts, its key, and its text or note behind that.
  private static func put(
    _ entry: Entry, key: UnsafeRawBufferPointer, _ end: [UInt8], at memory: UnsafeMutableRawPointer
  ) {
    memory.storeBytes(of: entry, as: Entry.self)
    let place = memory + Entry.size
    if let base = key.baseAddress { place.copyMemory(from: base, byteCount: key.count) }
    end.withUnsafeBytes { end in
      if let base = end.baseAddress { (place + key.count).copyMemory(from: base, byteCount: end.count) }
    }
  }

  /// An entry's place, which lives as long as the table: hence `@unchecked Sendable`.
  struct EntryPointer: @unchecked Sendable {
    let pointer: UnsafeRawPointer
    init(_ pointer: UnsafeRawPointer) { self.pointer = pointer }
  }

  fileprivate typealias Words = SIMD4<UInt64>

  /// Masks of the first so many of ``keyBytes`` bytes: as many ones as zeros, read from further on for a shorter key. It lives as
  /// long as the program.
  struct Masks: @unchecked Sendable {
    fileprivate let start: UnsafeRawPointer

    fileprivate init() {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: AnswerTable.keyBytes * 2, alignment: 64)
      for offset in 0..<AnswerTable.keyBytes * 2 {
        memory.storeBytes(of: offset < AnswerTable.keyBytes ? 0xFF : 0, toByteOffset: offset, as: UInt8.self)
      }
      start = UnsafeRawPointer(memory)
    }
  }

  /// Fetched once for many keys: reading a static property is more than a mask is.
  static let masks = Masks()

  /// The mask of a key's first words.
  @inline(__always)
  fileprivate static func mask(_ length: Int, _ masks: Masks) -> Words {
    masks.start.loadUnaligned(fromByteOffset: keyBytes &- min(length, keyBytes), as: Words.self)
  }

  /// Words multiplied and folded: the mixing step of Wang Yi's wyhash. Reads ``keyBytes``.
  @inline(__always)
  static func hash(_ key: UnsafeRawPointer, _ length: Int, _ masks: Masks = AnswerTable.masks) -> UInt64 {
    let words = key.loadUnaligned(as: Words.self) & mask(length, masks)
    var hash = mix(words[0] ^ 0xA076_1D64_78BD_642F, words[1] ^ 0xE703_7ED1_A0B4_28DB)
    hash ^= mix(words[2] ^ 0x8EBC_6AF0_9C88_C6E3, words[3] ^ 0x5899_65CC_7537_4CC3)
    var offset = keyBytes
    while offset < length {
      let start = min(offset, length &- 8)
      hash = mix(hash ^ key.loadUnaligned(fromByteOffset: start, as: UInt64.self), 0xA076_1D64_78BD_642F)
      offset &+= 8
    }
    return mix(hash ^ UInt64(truncatingIfNeeded: length), 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  private static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    return product.high ^ product.low
  }
}

extension UnsafeRawPointer {
  /// The parts of the answer whose entry begins here.
  @inline(__always)
  var entry: AnswerTable.Entry { load(as: AnswerTable.Entry.self) }

  /// The note that ends the text of the answer whose entry begins here; mostly empty.
  @inline(__always)
  var noteOfEntry: UnsafeRawBufferPointer {
    let parts = entry
    return UnsafeRawBufferPointer(
      start: self + AnswerTable.Entry.size + Int(parts.keyLength), count: Int(parts.noteLength))
  }

  /// True when the entry that begins here has this key.
  @inline(__always)
  fileprivate func isKey(_ key: UnsafeRawPointer, _ length: Int, _ masks: AnswerTable.Masks) -> Bool {
    let stored = self + AnswerTable.Entry.size
    // An entry has a line at least, so that its first words may be read too.
    let differing =
      (key.loadUnaligned(as: AnswerTable.Words.self) ^ stored.loadUnaligned(as: AnswerTable.Words.self))
      & AnswerTable.mask(length, masks)
    guard Int(entry.keyLength) == length, differing[0] | differing[1] | differing[2] | differing[3] == 0 else {
      return false
    }
    var offset = AnswerTable.keyBytes
    while offset < length {
      let start = min(offset, length &- 8)
      guard
        key.loadUnaligned(fromByteOffset: start, as: UInt64.self)
          == stored.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      else { return false }
      offset &+= 8
    }
    return true
  }
}
