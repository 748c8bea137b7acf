import Foundation
import Geocoding
import SharedTesting
import Tables
import Testing

@testable import TableGeocoding

@Suite struct ResultColumnTests {
  /// The quick way to write the columns is the plain way: each column's text as a cell.
  @Test(arguments: [0x3B, 0x2C, 0x09, 0x2E, 0x35, 0x01, 0x6F, 0x20] as [UInt8], [false, true])
  func columnsAreWrittenAsTheirTexts(_ delimiter: UInt8, isSafe: Bool) throws {
    let resolver = Resolver(gazetteer: try .embedded())
    let queries = [
      LocationQuery(postcode: "59530", city: "Le Quesnoy"), LocationQuery(postcode: "2500"),
      LocationQuery(postcode: "97400"), LocationQuery(city: "Londres"), LocationQuery(postcode: "00100"),
      LocationQuery(postcode: "24710; \"x\""), LocationQuery(), LocationQuery(latitude: "-21.3", longitude: "55.5"),
      LocationQuery(city: "Saint-Ouen"), LocationQuery(postcode: "75116", city: "PARIS"),
      LocationQuery(city: "=Lille\n / \"Arras\""), LocationQuery(postcode: "59 530", city: "Le Quesnoy"),
    ]
    let encoding = CellEncoding(delimiter: delimiter, safe: isSafe)
    for query in queries {
      let placement = resolver.place(query)
      var expected: [UInt8] = []
      for column in ResultColumn.allCases {
        expected.append(delimiter)
        encoding.append(placement.text(column), to: &expected)
      }
      var written: [UInt8] = []
      encoding.appendResults(placement, ResultColumn.allCases, to: &written)
      #expect(written == expected, "\(query)")
    }
  }

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
    #expect(decimal(9, places: 0) == "9" && decimal(10, places: 0) == "10" && decimal(0, places: 0) == "0")
    #expect(decimal(1e18, places: 0) == "1000000000000000000" && decimal(-9.5e12, places: 1) == "-9500000000000.0")
  }

  @Test(arguments: [(1.0, "1"), (0.9, "0.9"), (0.35, "0.35"), (0.1234, "0.123"), (0.0, "0"), (0.9996, "1")])
  func scoresHaveAtMostThreeDecimals(_ score: Double, _ text: String) {
    #expect(shortDecimal(score) == text)
  }
}
