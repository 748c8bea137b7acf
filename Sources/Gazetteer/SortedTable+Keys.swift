import Glibc

/// Going through the keys of a table in their order.
extension SortedTable {
  /// Calls `body` with each line and its key, in order. O(size).
  func forEachKeyAndLine(_ body: (_ key: UnsafeBufferPointer<UInt8>, _ line: Line) -> Void) {
    var offset = start
    while offset < end {
      let line = line(at: offset)
      body(key(at: offset), line)
      offset = line.end + 1
    }
  }

  /// Calls `body` with each key and the offset of its first line, in order. O(size).
  func forEachKey(_ body: (_ key: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Void) {
    var previous = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var offset = start
    while offset < end {
      let key = key(at: offset)
      if offset == start || Self.order(key, previous) != 0 { body(key, offset) }
      previous = key
      offset = end(ofLineAt: offset) + 1
    }
  }

  /// Calls `body` with each key, its first line, and whether no other line has it, in order. O(size).
  func forEachKey(_ body: (_ key: UnsafeBufferPointer<UInt8>, _ first: Line, _ isSole: Bool) -> Void) {
    var offset = start
    while offset < end {
      let key = key(at: offset)
      let line = line(at: offset)
      offset = line.end + 1
      let isSole = !isKey(key, at: offset)
      while isKey(key, at: offset) { offset = end(ofLineAt: offset) + 1 }
      body(key, line, isSole)
    }
  }

  /// The first field of the line that starts at an offset.
  private func key(at offset: Int) -> UnsafeBufferPointer<UInt8> {
    guard let base = bytes.buffer.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = 0
    let most = end - offset
    let line = base + offset
    while count < most, line[count] != UInt8(ascii: ";"), line[count] != UInt8(ascii: "\n") { count &+= 1 }
    return UnsafeBufferPointer(start: line, count: count)
  }

  /// Negative, zero or positive as one key sorts before, with or after another.
  private static func order(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
    guard let own = first.baseAddress, let other = second.baseAddress else { return first.count - second.count }
    let order = Int(memcmp(own, other, min(first.count, second.count)))
    return order != 0 ? order : first.count - second.count
  }

  /// Goes through the keys beside those of another table.
  func cursor() -> Cursor { Cursor(table: self, offset: start) }

  /// A place in a table that moves on to one key after another.
  struct Cursor {
    fileprivate let table: SortedTable
    fileprivate var offset: Int

    /// Moves to a key, which sorts behind those before; false when the table has no such key. O(lines passed).
    mutating func moves(to key: UnsafeBufferPointer<UInt8>) -> Bool {
      guard let base = table.bytes.buffer.baseAddress else { return false }
      while offset < table.end {
        let line = base + offset
        let most = table.end &- offset
        var common = 0
        while common < key.count, common < most, line[common] == key[common] { common &+= 1 }
        // What ends a key, in lines and in the text, comes before all that it may have.
        let isInKey = common < most && line[common] != UInt8(ascii: ";") && line[common] != UInt8(ascii: "\n")
        let next = isInKey ? Int(line[common]) : -1
        let wanted = common < key.count ? Int(key[common]) : -1
        if next >= wanted { return next == wanted }
        offset = table.end(ofLineAt: offset &+ common) + 1
      }
      return false
    }
  }
}
