/// The arrondissements of Paris, Lyon and Marseille, as people write them.
enum Arrondissement {
  /// How many each city has.
  private static let counts = ["paris": 20, "lyon": 9, "marseille": 16]

  /// True for the folded name of a city that has arrondissements.
  static func hasSome(_ city: String) -> Bool { counts[city] != nil }

  /// "paris 9" for "paris ix", "paris neuvieme", "9e arrondissement de paris" and the like, all folded; `nil` when the
  /// text is anything but a city and one number within its count.
  ///
  ///     Arrondissement.named(in: "xvie arrondissement de paris")   // "paris 16"
  static func named(in city: String) -> String? {
    guard (6...48).contains(city.utf8.count), isNamed(in: city) else { return nil }
    var name: String?
    var number: Int?
    for word in city.split(whereSeparator: { " -,()'".contains($0) }).map(String.init) {
      if counts[word] != nil, name == nil {
        name = word
      } else if let value = self.number(word), number == nil {
        number = value
      } else if !fillers.contains(word) {
        return nil
      }
    }
    guard let name, let number else { return nil }
    return numbered(name, number)
  }

  /// True when one of the cities' names is somewhere in the text: most texts are done with here.
  private static func isNamed(in city: String) -> Bool {
    var city = city
    return city.withUTF8 { isNamed(in: $0) }
  }

  static func isNamed(in city: UnsafeBufferPointer<UInt8>) -> Bool {
    city.indices.contains { index in
      switch city[index] {
      case 0x70: city[index...].starts(with: "paris".utf8)
      case 0x6C: city[index...].starts(with: "lyon".utf8)
      case 0x6D: city[index...].starts(with: "marseille".utf8)
      default: false
      }
    }
  }

  /// "paris 9" when the city has an arrondissement of that number.
  static func numbered(_ city: String, _ number: Int) -> String? {
    guard let count = counts[city], (1...count).contains(number) else { return nil }
    return "\(city) \(number)"
  }

  private static func number(_ word: String) -> Int? {
    if let ordinal = ordinals[word] { return ordinal }
    let digits = word.prefix { $0.isNumber }
    if !digits.isEmpty { return endings.contains(word.dropFirst(digits.count)) ? Int(digits) : nil }
    for ending in endings where word.hasSuffix(ending) {
      if let value = romans[String(word.dropLast(ending.count))] { return value }
    }
    return nil
  }

  private static let endings: [Substring] = ["", "e", "er", "eme", "ieme", "ere", "me"]
  private static let fillers: Set<String> = ["arrondissement", "arrdt", "arrt", "arr", "ardt", "de", "e", "er", "eme"]
  private static let romans: [String: Int] = Dictionary(
    uniqueKeysWithValues: [
      "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
      "xviii", "xix", "xx",
    ].enumerated().map { ($1, $0 + 1) })
  private static let ordinals: [String: Int] = Dictionary(
    uniqueKeysWithValues: [
      "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme",
      "dixieme", "onzieme", "douzieme", "treizieme", "quatorzieme", "quinzieme", "seizieme", "dix-septieme",
      "dix-huitieme", "dix-neuvieme", "vingtieme",
    ].enumerated().map { ($1, $0 + 1) } + [("second", 2)])
}
