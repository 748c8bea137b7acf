extension CellReading {
  /// "F-59530", "FR 59530", "B-7000", "L1234", "CH-1200": the vehicle letters once used before postal codes.
  mutating func readCountryLetter(_ tokens: [CellToken], at index: Int, next: CellToken?) -> Int? {
    let token = tokens[index]
    if token.isWord, let country = Self.countryLetters[token.text], let next, next.isNumber {
      let isFrench = country == "FR"
      guard isFrench ? [2, 4, 5].contains(next.length) : Self.fits(next.length, country) else { return nil }
      // A lone letter without a hyphen is more often an initial; with four digits it is a country's.
      let isMonaco = country == "MC" && next.text.hasPrefix("980")
      guard isFrench || isMonaco || next.gap == "-" || next.length == 4 && index == 0 else { return nil }
      self.country = country
      return 1
    }
    guard let (prefix, digits) = Self.split(token.text), let country = Self.countryLetters[prefix] else { return nil }
    let length = digits.utf8.count
    if country == "FR", length == 2, let next, next.isNumber, next.length == 3, next.gap == " " || next.gap == "." {
      // "F59 530".
      self.country = country
      if !codes.contains(where: { $0.text == digits + next.text }) {
        codes.append(Code(text: digits + next.text, form: .full))
      }
      return 2
    }
    guard country == "FR" ? length == 5 || length == 4 : Self.fits(length, country) else { return nil }
    self.country = country
    let code = Code(text: digits, form: length == 5 ? .full : .short, note: nil)
    if length > 3, !codes.contains(where: { $0.text == digits }) { codes.append(code) }
    return 1
  }

  /// Takes "5931AZ" or "5931 AZ": no other neighbour writes four digits and two letters.
  mutating func readDutchCode(_ token: CellToken, _ next: CellToken?) -> Int? {
    let isWhole = token.length == 6
    let text = isWhole ? token.text : token.length == 4 && next?.gap == " " ? token.text + (next?.text ?? "") : ""
    guard text.utf8.count == 6, text.prefix(4).allSatisfy(\.isNumber), text.suffix(2).allSatisfy(\.isLetter),
      !Self.shortWords.contains(String(text.suffix(2)))
    else { return nil }
    country = "NL"
    return isWhole ? 1 : 2
  }

  /// French words of two letters that follow a house's number or a code.
  private static let shortWords: Set<String> = [
    "la", "le", "du", "de", "st", "av", "bd", "pl", "et", "en", "au", "ch", "ld", "za", "zi", "bp", "cs", "ba", "un",
  ]

  private static let countryLetters: [String: String] = [
    "f": "FR", "fr": "FR", "fra": "FR", "b": "BE", "be": "BE", "l": "LU", "lu": "LU", "lux": "LU", "ch": "CH",
    "d": "DE", "de": "DE", "i": "IT", "it": "IT", "e": "ES", "es": "ES", "nl": "NL", "p": "PT", "pt": "PT", "a": "AT",
    "at": "AT", "mc": "MC", "gb": "GB", "dk": "DK", "s": "SE", "se": "SE", "pl": "PL", "cz": "CZ", "ad": "AD",
  ]

  /// Whether a code of that many digits may be the country's.
  private static func fits(_ digits: Int, _ country: String) -> Bool {
    switch country {
    case "BE", "LU", "CH", "NL", "AT", "DK", "PT": digits == 4 || country == "PT" && digits == 7
    case "AD": digits == 3
    case "DE", "IT", "ES", "MC", "SE", "PL", "CZ": digits == 5
    default: digits == 4 || digits == 5
    }
  }

  /// Letters followed by digits, apart; `nil` for any other token.
  static func split(_ text: String) -> (letters: String, digits: String)? {
    let letters = text.prefix { $0.isLetter }
    let digits = text.dropFirst(letters.count)
    guard !letters.isEmpty, !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { return nil }
    return (String(letters), String(digits))
  }

  // MARK: Codes with letters

  /// Takes the codes of countries that write letters in them: "SW1A 1AA", "H3B 1A1", "D02 X285"; and marks glued to a
  /// French code: "n°59530", "CP59530". Returns how many tokens they are.
  mutating func readLetteredCode(_ token: CellToken, _ next: CellToken?, isFirst: Bool) -> Int? {
    if let (letters, digits) = Self.split(token.text), digits.utf8.count == 5, Self.codeMarks.contains(letters) {
      if !codes.contains(where: { $0.text == digits }) { codes.append(Code(text: digits, form: .full)) }
      return 1
    }
    guard isFirst, let next, next.gap == " ", let country = Self.letteredCountry(token.text, next.text) else {
      return nil
    }
    self.country = country
    return 2
  }

  private static let codeMarks: Set<String> = ["cp", "no", "n", "num", "code"]

  /// The country whose postal codes have the shape of two words: Canada's A9A 9A9, Britain's A9 9AA to AA9A 9AA (BS 7666),
  /// Ireland's A99 with four letters and digits.
  private static func letteredCountry(_ first: String, _ second: String) -> String? {
    let shape = { (text: String) in String(text.map { $0.isNumber ? "9" : "a" }) }
    switch (shape(first), shape(second)) {
    case ("a9a", "9a9"): return "CA"
    case ("a9", "9aa"), ("a99", "9aa"), ("aa9", "9aa"), ("aa99", "9aa"), ("a9a", "9aa"), ("aa9a", "9aa"): return "GB"
    case ("a99", let end) where end.utf8.count == 4 && end.contains("a") && end.contains("9"): return "IE"
    default: return nil
    }
  }
}
