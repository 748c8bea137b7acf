/// The records that a workbook of Excel 97 to 2003 consists of ([MS-XLS]): a kind, a length, bytes.
struct BIFFRecords {
  let bytes: [UInt8]

  /// The kinds of record that matter.
  enum Kind {
    static let formula: UInt16 = 0x0006
    static let endOfPart: UInt16 = 0x000A
    static let dateMode: UInt16 = 0x0022
    static let password: UInt16 = 0x002F
    static let continuation: UInt16 = 0x003C
    static let sheet: UInt16 = 0x0085
    static let severalNumbers: UInt16 = 0x00BD
    static let richText: UInt16 = 0x00D6
    static let cellFormat: UInt16 = 0x00E0
    static let sharedStrings: UInt16 = 0x00FC
    static let sharedString: UInt16 = 0x00FD
    static let number: UInt16 = 0x0203
    static let text: UInt16 = 0x0204
    static let booleanOrError: UInt16 = 0x0205
    static let formulaText: UInt16 = 0x0207
    static let shortNumber: UInt16 = 0x027E
    static let format: UInt16 = 0x041E
    static let start: UInt16 = 0x0809
  }

  struct Record {
    var kind: UInt16
    /// The bytes after kind and length.
    var data: Range<Int>
  }

  /// The record at an offset; `nil` when no whole one is there.
  func record(at offset: Int) -> Record? {
    guard offset >= 0, offset + 4 <= bytes.count else { return nil }
    let end = offset + 4 + Int(bytes.littleEndian16(offset + 2))
    guard end <= bytes.count else { return nil }
    return Record(kind: bytes.littleEndian16(offset), data: offset + 4..<end)
  }

  /// The bytes of a record and of those that continue it.
  func pieces(of record: Record) -> [Range<Int>] {
    var pieces = [record.data]
    while let last = pieces.last, let more = self.record(at: last.upperBound), more.kind == Kind.continuation {
      pieces.append(more.data)
    }
    return pieces
  }
}

/// Reads texts that may run from one record into the next.
struct BIFFTextReader {
  private let bytes: [UInt8]
  private let pieces: [Range<Int>]
  private var piece = 0
  private var position: Int

  init(_ records: BIFFRecords, _ pieces: [Range<Int>], skipping count: Int) {
    bytes = records.bytes
    self.pieces = pieces
    position = (pieces.first?.lowerBound ?? 0) + count
  }

  /// True when there is nothing more to read.
  mutating func isAtEnd() -> Bool {
    while piece < pieces.count, position >= pieces[piece].upperBound { enterNextPiece() }
    return piece >= pieces.count
  }

  private mutating func enterNextPiece() {
    piece += 1
    if piece < pieces.count { position = pieces[piece].lowerBound }
  }

  private mutating func number(_ byteCount: Int) -> Int {
    var value = 0
    for shift in 0..<byteCount where !isAtEnd() {
      value |= Int(bytes[position]) << (shift * 8)
      position += 1
    }
    return value
  }

  private mutating func skip(_ count: Int) {
    var left = count
    while left > 0, !isAtEnd() {
      let step = min(left, pieces[piece].upperBound - position)
      position += step
      left -= step
    }
  }

  /// Appends the next text as UTF-8; its length has one byte in sheets' names and two elsewhere.
  mutating func readText(lengthBytes: Int, into output: inout [UInt8]) {
    var left = number(lengthBytes)
    var flags = number(1)
    let runs = flags & 0x08 != 0 ? number(2) : 0
    let extra = flags & 0x04 != 0 ? number(4) : 0
    var units: [UInt16] = []
    units.reserveCapacity(min(left, 32_767))
    while left > 0, piece < pieces.count {
      if position >= pieces[piece].upperBound {
        enterNextPiece()
        // Where a text goes on in another record, that says anew how wide its characters are.
        flags = number(1)
        continue
      }
      units.append(UInt16(number(flags & 1 == 0 ? 1 : 2)))
      left -= 1
    }
    skip(runs * 4 + extra)
    output.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
  }
}
