import SupplierMaps
import Testing

/// Cells of real tables (Pays de Mormal 2015, an article 133 list of 2010, the State's 2012 and 2015 lists) and what they say.
@Suite struct AmountTests {
  static let exact: [(String, Int)] = [
    ("207000", 207_000_00), ("14 237.50", 14_237_50), ("63 070,00", 63_070_00), ("1 234,56 €", 1_234_56),
    ("1\u{202F}234,56\u{A0}€", 1_234_56), ("12 k€", 12_000_00), ("1,2 M€", 1_200_000_00), ("1.234,56", 1_234_56),
    ("1,234.56", 1_234_56), ("1.234.567", 1_234_567_00), ("14.237", 14_237_00), ("1234.567", 1_234_57), ("0", 0),
    ("0,5", 50), ("0.125", 13), ("- 1 500,00", -1_500_00), ("€ 250", 250_00), ("250 euros HT", 250_00),
    ("125000H,T", 125_000_00), ("1'234'567.80", 1_234_567_80), ("2 millions d'euros", 2_000_000_00),
    ("3 milliers", 3_000_00),
    ("1,5 Md€", 1_500_000_000_00), ("15 000 -", 15_000_00), ("206 999,", 206_999_00), ("１２３４", 1_234_00),
    ("1000000000000", 1_000_000_000_000_00), ("\nLot 2: 10869,56\nLot 4: 13377,13", 24_246_69),
    ("Lot 2: 10869,56 / Lot 4: 13377,13", 24_246_69), ("LOT n° 1 : 14 237.50 € HT", 14_237_50),
    ("lot 1 = 10 000 ; lot 2 = 2 k€", 12_000_00),
  ]

  /// R writes round numbers so; Double is the judge.
  @Test(arguments: ["1e+05", "1.5E+06", "3.0E5", "2,5e+04", "1e5", "9.9995e2", "-4e3"])
  func scientificNotation(text: String) throws {
    let euros = try #require(Double(text.replacing(",", with: ".")))
    #expect(Amount(text) == Amount(cents: Int((euros * 100).rounded())))
  }

  @Test(arguments: exact) func oneFigure(text: String, cents: Int) {
    #expect(Amount(text) == Amount(cents: cents))
  }

  static let bands: [(String, Int, Int?)] = [
    ("15 000- 89 999,99", 15_000_00, 89_999_99), ("15 000- 89 999,", 15_000_00, 89_999_00),
    ("90 000-206 999,99", 90_000_00, 206_999_99), ("90 000- 5 185 999,99", 90_000_00, 5_185_999_99),
    ("50 000 HT à 89 999,99 HT", 50_000_00, 89_999_99), ("0 à 19 999,99 € HT", 0, 19_999_99),
    ("entre 90 000 et 206 999 €", 90_000_00, 206_999_00), ("20 000 – 50 000", 20_000_00, 50_000_00),
    ("de 4 k€ à 8 k€", 4_000_00, 8_000_00), ("89 999 - 15 000", 15_000_00, 89_999_00),
    ("moins de 15 000 €", 0, 15_000_00),
    ("< 15000", 0, 15_000_00), ("307461maximum", 0, 307_461_00), ("plus de 5 186 000 €", 5_186_000_00, nil),
    ("> 90 000", 90_000_00, nil), ("à partir de 90 000", 90_000_00, nil), ("mini 1 000", 1_000_00, nil),
  ]

  @Test(arguments: bands) func twoFigures(text: String, lower: Int, upper: Int?) {
    #expect(Amount(text) == Amount(fromCents: lower, toCents: upper))
  }

  @Test(arguments: [
    "", " ", "-", "néant", "NC", "1e+500", "1e5e5", "e", "1e99", "Lot 2: voir annexe / Lot 4: 13377,13", "Lot 2",
    "lotissement: 5", "voir annexe",
    "2014 15000", "12%", "1,2,3",
    "1.2.3",
    "10 000 à 20 000 à 30 000", "25 rue", "null", "=1+1", "99999999999999999999", "1000000000000,1 M€", "€", "1/2",
    "12 34 56",
  ]) func anythingElseIsNoAmount(text: String) {
    #expect(Amount(text) == nil)
  }

  @Test func totalsKeepBandsApart() {
    var total = AmountTotal()
    for text in ["207000", "15 000- 89 999,99", "n.c.", "1 234,56 €"] { total.add(Amount(text)) }
    #expect((total.exactCount, total.bandCount, total.unknownCount) == (2, 1, 1))
    #expect(total.exactCents == 208_234_56)
    #expect(total.lowerCents == 223_234_56)
    #expect(total.upperCents == 298_234_55)
    total.add(Amount("plus de 90 000"))
    #expect(total.upperCents == nil)
  }

  @Test func hugeTotalsStayAtTheEnd() {
    var total = AmountTotal()
    total.add(Amount(cents: .max))
    total.add(Amount(cents: .max))
    #expect(total.exactCents == .max)
  }
}
