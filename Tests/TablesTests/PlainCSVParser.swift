/// A byte-at-a-time reading of CSV by the rules of `CSVScanner`, written for plainness: what the fast one is held to.
struct PlainCSVParser {
  var delimiter: UInt8
  var byteLimit = 16 << 20
  var lineBreakLimit = 5_000

  struct Record: Equatable {
    var line: Int
    var raw: [UInt8]
    var cells: [[UInt8]]
    var quoted: [Bool]
  }

  func records(_ text: [UInt8]) -> [Record] {
    var records: [Record] = []
    var position = 0
    var line = 1
    while position < text.count {
      let start = position
      var cells: [[UInt8]] = []
      var quoted: [Bool] = []
      var breaks = 0
      while true {
        let cell = self.cell(text, position)
        cells.append(cell.text)
        quoted.append(cell.isQuoted)
        breaks += cell.breaks
        position = cell.end
        guard position < text.count, text[position] == delimiter else { break }
        position += 1
      }
      records.append(Record(line: line, raw: Array(text[start..<position]), cells: cells, quoted: quoted))
      line += 1 + breaks
      if position < text.count {
        position += text[position] == 13 && position + 1 < text.count && text[position + 1] == 10 ? 2 : 1
      }
    }
    return records
  }

  private func isEnd(_ text: [UInt8], _ position: Int) -> Bool {
    position >= text.count || text[position] == delimiter || text[position] == 10 || text[position] == 13
  }

  private func cell(_ text: [UInt8], _ start: Int) -> (text: [UInt8], isQuoted: Bool, breaks: Int, end: Int) {
    if start < text.count, text[start] == 34, let quoted = quotedCell(text, start) {
      return (quoted.text, true, quoted.breaks, quoted.end)
    }
    var end = start
    while !isEnd(text, end) { end += 1 }
    return (Array(text[start..<end]), false, 0, end)
  }

  /// `nil` when the quote at `start` is text.
  private func quotedCell(_ text: [UInt8], _ start: Int) -> (text: [UInt8], breaks: Int, end: Int)? {
    var cell: [UInt8] = []
    var breaks = 0
    var position = start + 1
    while position < text.count {
      let byte = text[position]
      if byte == 34 {
        if position - start > byteLimit { return nil }
        if position + 1 < text.count, text[position + 1] == 34 {
          cell.append(34)
          position += 2
          continue
        }
        var end = position + 1
        if !isEnd(text, end) {
          if breaks > 0 { return nil }
          while !isEnd(text, end) {
            cell.append(text[end])
            end += 1
          }
        }
        return (cell, breaks, end)
      }
      if byte == 13 || (byte == 10 && text[position - 1] != 13) {
        breaks += 1
        if breaks > lineBreakLimit { return nil }
      }
      cell.append(byte)
      position += 1
    }
    return nil
  }
}
