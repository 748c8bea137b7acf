import Geocoding
import Tables

/// Makes the result columns of a city's name alone of those of the same city beside its code: all are the same but score and
/// method, and a table in which codes are missing has each city beside its code on other rows.
struct NameAnswerText: Sendable {
  private let delimiter: UInt8
  private let score: Change
  private let method: Change
  private let citycode: Int

  /// A cell that is replaced.
  private struct Change {
    /// The result column's index.
    var column: Int
    var old: [UInt8]
    var new: [UInt8]
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
  }

  /// The text for the name alone of that for the city with an INSEE code beside its postal code; `nil` when that is the answer
  /// for another commune, or not as sure. O(length).
  func text(of answer: UnsafeRawBufferPointer, _ citycode: String) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(answer.count + score.new.count + method.new.count)
    var column = 0
    var cell = 0
    var copied = 0
    while column <= method.column, cell < answer.count {
      let start = cell + 1
      let end = endOfCell(answer, from: start)
      let bytes = answer[start..<end]
      if column == score.column || column == method.column {
        let change = column == score.column ? score : method
        guard bytes.elementsEqual(change.old) else { return nil }
        text.append(contentsOf: answer[copied..<start])
        text.append(contentsOf: change.new)
        copied = end
      } else if column == self.citycode {
        guard bytes.elementsEqual(citycode.utf8) else { return nil }
      }
      column += 1
      cell = end
    }
    guard column > method.column else { return nil }
    text.append(contentsOf: answer[copied...])
    return text
  }

  /// The offset of the delimiter behind the cell that starts at an offset.
  private func endOfCell(_ answer: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    var isQuoted = false
    while offset < answer.count, isQuoted || answer[offset] != delimiter {
      if answer[offset] == 0x22 { isQuoted.toggle() }
      offset += 1
    }
    return offset
  }
}
