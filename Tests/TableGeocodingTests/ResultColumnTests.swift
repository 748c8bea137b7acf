import Foundation
import Testing

@testable import TableGeocoding

@Suite struct ResultColumnTests {
  @Test func decimalsAreThoseOfPrintf() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      // Five decimals, so that the sixth is never a tie that binary rounding may settle either way.
      let value = (Double.random(in: -180...180, using: &random) * 1e5).rounded() / 1e5
      #expect(decimal(value, places: 6) == String(format: "%.6f", value), "seed \(seed)")
    }
    #expect(decimal(-0.0000001, places: 6) == "0.000000")
    #expect(decimal(-0.5, places: 6) == "-0.500000")
    #expect(decimal(17, places: 0) == "17")
  }

  @Test(arguments: [(1.0, "1"), (0.9, "0.9"), (0.35, "0.35"), (0.1234, "0.123"), (0.0, "0"), (0.9996, "1")])
  func scoresHaveAtMostThreeDecimals(_ score: Double, _ text: String) {
    #expect(shortDecimal(score) == text)
  }
}

@Suite struct ByteKeyTableTests {
  @Test func numbersKeysAsADictionaryWould() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var table = ByteKeyTable()
    var known: [[UInt8]: Int] = [:]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...20, using: &random)
      let key = (0..<length).map { _ in UInt8.random(in: 0...3, using: &random) }
      let (number, isNew) = key.withUnsafeBufferPointer { table.number(of: $0) }
      #expect(isNew == (known[key] == nil), "seed \(seed)")
      if isNew { known[key] = number } else { #expect(known[key] == number, "seed \(seed)") }
    }
    #expect(table.count == known.count)
    table.removeAll()
    let first = [UInt8](repeating: 1, count: 3).withUnsafeBufferPointer { table.number(of: $0) }
    #expect(first.number == 0 && first.isNew)
  }
}
