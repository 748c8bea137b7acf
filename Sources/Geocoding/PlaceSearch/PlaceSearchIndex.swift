import Gazetteer
import Geodesy

/// The gazetteer's communes, names and codes laid out for ``PlaceSearch``: sorted, with what ranks them beside them.
struct PlaceSearchIndex: Sendable {
  /// A commune with what its answers need.
  struct IndexedCommune: Sendable {
    var commune: Commune
    var importance: Double
    /// Its postal codes, in order; those of its arrondissements for a city that is divided.
    var postcodes: [String] = []
    /// The article that its name begins with; empty for none.
    var article: String

    var citycode: String { commune.citycode }
  }

  private(set) var communes: [IndexedCommune] = []
  /// Every name in the gazetteer.
  private(set) var names = SortedNames()
  /// The communes' own names from their later words on.
  private(set) var laterWords = SortedNames()
  private(set) var codes = SortedCodes()
  private var numbers: [String: Int] = [:]
  private let resolver: Resolver
  private var gazetteer: Gazetteer { resolver.gazetteer }

  init(_ resolver: Resolver) {
    self.resolver = resolver
    let gazetteer = resolver.gazetteer
    gazetteer.forEachCommune { commune in
      numbers[commune.citycode] = communes.count
      communes.append(
        IndexedCommune(
          commune: commune, importance: PlaceSearchScores.importance(population: commune.population),
          article: LatinFolding.fold(commune.name).article))
    }
    addCodes()
    gazetteer.forEachPlaceKey { key, citycode, position in
      guard let number = numbers[String(decoding: citycode, as: UTF8.self)], let name = gazetteer.place(at: position)
      else { return }
      names.append(key, kind: name.kind, commune: number, position: position)
    }
    names.finish(communes: communes.count)
    addLaterWords()
  }

  private mutating func addCodes() {
    gazetteer.forEachPostalCode { code in
      guard let number = numbers[code.citycode] else { return }
      codes.append(code.postcode, commune: number)
      communes[number].postcodes.append(code.postcode)
      if let city = communes[number].commune.parent.flatMap({ numbers[$0] }),
        communes[city].postcodes.last != code.postcode
      {
        communes[city].postcodes.append(code.postcode)
      }
    }
  }

  private mutating func addLaterWords() {
    for (number, commune) in communes.enumerated() {
      let words = LatinFolding.fold(commune.commune.name).split { $0 == " " || $0 == "-" || $0 == "'" }
      guard words.count > 1 else { continue }
      for start in 1..<words.count where !Self.linkWords.contains(String(words[start])) {
        let key = PlaceNameKey(words[start...].joined(separator: " ")).text
        Array(key.utf8).withUnsafeBufferPointer { laterWords.append($0, kind: .name, commune: number, position: 0) }
      }
    }
    laterWords.finish(communes: communes.count)
  }

  /// Words that nobody looks a commune up by.
  private static let linkWords: Set<String> = [
    "l", "le", "la", "les", "de", "du", "des", "d", "et", "en", "sur", "sous", "a", "au", "aux", "lez", "saint",
    "arrondissement",
  ]

  // MARK: Look-ups

  /// The number of the commune with an INSEE code, alone; empty when there is none.
  func communes(ofCitycode citycode: String) -> [Int] { numbers[citycode].map { [$0] } ?? [] }

  /// The numbers of the communes that a postal code serves, or of its delivery office's commune for a CEDEX.
  func communes(ofCode code: String) -> [Int] {
    let range = codes.range(startingWith: code)
    if code.utf8.count == 5, !range.isEmpty { return range.map { Int(codes.entries[$0].commune) } }
    return gazetteer.cedexCode(code)?.citycode.map(communes(ofCitycode:)) ?? []
  }

  /// How well a text fits the names of a commune, and by which of them; `nil` when by none.
  func similarity(of name: String, to commune: Int, isPrefix: Bool) -> (textual: Double, named: Int)? {
    let key = Array(name.utf8)
    var best: (textual: Double, named: Int)?
    for entry in names.entries(ofCommune: commune) {
      let kind = PlaceSearchScores.textual(names.entries[entry].kind)
      guard let share = share(of: key, in: names.key(entry), isPrefix: isPrefix) else { continue }
      if best.map({ $0.textual < kind * share }) ?? true { best = (kind * share, entry) }
    }
    return best
  }

  private func share(of typed: [UInt8], in key: [UInt8], isPrefix: Bool) -> Double? {
    if typed == key { return 1 }
    if key.starts(with: typed) { return isPrefix ? PlaceSearchScores.beginning : PlaceSearchScores.laterWord }
    let limit = ResolverThresholds.edits(forLength: typed.count)
    if let edits = EditDistance.between(typed, key, limit: limit) {
      return PlaceSearchScores.spelling - PlaceSearchScores.perEdit * Double(edits - 1)
    }
    let isInside = typed.count > 2 && key.indices.contains { key[$0...].starts(with: typed) }
    return isInside ? PlaceSearchScores.laterWord * PlaceSearchScores.laterWord : nil
  }

  // MARK: Answers

  /// The answer for a commune. The code is the one to show, if the commune has it; `named` the entry of its name.
  func place(
    _ number: Int, _ method: PlacementMethod, score: Double, code: String?, named: Int?
  ) -> FoundPlace {
    let indexed = communes[number]
    let commune = indexed.commune
    let postcode = code.flatMap { indexed.postcodes.contains($0) ? $0 : nil } ?? indexed.postcodes.first ?? ""
    var placement = resolver.placement(at: commune, postcode: postcode, method: method, score: score, notes: [])
    if let named, names.entries[named].kind == .former,
      let name = gazetteer.place(at: Int(names.entries[named].position)),
      let former = gazetteer.formerCommunes(name.detail).first(where: { PlaceNameKey($0.name).text == name.key })
    {
      resolver.place(&placement, in: former, of: commune)
    }
    return FoundPlace(
      placement: placement, name: commune.name, score: score, importance: indexed.importance,
      population: commune.population)
  }
}
