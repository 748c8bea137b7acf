import CPrefetch
import Geocoding
import Locking

import struct Synchronization.Atomic

/// Answers by the bytes of the cells that say where, each with its result columns as text of the output.
///
/// An open-addressing hash table over an arena. A slot is one word: a pointer to the entry and 16 bits of its hash. An
/// entry has its parts, its key and its text one behind the other from a cache line's start, so that a look-up touches a
/// slot and then memory in a row; a location typed in another way has the text of the first, and a note of its own that ends
/// it. Entries never change or move: any thread reads without a lock, and adds by a ``Writer`` of its own, which takes one for no
/// longer than it shows an entry that is whole. Memory is given back when the table is.
final class AnswerTable: Sendable {
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
    var number: UInt32 = 0

    static let size = MemoryLayout<Entry>.stride
    static let numberOffset = MemoryLayout<Entry>.offset(of: \.number) ?? 0
  }

  private let byKey = GrowingAddressSlots()
  private let byMeaning = GrowingAddressSlots()
  /// Memory for entries, freed at the end. Whoever has the lock may show an entry.
  private let arenas = Mutex<[UInt]>([])
  private let arenaBytes = Atomic<Int>(0)

  /// The key of an entry that none finds, and the note of one that has none.
  static var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

  private static let lineBytes = 64
  /// Bytes behind an entry that may be read: keys and texts are read in pieces.
  static let looseBytes = max(keyBytes, ByteBlock.looseBytes)

  deinit {
    for arena in arenas.withLock({ $0 }) { UnsafeMutableRawPointer(bitPattern: arena)?.deallocate() }
  }

  /// Asks for the first lines of a text; most texts have no more.
  @inline(__always)
  static func prefetch(text: UnsafeRawPointer) {
    CPrefetch.prefetch(text)
    CPrefetch.prefetch(text + lineBytes)
    CPrefetch.prefetch(text + 2 * lineBytes)
  }

  /// The slots of now: of keys, and of locations as they are meant.
  var slots: (byKey: Slots, byMeaning: Slots) { (byKey.now, byMeaning.now) }

  /// Distinct keys, and bytes that they take.
  var size: (count: Int, bytes: Int) { (byKey.count, arenaBytes.load(ordering: .relaxed)) }

  /// Adds entries for one thread, in memory of its own.
  final class Writer {
    let table: AnswerTable
    /// Entries added.
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var bytesLeft = 0
    @exclusivity(unchecked) private var next: UnsafeMutableRawPointer?

    private static let arenaBytes = 1 << 20

    init(_ table: AnswerTable) { self.table = table }

    /// Adds an answer unless the key has one; returns its entry, and whether it is new. With a meaning the answer is that of all
    /// keys that mean the same. O(length).
    func add(
      _ hash: UInt64, key: UnsafeRawBufferPointer, text: UnsafeRawBufferPointer, kind: Int,
      meaning: LocationMeaning? = nil
    ) -> (entry: UnsafeRawPointer, isNew: Bool) {
      let memory = allocate(Entry.size + key.count + text.count)
      let entry = Entry(
        text: UnsafeRawPointer(memory + Entry.size + key.count), tag: meaning?.tag ?? 0,
        keyLength: UInt32(key.count), textLength: UInt32(text.count), kind: UInt32(kind))
      return show(AnswerTable.put(entry, key: key, text, at: memory), hash, key, meaning)
    }

    /// Adds the answer of a meaning that no key has yet, unless it has one; returns its entry. O(length).
    func add(_ meaning: LocationMeaning, text: UnsafeRawBufferPointer, kind: Int) -> UnsafeRawPointer {
      let memory = allocate(Entry.size + text.count)
      let entry = Entry(
        text: UnsafeRawPointer(memory + Entry.size), tag: meaning.tag, keyLength: 0,
        textLength: UInt32(text.count), kind: UInt32(kind))
      let own = UnsafeRawPointer(AnswerTable.put(entry, text, at: memory))
      return UnsafeRawPointer(bitPattern: table.show(UInt(bitPattern: own), meaning)) ?? own
    }

    /// Adds a key that has another entry's answer, and a note that ends its text, unless it has one; returns its entry. O(length).
    func add(
      _ hash: UInt64, key: UnsafeRawBufferPointer, as other: UnsafeRawPointer,
      note: UnsafeRawBufferPointer = AnswerTable.nothing, kind: Int
    ) -> UnsafeRawPointer {
      let memory = allocate(Entry.size + key.count + note.count)
      var entry = other.entry
      entry.tag = 0
      entry.keyLength = UInt32(key.count)
      entry.noteLength = UInt32(note.count)
      entry.kind = UInt32(kind)
      return show(AnswerTable.put(entry, key: key, note, at: memory), hash, key, nil).entry
    }

    /// Shows an entry to all, unless another thread was faster.
    private func show(
      _ entry: UnsafeMutableRawPointer, _ hash: UInt64, _ key: UnsafeRawBufferPointer, _ meaning: LocationMeaning?
    ) -> (entry: UnsafeRawPointer, isNew: Bool) {
      count += 1
      let place = UInt(bitPattern: entry)
      let (known, isNew) = table.show(place, hash, key, meaning)
      return (UnsafeRawPointer(bitPattern: known) ?? UnsafeRawPointer(entry), isNew)
    }

    private func allocate(_ size: Int) -> UnsafeMutableRawPointer {
      let size = (size + AnswerTable.lineBytes - 1) & ~(AnswerTable.lineBytes - 1)
      if let next, size <= bytesLeft {
        bytesLeft -= size
        self.next = next + size
        return next
      }
      let arena = table.allocate(max(size, Self.arenaBytes))
      // An entry as large as an arena leaves what is left of the last one for the next small ones.
      if size < Self.arenaBytes {
        next = arena + size
        bytesLeft = Self.arenaBytes - size
      }
      return arena
    }
  }

  /// Writes an entry's parts, its key, and its text or note behind that.
  static func put(
    _ entry: Entry, key: UnsafeRawBufferPointer = AnswerTable.nothing, _ end: UnsafeRawBufferPointer,
    at memory: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    memory.storeBytes(of: entry, as: Entry.self)
    let place = memory + Entry.size
    if let base = key.baseAddress { place.copyMemory(from: base, byteCount: key.count) }
    if let base = end.baseAddress { (place + key.count).copyMemory(from: base, byteCount: end.count) }
    return memory
  }

  private func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    let arena = UnsafeMutableRawPointer.allocate(
      byteCount: bytes + AnswerTable.looseBytes, alignment: AnswerTable.lineBytes)
    let address = UInt(bitPattern: arena)
    arenas.withLock { $0.append(address) }
    arenaBytes.add(bytes, ordering: .relaxed)
    return arena
  }

  /// Shows the entry at an address to who asks for its meaning, unless that has one; the address of the meaning's entry.
  private func show(_ address: UInt, _ meaning: LocationMeaning) -> UInt {
    arenas.withLock { _ in
      if let known = byMeaning.now.entry(meaning) { return UInt(bitPattern: known) }
      guard let entry = UnsafeRawPointer(bitPattern: address) else { return address }
      byMeaning.show(entry, place: meaning.place, mark: meaning.tag)
      return address
    }
  }

  /// Shows the entry at an address unless its key has one; the address of the key's entry.
  private func show(
    _ address: UInt, _ hash: UInt64, _ key: UnsafeRawBufferPointer, _ meaning: LocationMeaning?
  ) -> (address: UInt, isNew: Bool) {
    arenas.withLock { _ in
      if let base = key.baseAddress, let known = byKey.now.entry(hash, base, key.count) {
        return (UInt(bitPattern: known), false)
      }
      guard let entry = UnsafeMutableRawPointer(bitPattern: address) else { return (address, false) }
      entry.storeBytes(of: UInt32(byKey.count), toByteOffset: Entry.numberOffset, as: UInt32.self)
      byKey.show(entry, place: hash, mark: hash)
      if let meaning, byMeaning.now.entry(meaning) == nil {
        byMeaning.show(entry, place: meaning.place, mark: meaning.tag)
      }
      return (address, true)
    }
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
}
