import Gazetteer
import SharedTesting
import Testing

@testable import Geocoding

struct ResolverPropertyTests {
  private let gazetteer = testedResolver.gazetteer

  @Test func foldingAndKeysAreIdempotent() {
    let seed: UInt64 = 20_261_123
    print("foldingAndKeysAreIdempotent: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let letters = Array(
      "aàâäbcçdeéèêëfghiîïjklmnñoôöœpqrsßtuùûüvwxyÿzæAÉÇŒSTEsteLE 0123456789-'’./(),  ﬁＡ５\u{301}\u{A0}Ếđ")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...24, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? " " })
      let folded = LatinFolding.fold(text)
      #expect(LatinFolding.fold(folded) == folded, "seed \(seed): \(text)")
      let key = PlaceNameKey(text).text
      #expect(PlaceNameKey(key).text == key, "seed \(seed): \(text)")
    }
  }

  @Test func theWayACityIsWrittenNeverChangesTheCommune() {
    let seed: UInt64 = 59_530
    print("theWayACityIsWrittenNeverChangesTheCommune: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var entries: [PostalCode] = []
    gazetteer.forEachPostalCode { entries.append($0) }
    for entry in entries.shuffled(using: &generator).prefix(1_500) {
      guard let commune = gazetteer.commune(entry.citycode) else { continue }
      let plain = testedResolver.place(LocationQuery(postcode: entry.postcode, city: commune.name))
      let written = Self.rewritten(commune.name, using: &generator)
      let other = testedResolver.place(LocationQuery(postcode: entry.postcode, city: written))
      #expect(plain.citycode == entry.citycode, "seed \(seed): \(entry.postcode) \(commune.name)")
      #expect(other.citycode == plain.citycode, "seed \(seed): \(entry.postcode) \(commune.name) as \(written)")
    }
  }

  /// The name with its case, accents, hyphens and spaces changed at random.
  private static func rewritten(_ name: String, using generator: inout SeededGenerator) -> String {
    var text = name
    if Bool.random(using: &generator) { text = LatinFolding.fold(text) }
    if Bool.random(using: &generator) { text = text.uppercased() }
    let separators = [" ", "-", "  ", " - ", "\u{A0}"]
    return text.map { character -> String in
      switch character {
      case "-", " ": separators.randomElement(using: &generator) ?? " "
      case "'", "’": ["'", "’", "' "].randomElement(using: &generator) ?? "'"
      default: String(character)
      }
    }.joined()
  }

  /// What `place` keeps and looks up is what the steps give, for every way of writing.
  @Test func theFastWayEqualsThePlainWay() {
    let seed: UInt64 = 97_127
    print("theFastWayEqualsThePlainWay: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var entries: [PostalCode] = []
    gazetteer.forEachPostalCode { entries.append($0) }
    let picked = entries.shuffled(using: &generator).prefix(400)
    let sirets = ["", "21590481900015", "FR12345678901", "DE123456789"]
    for entry in picked {
      let name = gazetteer.commune(entry.citycode)?.name ?? ""
      let other = picked.randomElement(using: &generator) ?? entry
      for city in [
        name, Self.rewritten(name, using: &generator), Self.rewritten(name, using: &generator), entry.label,
        other.label,
        entry.localities.first ?? "", "",
      ] {
        let query = LocationQuery(
          postcode: entry.postcode, city: city, siret: sirets.randomElement(using: &generator) ?? "")
        #expect(testedResolver.place(query) == testedResolver.resolve(query).placement, "seed \(seed): \(query)")
      }
    }
  }

  /// A code typed otherwise and a city alone are answered from what is kept as the steps answer them, whichever of the
  /// ways of writing comes first.
  @Test func whatIsKeptServesEveryWayOfTyping() {
    let seed: UInt64 = 2_500
    print("whatIsKeptServesEveryWayOfTyping: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var entries: [PostalCode] = []
    gazetteer.forEachPostalCode { entries.append($0) }
    // Leading zeros, and names that are read in more than one way.
    let odd = entries.filter { $0.postcode.hasPrefix("0") }.shuffled(using: &generator).prefix(120)
    let cities = [
      "Ville-d'Avray", "Ville de Lille", "ville-de-lille", "Mairie-Lille", "mairie lille", "Departement-du-Nord",
      "departement du nord", "Lille 59", "Lille-59", "Paris 9", "Paris-9", "A Lille", "a-lille", "Cologne", "Nord",
      "Saint-Denis", "saint denis", "Le Quesnoy", "QUESNOY", "Saint-Martin", "Grenade", "Suisse",
    ]
    let plain = entries.shuffled(using: &generator).prefix(200) + odd
    let resolver = Resolver(gazetteer: gazetteer)
    for entry in plain.shuffled(using: &generator) {
      let code = entry.postcode
      let name = gazetteer.commune(entry.citycode)?.name ?? ""
      let codes = [
        code, " \(code) ", "F-\(code)", "FR \(code)", "F\(code)", "fr-\(code)",
        "\(code.prefix(2)) \(code.dropFirst(2))",
        "\(code).0", String(code.drop { $0 == "0" }), "", "F-\(code.dropFirst())", "\(code) 0", "0\(code)",
      ]
      for _ in 0..<6 {
        let typed = codes.randomElement(using: &generator) ?? code
        let city =
          [name, name.uppercased(), Self.rewritten(name, using: &generator), entry.label, ""]
          .randomElement(using: &generator) ?? name
        var query = LocationQuery(
          postcode: typed,
          city: Int.random(in: 0..<8, using: &generator) == 0 ? cities.randomElement(using: &generator) ?? city : city,
          columnKeepsZeros: Bool.random(using: &generator))
        if Int.random(in: 0..<10, using: &generator) == 0 { query.siret = "21590481900015" }
        #expect(resolver.place(query) == resolver.resolve(query).placement, "seed \(seed): \(query)")
      }
    }
    for city in cities.shuffled(using: &generator) + cities {
      let query = LocationQuery(city: city)
      #expect(resolver.place(query) == resolver.resolve(query).placement, "seed \(seed): \(query)")
    }
  }

  /// Names one or two edits away are found as comparing with every name finds them.
  @Test func theNearestNamesAreThoseOfComparingAll() {
    let seed: UInt64 = 59_650
    print("theNearestNamesAreThoseOfComparingAll: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var keys: [[UInt8]] = []
    gazetteer.forEachPlaceKey { key, _, _ in keys.append(Array(key)) }
    let index = SpellingIndex(gazetteer)
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    for round in 0..<60 {
      // Every other one is a long name with an edit at each end, which leaves only its middle as it is.
      let isLong = round % 2 == 0
      guard var typed = keys.filter({ $0.count > (isLong ? 12 : 5) }).randomElement(using: &generator) else { return }
      for edit in 0..<(isLong ? 2 : Int.random(in: 1...2, using: &generator)) {
        let places = isLong ? (edit == 0 ? 0..<3 : typed.count - 4..<typed.count - 1) : 0..<typed.count - 1
        let place = Int.random(in: places, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: typed[place] = letters.randomElement(using: &generator) ?? 0x78
        case 1: typed.insert(letters.randomElement(using: &generator) ?? 0x78, at: place)
        case 2: typed.remove(at: place)
        default: typed.swapAt(place, place + 1)
        }
      }
      let limit = min(2, typed.count / 6)
      let distances = keys.map { EditDistance.between(typed, $0, limit: limit) }
      let least = distances.compactMap { $0 }.min()
      let wanted = zip(keys, distances).filter { $0.1 != nil && $0.1 == least }.map {
        String(decoding: $0.0, as: UTF8.self)
      }
      let found = index.nearest(to: String(decoding: typed, as: UTF8.self), in: .country, limit: limit)
      #expect(
        found.map(\.place.key).sorted() == wanted.sorted(), "seed \(seed): \(String(decoding: typed, as: UTF8.self))")
      #expect(found.allSatisfy { $0.edits == least })
    }
  }

  /// Reading five digits and a plain name at once gives what taking the cells apart gives.
  @Test func thePlainReadingEqualsTheFullOne() {
    let seed: UInt64 = 59_618
    print("thePlainReadingEqualsTheFullOne: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let countries = CountryIndex(gazetteer)
    let odd = [
      "mons belgique", "Genève (Suisse)", "cedex", "Lille Cedex", "armées", "Paris neuvième", "Nord", "néant", "divers",
      "Saint - Denis", "-Lille", "Lille -", "L'", "", "Paris 9", "Camphin-en-PÃ©vÃ¨le", "Grenade", "Macédoine du Nord",
    ]
    var names: [String] = odd
    gazetteer.forEachPlace { if $0.kind != .name { names.append($0.detail) } }
    gazetteer.forEachCommune { names.append($0.name) }
    var plainCount = 0
    for name in odd + names.shuffled(using: &generator).prefix(4_000) {
      let city = Bool.random(using: &generator) ? name : Self.rewritten(name, using: &generator)
      let code = ["59530", "75109", "24710", "98000", ""].randomElement(using: &generator) ?? ""
      let query = LocationQuery(postcode: code, city: city)
      guard let plain = LocationReading(plain: query, countries: countries, options: ResolverOptions()) else {
        continue
      }
      plainCount += 1
      let full = LocationReading(query, countries: countries, options: ResolverOptions()) { text in
        !gazetteer.places(named: PlaceNameKey(text)).isEmpty
      }
      #expect(
        plain.city == full.city && plain.codes == full.codes && plain.notes == full.notes, "seed \(seed): \(query)")
      #expect(full.country == nil && full.departement == nil && full.otherCity.isEmpty, "seed \(seed): \(query)")
      #expect(!full.isCedex && !full.isArmy && !full.saysNothing && !full.isCityFromAddress, "seed \(seed): \(query)")
    }
    #expect(plainCount > 3_000)
  }

  @Test func everyPostalCodeResolvesToACommuneOfItsOwn() {
    var communes: [String: Set<String>] = [:]
    gazetteer.forEachPostalCode { communes[$0.postcode, default: []].insert($0.citycode) }
    #expect(communes.count > 6_300)
    for (postcode, own) in communes {
      let placement = testedResolver.place(LocationQuery(postcode: postcode))
      #expect(placement.status == .ok && own.contains(placement.citycode), "\(postcode)")
      #expect(placement.method == .postcode, "\(postcode)")
    }
  }

  @Test func everyCedexResolvesToItsOffice() {
    var counts = (cedex: 0, army: 0, special: 0)
    gazetteer.forEachCedexCode { code in
      let placement = testedResolver.place(LocationQuery(postcode: code.postcode))
      switch code.kind {
      case .cedex:
        counts.cedex += 1
        // 97801 is Saint-Martin's INSEE code too: as a postal code it is a CEDEX all the same.
        #expect(placement.citycode == code.citycode && placement.method == .cedex, "\(code.postcode)")
      case .army:
        counts.army += 1
        #expect(placement.status == .notFound && placement.coordinate == nil, "\(code.postcode)")
        #expect(placement.notes.map(\.code) == [.armedForces], "\(code.postcode)")
      case .special:
        counts.special += 1
        #expect(placement.status == .notFound && placement.notes.map(\.code) == [.specialService], "\(code.postcode)")
      }
    }
    #expect(counts == (21_581, 656, 1))
  }

  @Test func everyCityOfACodeWithThatCodeIsFoundByItsLabelAndLocalities() {
    var wrong: [String] = []
    var count = 0
    var line = 0
    gazetteer.forEachPostalCode { entry in
      // Every seventh line: all of them take a minute in a build without optimisation.
      line += 1
      guard line % 7 == 0 else { return }
      // La Poste's own name of the commune: several communes may share one, and then either is right.
      count += 1
      let placement = testedResolver.place(LocationQuery(postcode: entry.postcode, city: entry.label))
      let own = gazetteer.communes(ofPostcode: entry.postcode).filter { $0.label == entry.label }.map(\.citycode)
      if !own.contains(placement.citycode) { wrong.append("\(entry.postcode) \(entry.label) -> \(placement.label)") }
    }
    #expect(wrong.count * 1_000 < count, "\(wrong.count) of \(count): \(wrong.prefix(40))")
  }

  @Test func noAnswerWithoutAReasonAndNoPlaceWithoutARadius() {
    let seed: UInt64 = 3
    print("noAnswerWithoutAReasonAndNoPlaceWithoutARadius: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "59530", "2500", "LE QUESNOY", "CEDEX", "BP 12", "(", ")", "75", "2A", "-", "Paris", "rue", "12", "F-", "B-7000",
      "Belgique", "99109", "00100", "N/A", "\n", "saint", "é", "Madrid", "1.5", "5.953E+04", "\u{FFFD}", "x", "31 670",
    ]
    func cell() -> String {
      (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
        .joined(separator: " ")
    }
    for _ in 0..<5_000 {
      let query = LocationQuery(postcode: cell(), city: cell(), address: cell())
      let placement = testedResolver.place(query)
      #expect(placement == testedResolver.place(query), "seed \(seed): \(query)")
      if placement.isPlaced {
        #expect(placement.coordinate?.isValid == true && placement.method != nil, "seed \(seed): \(query)")
        #expect((placement.radiusMetres ?? 0) > 0, "seed \(seed): \(query)")
        #expect((0...1).contains(placement.score ?? -1), "seed \(seed): \(query)")
        #expect(placement.status == .ok || placement.status == .foreign, "seed \(seed): \(query)")
      } else {
        #expect(!placement.notes.isEmpty && placement.status != .ok, "seed \(seed): \(query)")
        #expect(placement.radiusMetres == nil && placement.score == nil, "seed \(seed): \(query)")
      }
    }
  }
}
