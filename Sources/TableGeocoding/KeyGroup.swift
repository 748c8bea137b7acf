import CPrefetch
import Tables

/// The keys and answers of some consecutive rows.
///
/// Rows are looked up in groups and each step is done for the whole group, so that the processor waits for the memory of
/// several rows at a time and not for one after the other. It belongs to one thread's geocoder, and exclusive access is not
/// checked at run time.
final class KeyGroup {
  /// Rows in a full group: of the few whose locations are new, too, the memory of several is fetched at a time.
  static let capacity = 256

  /// Rows of this group.
  @exclusivity(unchecked) private(set) var count = 0
  private let offsets: UnsafeMutablePointer<Int>
  private let lengths: UnsafeMutablePointer<Int>
  private let hashes: UnsafeMutablePointer<UInt64>
  private let found: UnsafeMutablePointer<UnsafeRawPointer?>
  /// Keys that do not stand in the text in one piece.
  private let gathered = ByteBlock()
  @exclusivity(unchecked) private var keyStart = 0
  @exclusivity(unchecked) private var gatheredCount = 0
  @exclusivity(unchecked) private var base: UnsafeRawPointer

  init() {
    offsets = .allocate(capacity: Self.capacity)
    lengths = .allocate(capacity: Self.capacity)
    hashes = .allocate(capacity: Self.capacity)
    found = .allocate(capacity: Self.capacity)
    base = UnsafeRawPointer(gathered.base)
  }

  deinit {
    offsets.deallocate()
    lengths.deallocate()
    hashes.deallocate()
    found.deallocate()
  }

  /// Begins a group of rows.
  func begin(_ count: Int) { self.count = count }

  // MARK: Keys

  /// Takes the cells of adjacent columns as they stand in the text of so many bytes, delimiters between them; false when one
  /// of them is quoted, whose text may be that of a cell without quotes, or when a row has nothing in them.
  func takeInPlace(_ rows: RecordPointers, from first: Int, columns: ClosedRange<Int>, textCount: Int) -> Bool {
    let (offsets, lengths) = (offsets, lengths)
    var flags: UInt32 = 0
    var isBlank = false
    for row in 0..<count {
      let record = (first &+ row) &* 2
      let firstCell = Int(rows.records[record &+ 1])
      let cellCount = Int(rows.records[record &+ 3]) &- firstCell
      guard columns.upperBound < cellCount else {
        // A short row: rare enough to be gathered with its group.
        return false
      }
      let firstKeyCell = firstCell &+ columns.lowerBound
      let start: Int
      if columns.lowerBound == 0 {
        start = Int(rows.records[record])
      } else {
        start = Int(rows.cells[firstKeyCell &- 1] & ~RecordPointers.flags) &+ 1
      }
      for cell in firstKeyCell...firstCell &+ columns.upperBound { flags |= rows.cells[cell] }
      let end = Int(rows.cells[firstCell &+ columns.upperBound] & ~RecordPointers.flags)
      offsets[row] = start
      lengths[row] = end &- start
      if !isBlank { isBlank = Self.isBlank(rows.base + start, end &- start) }
    }
    guard flags & RecordPointers.flags == 0, !isBlank else { return false }
    base = UnsafeRawPointer(rows.base)
    if offsets[count &- 1] &+ AnswerTable.keyBytes > textCount { gatherTaken() }
    return true
  }

  /// Copies keys that were taken in place from the end of a text, behind which nothing may be read.
  private func gatherTaken() {
    removeAll()
    for row in 0..<count {
      gathered.append(base + offsets[row], lengths[row])
      offsets[row] = gathered.count - lengths[row]
    }
    gathered.reserve(AnswerTable.keyBytes)
    base = UnsafeRawPointer(gathered.base)
  }

  /// True for spaces and delimiters alone. Most keys begin with something else.
  @inline(__always)
  private static func isBlank(_ key: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    for position in 0..<length {
      let byte = key[position]
      if byte > 0x20, byte != 0x3B, byte != 0x2C, byte != 0x7C { return false }
    }
    return true
  }

  /// Begins to gather keys.
  func removeAll() {
    gathered.removeAll()
    keyStart = 0
    gatheredCount = 0
  }

  /// Appends bytes to the key being gathered.
  func append(_ bytes: some Collection<UInt8>) { gathered.append(bytes) }

  /// Appends bytes to the key being gathered.
  func append(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress { gathered.append(base, bytes.count) }
  }

  /// Ends the key being gathered.
  func endKey() {
    offsets[gatheredCount] = keyStart
    lengths[gatheredCount] = gathered.count - keyStart
    keyStart = gathered.count
    gatheredCount += 1
    gathered.reserve(AnswerTable.keyBytes)
    base = UnsafeRawPointer(gathered.base)
  }

  // MARK: Answers

  /// Looks the keys up; false when one has no answer yet.
  func find(_ slots: AnswerTable.Slots) -> Bool {
    let (offsets, lengths, hashes, found) = (offsets, lengths, hashes, found)
    let base = base
    let masks = AnswerTable.masks
    for row in 0..<count {
      let hash = AnswerTable.hash(base + offsets[row], lengths[row], masks)
      hashes[row] = hash
      slots.prefetchWord(hash)
    }
    // The memory of the entries is on its way when they are compared below, and then that of the texts, which are copied after that.
    for row in 0..<count {
      if let entry = slots.first(hashes[row]) { prefetch(entry) }
    }
    var isComplete = true
    for row in 0..<count {
      let entry = slots.entry(hashes[row], base + offsets[row], lengths[row], masks)
      found[row] = entry
      guard let entry else {
        isComplete = false
        continue
      }
      let parts = entry.entry
      AnswerTable.prefetch(text: parts.text)
      if parts.noteLength > 0, let note = entry.noteOfEntry.baseAddress { prefetch(note) }
    }
    return isComplete
  }

  /// The entry of a row's answer; `nil` when it has none yet.
  @inline(__always)
  func entry(_ row: Int) -> UnsafeRawPointer? { found[row] }

  /// Sets the entry of a row's answer.
  func setEntry(_ entry: UnsafeRawPointer, of row: Int) { found[row] = entry }

  /// The key of a row and its hash.
  func key(_ row: Int) -> (hash: UInt64, bytes: UnsafeRawBufferPointer) {
    (hashes[row], UnsafeRawBufferPointer(start: base + offsets[row], count: lengths[row]))
  }
}
