import Glibc

/// Reads JSON (RFC 8259) value by value from bytes that come block by block.
///
/// Lenient where a person would be: `NaN` and `Infinity` are null, control characters may stand in texts, of equal keys
/// the last counts, bytes that are no UTF-8 are left for the reader of text to judge.
final class JSONScanner {
  /// The line of the next byte, 1-based.
  private(set) var line = 1
  /// True when the document may go on beyond the bytes given.
  let isCut: Bool
  private let source: ByteSource
  private var block: [UInt8]
  private var position = 0
  private var end = 0

  private static let blockBytes = 256 << 10

  /// Reads from a source.
  init(_ source: ByteSource) {
    self.source = source
    isCut = false
    block = [UInt8](repeating: 0, count: Self.blockBytes)
  }

  /// Reads bytes that are the head of a document.
  init(head: [UInt8], isCut: Bool, path: String) {
    source = ByteSource(bytes: [], name: path)
    self.isCut = isCut
    block = head
    end = head.count
  }

  /// The next byte that is no white space, without taking it; `nil` at the end.
  func peek() throws(TableError) -> UInt8? {
    while true {
      while position < end {
        let byte = block[position]
        if byte > 0x20 { return byte }
        if byte == 0x0A { line += 1 }
        position += 1
      }
      guard try fill() else { return nil }
    }
  }

  /// Takes the next byte that is no white space if it is this one.
  func take(_ wanted: UInt8) throws(TableError) -> Bool {
    guard try peek() == wanted else { return false }
    position += 1
    return true
  }

  /// Takes the next byte that is no white space, which has to be this one.
  func expect(_ wanted: UInt8) throws(TableError) {
    guard try take(wanted) else { throw try failure() }
  }

  /// Passes over a byte order mark.
  func skipByteOrderMark() throws(TableError) {
    guard try peek() == 0xEF else { return }
    for byte in [0xEF, 0xBB, 0xBF] as [UInt8] { try expect(byte) }
  }

  /// Takes a text and the colon after it; appends the text without escapes.
  func readKey(into bytes: inout [UInt8]) throws(TableError) {
    try expect(0x22)
    try readString(into: &bytes)
    try expect(0x3A)
  }

  /// Appends the next value, whose key stands already in the tree's bytes; of an array, `isOpen` says that its bracket
  /// is taken already.
  func readValue(
    into tree: inout ElementTree, key: Range<Int> = 0..<0, depth: Int = 0, isOpen: Bool = false
  ) throws(TableError) {
    guard let first = isOpen ? 0x5B : try peek() else { throw try failure() }
    guard depth < DocumentLimits.depth else { throw .damaged(path: source.path, part: "", line: line) }
    guard tree.nodes.count < DocumentLimits.valuesPerElement,
      tree.bytes.count < TableReader.recordByteLimit
    else {
      throw .recordTooLong(path: source.path, line: line, limitBytes: TableReader.recordByteLimit)
    }
    let number = tree.nodes.count
    let start = tree.bytes.count
    tree.nodes.append(
      ElementTree.Node(
        kind: .null, keyStart: UInt32(key.lowerBound), keyEnd: UInt32(key.upperBound), textStart: UInt32(start),
        textEnd: UInt32(start), next: 0))
    var kind = ElementTree.Kind.null
    switch first {
    case 0x22:
      kind = .string
      position += 1
      try readString(into: &tree.bytes)
    case 0x7B:
      kind = .object
      position += 1
      try readObject(into: &tree, depth: depth)
    case 0x5B:
      kind = .array
      if !isOpen { position += 1 }
      if try !take(0x5D) {
        repeat { try readValue(into: &tree, depth: depth + 1) } while try take(0x2C)
        try expect(0x5D)
      }
    default: kind = try readWord(into: &tree.bytes)
    }
    tree.nodes[number].kind = kind
    if kind.rawValue < ElementTree.Kind.array.rawValue { tree.nodes[number].textEnd = UInt32(tree.bytes.count) }
    tree.nodes[number].next = UInt32(tree.nodes.count)
  }

  private func readObject(into tree: inout ElementTree, depth: Int) throws(TableError) {
    if try take(0x7D) { return }
    repeat {
      let start = tree.bytes.count
      try readKey(into: &tree.bytes)
      try readValue(into: &tree, key: start..<tree.bytes.count, depth: depth + 1)
    } while try take(0x2C)
    try expect(0x7D)
  }

  /// What to throw where something else was expected: at the end of the bytes the rest is missing.
  func failure() throws(TableError) -> TableError {
    try peek() == nil ? .truncated(path: source.path) : .damaged(path: source.path, part: "", line: line)
  }

  private func fill() throws(TableError) -> Bool {
    end = try block.isEmpty ? 0 : block.readBlock(from: source)
    position = 0
    return end > 0
  }

  // MARK: Texts, numbers and words

  private func nextByte() throws(TableError) -> UInt8 {
    if position == end, try !fill() { throw .truncated(path: source.path) }
    defer { position += 1 }
    return block[position]
  }

  /// Reads on behind the quote.
  private func readString(into bytes: inout [UInt8]) throws(TableError) {
    while true {
      var stop = position
      block.withUnsafeBufferPointer { block in
        while stop < end, block[stop] != 0x22, block[stop] != 0x5C { stop += 1 }
      }
      if stop > position {
        bytes.append(contentsOf: block[position..<stop])
        position = stop
        guard bytes.count <= TableReader.recordByteLimit * 2 else {
          throw .recordTooLong(path: source.path, line: line, limitBytes: TableReader.recordByteLimit)
        }
      }
      switch try nextByte() {
      case 0x22: return
      case 0x5C: try readEscape(into: &bytes)
      case let byte: bytes.append(byte)
      }
    }
  }

  private func readEscape(into bytes: inout [UInt8]) throws(TableError) {
    switch try nextByte() {
    case 0x6E: bytes.append(0x0A)
    case 0x74: bytes.append(0x09)
    case 0x72: bytes.append(0x0D)
    case 0x62: bytes.append(0x08)
    case 0x66: bytes.append(0x0C)
    case 0x75:
      var value = try readHexadecimal()
      // The second half of a pair, if it is one; a half alone is no character.
      while (0xD800..<0xDC00).contains(value) {
        guard try hasTwoBytes(), block[position] == 0x5C, block[position + 1] == 0x75 else { break }
        position += 2
        let low = try readHexadecimal()
        guard (0xDC00..<0xE000).contains(low) else {
          Self.append(0xFFFD, to: &bytes)
          value = low
          continue
        }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      Self.append(value, to: &bytes)
    case let byte: bytes.append(byte)
    }
  }

  private func hasByte() throws(TableError) -> Bool {
    if position < end { return true }
    return try fill()
  }

  /// Reads on, if need be, without losing the bytes that are left; true when there are two at least.
  private func hasTwoBytes() throws(TableError) -> Bool {
    if position + 1 < end { return true }
    guard !isCut, block.count == Self.blockBytes else { return false }
    let rest = Array(block[position..<end])
    var more = [UInt8](repeating: 0, count: Self.blockBytes - rest.count)
    let count = try more.readBlock(from: source)
    block.replaceSubrange(0..<rest.count, with: rest)
    block.replaceSubrange(rest.count..<rest.count + count, with: more[..<count])
    position = 0
    end = rest.count + count
    return end > 1
  }

  private func readHexadecimal() throws(TableError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try nextByte()
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | (UInt32(byte | 0x20) - 0x57)
      default: throw .damaged(path: source.path, part: "", line: line)
      }
    }
    return value
  }

  private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
  }

  /// Reads a number, `true`, `false` or `null`.
  private func readWord(into bytes: inout [UInt8]) throws(TableError) -> ElementTree.Kind {
    let start = bytes.count
    while try hasByte() {
      let byte = block[position]
      guard (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || [0x2B, 0x2D, 0x2E].contains(byte)
      else { break }
      bytes.append(byte)
      position += 1
      guard bytes.count - start < 4096 else { break }
    }
    let word = bytes[start...]
    guard let first = word.first else { throw try failure() }
    if (0x30...0x39).contains(first) || (first == 0x2D && word.count > 1 && word[start + 1] != 0x49) {
      // A number's zeros after the point say nothing: 59530.0 is what pandas makes of 59530.
      let digits = word.drop { (0x30...0x39).contains($0) || $0 == 0x2D }
      if digits.first == 0x2E, digits.dropFirst().allSatisfy({ $0 == 0x30 }) { bytes.removeLast(digits.count) }
      return .number
    }
    if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) { return .bool }
    let isNull = ["null", "NaN", "Infinity", "-Infinity"].contains { word.elementsEqual($0.utf8) }
    bytes.removeSubrange(start...)
    if !isNull { throw try failure() }
    return .null
  }
}
