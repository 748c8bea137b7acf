/// Splits UTF-8 text into records and cells, as RFC 4180 has them and as spreadsheets break them.
///
/// - A record ends at LF, CR or CRLF outside quotes; a blank line is a record of one empty cell.
/// - A quote opens a quoted cell only as the cell's first byte; elsewhere it is text. Inside, two quotes are one. Text
///   after the closing quote belongs to the cell, as Python's `csv` reads it.
/// - A quoted cell that is not closed before the end of the text or within ``QuotedCellLimit``, or that would close in
///   front of text on a later line, was never meant to be quoted: its quote is read as text, so that one stray quote
///   cannot swallow a file.
///
/// A scan looks at every byte once, or twice where a quote turns out to be text.
struct CSVScanner: Sendable {
  /// How far a quoted cell may run.
  struct QuotedCellLimit: Sendable {
    /// Polygons and JSON documents in a cell reach a few megabytes.
    var bytes = 16 << 20
    /// Far above any text that a person puts in a cell; a table that lost a quote has more lines below it.
    var lineBreaks = 5_000
  }

  /// A byte that no valid UTF-8 holds: the delimiter of a table of one column.
  static let noDelimiter: UInt8 = 0xFF

  private let structural: StructuralMask
  private let limit: QuotedCellLimit

  /// A scanner for cells separated by `delimiter`, an ASCII byte other than a quote or line end; `nil` for one column.
  init(delimiter: UInt8?, limit: QuotedCellLimit = QuotedCellLimit()) {
    structural = StructuralMask(delimiter: delimiter ?? Self.noDelimiter)
    self.limit = limit
  }

  /// Appends the records of `bytes[start...]` to `index` and returns the offset after the last whole one.
  ///
  /// Without `isFinal`, a record whose end cannot be told yet is left for the next scan, which must begin at the offset
  /// returned. O(n).
  func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, isFinal: Bool, into index: RecordIndex
  ) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count else { return start }
    var scan = Scan(start: start, end: bytes.count, isFinal: isFinal, index: index)
    return scan.run(base, structural: structural, limit: limit)
  }
}

extension CSVScanner {
  /// The state of one scan.
  private struct Scan {
    let end: Int
    let isFinal: Bool
    let index: RecordIndex
    var recordStart: Int
    var recordFirstCell: Int
    var cellStart: Int
    var cellFlags: UInt32 = 0
    /// Structural bytes below this offset are dealt with: the second of two quotes, the LF of a CRLF.
    var settled: Int
    var isInQuotes = false
    var cellLineBreaks = 0
    var recordLineBreaks = 0
    var totalLineBreaks: Int
    var cellCount: Int
    var recordCount: Int

    init(start: Int, end: Int, isFinal: Bool, index: RecordIndex) {
      self.end = end
      self.isFinal = isFinal
      self.index = index
      recordStart = start
      cellStart = start
      settled = start
      recordFirstCell = index.cellCount
      cellCount = index.cellCount
      recordCount = index.recordCount
      totalLineBreaks = index.innerLineBreaks.last?.total ?? 0
    }

    mutating func run(
      _ base: UnsafePointer<UInt8>, structural: StructuralMask, limit: QuotedCellLimit
    ) -> Int {
      let delimiter = structural.delimiter
      var block = recordStart
      blocks: while true {
        if block >= end {
          guard isFinal, isInQuotes else { break }
          block = takeQuoteAsText()
          continue
        }
        index.reserve(StructuralMask.blockSize + 1, cellCount: cellCount, recordCount: recordCount)
        let cells = index.cells
        var mask =
          end - block >= StructuralMask.blockSize
          ? structural.block(at: base + block) : structural.tail(at: base + block, count: end - block)
        while mask != 0 {
          let position = block &+ mask.trailingZeroBitCount
          mask &= mask &- 1
          if position < settled { continue }
          let byte = base[position]
          if isInQuotes {
            switch readInQuotes(byte, at: position, base, delimiter: delimiter, limit: limit) {
            case .goOn: continue
            case .quoteIsText:
              block = takeQuoteAsText()
              continue blocks
            case .needsMore: return finish()
            }
          }
          if byte == delimiter {
            cells[cellCount] = UInt32(truncatingIfNeeded: position) | cellFlags
            cellCount &+= 1
            cellFlags = 0
            cellStart = position &+ 1
          } else if byte == StructuralMask.quote {
            if position == cellStart {
              isInQuotes = true
              cellFlags = RecordIndex.cellIsQuoted
              cellLineBreaks = 0
            }
          } else {
            var next = position &+ 1
            if byte == StructuralMask.carriageReturn {
              if next == end {
                if !isFinal { return finish() }
              } else if base[next] == StructuralMask.lineFeed {
                next &+= 1
              }
            }
            endRecord(at: position, next: next)
          }
        }
        block &+= StructuralMask.blockSize
        if isInQuotes, min(block, end) - cellStart > limit.bytes { block = takeQuoteAsText() }
      }
      if isFinal, recordStart < end { endRecord(at: end, next: end) }
      return finish()
    }

    private enum QuotedStep { case goOn, quoteIsText, needsMore }

    private mutating func readInQuotes(
      _ byte: UInt8, at position: Int, _ base: UnsafePointer<UInt8>, delimiter: UInt8, limit: QuotedCellLimit
    ) -> QuotedStep {
      if position - cellStart > limit.bytes { return .quoteIsText }
      let next = position &+ 1
      switch byte {
      case StructuralMask.quote:
        guard next < end else {
          if !isFinal { return .needsMore }
          closeQuotes()
          return .goOn
        }
        let following = base[next]
        if following == StructuralMask.quote {
          cellFlags |= RecordIndex.cellNeedsUnquoting
          settled = next &+ 1
        } else {
          let isClosed =
            following == delimiter || following == StructuralMask.lineFeed
            || following == StructuralMask.carriageReturn
          if !isClosed {
            if cellLineBreaks > 0 { return .quoteIsText }
            cellFlags |= RecordIndex.cellNeedsUnquoting
            index.textAfterQuotes.append(position)
          }
          closeQuotes()
        }
      case StructuralMask.lineFeed, StructuralMask.carriageReturn:
        // The LF of a CRLF is not a second line break.
        if byte == StructuralMask.carriageReturn || base[position &- 1] != StructuralMask.carriageReturn {
          cellLineBreaks &+= 1
          if cellLineBreaks > limit.lineBreaks { return .quoteIsText }
        }
      default: break
      }
      return .goOn
    }

    private mutating func closeQuotes() {
      isInQuotes = false
      recordLineBreaks &+= cellLineBreaks
    }

    /// Goes back behind the quote that opened the present cell; returns the offset to scan on from.
    private mutating func takeQuoteAsText() -> Int {
      index.unclosedQuotes.append(cellStart)
      isInQuotes = false
      cellFlags = 0
      settled = cellStart + 1
      return settled
    }

    @inline(__always)
    private mutating func endRecord(at position: Int, next: Int) {
      index.cells[cellCount] = UInt32(truncatingIfNeeded: position) | cellFlags
      cellCount &+= 1
      cellFlags = 0
      index.records[recordCount &* 2] = UInt32(truncatingIfNeeded: recordStart)
      index.records[recordCount &* 2 &+ 1] = UInt32(truncatingIfNeeded: recordFirstCell)
      if recordLineBreaks > 0 {
        totalLineBreaks += recordLineBreaks
        index.innerLineBreaks.append((recordCount, totalLineBreaks))
        recordLineBreaks = 0
      }
      recordCount &+= 1
      recordFirstCell = cellCount
      recordStart = next
      cellStart = next
      settled = next
    }

    /// Leaves the whole records in the index and forgets what was read of the next one.
    private mutating func finish() -> Int {
      index.cellCount = recordFirstCell
      index.recordCount = recordCount
      while let last = index.unclosedQuotes.last, last >= recordStart { index.unclosedQuotes.removeLast() }
      while let last = index.textAfterQuotes.last, last >= recordStart { index.textAfterQuotes.removeLast() }
      return recordStart
    }
  }
}
