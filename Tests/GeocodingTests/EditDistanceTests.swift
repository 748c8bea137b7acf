import SharedTesting
import Testing

@testable import Geocoding

struct EditDistanceTests {
  /// The optimal string alignment distance by the whole table, as in the textbooks.
  private func plain(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in 0...first.count { table[row][0] = row }
    for column in 0...second.count { table[0][column] = column }
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    for row in 1...first.count {
      for column in 1...second.count {
        let cost = first[row - 1] == second[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
        if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[first.count][second.count]
  }

  @Test(arguments: [
    ("paris", "paris", 0), ("paris", "pari", 1), ("paris", "prais", 1), ("paris", "pqris", 1), ("paris", "parris", 1),
    ("", "abc", 3), ("ca", "abc", 3), ("45520", "54520", 1), ("56760", "59760", 1), ("laxou", "alxuo", 2),
  ])
  func knownDistances(first: String, second: String, edits: Int) {
    #expect(EditDistance.between(Array(first.utf8), Array(second.utf8), limit: 5) == edits)
    #expect(EditDistance.between(Array(second.utf8), Array(first.utf8), limit: 5) == edits)
    if edits > 0 { #expect(EditDistance.between(Array(first.utf8), Array(second.utf8), limit: edits - 1) == nil) }
  }

  @Test func equalsTheWholeTable() {
    let seed: UInt64 = 1_964
    print("equalsTheWholeTable: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      func word(_ longest: Int) -> [UInt8] {
        (0..<Int.random(in: 0...longest, using: &generator)).map { _ in UInt8.random(in: 0x61...0x64, using: &generator)
        }
      }
      // Longer than 64 letters too: a machine word holds no more.
      let longest = Int.random(in: 0..<20, using: &generator) == 0 ? 90 : 12
      let first = word(longest)
      let second = word(longest)
      let limit = Int.random(in: 0...4, using: &generator)
      let distance = plain(first, second)
      #expect(
        EditDistance.between(first, second, limit: limit) == (distance <= limit ? distance : nil),
        "seed \(seed): \(String(decoding: first, as: UTF8.self)) \(String(decoding: second, as: UTF8.self)) \(limit)")
    }
  }
}
