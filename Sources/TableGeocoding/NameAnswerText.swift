import Gazetteer
import Geocoding
import Glibc
import Tables

/// Makes the result columns of a city's name alone of those of the same city beside its code: all are the same but score and
/// method, and a table in which codes are missing has each city beside its code on other rows.
struct NameAnswerText: Sendable {
  private let delimiter: UInt8
  private let score: Change
  private let method: Change
  private let citycode: Int
  private let columnsBehindMethod: Int

  /// A cell that is replaced.
  private struct Change {
    /// The result column's index.
    var column: Int
    var old: [UInt8]
    var new: [UInt8]

    /// Whether a cell is the one that is replaced.
    func isOld(_ cell: UnsafeRawPointer, _ length: Int) -> Bool {
      length == old.count && memcmp(cell, old, length) == 0
    }
  }

  /// For an output; `nil` for one in which the columns that tell are missing, twice there, or no delimited text.
  init?(_ output: OutputTable) {
    let columns = output.style.columns
    func index(_ column: ResultColumn) -> Int? {
      let found = columns.indices.filter { columns[$0] == column }
      return found.count == 1 ? found[0] : nil
    }
    guard !output.style.isJSONLines, let score = index(.score), let method = index(.method),
      let citycode = index(.citycode), score < method, citycode < method, score < citycode
    else { return nil }
    func cell(_ column: ResultColumn, _ placement: Placement) -> [UInt8] {
      var text: [UInt8] = []
      output.encoding.appendResults(placement, [column], to: &text)
      return Array(text.dropFirst())
    }
    let (whole, name) = (Placement.exact, Placement.nameAlone)
    delimiter = output.encoding.delimiter
    self.score = Change(column: score, old: cell(.score, whole), new: cell(.score, name))
    self.method = Change(column: method, old: cell(.method, whole), new: cell(.method, name))
    self.citycode = citycode
    columnsBehindMethod = columns.count - 1 - method
  }

  /// Writes the text for the name alone, given that for the city with an INSEE code, as its number, beside its postal code; false
  /// when that is the answer for another commune, or not as sure. O(length).
  func write(_ answer: UnsafeRawBufferPointer, _ commune: Int, to text: ByteBlock) -> Bool {
    guard let base = answer.baseAddress else { return false }
    text.removeAll()
    var column = 0
    var cell = 0
    var copied = 0
    while column <= citycode, cell < answer.count {
      let start = cell &+ 1
      let end = endOfCell(base, from: start, answer.count)
      if column == score.column {
        guard score.isOld(base + start, end &- start) else { return false }
        text.append(base, start)
        text.append(score.new, score.new.count)
        copied = end
      } else if column == citycode {
        let digits = UnsafeBufferPointer(rebasing: answer.bindMemory(to: UInt8.self)[start..<end])
        guard Commune.number(ofCitycode: digits) == commune else { return false }
      }
      column &+= 1
      cell = end
    }
    guard let end = endOfMethod(base, citycodeEnd: cell, answer.count) else { return false }
    let start = end &- method.old.count
    guard start > cell, base.load(fromByteOffset: start &- 1, as: UInt8.self) == delimiter,
      method.isOld(base + start, end &- start)
    else { return false }
    text.append(base + copied, start &- copied)
    text.append(method.new, method.new.count)
    text.append(base + end, answer.count &- end)
    return true
  }

  /// The offset behind the cell of the method: counted from the end, where little is behind it, unless there are quotes: `nil` then.
  private func endOfMethod(_ answer: UnsafeRawPointer, citycodeEnd: Int, _ count: Int) -> Int? {
    var end = count
    var left = columnsBehindMethod
    while left > 0, end > citycodeEnd {
      end &-= 1
      let byte = answer.load(fromByteOffset: end, as: UInt8.self)
      if byte == delimiter { left &-= 1 } else if byte == 0x22 { return nil }
    }
    return left == 0 ? end : nil
  }

  /// The offset of the delimiter behind the cell that starts at an offset, or the end of so many bytes.
  private func endOfCell(_ answer: UnsafeRawPointer, from start: Int, _ count: Int) -> Int {
    guard start < count else { return count }
    guard answer.load(fromByteOffset: start, as: UInt8.self) == 0x22 else {
      return memchr(answer + start, Int32(delimiter), count &- start).map { UnsafeRawPointer($0) - answer } ?? count
    }
    var offset = start
    var isQuoted = false
    while offset < count {
      let byte = answer.load(fromByteOffset: offset, as: UInt8.self)
      if byte == 0x22 { isQuoted.toggle() } else if byte == delimiter, !isQuoted { break }
      offset &+= 1
    }
    return offset
  }
}
