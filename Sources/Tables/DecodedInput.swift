/// A source as UTF-8 text: what has been read and decoded and not been taken yet.
struct DecodedInput {
  let source: ByteSource
  private(set) var encoding: TextEncoding
  private(set) var hasByteOrderMark = false
  /// Decoded and not taken.
  private(set) var text: [UInt8] = []
  /// Offset of ``text`` in the whole decoded text.
  private(set) var textOffset = 0
  /// True when ``text`` is all that is left.
  private(set) var isAtEnd = false

  private var decoder: TextDecoder
  private var spoiltOffsetsTaken = 0
  private var block: [UInt8] = []
  private let blockBytes: Int

  /// Bytes asked of the system at a time: what the second-level cache holds while it is decoded.
  static let blockBytes = 256 << 10
  /// Control characters that no text has, in so large a share, mean that the bytes are none.
  private static let binaryControlShare = 0.05
  /// A few of them are strays.
  private static let strayControls = 4

  /// Reads `sampleBytes` and finds the encoding unless it is given.
  ///
  /// Throws ``TableError/emptyFile(path:)`` and ``TableError/notATable(path:kind:)``.
  init(_ source: ByteSource, encoding: TextEncoding?, sampleBytes: Int, blockBytes: Int = Self.blockBytes)
    throws(TableError)
  {
    self.source = source
    // One byte more than a small file has tells that it ends; the size of a file of /proc is 0 whatever it holds.
    let size = source.rendered == nil ? source.size : nil
    let expected = size.flatMap { $0 > 0 ? $0 + 1 : nil } ?? sampleBytes
    var head = [UInt8](repeating: 0, count: min(sampleBytes, expected))
    let count = try head.readBlock(from: source)
    let isAtEnd = count < head.count
    head.removeSubrange(count...)
    guard !head.isEmpty else { throw .emptyFile(path: source.path) }
    if source.rendered == nil, let foreign = ForeignFormat(sniffing: head) {
      throw .notATable(path: source.path, kind: foreign)
    }
    let detection = head.withUnsafeBufferPointer { head in
      encoding.map { TextEncoding.Detection(encoding: $0, markLength: $0.markLength(head)) }
        ?? TextEncoding.detect(head)
    }
    self.encoding = detection.encoding
    hasByteOrderMark = detection.markLength > 0
    decoder = TextDecoder(detection.encoding)
    self.blockBytes = blockBytes
    head.withUnsafeBufferPointer {
      decoder.decode(
        UnsafeBufferPointer(rebasing: $0[detection.markLength...]), isFinal: isAtEnd, into: &text)
    }
    self.isAtEnd = isAtEnd
    let controls = text.reduce(0) { $0 + ($1 < 0x20 && !(0x09...0x0D).contains($1) ? 1 : 0) }
    if source.rendered == nil, controls > Self.strayControls,
      Double(controls) > Double(text.count) * Self.binaryControlShare
    {
      throw .notATable(path: source.path, kind: .binary)
    }
    if isAtEnd, text.allSatisfy({ $0 <= 0x20 }) { throw .emptyFile(path: source.path) }
  }

  /// Bytes that were no text in the encoding, so far.
  var spoiltCount: Int { decoder.spoiltCount }

  /// The first of the bytes that were no text, by their offset in the decoded text; each is given once.
  mutating func takeSpoiltOffsets(below end: Int) -> [Int] {
    let offsets = decoder.spoiltOffsets[spoiltOffsetsTaken...].prefix { $0 < end }
    spoiltOffsetsTaken += offsets.count
    return Array(offsets)
  }

  /// Reads and decodes until ``text`` has `count` bytes or the source ends.
  mutating func fill(upTo count: Int) throws(TableError) {
    guard !isAtEnd, text.count < count else { return }
    // What a decoder kept and a block's worth more than asked for.
    text.reserveCapacity(count + blockBytes + blockBytes / 16)
    while !isAtEnd, text.count < count {
      if encoding == .utf8 { try fillUTF8() } else { try fillBlock() }
    }
  }

  /// Reads UTF-8 where it is to stay: mostly there is nothing to decode.
  private mutating func fillUTF8() throws(TableError) {
    let start = text.count
    let kept = decoder.takeKept()
    text += kept
    let end = text.count
    text.append(contentsOf: repeatElement(0, count: blockBytes))
    let read = try text.readBlock(from: source, at: end)
    text.removeLast(blockBytes - read)
    isAtEnd = read < blockBytes
    decoder.settleUTF8(&text, from: start, isFinal: isAtEnd)
  }

  private mutating func fillBlock() throws(TableError) {
    if block.isEmpty { block = [UInt8](repeating: 0, count: blockBytes) }
    let read = try block.readBlock(from: source)
    isAtEnd = read < block.count
    block.withUnsafeBufferPointer {
      decoder.decode(UnsafeBufferPointer(rebasing: $0[..<read]), isFinal: isAtEnd, into: &text)
    }
  }

  /// Gives the records of a scan the rows of the spreadsheet or document they come from, and returns the first one's;
  /// `nil`, and nothing changed, for text, whose rows are its lines. `first` is the number of the first record of all.
  func setRows(of index: RecordIndex, first: Int) -> Int? {
    guard let rows = source.rendered?.rows(first: first, count: index.recordCount) else { return nil }
    index.innerLineBreaks = rows.jumps
    return rows.first
  }

  /// Forgets the first `count` bytes of ``text``.
  mutating func drop(_ count: Int) {
    text.removeSubrange(..<count)
    textOffset += count
  }

  /// Goes on in other memory, whose content is forgotten: ``text`` moves there, and what it was in is left in its place.
  mutating func move(to memory: inout [UInt8]) {
    memory.removeAll(keepingCapacity: true)
    memory.append(contentsOf: text)
    swap(&text, &memory)
  }

  /// Gives away ``text`` and keeps what comes after its first `count` bytes in the memory that it takes for it.
  mutating func take(_ count: Int, into taken: inout [UInt8]) {
    swap(&text, &taken)
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: taken[count...])
    textOffset += count
  }
}

extension [UInt8] {
  /// Overwrites the array from an offset on; returns how many bytes were read.
  mutating func readBlock(from source: ByteSource, at offset: Int = 0) throws(TableError) -> Int {
    var result: Result<Int, TableError> = .success(0)
    withUnsafeMutableBytes { buffer in
      do throws(TableError) {
        result = .success(try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }
}
