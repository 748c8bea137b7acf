import Gazetteer

/// An address cell taken apart: its code, and the texts in it that may be the city.
///
/// People write the city behind the code, before it in one go with the street, in a line of its own, in capitals, or
/// behind "Mairie de". Every such text is weak evidence: a street may be named after any city.
struct AddressReading {
  /// Codes and marks.
  var cell: CellReading
  /// Texts that may be the city as they stand, the likeliest first.
  var cities: [String] = []
  /// The whole cell is one text without number or street, as a city's column would hold it.
  var isCityAlone = false
  /// The words right before the code, where the city may follow the street without a separator.
  var wordsBefore: [String] = []
  /// The words right behind the code, which a person's name or a telephone number may follow.
  var wordsAfter: [String] = []

  /// Reads a cell; O(length).
  init(_ text: String) {
    cell = CellReading(Self.separated(Mojibake.repaired(text) ?? text), as: .address)
    let before = Self.segments(cell.before)
    let after = Self.segments(cell.after)
    guard !cell.isPlaceholder else { return }
    if cell.codes.isEmpty {
      // Without a code only a text that stands by itself is believed.
      if before.count == 1, let only = before.first {
        addCity(only, isAlone: true)
        let words = Self.words(only)
        isCityAlone =
          cities.first == only && words.count <= 6 && !words.contains { Self.streets.contains($0) }
          && !only.utf8.contains(where: \.isDigit)
      }
      for segment in before.reversed().prefix(2) { addCity(segment, isAlone: false) }
      return
    }
    if let first = after.first { addCity(first, isAlone: true) }
    if let last = before.last { addCity(last, isAlone: true) }
    if let second = after.dropFirst().first { addCity(second, isAlone: true) }
    wordsBefore = Self.words(before.last ?? "")
    wordsAfter = Self.words(after.first ?? "")
  }

  private mutating func addCity(_ segment: String, isAlone: Bool) {
    var text = Self.withoutContacts(segment)
    let words = Self.words(text)
    // "Jacqueline V. Mairie de Ginestet": what follows the office is the city, if anything does.
    if let office = words.lastIndex(where: { Self.offices.contains($0) }) {
      var rest = words[(office + 1)...]
      if let first = rest.first, Self.connectors.contains(first) { rest = rest.dropFirst() }
      text = rest.joined(separator: " ")
      for prefix in ["d'", "l'"] where text.hasPrefix(prefix) { text.removeFirst(prefix.utf8.count) }
    } else if let place = words.lastIndex(of: "a"), place > 0, place + 1 < words.count {
      // "91 avenue Gambetta à Paris 20ème".
      text = words[(place + 1)...].joined(separator: " ")
    } else if let first = words.first, Self.isNumber(first) {
      // "1400 Caen" beside no code: a number in front is a house's, or what remained of a code.
      guard !isAlone || cell.codes.isEmpty, words.count > 1 else { return }
      text = words.dropFirst().joined(separator: " ")
    }
    let rest = Self.words(text)
    guard let first = rest.first, !Self.streets.contains(first), !Self.nothings.contains(text),
      !rest.contains(where: Self.isMixed), !text.contains("/") || first.utf8.count > 2 && Self.isRiver(text)
    else { return }
    if text.contains("/") {
      text = text.split(separator: "/").map { String($0).trimmingSpaces }.joined(separator: " sur ")
    }
    if !cities.contains(text) { cities.append(text) }
  }

  // MARK: Words

  /// The text with a semicolon where a line ends, where several spaces stand, and where words in capitals begin that
  /// run to the end or to a number: "12 rue de la Fonderie LE CREUSOT".
  static func separated(_ text: String) -> String {
    var plain = ""
    var spaces = 0
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" {
        plain += " ; "
        spaces = 0
      } else if scalar.properties.isWhitespace {
        spaces += 1
      } else {
        if spaces > 0 { plain += spaces > 1 ? " ; " : " " }
        spaces = 0
        plain.unicodeScalars.append(scalar)
      }
    }
    return withCapitalsApart(plain)
  }

  private static func withCapitalsApart(_ text: String) -> String {
    var words = text.split(separator: " ").map(String.init)
    guard words.count > 1 else { return text }
    func hasLowercase(_ word: String) -> Bool { word.unicodeScalars.contains { $0.properties.isLowercase } }
    func isCapitals(_ word: String) -> Bool {
      !hasLowercase(word) && word.unicodeScalars.contains { $0.properties.isUppercase }
    }
    var end = words.count
    // Going back from the end or a number over words in capitals.
    for index in stride(from: words.count - 1, through: 1, by: -1) {
      if !isCapitals(words[index]) {
        end = index
        continue
      }
      guard end - index >= 1, hasLowercase(words[index - 1]) else { continue }
      let run = words[index..<end]
      guard run.contains(where: { $0.utf8.count > 3 }) else { continue }
      let isToTheEnd = end == words.count || words[end].utf8.first.map { !$0.isLowercaseLetter } == true
      if isToTheEnd { words[index] = "; " + words[index] }
    }
    return words.joined(separator: " ")
  }

  /// The parts of a folded text between separators, without what says nothing.
  private static func segments(_ folded: String) -> [String] {
    var text = folded
    while let dash = text.range(ofSeparator: " - ") { text.replaceSubrange(dash, with: " ; ") }
    return text.split { ";,|()".contains($0) }.map { segment in
      var words = words(String(segment))
      func isNoise(_ word: String) -> Bool {
        !word.utf8.contains { $0.isLowercaseLetter || $0.isDigit }
      }
      while let first = words.first, isNoise(first) { words.removeFirst() }
      while let last = words.last, isNoise(last) { words.removeLast() }
      return words.joined(separator: " ")
    }.filter { segment in segment.utf8.contains(where: \.isLowercaseLetter) && !segment.contains("@") }
  }

  private static func withoutContacts(_ segment: String) -> String {
    let kept = words(segment).prefix { word in
      !["tel", "fax", "mail", "email"].contains { word == $0 || word.hasPrefix($0 + ":") || word.hasPrefix($0 + ".") }
    }
    return kept.joined(separator: " ")
  }

  static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy(\.isDigit) }

  /// "NW5", "20921a": letters and digits in one word, unless it is an arrondissement's "20eme".
  private static func isMixed(_ word: String) -> Bool {
    let digits = word.prefix { $0.isNumber }
    let letters = word.dropFirst(digits.count)
    guard word.contains(where: \.isNumber), word.contains(where: \.isLetter) else { return false }
    return digits.isEmpty || !["e", "er", "eme", "ere", "nd"].contains(String(letters))
  }

  /// "Condé /Iton" is Condé-sur-Iton; other strokes part what is no name.
  private static func isRiver(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { $0.contains { $0.isLetter } && !$0.contains(where: \.isNumber) }
  }

  /// True when a word ends the name of a street or introduces one: the city is not what follows at once.
  static func isOfAStreet(_ words: ArraySlice<String>) -> Bool {
    guard let last = words.last else { return false }
    if streets.contains(last) { return true }
    return connectors.contains(last) && words.suffix(4).dropLast().contains { streets.contains($0) }
  }

  private static let offices: Set<String> = ["mairie", "maire", "commune"]

  private static let connectors: Set<String> = ["de", "du", "des", "d'", "la", "le", "les", "a", "en"]

  /// Texts that name no city in an address, though some are the key of one: Mairé (86), Le Bourg (46).
  private static let nothings: Set<String> = [
    "mairie", "maire", "hotel de ville", "bourg", "le bourg", "au bourg", "le village", "village", "centre",
    "centre ville", "adresse", "beneficiaire", "adresse beneficiaire", "code postal", "commune", "ville", "place",
  ]

  /// What streets and buildings begin with.
  static let streets: Set<String> = [
    "rue", "r", "avenue", "av", "ave", "bd", "bld", "boulevard", "place", "pl", "chemin", "ch", "che", "route", "rte",
    "impasse", "imp", "allee", "allees", "quai", "cours", "square", "sq", "passage", "residence", "res", "lotissement",
    "zone", "za", "zi", "zac", "parc", "immeuble", "imm", "bat", "batiment", "lieu-dit", "lieudit", "hameau",
    "faubourg", "fbg", "esplanade", "l'esplanade", "promenade", "sentier", "villa", "cite", "rond-point", "mail",
    "traverse", "montee", "venelle", "domaine", "ecole", "college", "lycee", "stade", "gymnase", "maison", "espace",
    "complexe", "salle", "foyer", "association", "club", "chez", "appt", "apt", "esc", "etage", "bp", "cs", "mme", "m.",
    "monsieur", "madame", "president", "presidente", "tour", "chateau", "camping", "section", "via", "calle",
  ]
}
