/// What the title of a section of a list of contracts says about the rows below it.
///
///     SectionTitle("MARCHÉS DE TRAVAUX")                       // category "Travaux"
///     SectionTitle("Tranche 1 : 20 000 € à 49 999,99 € HT")    // band "20 000 € à 49 999,99 € HT"
///     SectionTitle("Fournitures inférieures à 20 000 € HT")    // both
public struct SectionTitle: Hashable, Sendable {
  /// The kind of contract, in French; empty when the title names none.
  public var category = ""
  /// The band of amounts, as written but for the words before it; empty when the title names none.
  public var band = ""

  /// True when the title says something of the rows below.
  public var isTelling: Bool { !category.isEmpty || !band.isEmpty }

  /// Longer texts are no titles.
  private static let longest = 120

  /// Reads a title. O(n).
  public init(_ text: String) {
    guard text.utf8.count <= Self.longest else { return }
    let words = HeaderText(text).words
    category = Self.category(words) ?? ""
    band = Self.band(text, words) ?? ""
    // "Tranche de travaux de 20 000 m2" names no kind: beside a band only words of kinds may stand.
    if category.isEmpty, !band.isEmpty, !words.contains("tranche"), !words.allSatisfy(Self.isFiller) { band = "" }
  }

  /// Words that may stand in a title and say nothing.
  private static let fillers: Set<String> = [
    "tranche", "tranches", "seuil", "seuils", "marche", "marches", "public", "publics", "contrat", "contrats", "ht",
    "ttc", "hors", "taxe", "taxes", "euro", "euros", "eur", "entre", "inferieur", "inferieurs", "inferieure",
    "inferieures", "superieur", "superieurs", "superieure", "superieures", "egal", "egaux", "egale", "egales", "ou",
    "compris", "comprise", "montant", "montants", "dont", "est", "sont", "moins", "plus", "jusqu", "procedure",
    "adaptee", "formalisee", "mapa", "conclus", "passes", "annee", "m", "k", "n", "i", "ii", "iii", "iv", "v", "vi",
    "b",
    "c", "e", "f", "partir", "liste",
  ]

  private static func isFiller(_ word: String) -> Bool { fillers.contains(word) || isNumber(word) }

  private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy(CellText.isDigit) }

  /// Words of the kinds of contract, each with the name of its kind.
  private static let kinds: [String: String] = [
    "travaux": "Travaux", "travail": "Travaux", "works": "Travaux", "fourniture": "Fournitures",
    "fournitures": "Fournitures", "supplies": "Fournitures", "service": "Services", "services": "Services",
    "etude": "Études", "etudes": "Études",
  ]

  private static func category(_ words: [String]) -> String? {
    let told = words.filter { !isFiller($0) }
    guard !told.isEmpty, told.count <= 4 else { return nil }
    switch told {
    case ["prestations", "intellectuelles"], ["prestation", "intellectuelle"]: return "Prestations intellectuelles"
    case ["maitrise", "oeuvre"], ["maitrise", "uvre"]: return "Maîtrise d'œuvre"
    default: break
    }
    var names: [String] = []
    for word in told where !["prestation", "prestations", "courantes"].contains(word) {
      guard let name = kinds[word] else { return nil }
      if !names.contains(name) { names.append(name) }
    }
    guard let first = names.first else { return nil }
    return ([first] + names.dropFirst().map { $0.lowercased() }).joined(separator: " et ")
  }

  /// The band of amounts that the title states: two amounts, or one with a word that bounds it.
  private static func band(_ text: String, _ words: [String]) -> String? {
    var rest = Array(text.utf8)[...]
    if words.first == "tranche" || words.first == "tranches" { rest = afterNumber(of: rest) }
    guard let start = rest.firstIndex(where: CellText.isDigit) else { return nil }
    let amounts = String(decoding: rest[start...], as: UTF8.self)
    let shape = amounts.utf8.withContiguousStorageIfAvailable { CellShape($0) } ?? []
    if shape.contains(.band) { return amounts }
    guard shape.contains(.amount) || shape.contains(.number) else { return nil }
    if words.contains(where: { $0.hasPrefix("inferieur") || $0 == "moins" || $0 == "jusqu" }) {
      return "moins de \(amounts)"
    }
    if words.contains(where: { $0.hasPrefix("superieur") || $0 == "plus" || $0 == "partir" }) {
      return "plus de \(amounts)"
    }
    return nil
  }

  /// What follows "Tranche 4 :", "Tranche n° 2 -"; all of it when the number there is an amount's.
  private static func afterNumber(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let start = text.firstIndex(where: CellText.isDigit) else { return text }
    let digits = text[start...].prefix(while: CellText.isDigit)
    let after = text[digits.endIndex...].drop { $0 == 0x20 }
    guard digits.count <= 2, let next = after.first, !CellText.isDigit(next), next != 0x2C, next != 0x2E,
      next < 0x80
    else { return text }
    // "20 à 50 k€": a letter goes on with the amount, "1 de 20 000" does not.
    let isWord = CellText.isLetter(next) && !after.starts(with: "de ".utf8) && !after.starts(with: "entre ".utf8)
    return isWord ? text : after
  }
}
