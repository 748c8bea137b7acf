/// How many single-letter changes, or swaps of neighbours, turn one key into another.
enum EditDistance {
  /// The optimal string alignment distance of two byte strings, or `nil` beyond `limit`: Damerau's edits (Damerau, "A
  /// technique for computer detection and correction of spelling errors", 1964), each letter changed at most once.
  /// O(length) up to 64 letters, O(length * limit) beyond.
  static func between(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    if first == second { return 0 }
    guard limit > 0 else { return nil }
    guard !first.isEmpty, first.count <= Pattern.longest else { return banded(first, second, limit: limit) }
    return second.withUnsafeBufferPointer { Pattern(first).distance(to: $0, limit: limit) }
  }

  /// A text to be compared with many others, a bit for each of its letters.
  ///
  /// Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003), after Myers, "A fast
  /// bit-vector algorithm for approximate string matching based on dynamic programming" (1999).
  struct Pattern {
    /// Letters in a machine word.
    static let longest = 64

    private let count: Int
    /// For each byte below 128, the positions at which the text has it. The last place is for all other bytes, which the
    /// keys of names do not have.
    private var positions = [UInt64](repeating: 0, count: 129)

    /// A pattern of 1 to ``longest`` letters. O(length).
    init(_ text: [UInt8]) {
      precondition((1...Self.longest).contains(text.count))
      count = text.count
      for (index, byte) in text.enumerated() { positions[min(Int(byte), 128)] |= 1 << UInt64(index) }
    }

    /// The distance to another text, or `nil` beyond `limit`. O(length of the other).
    func distance(to text: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
      let last: UInt64 = 1 << UInt64(count - 1)
      var distance = count
      var verticalPlus = UInt64.max
      var verticalMinus: UInt64 = 0
      var diagonal: UInt64 = 0
      var previous: UInt64 = 0
      var remaining = text.count
      return positions.withUnsafeBufferPointer { positions in
        for byte in text {
          let matches = positions[min(Int(byte), 128)]
          let swaps = ((~diagonal & matches) << 1) & previous
          diagonal = (((matches & verticalPlus) &+ verticalPlus) ^ verticalPlus) | matches | verticalMinus | swaps
          var horizontalPlus = verticalMinus | ~(diagonal | verticalPlus)
          var horizontalMinus = diagonal & verticalPlus
          if horizontalPlus & last != 0 { distance += 1 }
          if horizontalMinus & last != 0 { distance -= 1 }
          horizontalPlus = horizontalPlus << 1 | 1
          horizontalMinus <<= 1
          verticalPlus = horizontalMinus | ~(diagonal | horizontalPlus)
          verticalMinus = horizontalPlus & diagonal
          previous = matches
          remaining -= 1
          // Each letter to come lowers the distance by one at most.
          if distance - remaining > limit { return nil }
        }
        return distance <= limit ? distance : nil
      }
    }
  }

  /// The same by the table of distances, in a band around its diagonal.
  private static func banded(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
    let far = limit + 1
    var twoAbove = [Int](repeating: far, count: second.count + 1)
    var above = twoAbove
    var row = twoAbove
    for column in 0...min(second.count, limit) { above[column] = column }
    for line in 1..<(first.count + 1) {
      let low = max(1, line - limit)
      let high = min(second.count, line + limit)
      for column in 0...second.count { row[column] = far }
      if line <= limit { row[0] = line }
      var best = row[0]
      for column in low..<max(low, high + 1) {
        let isSame = first[line - 1] == second[column - 1]
        var distance = min(above[column - 1] + (isSame ? 0 : 1), above[column] + 1, row[column - 1] + 1)
        if line > 1, column > 1, first[line - 1] == second[column - 2], first[line - 2] == second[column - 1] {
          distance = min(distance, twoAbove[column - 2] + 1)
        }
        row[column] = min(distance, far)
        best = min(best, row[column])
      }
      if best > limit { return nil }
      (twoAbove, above, row) = (above, row, twoAbove)
    }
    let distance = above[second.count]
    return distance <= limit ? distance : nil
  }
}
