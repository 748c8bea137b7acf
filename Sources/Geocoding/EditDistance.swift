/// How many single-letter changes, or swaps of neighbours, turn one key into another.
enum EditDistance {
  /// The optimal string alignment distance of two byte strings, or `nil` beyond `limit`.
  ///
  /// Damerau's edits (Damerau, "A technique for computer detection and correction of spelling errors", 1964), each
  /// letter changed at most once, in a band around the diagonal. O(length * limit).
  static func between(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    if first == second { return 0 }
    guard limit > 0 else { return nil }
    let far = limit + 1
    var twoAbove = [Int](repeating: far, count: second.count + 1)
    var above = [Int](repeating: far, count: second.count + 1)
    var row = [Int](repeating: far, count: second.count + 1)
    for column in 0...min(second.count, limit) { above[column] = column }
    for line in 1...max(1, first.count) where !first.isEmpty {
      let low = max(1, line - limit)
      let high = min(second.count, line + limit)
      for column in 0...second.count { row[column] = far }
      if line <= limit { row[0] = line }
      var best = row[0]
      if low <= high {
        for column in low...high {
          let isSame = first[line - 1] == second[column - 1]
          var distance = min(above[column - 1] + (isSame ? 0 : 1), above[column] + 1, row[column - 1] + 1)
          if line > 1, column > 1, first[line - 1] == second[column - 2], first[line - 2] == second[column - 1] {
            distance = min(distance, twoAbove[column - 2] + 1)
          }
          row[column] = min(distance, far)
          best = min(best, row[column])
        }
      }
      if best > limit { return nil }
      (twoAbove, above, row) = (above, row, twoAbove)
    }
    let distance = first.isEmpty ? second.count : above[second.count]
    return distance <= limit ? distance : nil
  }
}
