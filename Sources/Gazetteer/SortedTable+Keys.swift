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
}
