import Geocoding

extension Language {
  /// A count with its noun, in French singular below two.
  func count(
    _ number: Int, _ french: (one: String, many: String), _ english: (one: String, many: String)
  ) -> String {
    choose(
      "\(number) \(number < 2 ? french.one : french.many)", "\(number) \(number == 1 ? english.one : english.many)")
  }

  /// "1 ligne", "2 rows".
  func rows(_ number: Int) -> String { count(number, ("ligne", "lignes"), ("row", "rows")) }
}
