import Geocoding
import SharedTesting
import Testing

@testable import Tables

@Suite struct CompanyNumberTests {
  /// The byte version that roles of columns are found by says what the text version says.
  @Test func bothChecksOfASIRETAgree() {
    var random = SeededGenerator(seed: 59530)
    var valid = 0
    for round in 0..<20_000 {
      var digits = (0..<14).map { _ in UInt8.random(in: 0...9, using: &random) }
      if round % 4 == 0 { digits.replaceSubrange(0..<9, with: [3, 5, 6, 0, 0, 0, 0, 0, 0]) }
      let text = digits.map(String.init).joined()
      let isValid = CellShape.isValidSiret(digits[...])
      #expect((CompanyNumber(text) != nil) == isValid, "\(text)")
      if isValid { valid += 1 }
    }
    // One in ten, and more of La Poste's.
    #expect(valid > 1_500 && valid < 5_000)
  }
}
