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
    guard let base = bytes.baseAddress, start < bytes.count else {
      index.finish(at: start)
      return start
    }
    let delimiter = structural.delimiter
    var cursor = StructuralCursor(base, from: start, end: bytes.count, structural: structural)
    var recordStart = start
    var cellStart = start
    var cellFlags: UInt32 = 0
    var lineBreaks = 0

    scanning: while true {
      guard let position = cursor.next() else { break }
      let byte = base[position]
      if byte == delimiter {
        index.appendCell(UInt32(truncatingIfNeeded: position) | cellFlags)
        cellFlags = 0
        cellStart = position &+ 1
      } else if byte == StructuralMask.quote {
        guard position == cellStart else { continue }
        switch readQuoted(&cursor, openedAt: position, isFinal: isFinal, index) {
        case .cell(let flags, let breaks):
          cellFlags = flags
          lineBreaks &+= breaks
        case .text:
          index.unclosedQuotes.append(position)
          cursor.seek(position + 1)
        case .unfinished: break scanning
        }
      } else {
        var next = position &+ 1
        if byte == StructuralMask.carriageReturn {
          if next == bytes.count {
            if !isFinal { break }
          } else if base[next] == StructuralMask.lineFeed {
            next &+= 1
            cursor.settle(below: next)
          }
        }
        index.appendCell(UInt32(truncatingIfNeeded: position) | cellFlags)
        index.appendRecord(start: UInt32(truncatingIfNeeded: recordStart), lineBreaks: lineBreaks)
        cellFlags = 0
        lineBreaks = 0
        recordStart = next
        cellStart = next
      }
    }
    if isFinal, recordStart < bytes.count {
      index.appendCell(UInt32(truncatingIfNeeded: bytes.count) | cellFlags)
      index.appendRecord(start: UInt32(truncatingIfNeeded: recordStart), lineBreaks: lineBreaks)
      recordStart = bytes.count
    }
    index.finish(at: recordStart)
    return recordStart
  }

  private enum Quoted {
    /// The flags of the cell, and the line breaks in it.
    case cell(UInt32, Int)
    /// The quote is text.
    case text
    /// The text ends first.
    case unfinished
  }

  /// Reads on from a quote that opens a cell to the one that closes it.
  private func readQuoted(
    _ cursor: inout StructuralCursor, openedAt start: Int, isFinal: Bool, _ index: RecordIndex
  ) -> Quoted {
    let base = cursor.base
    var flags = RecordIndex.cellIsQuoted
    var lineBreaks = 0
    while let position = cursor.next() {
      if position - start > limit.bytes { return .text }
      let byte = base[position]
      if byte == StructuralMask.quote {
        let next = position &+ 1
        guard next < cursor.end else { return isFinal ? .cell(flags, lineBreaks) : .unfinished }
        let following = base[next]
        if following == StructuralMask.quote {
          flags |= RecordIndex.cellNeedsUnquoting
          cursor.settle(below: next &+ 1)
          continue
        }
        if following != structural.delimiter, following != StructuralMask.lineFeed,
          following != StructuralMask.carriageReturn
        {
          if lineBreaks > 0 { return .text }
          flags |= RecordIndex.cellNeedsUnquoting
          index.textAfterQuotes.append(position)
        }
        return .cell(flags, lineBreaks)
      }
      // The LF of a CRLF is not a second line break.
      if byte == StructuralMask.carriageReturn
        || byte == StructuralMask.lineFeed && base[position &- 1] != StructuralMask.carriageReturn
      {
        lineBreaks &+= 1
        if lineBreaks > limit.lineBreaks { return .text }
      }
    }
    return isFinal ? .text : .unfinished
  }
}
