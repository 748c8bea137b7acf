import Gazetteer
import Geocoding
import MapLayers

/// The kinds of contract found in a table, spellings of one kind together.
///
/// "Marchés de travaux", "TRAVAUX" and "Travaux" are one kind; the reader sees the spelling used most.
struct CategoryCatalogue: Sendable {
  /// One kind.
  struct Category: Sendable {
    /// The form that its spellings share; empty for rows without a kind.
    let key: String
    /// Each spelling with its count, in the order found.
    fileprivate(set) var spellings: [(text: String, count: Int)]
    /// Rows of this kind.
    fileprivate(set) var count = 0

    /// The spelling used most, the first found of several.
    var name: String {
      var best = spellings[0]
      for spelling in spellings where spelling.count > best.count { best = spelling }
      return best.text
    }
  }

  /// The kinds in the order found.
  private(set) var categories: [Category] = []
  private var indexByKey: [String: Int] = [:]
  /// Where the rows of cells seen before are counted: nearly all tables have a few kinds, written alike.
  private var known: [String: (category: Int, spelling: Int)] = [:]

  /// Tables with more different cells than this have whole sentences there, which do not come again.
  private static let mostKnown = 1_000

  /// Counts a cell's spelling and gives the index of its kind. O(1) but for rare spellings.
  mutating func add(_ cell: String) -> Int {
    if let known = known[cell] {
      categories[known.category].count += 1
      categories[known.category].spellings[known.spelling].count += 1
      return known.category
    }
    let key = Self.key(cell)
    let spelling = key.isEmpty ? "" : DisplayText.oneLine(Mojibake.repaired(cell) ?? cell)
    let index: Int
    if let found = indexByKey[key] {
      index = found
    } else {
      index = categories.count
      indexByKey[key] = index
      categories.append(Category(key: key, spellings: []))
    }
    categories[index].count += 1
    let number: Int
    if let found = categories[index].spellings.firstIndex(where: { $0.text == spelling }) {
      number = found
      categories[index].spellings[number].count += 1
    } else {
      number = categories[index].spellings.count
      categories[index].spellings.append((spelling, 1))
    }
    if known.count < Self.mostKnown { known[cell] = (index, number) }
    return index
  }

  /// Indexes in the order in which readers expect them: works, supplies, services as the law has them, then the others by
  /// alphabet, then the rows without a kind.
  var order: [Int] {
    categories.indices.sorted { first, second in
      let ranks = (Self.rank(categories[first].key), Self.rank(categories[second].key))
      return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : categories[first].key < categories[second].key
    }
  }

  /// Folded words without "marché(s) (public(s)) de"; the three kinds of the law in one form each; empty for no kind.
  static func key(_ cell: String) -> String {
    let folded = LatinFolding.fold(Mojibake.repaired(cell) ?? cell)
    var words = folded.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)[...]
    while let word = words.first, words.count > 1, leadingWords.contains(word) { words.removeFirst() }
    if words.count == 1, let word = words.first {
      if let kind = legalKinds[word] { return kind }
      if emptyWords.contains(word) { return "" }
    }
    if words.isEmpty { return otherScript(cell) }
    return words.joined(separator: " ")
  }

  /// A text in another script folds to nothing: it is compared by its own letters.
  private static func otherScript(_ cell: String) -> String {
    cell.contains(where: \.isLetter) ? DisplayText.oneLine(cell).lowercased() : ""
  }

  /// The kinds of the public procurement code, in its order.
  static let legalKindKeys = ["travaux", "fournitures", "services"]

  private static func rank(_ key: String) -> Int {
    key.isEmpty ? legalKindKeys.count + 1 : legalKindKeys.firstIndex(of: key) ?? legalKindKeys.count
  }

  private static let leadingWords: Set<String> = [
    "marche", "marches", "public", "publics", "de", "d", "des", "prestation", "prestations", "contrat", "contrats",
  ]
  private static let legalKinds = [
    "travaux": "travaux", "travail": "travaux", "works": "travaux", "fourniture": "fournitures",
    "fournitures": "fournitures", "supplies": "fournitures", "service": "services", "services": "services",
  ]
  private static let emptyWords: Set<String> = ["null", "na", "neant", "nc", "nan", "none", "nd"]
}
